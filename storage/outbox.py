"""The outbox: what is to be said stands in it with the facts that caused it, until a platform took it."""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Iterable, Sequence

from storage import cover, rows
from storage.disk import Disk
from storage.rows import Columns, Row
from workshop_flows.values import Source

NEWEST = 1000
"""So many rows are remembered for who speaks; if nobody asks for them, they are read from the disk."""


class Outbox:
    """What the journal holds of what we say; only its commits put something new into it."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        self._written: deque[Columns] = deque()
        self._too_many, self._stale = True, False

    async def waiting(self) -> list[Row]:
        """Return the rows that were not yet said, in order."""
        return await self._disk.read(rows.waiting_rows)

    def written(self) -> list[Row] | None:
        """Return the rows that were committed since this was last asked, in order; None: they are to be read instead.

        They are as `waiting` would read them.
        """
        found = [rows.as_row(self._written.popleft()) for _ in range(len(self._written))]
        if self._too_many:
            self._too_many = self._stale = False
            return None
        return found

    def note(self, written: Sequence[Columns], *, reworded: bool) -> None:
        """Note what was committed; `reworded`: what waits reads differently now."""
        self._stale = self._stale or reworded
        self._too_many = self._too_many or reworded or len(self._written) + len(written) > NEWEST
        if not self._too_many:
            self._written.extend(written)

    async def delivered(self, done: Iterable[tuple[str, str]]) -> None:
        """Note for each id the platform's own id of what was said ("" where there is none). Raises CommitFailed."""
        known = list(done)
        await self._disk.write(lambda connection: rows.mark_delivered(connection, known))

    async def given_up(self, id: str, why: str) -> None:  # noqa: A002
        """Note that this row can never be said. Raises CommitFailed."""
        await self._disk.write(lambda connection: rows.mark_lost(connection, id, why))

    async def replace(self, ids: Sequence[str], row: Row) -> Row | None:
        """Put one row in the place of those of these that still wait, and return it.

        None if none does, or one of them must not be said as it was worded. Raises CommitFailed.
        """
        put: list[Row] = []

        def work(connection: sqlite3.Connection) -> None:
            # Who speaks may not have read yet what was erased: it must not be written back.
            if not self._stale and not cover.is_covered(connection, ids):
                put.extend(rows.replace_rows(connection, ids, row))

        await self._disk.write(work)
        return put[0] if put else None

    async def anchors(self) -> list[tuple[Source, str, str]]:
        """Return our own messages that people may tap on, in order, as (source, workshop, anchor)."""
        return await self._disk.read(rows.read_anchors)

    async def anchored(self, room: str, anchor: str) -> str | None:
        """Return the platform's own id of our newest message with this anchor in this room."""
        return await self._disk.read(lambda connection: rows.newest_event(connection, room, anchor))

    async def row(self, id: str) -> tuple[Row, str] | None:  # noqa: A002
        """Return a row and the platform's own id of it (""), None: it will never be said, or was reworded since."""
        return await self._disk.read(lambda connection: cover.read_row(connection, id))

    async def placards(self) -> dict[tuple[str, str], str]:
        """Return the digest of what stands in each (room, slot)."""
        return await self._disk.read(rows.read_placards)
