"""What ends while a copy is being made is in the next one; a copy that fails stops nobody."""

from __future__ import annotations

import asyncio
from contextlib import closing
from pathlib import Path

import pytest

from bot.copies import Copies
from storage.folder import copies, journal_file
from storage.journal import Commit, Journal
from storage.schema import connect


async def test_the_end_of_a_second_phase_is_copied_as_well(tmp_path: Path) -> None:
    """Two rooms end theirs at once: the copy that is under way may have begun too early for the second of them."""
    async with await Journal.open(tmp_path, now=1) as journal:
        making = Copies(tmp_path)
        making.want()
        await asyncio.sleep(0)
        await journal.commit(Commit(positions={"matrix": "s2"}), 2)
        making.want()
        await asyncio.gather(*making.under_way)
    first, second = copies(tmp_path)
    assert "s2" in positions(second)
    assert first < second


def positions(copy: Path) -> set[str]:
    """Return the positions that a copy knows."""
    with closing(connect(copy, readonly=True)) as connection:
        return {str(row[0]) for row in connection.execute("SELECT position FROM positions")}


async def test_a_copy_that_fails_is_told_and_stops_nobody(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The next phase brings the next try."""
    async with await Journal.open(tmp_path, now=1):
        (tmp_path / "backups").write_text("kein Ordner", "utf-8")
        making = Copies(tmp_path)
        making.want()
        await asyncio.gather(*making.under_way)
        assert "misslungen" in caplog.text
        (tmp_path / "backups").unlink()
        making.want()
        await asyncio.gather(*making.under_way)
    assert len(copies(tmp_path)) == 1


async def test_a_journal_that_was_taken_away_is_told_and_stops_nobody(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """There is nothing to copy until it is back."""
    async with await Journal.open(tmp_path, now=1):
        taken = journal_file(tmp_path).rename(tmp_path / "anderswo")
        making = Copies(tmp_path)
        making.want()
        await asyncio.gather(*making.under_way)
        assert caplog.records
        taken.rename(journal_file(tmp_path))
        making.want()
        await asyncio.gather(*making.under_way)
    assert len(copies(tmp_path)) == 1


async def test_what_is_kept_for_the_day_is_not_spent_on_copies(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The disk is full and the reserve is spent: ten copies would eat it in an hour."""
    async with await Journal.open(tmp_path, now=1):
        making = Copies(tmp_path, reserved=lambda: True)
        making.want()
        await asyncio.gather(*making.under_way)
        assert "Keine Sicherung" in caplog.text
    assert not copies(tmp_path)
