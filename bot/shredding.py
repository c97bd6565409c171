"""Whoever was erased is let go of on the disk as well: no page, no copy, no older documentation keeps anything."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.copies import Copies
from storage.folder import copies
from storage.journal import CommitFailed, Journal

log = logging.getLogger(__name__)

TRY_AGAIN = 10
"""Seconds after which it is tried again when the disk is full, or somebody reads the journal."""


@dataclass(slots=True)
class Shredder:
    """Works whenever somebody was erased. `document` writes the documentation as it is now."""

    journal: Journal
    copies: Copies
    document: Callable[[], Awaitable[None]]
    wanted: asyncio.Event = field(default_factory=asyncio.Event)

    async def keep(self) -> None:
        """Do so for ever; a new copy takes the place of those that are gone, also of those that went at the start."""
        if self.journal.forgot_somebody and not copies(self.journal.folder):
            self.copies.want()
        while True:
            if not self.journal.remains:
                self.wanted.clear()
                await self.wanted.wait()
            await asyncio.gather(*self.copies.under_way, return_exceptions=True)
            try:
                await self.document()
                await self.journal.shred()
            except (CommitFailed, OSError) as failure:
                log.warning("Gelöschtes liegt noch auf dem Datenträger; ich versuche es weiter. %s", failure)
            if self.journal.remains:
                await asyncio.sleep(TRY_AGAIN)
            else:
                self.copies.want()
