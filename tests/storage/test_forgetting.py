"""After the promised time nobody can say who said what; what was said is still there."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage.backup import backup
from storage.folder import journal_file
from storage.journal import Account, Commit, Journal, JournalDamaged, JournalLocked, Row, Seen
from storage.retention import forget
from workshop_flows.facts.entry import Entry
from workshop_flows.facts.ideas import IdeaGiven
from workshop_flows.facts.people import GuestAdded
from workshop_flows.values import Source, Text

KARIN = "@karin:example.org"
SECRETS = (KARIN, "Karin Kowalski", "Frau Sommer", "!raum", "$ereignis")


async def filled(folder: Path) -> None:
    """Write a journal in which people are named in every way."""
    source = Source("matrix:!raum/$ereignis")
    entries = [
        (1, Entry(IdeaGiven(1, 1, Text("Mehr Bänke am See"), source), 5, "w")),
        (2, Entry(GuestAdded(2, Text("Frau Sommer"), 1), 6, "w")),
    ]
    row = Row("id1", "matrix:!raum", "answer", "post", {"plain": "Notiert: Karin Kowalski 1"}, "anker", "w")
    async with await Journal.open(folder, now=1) as journal:
        commit = Commit(entries, [Seen(source, "fact")], [row], {"matrix": "s1"})
        commit.accounts.append(Account(f"matrix:{KARIN}", 1, "Karin Kowalski"))
        commit.directs.append(("matrix:!direkt", 1))
        await journal.commit(commit, 7)
        await journal.outbox.delivered([("id1", "$ereignis")])
        await journal.found("matrix", {"#mobil:example.org": "!raum"})
    await backup(folder)


def written_by_an_older_version(folder: Path) -> None:
    """Take away what the newest version added."""
    with closing(sqlite3.connect(journal_file(folder))) as connection:
        connection.executescript(
            "DROP TABLE rooms; DROP TABLE tombstones; ALTER TABLE seen DROP COLUMN person; PRAGMA user_version = 2;"
        )


def bytes_of(folder: Path) -> bytes:
    """Return everything that lies in a folder."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


async def test_no_byte_of_any_file_names_anybody_any_more(tmp_path: Path) -> None:
    """Journal, log and copies are searched as bytes."""
    await filled(tmp_path)
    forget(tmp_path)
    held = bytes_of(tmp_path)
    assert [secret for secret in SECRETS if secret.encode() in held] == []
    assert "Mehr Bänke am See".encode() in held


async def test_a_journal_of_an_older_version_forgets_as_well(tmp_path: Path) -> None:
    """The time may be over when the next version is installed."""
    await filled(tmp_path)
    written_by_an_older_version(tmp_path)
    forget(tmp_path)
    async with await Journal.open(tmp_path, now=9, readonly=True) as journal:
        assert (await journal.accounts(), await journal.rooms("matrix")) == ([], {})


async def test_the_day_still_folds(tmp_path: Path) -> None:
    """Facts keep their numbers; names and sources are empty."""
    await filled(tmp_path)
    forget(tmp_path)
    async with await Journal.open(tmp_path, now=9) as journal:
        idea, guest = [entry.fact for entry in await journal.entries()]
        assert idea == IdeaGiven(1, 1, Text("Mehr Bänke am See"))
        assert guest == GuestAdded(2, Text(""), 1)
        assert await journal.accounts() == []
        assert await journal.outbox.waiting() == []


async def test_not_while_a_bot_runs(tmp_path: Path) -> None:
    """Its memory would write the names back."""
    await filled(tmp_path)
    async with await Journal.open(tmp_path, now=9):
        with pytest.raises(JournalLocked):
            forget(tmp_path)


async def test_what_lies_beside_a_journal_that_was_laid_aside_goes_with_it(tmp_path: Path) -> None:
    """It was replaced after a crash: what was said last stands only in its log."""
    await filled(tmp_path)
    async with await Journal.open(tmp_path, now=9) as journal:
        await journal.commit(Commit(accounts=[Account(f"matrix:{KARIN}", 1, "Karin Kowalski")]), 10)
        for end in ("", "-wal"):
            shutil.copy(f"{journal_file(tmp_path)}{end}", tmp_path / "backups" / f"replaced-1.sqlite3{end}")
    forget(tmp_path)
    assert [path.name for path in (tmp_path / "backups").iterdir()] == []


async def test_where_there_is_no_journal_it_says_so(tmp_path: Path) -> None:
    """It was deleted already, or the configuration is that of another day; nothing is made there."""
    with pytest.raises(JournalDamaged, match="Es gibt kein Journal"):
        forget(tmp_path / "anderswo")
    assert not (tmp_path / "anderswo").exists()


async def test_who_reads_the_journal_meanwhile_is_told_of(tmp_path: Path) -> None:
    """Old pages stay as long as somebody looks at them; done again afterwards, they go."""
    await filled(tmp_path)
    with closing(sqlite3.connect(journal_file(tmp_path))) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM accounts").fetchall()
        assert not forget(tmp_path)
        assert KARIN.encode() in bytes_of(tmp_path)
    assert forget(tmp_path)
    assert KARIN.encode() not in bytes_of(tmp_path)
