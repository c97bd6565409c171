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

FULL = "Gelöschtes liegt noch auf dem Datenträger; ich versuche es weiter. {why}"
READ = (
    "Gelöschtes liegt noch auf dem Datenträger, weil ein anderes Programm journal.sqlite3 offen hat. Bitte schließen"
    " Sie es (etwa eine Sicherung oder eine Ansicht); ich versuche es weiter."
)
TRY_AGAIN = 10.0
"""Seconds after which it is tried again when the disk is full, or somebody reads the journal."""


@dataclass(slots=True)
class Shredder:
    """Works whenever somebody was erased. `document` writes the documentation as it is now."""

    journal: Journal
    copies: Copies
    document: Callable[[], Awaitable[None]]
    pause: float = TRY_AGAIN
    wanted: asyncio.Event = field(default_factory=asyncio.Event)
    _undocumented: bool = False
    """The documentation may still show what was erased."""
    _trouble: str = ""
    """What the operator was told last: each trouble is told once."""

    async def keep(self) -> None:
        """Do so for ever; a new copy takes the place of those that are gone, also of those that went at the start."""
        if self.journal.tombstones and not copies(self.journal.folder):
            self.copies.want()
        while True:
            if not (self.journal.remains or self._undocumented):
                self.wanted.clear()
                await self.wanted.wait()
            self._undocumented = True
            await asyncio.gather(*self.copies.under_way, return_exceptions=True)
            self._tell(await self._shred())
            if self.journal.remains or self._undocumented:
                await asyncio.sleep(self.pause)
            else:
                self.copies.want()

    async def _shred(self) -> str:
        """Try it; return why something remains, "" if nothing does."""
        trouble = ""
        try:
            await self.document()
            self._undocumented = False
        except Exception as fault:  # noqa: BLE001 - whatever it is, the journal is shredded all the same
            trouble = FULL.format(why=repr(fault))
        try:
            await self.journal.remains.shred()
        except CommitFailed as failure:
            return FULL.format(why=failure)
        return READ if self.journal.remains else trouble

    def _tell(self, trouble: str) -> None:
        if trouble and trouble != self._trouble:
            log.warning(trouble)
        self._trouble = trouble
