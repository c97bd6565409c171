"""A copy is taken while the bot writes, and a copy becomes the journal again."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from storage.backup import BackupFailed, backup, restore
from storage.journal import Commit, Journal, JournalDamaged, JournalLocked
from workshop_flows.facts.entry import Entry
from workshop_flows.facts.people import Came

NOON = 1_780_000_000_000


def came(person: int) -> Commit:
    """Return a commit of one turn: somebody came."""
    return Commit([(person, Entry(Came(person), NOON, "w"))])


async def persons(folder: Path) -> tuple[int, list[int]]:
    """Return the epoch, and who came."""
    async with await Journal.open(folder, now=NOON, readonly=True) as journal:
        facts = [entry.fact for entry in await journal.entries()]
        return journal.epoch, [fact.person for fact in facts if isinstance(fact, Came)]


async def test_a_copy_is_a_whole_journal(tmp_path: Path) -> None:
    """The copy holds what was committed before it, is private, and opens like a journal."""
    async with await Journal.open(tmp_path / "var", now=NOON) as journal:
        await journal.commit(came(1), NOON)
        copy = await backup(tmp_path / "var")
        await journal.commit(came(2), NOON)
    assert copy == tmp_path / "var" / "backups" / "journal-1.sqlite3"
    assert copy.stat().st_mode & 0o077 == 0
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "journal.sqlite3").write_bytes(copy.read_bytes())
    assert await persons(tmp_path / "other") == (1, [1])


async def test_copies_are_taken_while_the_bot_writes(tmp_path: Path) -> None:
    """A copy taken in the midst of commits is sound and holds a beginning of them, without a gap."""
    async with await Journal.open(tmp_path, now=NOON) as journal:
        await journal.commit(came(1), NOON)
        taking = asyncio.create_task(backup(tmp_path))
        last = 1
        while not taking.done():
            last += 1
            await journal.commit(came(last), NOON)
        copy = await taking
    await asyncio.to_thread(restore, tmp_path, copy)
    _, found = await persons(tmp_path)
    assert found == list(range(1, len(found) + 1))
    assert 1 <= len(found) <= last


async def test_ten_copies_are_kept(tmp_path: Path) -> None:
    """The oldest copies go, and the numbers count on."""
    async with await Journal.open(tmp_path, now=NOON):
        for _ in range(12):
            await backup(tmp_path)
    numbers = sorted(int(path.stem.split("-")[1]) for path in (tmp_path / "backups").iterdir())
    assert numbers == list(range(3, 13))


async def test_restore_goes_back_and_begins_a_new_epoch(tmp_path: Path) -> None:
    """After a restore the copy is the journal, the old one lies aside whole, and no epoch comes twice."""
    async with await Journal.open(tmp_path, now=NOON) as journal:
        await journal.commit(came(1), NOON)
        copy = await backup(tmp_path)
        await journal.commit(came(2), NOON)
    aside = restore(tmp_path, copy)
    assert aside == tmp_path / "backups" / "replaced-1.sqlite3"
    assert await persons(tmp_path) == (2, [1])
    assert restore(tmp_path, copy) == tmp_path / "backups" / "replaced-2.sqlite3"
    assert await persons(tmp_path) == (3, [1])
    restore(tmp_path, aside)
    assert await persons(tmp_path) == (4, [1, 2])
    async with await Journal.open(tmp_path, now=NOON) as journal:
        await journal.commit(came(3), NOON)
    assert (await persons(tmp_path))[1] == [1, 2, 3]


async def test_restore_heals_a_damaged_journal(tmp_path: Path) -> None:
    """The sentence about the damage names the newest copy, and restoring it works, log and all."""
    async with await Journal.open(tmp_path, now=NOON) as journal:
        await journal.commit(came(1), NOON)
        copy = await backup(tmp_path)
    (tmp_path / "journal.sqlite3").write_bytes(b"")
    (tmp_path / "journal.sqlite3-wal").write_bytes(b"left over" * 1000)
    with pytest.raises(JournalDamaged, match=f"Nächste Sicherung: {copy}"):
        await Journal.open(tmp_path, now=NOON)
    restore(tmp_path, copy)
    epoch, found = await persons(tmp_path)
    assert found == [1]
    assert epoch > 1


async def test_restore_into_an_empty_folder(tmp_path: Path) -> None:
    """A copy also makes a journal on a new machine."""
    async with await Journal.open(tmp_path / "old", now=NOON) as journal:
        await journal.commit(came(1), NOON)
        copy = await backup(tmp_path / "old")
    assert restore(tmp_path / "new", copy) is None
    assert await persons(tmp_path / "new") == (2, [1])


async def test_restore_waits_for_nobody(tmp_path: Path) -> None:
    """While a bot runs, or with a copy that is not sound, nothing is touched."""
    async with await Journal.open(tmp_path, now=NOON) as journal:
        await journal.commit(came(1), NOON)
        copy = await backup(tmp_path)
        with pytest.raises(JournalLocked):
            restore(tmp_path, copy)
    for bad, content in {"short": copy.read_bytes()[:5000], "empty": b"", "text": b"nothing"}.items():
        (tmp_path / bad).write_bytes(content)
        with pytest.raises(BackupFailed, match="nicht angefasst"):
            restore(tmp_path, tmp_path / bad)
    with pytest.raises(BackupFailed):
        restore(tmp_path, tmp_path / "nowhere")
    assert await persons(tmp_path) == (1, [1])


async def test_a_copy_of_nothing_or_of_damage_is_refused(tmp_path: Path) -> None:
    """A copy that could not be restored is never kept, and the good ones stay."""
    with pytest.raises(JournalDamaged):
        await backup(tmp_path)
    async with await Journal.open(tmp_path, now=NOON) as journal:
        await journal.commit(came(1), NOON)
        good = await backup(tmp_path)
    (tmp_path / "journal.sqlite3").write_bytes(b"\xff" * 8192)
    with pytest.raises(BackupFailed):
        await backup(tmp_path)
    assert sorted(good.parent.iterdir()) == [good]
