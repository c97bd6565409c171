"""What waits for one room, and what of it goes next."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import replace

from bot.delivery.books import UNNOTED_AT_MOST
from bot.delivery.choice import Choice, choices
from bot.delivery.response import SHARED, is_answer, is_thanks, thanked
from storage.rows import Row

MERGED_FROM = 4
"""So much of what waits for single people in one room becomes one message, where it must."""


class Backlog:
    """The rows of a room, in the order of the journal. A row that is being sent still waits."""

    def __init__(self, attempted: Container[str]) -> None:
        """Begin empty. The server may have taken what is `attempted`; whoever adds to that says `look_again`."""
        self._attempted = attempted
        self._rows: list[tuple[int, Row]] = []
        self._heads: dict[tuple[bool, bool], Choice | None] = {}
        self._thanks: int | None = None

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def thanks(self) -> int:
        """How many are to be thanked."""
        if self._thanks is None:
            self._thanks = sum(thanked(row) for _, row in self._rows)
        return self._thanks

    def add(self, place: int, row: Row) -> None:
        """Take in what was committed after all that is known."""
        self._rows.append((place, row))
        self.look_again()

    def merged(self, ids: Container[str], row: Row) -> None:
        """Put one row in the place of the first of these, which all wait here."""
        place = next(place for place, each in self._rows if each.id in ids)
        self.settle(ids)
        self._rows = sorted([*self._rows, (place, row)], key=lambda each: each[0])

    def settle(self, ids: Container[str]) -> None:
        """Let go of rows that were said, or never will be."""
        self._rows = [each for each in self._rows if each[1].id not in ids]
        self.look_again()

    def look_again(self) -> None:
        """Forget what was found out about the rows."""
        self._heads.clear()
        self._thanks = None

    def doubtful(self) -> Iterator[str]:
        """Yield the ids of what an earlier run may have said to single people without noting it."""
        for like in (is_thanks, is_answer):
            rows = [row.id for _, row in self._rows if like(row) and row.kind != SHARED]
            yield from rows[:UNNOTED_AT_MOST]

    def head(self, *, limited: bool, crowd: bool) -> Choice | None:
        """Return what goes next here: `limited` where little can be said, in a `crowd` if many are to be thanked."""
        if (limited, crowd) not in self._heads:
            ready = choices(self._rows, limited=limited)
            head = min(ready, key=lambda choice: (choice.priority, choice.place), default=None)
            self._heads[limited, crowd] = head and self._merging(head, limited=limited, crowd=crowd)
        return self._heads[limited, crowd]

    def _merging(self, head: Choice, *, limited: bool, crowd: bool) -> Choice:
        """Put into one row what waits like the head; where little can be said also what single people are answered."""
        must = head.row.kind == SHARED

        def mergeable(row: Row) -> bool:
            return (is_thanks(row) or (limited and is_answer(row))) and row.id not in self._attempted

        if not (limited or crowd or must) or not mergeable(head.row):
            return head
        rows = tuple(row for _, row in self._rows if mergeable(row))
        return replace(head, merge=rows) if must or sum(thanked(row) or 1 for row in rows) >= MERGED_FROM else head
