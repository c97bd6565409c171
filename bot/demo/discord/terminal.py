"""Taking part by hand."""

from __future__ import annotations

from dataclasses import dataclass

from bot.demo.discord.hall import Hall


@dataclass(slots=True)
class Terminal:
    """x."""

    hall: Hall

    async def run(self) -> None:
        """X."""
