"""What waits for one platform, and what of it goes next."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from bot.delivery.backlog import Backlog
from bot.delivery.choice import Choice
from bot.delivery.priority import Priority
from bot.delivery.response import crowded
from storage.cover import OF
from storage.rows import Row


class Queue:
    """The backlogs of all rooms."""

    def __init__(self) -> None:
        """Begin empty."""
        self._rooms: dict[str, Backlog] = {}
        self._attempted: set[str] = set()
        self._places = 0
        self._loaded = False

    def __len__(self) -> int:
        return sum(map(len, self._rooms.values()))

    def load(self, rows: Sequence[Row]) -> None:
        """Take over what the journal says is waiting."""
        self._rooms = {}
        self.add(rows)
        self._attempted.intersection_update(row.id for row in rows)
        if not self._loaded:
            self._loaded = True
            self._doubt()

    def add(self, rows: Iterable[Row]) -> None:
        """Take in what was committed after all that is known."""
        for row in rows:
            self._places += 1
            if OF in row.body:
                self._attempted.add(row.body[OF])  # it is said by itself, so that its words can be looked at
            if row.room not in self._rooms:
                self._rooms[row.room] = Backlog(self._attempted)
            self._rooms[row.room].add(self._places, row)

    def merged(self, ids: Container[str], row: Row) -> None:
        """Put one row in the place of the first of these, which all wait in its room."""
        self._rooms[row.room].merged(ids, row)

    def settle(self, room: str, ids: Container[str]) -> None:
        """Let go of rows that were said, or never will be."""
        if backlog := self._rooms.get(room):
            backlog.settle(ids)
            if not backlog:
                del self._rooms[room]

    def attempted(self, row: Row) -> None:
        """Note that the server may have taken this row: it keeps its key and is merged with nothing."""
        self._attempted.add(row.id)
        if backlog := self._rooms.get(row.room):
            backlog.look_again()

    def first(
        self, without: Container[str], *, limited: bool, spare: bool, behind: Container[str] = (), takes: float = 0
    ) -> Choice | None:
        """Return what goes next in any room but those `without`; `spare`: also what is least urgent.

        In rooms that are `behind` with their notes the least urgent waits. A message `takes` so many milliseconds now.
        """
        crowd = crowded([backlog.thanks for backlog in self._rooms.values()], takes)
        rooms = (backlog for room, backlog in self._rooms.items() if room not in without)
        heads = (backlog.head(limited=limited, crowd=crowd) for backlog in rooms)
        ready = (
            head
            for head in heads
            if head is not None
            and (head.priority < Priority.ACKNOWLEDGE or spare)
            and (head.priority < Priority.ANSWER or head.row.room not in behind)
        )
        return min(ready, key=_order, default=None)

    def _doubt(self) -> None:
        """Keep the keys of what an earlier run may have said without noting it: it is merged with nothing."""
        for backlog in self._rooms.values():
            self._attempted.update(backlog.doubtful())


def _order(head: Choice) -> tuple[Priority, bool, int]:
    """Return what decides between rooms: a phase is announced in all of them before one gets its poll and signs."""
    return head.priority, head.priority is Priority.PHASE and head.row.kind != "post", head.place
