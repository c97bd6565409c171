"""What the outbox says about somebody who was erased is taken out of it, word by word, and nothing else."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from storage.rows import COLUMNS, Row, as_row
from storage.shapes import shapes
from storage.words import as_json

_BLANK = "UPDATE outbox SET body = '{}', why = '', state = CASE state WHEN 'waiting' THEN 'lost' ELSE state END"
"""Nothing of a row is left; what waited is not said any more."""
_NOWHERE = _BLANK + ", room = '', anchor = '', event = ''"
"""Nor where it was said."""
READ = frozenset({"plain", "html", "question", "options", "name", "thanks", "text"})
"""What people read of a body; the rest of it is for us."""
NAMING = frozenset({"covers", "name", "thanks"})
"""What a body has that is said to people by their names."""


@dataclass(frozen=True, slots=True)
class Scrubber:
    """Knows what must not stay, and what stands in its place."""

    words: frozenset[str]
    """What they wrote; `withdrawn` stands in its place."""
    names: frozenset[str]
    """What they are called; `someone` stands in its place."""
    sources: frozenset[str]
    """Their messages and taps."""
    rooms: frozenset[str]
    """Their direct chats: nothing of what was said there stays."""
    public: frozenset[str]
    """Rooms of workshops: what all are told there names nobody, but may hold the same word by chance."""
    withdrawn: str
    someone: str

    def scrub(self, connection: sqlite3.Connection, farewell: str) -> list[Row]:
        """Scrub every row but their farewell; return those of which something is left that was or will be said."""
        marks = tuple({as_json(each)[1:-1] for each in self._marks()})
        query = f"SELECT {COLUMNS}, event, state FROM outbox WHERE id <> ?"  # noqa: S608 - our own names
        changed = []
        for *columns, event, state in connection.execute(query, (farewell,)).fetchall():
            one, room, body = columns[0], columns[1], columns[4]
            if room in self.rooms:
                connection.execute(_NOWHERE + " WHERE id = ?", (one,))
            elif any(mark in body for mark in marks):
                left = self.left(room, json.loads(body), said=bool(event))
                if left is None:
                    connection.execute(_BLANK + " WHERE id = ?", (one,))
                    continue
                connection.execute("UPDATE outbox SET body = ? WHERE id = ?", (as_json(left, ordered=True), one))
                changed += [as_row(tuple(columns))] if event or state == "waiting" else []
        return changed

    def left(self, room: str, body: Mapping[str, Any], *, said: bool) -> dict[str, Any] | None:
        """Return what is left of a body; None: it was for them alone, and does not stand in a room as words."""
        if body.get("target") in self.sources or (body.get("reply_to") in self.sources and not said):
            return None
        body = {key: value for key, value in body.items() if key != "reply_to" or value not in self.sources}
        named = not body.keys().isdisjoint(NAMING) or room not in self.public
        gone = dict.fromkeys(self.words, self.withdrawn) | (dict.fromkeys(self.names, self.someone) if named else {})
        left = {key: self._without(value, gone if key in READ else {}) for key, value in body.items()}
        return left if left.get("thanks", body) else None

    def _without(self, value: Any, gone: Mapping[str, str]) -> Any:  # noqa: ANN401 - JSON
        if isinstance(value, list):
            return [self._without(each, gone) for each in value if not self._theirs(each)]
        if isinstance(value, dict):
            return {key: self._without(each, gone) for key, each in value.items()}
        if not isinstance(value, str):
            return value
        for words, instead in gone.items():
            for shape in shapes(words):
                if shape in value:
                    value = without(value, shape, instead)
        return value

    def _theirs(self, part: Any) -> bool:  # noqa: ANN401 - JSON
        """Say whether a part of a list is about one of their messages."""
        parts = part.values() if isinstance(part, dict) else part if isinstance(part, list) else [part]
        return any(isinstance(each, str) and each in self.sources for each in parts)

    def _marks(self) -> Iterator[str]:
        """Yield all that may betray a row."""
        yield from self.sources
        for words in (*self.words, *self.names):
            yield from shapes(words)


def without(said: str, words: str, instead: str) -> str:
    """Return what was said without these words, but for words that only begin or end like them."""
    return re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", lambda _: instead, said)


def farewells(connection: sqlite3.Connection) -> list[tuple[str]]:
    """Return the ids of farewells that need not be kept any more: they were said."""
    query = "SELECT id FROM outbox JOIN tombstones ON farewell = id WHERE state <> 'waiting'"
    return connection.execute(query).fetchall()


def let_go(connection: sqlite3.Connection) -> None:
    """Erase farewells that were said, inside a transaction."""
    rows = farewells(connection)
    connection.executemany(_NOWHERE + " WHERE id = ?", rows)
    connection.executemany("UPDATE tombstones SET farewell = '' WHERE farewell = ?", rows)
