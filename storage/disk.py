"""The journal's file: read and written in one thread, and written only after every page of it was looked at."""

from __future__ import annotations

import errno
import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path

from storage.folder import journal_file
from storage.look import Look
from storage.reserve import SIZE, Reserve
from storage.schema import transaction
from storage.thread import Result, SqliteThread, connected

log = logging.getLogger(__name__)

_SPENT = "Das Journal ließ sich nicht schreiben; die Reserve von %d MB ist freigegeben."
_NOT_WRITTEN = "Das Journal {path} konnte nicht geschrieben werden ({what}). Ist der Datenträger voll?"


class CommitFailed(Exception):  # noqa: N818
    """Nothing of it was written (disk full, locked); the same may be tried again. The message is a sentence."""


class Disk:
    """The open file of a data folder; see `open`."""

    def __init__(self, folder: Path, thread: SqliteThread) -> None:
        self.folder = folder
        self.reserve = Reserve(folder)
        self._thread = thread
        self._look: Look | None = None

    @classmethod
    async def open(cls, folder: Path, *, readonly: bool) -> Disk:
        """Open the file that is there. Raises JournalDamaged."""
        return cls(folder, await connected(folder, readonly=readonly))

    async def close(self) -> None:
        """Finish what was begun."""
        if self._look:
            await self._look.close()
        await self._thread.close()

    async def look_through(self) -> None:
        """Begin to look at every page, while it is read."""
        self._look = await Look.begin(self.folder)

    async def sound(self) -> None:
        """Wait until every page was looked at. Raises JournalDamaged."""
        if self._look:
            await self._look.over()
            self._look = None

    async def read(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """Let a function read, whole."""
        return await self._thread.run(work)

    async def write(
        self, work: Callable[[sqlite3.Connection], None], then: Callable[[sqlite3.Connection], None] | None = None
    ) -> None:
        """Let a function write in a transaction, all of it or nothing, and another note it. Raises CommitFailed."""

        def whole(connection: sqlite3.Connection) -> None:
            with transaction(connection):
                work(connection)
            # In the thread, so that a caller who was cancelled meanwhile does not leave memory behind the disk.
            if then:
                then(connection)

        await self.sound()
        await self.change(whole)

    async def change(self, work: Callable[[sqlite3.Connection], Result], *, spends: bool = True) -> Result:
        """Let a function change the file in its own transactions, once more if the reserve makes room for it.

        `spends`: it may have the reserve. Raises CommitFailed.
        """
        try:
            return await self._thread.run(work)
        except (sqlite3.Error, OSError) as error:
            if not (spends and _no_room(error) and self.reserve.spend()):
                raise CommitFailed(_NOT_WRITTEN.format(path=journal_file(self.folder), what=error)) from error
        log.warning(_SPENT, SIZE // 2**20)
        return await self.change(work)


def _no_room(error: sqlite3.Error | OSError) -> bool:
    """Say whether it may be for want of room; what is over a quota, SQLite calls a fault of the disk."""
    if isinstance(error, OSError):
        return error.errno in {errno.ENOSPC, errno.EDQUOT}
    code = getattr(error, "sqlite_errorcode", None)  # what Python's module raises by itself has none
    return code in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE}
