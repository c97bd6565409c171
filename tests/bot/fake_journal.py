"""An outbox in memory that does what the journal's does, and can be full."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from storage.journal import CommitFailed
from storage.rows import Row

SPOKEN = {"post", "poll", "file"}


@dataclass(slots=True)
class Entry:
    """A row and what became of it."""

    row: Row
    place: int
    state: str = "waiting"
    event: str = ""
    why: str = ""


@dataclass(slots=True)
class FakeJournal:
    """What is to be said, in order of place."""

    entries: dict[str, Entry] = field(default_factory=dict)
    full: bool = False
    writes: int = 0
    fresh: list[Row] = field(default_factory=list)
    asked: bool = False
    reads: int = 0

    def put(self, *rows: Row) -> None:
        """Commit rows, as the conductor does."""
        for row in rows:
            if row.id not in self.entries:
                self.entries[row.id] = Entry(row, len(self.entries))
                self.fresh.append(row)

    def states(self, state: str) -> list[str]:
        """Return the ids of the rows in a state."""
        return [one for one, entry in self.entries.items() if entry.state == state]

    async def waiting(self) -> list[Row]:
        """Return what waits, in order."""
        await asyncio.sleep(0)
        self.reads += 1
        waiting = [entry for entry in self.entries.values() if entry.state == "waiting"]
        return [entry.row for entry in sorted(waiting, key=lambda entry: entry.place)]

    def written(self) -> list[Row] | None:
        """Return what was put since this was last asked; None at the first time."""
        known, self.asked = self.asked, True
        found, self.fresh = self.fresh, []
        return found if known else None

    async def delivered(self, rows: Iterable[tuple[str, str]]) -> None:
        """Note what was said."""
        await self._write()
        for one, event in rows:
            self.entries[one].state, self.entries[one].event = "delivered", event

    async def given_up(self, id: str, why: str) -> None:  # noqa: A002
        """Note what can never be said."""
        await self._write()
        self.entries[id].state, self.entries[id].why = "lost", why

    async def replace(self, ids: Sequence[str], row: Row) -> Row | None:
        """Put one row in the place of those that still wait."""
        await self._write()
        old = [self.entries[one] for one in ids if self.entries[one].state == "waiting"]
        if not old:
            return None
        for entry in old:
            entry.state, entry.why = "merged", row.id
        self.entries[row.id] = Entry(row, min(entry.place for entry in old))
        return row

    async def anchored(self, room: str, anchor: str) -> str | None:
        """Return the event of our newest message with this anchor."""
        await asyncio.sleep(0)
        said = [entry for entry in self.entries.values() if entry.event and entry.row.kind in SPOKEN]
        found = [entry.event for entry in said if (entry.row.room, entry.row.anchor) == (room, anchor)]
        return found[-1] if found else None

    async def row(self, id: str) -> tuple[Row, str] | None:  # noqa: A002
        """Return a row and its event, unless it will never be said."""
        await asyncio.sleep(0)
        entry = self.entries.get(id)
        return (entry.row, entry.event) if entry is not None and entry.state in {"waiting", "delivered"} else None

    async def _write(self) -> None:
        await asyncio.sleep(0)
        if self.full:
            raise CommitFailed("Die Platte ist voll.")
        self.writes += 1
