"""Room is kept on the disk for when nothing else is left, and what did not fit is written into it."""

from __future__ import annotations

import sqlite3
from operator import methodcaller
from pathlib import Path

import pytest

from storage.disk import Disk
from storage.journal import Commit, CommitFailed, Journal, Row, Seen
from storage.reserve import SIZE
from storage.rows import Columns
from workshop_flows.facts.entry import Entry
from workshop_flows.facts.ideas import IdeaGiven
from workshop_flows.values import Moment, Source, Text

NOON = 1_780_000_000_000
ENOUGH = 1_000_000
"""Pages."""


class TightCommit(Commit):
    """A commit on a disk that has no room but what the reserve occupies."""

    reserve: Path

    def write(self, connection: sqlite3.Connection, at: Moment) -> list[Columns]:
        """Write, if the reserve was given free before."""
        pages = 1 if self.reserve.exists() else ENOUGH
        connection.execute(f"PRAGMA max_page_count = {pages:d}").fetchone()
        return super().write(connection, at)


def tight(folder: Path) -> TightCommit:
    """Return a turn that needs some pages."""
    source = Source("matrix:!a/$1")
    entry = Entry(IdeaGiven(1, 1, Text("Mehr Bänke am See. " * 2_000), source), NOON, "w")
    said = Row("row1", "matrix:!a", "answer", "post", {"plain": "x"})
    commit = TightCommit([(1, entry)], [Seen(source, "fact")], [said], {"matrix": "1"})
    commit.reserve = folder / "reserve"
    return commit


async def test_what_does_not_fit_any_more_is_written_into_the_reserve(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Once, and whole: nobody who had something to say notices."""
    async with await Journal.open(tmp_path, now=NOON) as journal:
        await journal.place.keep_reserve()
        assert (tmp_path / "reserve").stat().st_blocks * 512 >= SIZE
        assert journal.place.reserve_spent == 0
        await journal.commit(tight(tmp_path), NOON)
        assert (journal.last_turn, len(await journal.entries())) == (1, 1)
        assert [row.id for row in await journal.outbox.waiting()] == ["row1"]
        assert journal.place.reserve_spent == SIZE
        assert "Reserve von 32 MB" in caplog.text
        await journal.place.keep_reserve()
        assert journal.place.reserve_spent == 0


async def test_without_a_reserve_nothing_of_it_is_written(tmp_path: Path) -> None:
    """It is spent, or there never was room for one: then everybody waits until there is room."""
    async with await Journal.open(tmp_path, now=NOON) as journal:
        await journal.place.limit_pages(1)
        with pytest.raises(CommitFailed):
            await journal.commit(Commit([(1, Entry(IdeaGiven(1, 1, Text("Bank " * 9_000)), NOON, "w"))]), NOON)
        assert (journal.last_turn, journal.place.reserve_spent) == (0, 0)


async def test_a_reserve_that_stands_is_left_as_it_is(tmp_path: Path) -> None:
    """It is looked at every ten seconds."""
    async with await Journal.open(tmp_path, now=NOON) as journal:
        await journal.place.keep_reserve()
        before = (tmp_path / "reserve").stat()
        await journal.place.keep_reserve()
        after = (tmp_path / "reserve").stat()
        assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


async def test_what_is_no_want_of_room_leaves_the_reserve_alone(tmp_path: Path) -> None:
    """A fault of Python's own module has not even a code."""
    async with await Journal.open(tmp_path, now=NOON) as journal:
        await journal.place.keep_reserve()
        disk = await Disk.open(tmp_path, readonly=False)
        for statement in ("SELECT ?", "SELECT nothing"):
            with pytest.raises(CommitFailed):
                await disk.change(methodcaller("execute", statement))
        await disk.close()
        assert (tmp_path / "reserve").exists()


async def test_a_reserve_that_was_begun_is_completed(tmp_path: Path) -> None:
    """The bot may die over it."""
    (tmp_path / "reserve").write_bytes(b"")
    async with await Journal.open(tmp_path, now=NOON) as journal:
        await journal.place.keep_reserve()
        assert (tmp_path / "reserve").stat().st_size == SIZE
