"""Every page of a journal that is opened is looked at, by itself, while the facts are already read.

SQLite works without Python's lock, so on two processors it takes no time of the start.
"""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path
from typing import Self

from storage.schema import JournalDamaged, look_through
from storage.thread import SqliteThread, connected


class Look:
    """A look at every page that is under way."""

    def __init__(self, folder: Path, thread: SqliteThread) -> None:
        self._thread = thread
        self._task = asyncio.create_task(self._work(folder))

    @classmethod
    async def begin(cls, folder: Path) -> Self:
        """Begin to look. Raises JournalDamaged if the file cannot be opened."""
        return cls(folder, await connected(folder, readonly=True))

    async def over(self) -> None:
        """Wait until it is over. Raises JournalDamaged, as often as it is asked."""
        await asyncio.shield(self._task)

    async def close(self) -> None:
        """Wait until it is over, whatever was found."""
        with contextlib.suppress(JournalDamaged):
            await self.over()

    async def _work(self, folder: Path) -> None:
        try:
            await self._thread.run(lambda connection: look_through(connection, folder))
        finally:
            await self._thread.close()
