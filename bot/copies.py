"""The copies of the journal that the running bot puts aside: after every phase, one at a time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

from storage.backup import BackupFailed, backup
from storage.schema import JournalDamaged

log = logging.getLogger(__name__)

NO_ROOM = "Keine Sicherung des Journals: Auf dem Datenträger ist nur noch die Reserve."


class Copies:
    """Makes them; what ends while one is being made is in the next one."""

    def __init__(self, folder: Path, *, reserved: Callable[[], bool] = lambda: False) -> None:
        """Of the journal in this folder, unless it is already written into room that is `reserved` for the day."""
        self._folder, self._reserved = folder, reserved
        self._wanted = False
        self._making: asyncio.Task[None] | None = None

    def want(self) -> None:
        """Have a copy made of what is on the disk now; never waits, never fails."""
        self._wanted = True
        if self._making is None or self._making.done():
            self._making = asyncio.create_task(self._make())

    @property
    def under_way(self) -> list[asyncio.Task[None]]:
        """What is being made."""
        return [] if self._making is None else [self._making]

    async def _make(self) -> None:
        while self._wanted:
            self._wanted = False
            if self._reserved():
                log.warning(NO_ROOM)
                continue
            try:
                await backup(self._folder)
            except (BackupFailed, JournalDamaged) as failure:
                log.warning("%s", failure)
