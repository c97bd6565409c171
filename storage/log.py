"""The log itself: facts in their turns, and how far each platform was read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from storage.beside import beside
from storage.packing import Numbering, pack
from storage.unpacking import Reading, reading
from storage.words import clean, clean_number
from workshop_flows.facts.entry import Entry
from workshop_flows.values import Moment, Source, Text


@dataclass(frozen=True, slots=True)
class Head:
    """What the journal says about itself. `alive`: the last commit or heartbeat, None if there was none."""

    id: str
    epoch: int
    turn: int
    alive: Moment | None


def read_head(connection: sqlite3.Connection) -> Head:
    """Return what the journal says about itself."""
    return Head(*connection.execute("SELECT id, epoch, turn, alive FROM journal").fetchone())


def write_alive(connection: sqlite3.Connection, at: Moment, turn: int = 0) -> None:
    """Note a sign of life, and the last turn that was written."""
    connection.execute("UPDATE journal SET alive = ?, turn = max(turn, ?)", (clean_number(at), clean_number(turn)))


def write_entries(connection: sqlite3.Connection, entries: Iterable[tuple[int, Entry]]) -> None:
    """Write facts as (turn, entry) in this order, their texts and sources in the tables of their own."""
    numbering = Numbering(_next(connection, "texts"), _next(connection, "sources"))
    facts = [
        (turn, clean_number(entry.at), clean(entry.workshop), *pack(entry.fact, numbering)) for turn, entry in entries
    ]
    connection.executemany("INSERT INTO texts VALUES (?, ?)", enumerate(numbering.texts, numbering.first_text))
    connection.executemany("INSERT INTO sources VALUES (?, ?)", enumerate(numbering.sources, numbering.first_source))
    connection.executemany("INSERT INTO facts (turn, at, workshop, kind, body) VALUES (?, ?, ?, ?, ?)", facts)


def read_entries(connection: sqlite3.Connection) -> Iterator[tuple[int, Entry]]:
    """Yield all facts in order, as (turn, entry). Raises UnknownFact."""
    text, source = beside(connection, "texts", "words", Text), beside(connection, "sources", "source", Source)
    yield from _read(connection, reading(text, source))


def read_numbered(connection: sqlite3.Connection) -> Iterator[Entry]:
    """Yield all facts in order, with the numbers of texts and sources as their words."""
    numbered = reading(lambda number: Text(number or ""), lambda number: Source(number or ""))
    return (entry for _, entry in _read(connection, numbered))


def _read(connection: sqlite3.Connection, read: Reading) -> Iterator[tuple[int, Entry]]:
    for turn, at, workshop, kind, body in connection.execute(
        "SELECT turn, at, workshop, kind, body FROM facts ORDER BY number"
    ):
        yield turn, Entry(read(kind, body), at, workshop)


def write_positions(connection: sqlite3.Connection, positions: Mapping[str, str]) -> None:
    """Write how far each platform was read."""
    connection.executemany(
        "INSERT INTO positions (name, position) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET position = excluded.position",
        [(clean(name), clean(position)) for name, position in positions.items()],
    )


def read_positions(connection: sqlite3.Connection) -> dict[str, str]:
    """Return how far each platform was read."""
    return dict(connection.execute("SELECT name, position FROM positions").fetchall())


def _next(connection: sqlite3.Connection, table: str) -> int:
    query = f"SELECT coalesce(max(id), 0) + 1 FROM {table}"  # noqa: S608
    return int(connection.execute(query).fetchone()[0])
