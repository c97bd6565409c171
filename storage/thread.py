"""The one thread in which SQLite works: a piece of work is one function that runs there whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import aiosqlite

from storage.schema import connect

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
