"""What waits for one platform, and what of it goes next."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from storage.outbox import Row

MERGED_FROM = 4
"""So many waiting acknowledgements of one room become one message, if the account is limited."""
_SPOKEN = frozenset({"post", "poll", "file"})
CROWD = 25
"""So many acknowledgements that wait in one room become one even where the server sets no limit: one by one, they
would take the room ten seconds and more (measured: 371 in 15 s)."""

UNNOTED_AT_MOST = 2
"""So many acknowledgements of a room may be said and not noted: after a crash only the first so many are in doubt."""


class Rank(IntEnum):
    """What goes before what, across rooms."""

    PHASE = 0
    MODERATION = 1
    RESULT = 2
    ANSWER = 3
    ACKNOWLEDGE = 4


@dataclass(frozen=True, slots=True)
class Choice:
    """What to send next. `settled` are the rows that it settles: itself, and older words for the same message."""

    row: Row
    settled: tuple[str, ...]
    rank: Rank
    place: int
    merge: tuple[Row, ...] = ()
    """Acknowledgements of the room that should first become one row."""


class Queue:
    """The rows that wait, in the order of the journal. A row that is being sent still waits."""

    def __init__(self) -> None:
        """Begin empty."""
        self._rooms: dict[str, list[tuple[int, Row]]] = {}
        self._heads: dict[tuple[str, bool], Choice | None] = {}
        self._attempted: set[str] = set()
        self._loaded = False

    def __len__(self) -> int:
        return sum(map(len, self._rooms.values()))

    def load(self, rows: Sequence[Row]) -> None:
        """Take over what the journal says is waiting."""
        self._rooms, self._heads = {}, {}
        for place, row in enumerate(rows):
            self._rooms.setdefault(row.room, []).append((place, row))
        self._attempted &= {row.id for row in rows}
        if not self._loaded:
            self._loaded = True
            self._doubt()

    def settle(self, room: str, ids: Container[str]) -> None:
        """Let go of rows that were said, or never will be."""
        left = [each for each in self._rooms.get(room, []) if each[1].id not in ids]
        self._rooms[room] = left
        if not left:
            del self._rooms[room]
        self._forget(room)

    def attempted(self, row: Row) -> None:
        """Note that the server may have taken this row: it keeps its key and is merged with nothing."""
        self._attempted.add(row.id)
        self._forget(row.room)

    def first(
        self, without: Container[str], *, limited: bool, spare: bool, behind: Container[str] = ()
    ) -> Choice | None:
        """Return what goes next in any room but those `without`; `spare`: also what is least urgent.

        In rooms that are `behind` with their notes the least urgent waits.
        """
        heads = (self._head(room, limited=limited) for room in self._rooms if room not in without)
        ready = (
            head
            for head in heads
            if head is not None and (head.rank < Rank.ACKNOWLEDGE or (spare and head.row.room not in behind))
        )
        return min(ready, key=lambda head: (head.rank, head.place), default=None)

    def _doubt(self) -> None:
        """Keep the keys of what an earlier run may have said without noting it: it is merged with nothing."""
        for rows in self._rooms.values():
            quiet = [row.id for _, row in rows if self._mergeable(row)]
            self._attempted.update(quiet[:UNNOTED_AT_MOST])

    def _forget(self, room: str) -> None:
        self._heads.pop((room, False), None)
        self._heads.pop((room, True), None)

    def _head(self, room: str, *, limited: bool) -> Choice | None:
        if (room, limited) not in self._heads:
            choices = _choices(self._rooms[room], limited=limited)
            head = min(choices, key=lambda choice: (choice.rank, choice.place), default=None)
            if head is not None and self._mergeable(head.row):
                head = self._merging(head, MERGED_FROM if limited else CROWD)
            self._heads[room, limited] = head
        return self._heads[room, limited]

    def _merging(self, head: Choice, least: int) -> Choice:
        rows = tuple(row for _, row in self._rooms[head.row.room] if self._mergeable(row))
        merge = rows if len(rows) >= least else ()
        return Choice(head.row, head.settled, head.rank, head.place, merge)

    def _mergeable(self, row: Row) -> bool:
        quiet = row.urgency == "acknowledge" and row.kind == "mark" and bool(row.body.get("target"))
        return quiet and row.id not in self._attempted


def rank(row: Row, *, limited: bool) -> Rank:
    """Return a row's rank. Where little can be said, new words in a standing message are as patient as a thank-you."""
    known = Rank.__members__.get(row.urgency.upper(), Rank.ANSWER)
    return Rank.ACKNOWLEDGE if limited and row.kind == "edit" and known >= Rank.RESULT else known


def refers_to(row: Row) -> str:
    """Return the anchor of the message that this row is about, or ""."""
    return str(row.body.get("anchor", ""))


def _choices(rows: Iterable[tuple[int, Row]], *, limited: bool) -> list[Choice]:
    """Return what a room is ready for: a row waits for the message it is about; edits of one message are one."""
    coming: set[str] = set()
    edits: dict[tuple[Any, ...], int] = {}
    choices: list[Choice] = []
    for place, row in rows:
        if row.anchor and row.kind in _SPOKEN:
            coming.add(row.anchor)
        if refers_to(row) in coming:
            continue
        fresh = Choice(row, (row.id,), rank(row, limited=limited), place)
        about = (row.body.get("anchor"), row.body.get("target"))
        if row.kind == "edit" and about in edits:
            choices[edits[about]] = _instead(choices[edits[about]], fresh)
            continue
        if row.kind == "edit":
            edits[about] = len(choices)
        choices.append(fresh)
    return choices


def _instead(older: Choice, newer: Choice) -> Choice:
    """Return the newer words in the place of the older ones."""
    settled = (*older.settled, newer.row.id)
    return Choice(newer.row, settled, min(older.rank, newer.rank), older.place)
