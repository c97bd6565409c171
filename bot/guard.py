"""Guards the journal's files: they stay where the next start looks for them, and have room, and some in reserve."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Protocol

from storage.folder import NAME
from workshop_flows.facts.conference import DiskLow, JournalTaken, ReserveSpent
from workshop_flows.facts.entry import Fact

log = logging.getLogger(__name__)

MB = 2**20
LOW = 200 * MB
"""Less than this is told while there is still time: a day of 15,000 facts is 5 MB (measured), and ten copies of it."""
PLENTY = 2 * LOW
"""From here on it is news again if little is left."""


class Files(Protocol):
    """What a guard needs of a journal's place."""

    async def lost(self) -> list[str]:
        """Return the names of the journal's files that were taken away while it is open."""

    def free(self) -> int:
        """Return how many bytes may still be written beside it. Raises OSError."""

    @property
    def reserve_spent(self) -> int:
        """The bytes of the reserve if it was given free, for there was no other room; else 0."""

    async def keep_reserve(self) -> None:
        """Occupy the reserve, if it is not. Raises OSError."""


class Guard:
    """Tells each trouble once, as a fact."""

    def __init__(self, place: Files, tell: Callable[[Fact], Awaitable[None]]) -> None:
        """Begin to guard."""
        self._place, self._tell = place, tell
        self._lost: list[str] = []
        self._low = self._spent = False

    async def look(self) -> None:
        """Tell what became of the files and of the room for them since the last look."""
        before, self._lost = self._lost, await self._place.lost()
        if set(self._lost) - set(before):
            log.error("Unter dem laufenden Bot gelöscht oder verschoben: %s", ", ".join(self._lost))
            await self._tell(JournalTaken(log=NAME not in self._lost))
        try:
            await self._look_for_room()
        except OSError:
            return  # the whole folder is gone: that is told

    async def _look_for_room(self) -> None:
        free, spent = self._place.free(), self._place.reserve_spent
        was_spent, self._spent = self._spent, spent > 0 and free < LOW  # a disk that fails is told of elsewhere
        if self._spent and not was_spent:
            await self._tell(ReserveSpent(spent // MB))
        was_low, self._low = self._low, free < (PLENTY if self._low else LOW)
        if self._low and not was_low:
            log.warning("Auf dem Datenträger sind nur noch %d MB frei.", free // MB)
            await self._tell(DiskLow(free // MB))
        if not self._low:
            await self._place.keep_reserve()
