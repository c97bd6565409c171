"""The one thread in which SQLite works: a piece of work is one function that runs there whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import aiosqlite

from storage.folder import journal_file
from storage.schema import Trouble, connect, damaged

Result = TypeVar("Result")


class SqliteThread(aiosqlite.Connection):
    """An aiosqlite connection that runs whole functions: a hop per statement costs more than the fsync.

    A caller that is cancelled does not stop the work: whether it was done is then unknown, and found out by its key.
    """

    def __init__(self, path: Path, *, readonly: bool = False) -> None:
        super().__init__(lambda: connect(path, readonly=readonly), iter_chunk_size=64)
        # A process that fails before `close` has to end all the same; what was committed is on the disk.
        self._thread.daemon = True

    async def run(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """Run the function in the thread, with nothing in between, and return what it returns."""
        execute = cast("Callable[..., Awaitable[Any]]", self._execute)
        return cast("Result", await execute(work, self._conn))

    def join(self) -> None:
        """Wait until the thread of a file that could not be opened has ended; it needs the event loop for that."""
        self._thread.join(timeout=1)


async def connected(folder: Path, *, readonly: bool) -> SqliteThread:
    """Return the journal of a folder, opened. Raises JournalDamaged."""
    path = journal_file(folder)
    if not path.exists():
        raise damaged(folder, Trouble.MISSING)
    if path.stat().st_size == 0:
        raise damaged(folder, Trouble.EMPTY)
    thread = SqliteThread(path, readonly=readonly)
    try:
        await thread
    except sqlite3.Error as error:
        thread.join()
        raise damaged(folder, trouble(error), what=error) from error
    return thread


def trouble(error: sqlite3.Error | OSError) -> str:
    """Return the sentence for a file that SQLite does not read: it may not, or it cannot."""
    broken = isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError)
    return Trouble.BROKEN if broken else Trouble.NO_ACCESS
