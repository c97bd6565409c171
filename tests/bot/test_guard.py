"""The journal's files are guarded: each trouble is told, and told once."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest

from bot.guard import LOW, MB, PLENTY, Guard
from workshop_flows.facts.conference import DiskLow, JournalTaken, ReserveSpent
from workshop_flows.facts.entry import Fact


@dataclass
class Files:
    """The files of a journal, some of which somebody took, and the room beside them."""

    names: tuple[str, ...] = ()
    room: int = PLENTY
    gone: bool = False
    reserve_spent: int = 0
    kept: int = 0
    """How often the reserve was to be occupied."""
    told: list[Fact] = field(default_factory=list)

    async def lost(self) -> list[str]:
        """Return what was taken."""
        await asyncio.sleep(0)
        return list(self.names)

    def free(self) -> int:
        """Return what is left, unless the folder is gone."""
        if self.gone:
            raise FileNotFoundError
        return self.room

    async def keep_reserve(self) -> None:
        """Occupy the reserve."""
        await asyncio.sleep(0)
        self.kept += 1
        self.reserve_spent = 0

    async def hears(self, fact: Fact) -> None:
        """Keep what is told."""
        await asyncio.sleep(0)
        self.told.append(fact)


async def test_files_taken_from_a_running_journal_are_told_once(caplog: pytest.LogCaptureFixture) -> None:
    """The log alone is one trouble, the journal itself a worse one; what was put back and is taken again is news."""
    files = Files()
    guard = Guard(files, files.hears)
    wal, journal = "journal.sqlite3-wal", "journal.sqlite3"
    for names in ((), (wal,), (wal,), (journal, wal), (journal, wal), (), (wal,)):
        files.names = names
        await guard.look()
    assert files.told == [JournalTaken(), JournalTaken(log=False), JournalTaken()]
    assert caplog.text.count("gelöscht oder verschoben") == 3


async def test_a_folder_that_is_gone_is_told_and_breaks_nothing() -> None:
    """Nobody can say how much room there is where nothing is."""
    files = Files(("journal.sqlite3",), gone=True)
    guard = Guard(files, files.hears)
    await guard.look()
    await guard.look()
    assert files.told == [JournalTaken(log=False)]


async def test_little_room_is_told_once_until_there_was_plenty() -> None:
    """A disk around the mark is no news every ten seconds."""
    files = Files()
    guard = Guard(files, files.hears)
    for room in (LOW, LOW - 1, LOW, PLENTY - 1, LOW // 2, PLENTY, LOW // 4):
        files.room = room
        await guard.look()
    assert files.told == [DiskLow((LOW - 1) // MB), DiskLow(LOW // 4 // MB)]


async def test_a_reserve_that_is_spent_is_told_once_and_kept_again_when_there_is_plenty() -> None:
    """Nobody occupies room where little is left."""
    files = Files()
    guard = Guard(files, files.hears)
    await guard.look()
    assert files.kept == 1
    for room, spent in ((LOW // 2, 0), (0, 32 * MB), (MB, 32 * MB), (PLENTY - 1, 32 * MB), (PLENTY, 32 * MB)):
        files.room, files.reserve_spent = room, spent
        await guard.look()
    assert (files.kept, files.reserve_spent) == (2, 0)
    assert files.told == [DiskLow(LOW // 2 // MB), ReserveSpent(32)]
    await guard.look()
    files.room, files.reserve_spent = 0, 32 * MB
    await guard.look()
    assert files.told[2:] == [ReserveSpent(32), DiskLow(0)]


async def test_a_disk_that_fails_is_not_called_full() -> None:
    """Every commit spends the reserve then, and every look keeps it again: there is room."""
    files = Files()
    guard = Guard(files, files.hears)
    for _ in range(6):
        files.reserve_spent = 32 * MB
        await guard.look()
    assert (files.kept, files.told) == (6, [])
