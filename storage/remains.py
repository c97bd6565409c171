"""The remains of who was erased: in old pages, in the log and in copies their words lie on until these are shredded."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

from storage.disk import CommitFailed, Disk
from storage.folder import copied
from storage.schema import BUSY_SECONDS
from storage.scrubbing import farewells, let_go

IN_ERASURE = "in-erasure"
"""The place that is passed before each step."""
IMPATIENT = 100
"""Milliseconds that a reader of the file is waited for."""


class Remains:
    """What of those who were erased from a journal may still lie on the disk; its commits may add to it."""

    def __init__(self, disk: Disk, passing: Callable[[str], None]) -> None:
        """Know of none; see `load`."""
        self._disk, self._passing = disk, passing
        self._any = False

    def __bool__(self) -> bool:
        """Say whether anything may still lie there."""
        return self._any

    def load(self, connection: sqlite3.Connection) -> None:
        """Read from the journal whether there are any."""
        query = "SELECT EXISTS (SELECT 1 FROM tombstones WHERE shredded = 0)"
        self._any = bool(connection.execute(query).fetchone()[0])

    async def shred(self) -> None:
        """Let nothing of them be left, nor in any copy; while somebody reads the file, something is.

        No copy may be in the making. Raises CommitFailed.
        """

        # In the thread, so that who is erased meanwhile is not taken for shredded.
        def work(connection: sqlite3.Connection) -> None:
            self._any = not _shredded(connection, self._disk.folder, self._passing)

        await self._disk.change(work, spends=False)  # it needs twice the room, and can wait

    async def finish(self) -> None:
        """Finish what an earlier run began: nobody who was forgotten is on the disk when anything else happens."""
        if not self and not await self._disk.read(farewells):
            return
        with contextlib.suppress(CommitFailed):  # no room for it: it is tried again later
            await self._disk.write(let_go)
            if self:
                await self.shred()


def _shredded(connection: sqlite3.Connection, folder: Path, passing: Callable[[str], None]) -> bool:
    """Let no page, log or copy hold what was erased; False: somebody reads the file, so try again later.

    Broken off at any place, it is done again from the beginning. Raises sqlite3.Error, OSError.
    """
    passing(IN_ERASURE)
    connection.execute(f"PRAGMA busy_timeout = {IMPATIENT}")  # who wants to commit waits for us meanwhile
    try:
        connection.execute("VACUUM")
        passing(IN_ERASURE)
        busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000:.0f}")
    if busy:
        return False
    passing(IN_ERASURE)
    for path in copied(folder):
        path.unlink(missing_ok=True)
        passing(IN_ERASURE)
    connection.execute("UPDATE tombstones SET shredded = 1")
    return True
