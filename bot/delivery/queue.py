"""What waits for one platform, and what of it goes next."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any

from storage.cover import OF
from storage.rows import Row
from workshop_flows.values import SECOND, Moment

MERGED_FROM = 4
"""So much of what waits for single people in one room becomes one message, where it must."""
_SPOKEN = frozenset({"post", "poll", "file"})
_WORDED = frozenset({"post", "poll", "edit", "poll_end"})
CROWD = 25
"""So many acknowledgements that wait in all rooms together merge even where the server sets no limit: one by one, they
would take ten seconds and more (measured: 371 in 15 s)."""
SHARED = "marks"
"""The kind of a row that a crowd shares (`bot/thanks.py`). It is always merged and never said, however few are left."""
TOO_LONG: Moment = SECOND
"""Nor is anybody to wait for so long because others in the room are thanked one by one by a server that is busy."""
UNNOTED_AT_MOST = 2
"""So many acknowledgements of a room may be said and not noted: after a crash only the first so many are in doubt."""


class Rank(IntEnum):
    """What goes before what, across rooms."""

    PHASE = 0
    MODERATION = 1
    RESULT = 2
    ANSWER = 3
    ACKNOWLEDGE = 4
    HINT = 5


@dataclass(frozen=True, slots=True)
class Choice:
    """What to send next. `settled` are the rows that it settles: itself, and older words for the same message."""

    row: Row
    settled: tuple[str, ...]
    rank: Rank
    place: int
    merge: tuple[Row, ...] = ()
    """What waits for single people in the room and should first become one row."""


class Queue:
    """The rows that wait, in the order of the journal. A row that is being sent still waits."""

    def __init__(self) -> None:
        """Begin empty."""
        self._rooms: dict[str, list[tuple[int, Row]]] = {}
        self._heads: dict[str, dict[tuple[bool, bool], Choice | None]] = {}
        self._thanks: dict[str, int] = {}
        self._attempted: set[str] = set()
        self._places = 0
        self._loaded = False

    def __len__(self) -> int:
        return sum(map(len, self._rooms.values()))

    def load(self, rows: Sequence[Row]) -> None:
        """Take over what the journal says is waiting."""
        self._rooms, self._heads, self._thanks = {}, {}, {}
        self.add(rows)
        self._attempted &= {row.id for row in rows}
        if not self._loaded:
            self._loaded = True
            self._doubt()

    def add(self, rows: Iterable[Row]) -> None:
        """Take in what was committed after all that is known."""
        for row in rows:
            self._places += 1
            if OF in row.body:
                self._attempted.add(row.body[OF])  # it is said by itself, so that its words can be looked at
            self._rooms.setdefault(row.room, []).append((self._places, row))
            self._forget(row.room)

    def merged(self, ids: Container[str], row: Row) -> None:
        """Put one row in the place of the first of these, which all wait in its room."""
        known = self._rooms[row.room]
        place = next(place for place, each in known if each.id in ids)
        left = [each for each in known if each[1].id not in ids]
        self._rooms[row.room] = sorted([*left, (place, row)], key=lambda each: each[0])
        self._forget(row.room)

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
        self, without: Container[str], *, limited: bool, spare: bool, behind: Container[str] = (), takes: float = 0
    ) -> Choice | None:
        """Return what goes next in any room but those `without`; `spare`: also what is least urgent.

        In rooms that are `behind` with their notes the least urgent waits. A message `takes` so many milliseconds now.
        """
        thanks = self._waiting_thanks()
        crowd = sum(thanks) >= CROWD or max(thanks, default=0) * takes > TOO_LONG
        heads = (self._head(room, limited=limited, crowd=crowd) for room in self._rooms if room not in without)
        ready = (
            head
            for head in heads
            if head is not None
            and (head.rank < Rank.ACKNOWLEDGE or spare)
            and (head.rank < Rank.ANSWER or head.row.room not in behind)
        )
        return min(ready, key=_turn, default=None)

    def _doubt(self) -> None:
        """Keep the keys of what an earlier run may have said without noting it: it is merged with nothing."""
        for rows in self._rooms.values():
            for like in (is_thanks, is_answer):
                doubtful = [row.id for _, row in rows if like(row) and row.kind != SHARED]
                self._attempted.update(doubtful[:UNNOTED_AT_MOST])

    def _forget(self, room: str) -> None:
        self._heads.pop(room, None)
        self._thanks.pop(room, None)

    def _waiting_thanks(self) -> Collection[int]:
        """Return how many acknowledgements wait in each room."""
        for room in self._rooms.keys() - self._thanks.keys():
            self._thanks[room] = sum(thanked(row) for _, row in self._rooms[room])
        return self._thanks.values()

    def _head(self, room: str, *, limited: bool, crowd: bool) -> Choice | None:
        heads = self._heads.setdefault(room, {})
        if (limited, crowd) not in heads:
            choices = _choices(self._rooms[room], limited=limited)
            head = min(choices, key=lambda choice: (choice.rank, choice.place), default=None)
            heads[limited, crowd] = head and self._merging(head, limited=limited, crowd=crowd)
        return heads[limited, crowd]

    def _merging(self, head: Choice, *, limited: bool, crowd: bool) -> Choice:
        """Put into one row what waits like the head; where little can be said also what single people are answered."""
        must = head.row.kind == SHARED

        def mergeable(row: Row) -> bool:
            return (is_thanks(row) or (limited and is_answer(row))) and row.id not in self._attempted

        if not (limited or crowd or must) or not mergeable(head.row):
            return head
        rows = tuple(row for _, row in self._rooms[head.row.room] if mergeable(row))
        return replace(head, merge=rows) if must or sum(thanked(row) or 1 for row in rows) >= MERGED_FROM else head


def _turn(head: Choice) -> tuple[Rank, bool, int]:
    """Return what decides between rooms: a phase is announced in all of them before one gets its poll and signs."""
    return head.rank, head.rank is Rank.PHASE and head.row.kind != "post", head.place


def is_thanks(row: Row) -> bool:
    """Say whether a row is the quiet yes to something, or to what many said."""
    return thanked(row) > 0


def thanked(row: Row) -> int:
    """Return how many are thanked by a row."""
    if row.urgency != "acknowledge":
        return 0
    return len(row.body["thanks"]) if row.kind == SHARED else int(row.kind == "mark" and bool(row.body.get("target")))


def is_answer(row: Row) -> bool:
    """Say whether a row answers one person among others, so that it can as well be said by their name."""
    return row.urgency == "answer" and row.kind == "post" and bool(row.body.get("name")) and not row.anchor


def rank(row: Row, *, limited: bool) -> Rank:
    """Return a row's rank. Where little can be said, answers to single people and edits are patient as thank-yous.

    Otherwise the few who are answered silence all others (measured: 7 % of 371 did, for four minutes).
    """
    known = Rank.__members__.get(row.urgency.upper(), Rank.ANSWER)
    patient = known is Rank.ANSWER or (row.kind == "edit" and known >= Rank.RESULT)
    return Rank.ACKNOWLEDGE if limited and patient else known


def refers_to(row: Row) -> str:
    """Return the anchor of the message that this row is about, or the id of its row, or ""."""
    return str(row.body.get("anchor") or row.body.get(OF, ""))


def _choices(rows: Iterable[tuple[int, Row]], *, limited: bool) -> list[Choice]:
    """Return what a room is ready for: a row waits for the message it is about; edits of one message are one."""
    coming: set[str] = set()
    edits: dict[tuple[Any, ...], int] = {}
    choices: list[Choice] = []
    for place, row in rows:
        if row.anchor and row.kind in _SPOKEN:
            coming.add(row.anchor)
        if row.kind in _WORDED:
            coming.add(row.id)
        if refers_to(row) in coming:
            continue
        fresh = Choice(row, (row.id,), rank(row, limited=limited), place)
        about = (refers_to(row), row.body.get("target"))
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
