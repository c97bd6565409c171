"""What a room is ready for: a row waits for the message that it is about, and edits of one message are one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.delivery.anchor import referred_to_by, refers_to
from bot.delivery.priority import Priority, priority
from storage.rows import Row


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be sent next. `settled` are the rows that it settles: itself, and older words for the same message."""

    row: Row
    settled: tuple[str, ...]
    priority: Priority
    place: int
    merge: tuple[Row, ...] = ()
    """What waits for single people in the room and should first become one row."""

    def superseded(self, newer: Choice) -> Choice:
        """Return the newer words in the place of these."""
        settled = (*self.settled, newer.row.id)
        return Choice(newer.row, settled, min(self.priority, newer.priority), self.place)


def choices(rows: Iterable[tuple[int, Row]], *, limited: bool) -> list[Choice]:
    """Return what may be sent now of the rows of a room, which come with their places in the journal."""
    coming: set[str] = set()
    edits: dict[tuple[Any, ...], int] = {}
    found: list[Choice] = []
    for place, row in rows:
        coming.update(referred_to_by(row))
        if refers_to(row) in coming:
            continue
        fresh = Choice(row, (row.id,), priority(row, limited=limited), place)
        about = (refers_to(row), row.body.get("target"))
        if row.kind == "edit" and about in edits:
            found[edits[about]] = found[edits[about]].superseded(fresh)
            continue
        if row.kind == "edit":
            edits[about] = len(found)
        found.append(fresh)
    return found
