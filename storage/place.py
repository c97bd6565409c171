"""The place of an open journal: whether its files lie where the next start will look for them, and the room there.

A file that is deleted under a running program goes on taking what is written, and is gone with the program.
"""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import sqlite3
from pathlib import Path

from storage.disk import Disk
from storage.folder import BESIDE, journal_file
from storage.reserve import SIZE


class Place:
    """The files of an open journal, each known by what it is and not by its name, and the room beside them."""

    def __init__(self, disk: Disk) -> None:
        """Know no file yet; see `look`."""
        self._disk = disk
        self._known: dict[Path, int] = {}

    def look(self) -> None:
        """Know the files that are there; the others are noted as soon as they are."""
        journal = journal_file(self._disk.folder)
        for path in (journal, *(journal.with_name(journal.name + end) for end in BESIDE)):
            found = _what(path)
            if found is not None:
                self._known.setdefault(path, found)

    async def lost(self) -> list[str]:
        """Return the names of the files that were taken away while the journal is open; its own first.

        What lies in a taken log is put into the journal itself, so far as that is there.
        """
        self.look()
        lost = [path.name for path, known in self._known.items() if _what(path) != known]
        if lost:
            with contextlib.suppress(sqlite3.Error):
                await self._disk.read(lambda connection: connection.execute("PRAGMA wal_checkpoint(FULL)").fetchone())
        return lost

    def free(self) -> int:
        """Return how many bytes may still be written there. Raises OSError."""
        return shutil.disk_usage(self._disk.folder).free

    @property
    def reserve_spent(self) -> int:
        """The bytes of the reserve if it was given free since it was kept last, else 0."""
        return SIZE if self._disk.reserve.spent else 0

    def on_reserve(self) -> bool:
        """Say whether no room is left but what was kept in reserve."""
        with contextlib.suppress(OSError):
            return self.free() < SIZE
        return False  # the whole folder is gone

    async def keep_reserve(self) -> None:
        """Occupy the reserve, if it is not. Raises OSError."""
        await asyncio.to_thread(self._disk.reserve.keep)

    async def limit_pages(self, pages: int) -> None:
        """Let the file grow to this many pages at most (never below what it has): a full disk, for rehearsals."""
        await self._disk.read(lambda connection: connection.execute(f"PRAGMA max_page_count = {pages:d}").fetchone())


def _what(path: Path) -> int | None:
    try:
        return path.stat().st_ino
    except OSError:
        return None
