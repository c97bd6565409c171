"""What the oracle says when a promise was broken."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Violation:
    """A promise that was broken, and how."""

    name: str
    how: str

    def __str__(self) -> str:
        return f"{self.name}: {self.how}"
