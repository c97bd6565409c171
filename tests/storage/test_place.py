"""Files that are taken away under an open journal are noticed, and what lay in them is saved."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from storage.journal import Commit, Journal
from workshop_flows.facts.entry import Entry
from workshop_flows.facts.ideas import IdeaGiven
from workshop_flows.values import Text

NOON = 1_780_000_000_000


def idea(turn: int) -> Commit:
    """Return a turn in which somebody has an idea."""
    return Commit([(turn, Entry(IdeaGiven(turn, 1, Text("Mehr Bänke")), NOON, "w"))])


@pytest.mark.parametrize("end", ["", "-wal", "-shm"])
async def test_a_file_that_is_taken_from_a_running_journal_is_noticed(tmp_path: Path, end: str) -> None:
    """Also if another one lies there by then; put back, it is the same again."""
    async with await Journal.open(tmp_path, now=NOON) as journal:
        await journal.commit(idea(1), NOON)
        assert await journal.place.lost() == []
        path = tmp_path / f"journal.sqlite3{end}"
        path.rename(tmp_path / "elsewhere")
        assert await journal.place.lost() == [path.name]
        path.write_bytes(b"")
        assert await journal.place.lost() == [path.name]
        (tmp_path / "elsewhere").rename(path)
        assert await journal.place.lost() == []


async def test_what_lay_in_a_log_that_was_taken_is_saved_when_it_is_noticed(tmp_path: Path) -> None:
    """A bot that is killed after that has lost nothing of it."""
    folder, copy = tmp_path / "a", tmp_path / "b"
    async with await Journal.open(folder, now=NOON) as journal:
        await journal.commit(idea(1), NOON)
        (folder / "journal.sqlite3-wal").unlink()
        await journal.commit(idea(2), NOON)
        assert await journal.place.lost()
        copy.mkdir()
        for name in ("journal.sqlite3", "journal.sqlite3.mark"):  # what a killed bot leaves behind
            shutil.copy(folder / name, copy / name)
    async with await Journal.open(copy, now=NOON) as again:
        assert (again.last_turn, len(await again.entries())) == (2, 2)
