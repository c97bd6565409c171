"""The inputs: what became of each stands here with what it caused, so that none is handled twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from storage.disk import Disk
from storage.tombstones import Tombstones
from storage.words import clean
from workshop_flows.values import Source

WAITING = "waiting"
"""The outcome of an input that cannot be read yet; any later outcome replaces it."""


class Seen(NamedTuple):
    """An input and what became of it: "fact", "refused" (with its line), "late" or "waiting"."""

    source: Source
    outcome: str
    line: str = ""
    person: int = 0
    """Whose it was; 0: nobody's that is known."""


class Inputs:
    """What the journal holds of what was heard; only its commits put something new into it.

    `sources` are those that were handled; not those still waiting for their key.
    """

    def __init__(self, disk: Disk, tombstones: Tombstones) -> None:
        """Know of none; see `load`."""
        self.sources: set[str] = set()
        self._disk, self._tombstones = disk, tombstones

    def load(self, connection: sqlite3.Connection) -> None:
        """Read from the journal which were handled: as JSON a million come in half of the time of rows."""
        query = "SELECT CAST(json_group_array(source) AS BLOB) FROM seen WHERE outcome <> ?"
        (sources,) = connection.execute(query, (WAITING,)).fetchone()
        self.sources = msgspec.json.decode(sources, type=set[str])

    def note(self, seen: Iterable[Seen]) -> None:
        """Note what was committed."""
        self.sources.update([one.source for one in seen if one.outcome != WAITING])

    def handled(self, source: Source) -> bool:
        """Say whether an input was handled, also one of somebody who was forgotten."""
        return source in self.sources or self._tombstones.holds(source, self.sources)

    async def seen(self) -> list[Seen]:
        """Return what became of every input."""
        return await self._disk.read(_read)

    async def unread(self) -> list[Seen]:
        """Return the inputs that wait to be read."""
        return await self._disk.read(lambda connection: _read(connection, "WHERE outcome = ?", WAITING))


def write_seen(connection: sqlite3.Connection, seen: Iterable[Seen]) -> None:
    """Write what became of inputs; the first outcome stays, unless it was "waiting"."""
    connection.executemany(
        "INSERT INTO seen (source, outcome, line, person) VALUES (?, ?, ?, ?) ON CONFLICT (source)"
        " DO UPDATE SET outcome = excluded.outcome, line = excluded.line,"
        " person = coalesce(nullif(excluded.person, 0), person) WHERE outcome = 'waiting'",
        [(clean(source), outcome, clean(line), person) for source, outcome, line, person in seen],
    )


def _read(connection: sqlite3.Connection, which: str = "", *values: str) -> list[Seen]:
    rows = connection.execute(f"SELECT source, outcome, line, person FROM seen {which}", values)  # noqa: S608 - our own words
    return [Seen(Source(source), *rest) for source, *rest in rows]
