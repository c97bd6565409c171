"""What was erased may still lie on the disk until it was shredded, and nobody is taken for shredded who was not."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

from storage.erasing import Erasure
from storage.folder import journal_file
from storage.journal import Account, Commit, Journal

NOON = 1_780_000_000_000


def account(person: int) -> Account:
    """Return an account of somebody."""
    return Account(f"matrix:@gast{person}:stadt.example", person, f"Gast Nummer {person}")


def erased(person: int) -> Commit:
    """Return the commit in which somebody is forgotten."""
    return Commit(erasures=[Erasure(person, (account(person),), NOON, "", "[gelöscht]", "Jemand")], turn=1 + person)


def held(folder: Path) -> bytes:
    """Return everything that lies in the journal's files."""
    return b"".join(path.read_bytes() for path in folder.glob("journal*"))


async def test_what_was_erased_remains_until_it_is_shredded(tmp_path: Path) -> None:
    """A reader of the file keeps it there; the journal knows so, also at its next opening."""
    async with await Journal.open(tmp_path, now=NOON) as journal:
        await journal.commit(Commit(accounts=[account(1)]), NOON)
        assert not journal.remains
        with closing(sqlite3.connect(journal_file(tmp_path), isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM accounts").fetchone()
            await journal.commit(erased(1), NOON)
            assert account(1).name.encode() in held(tmp_path)
            await journal.remains.shred()
            assert journal.remains
            async with await Journal.open(tmp_path, now=NOON, readonly=True) as other:
                assert other.remains
        await journal.remains.shred()
        assert not journal.remains
        assert account(1).name.encode() not in held(tmp_path)


async def test_who_is_erased_right_after_others_were_shredded_still_remains(tmp_path: Path) -> None:
    """The commit is through before the one who shredded hears of their own success."""
    async with await Journal.open(tmp_path, now=NOON) as journal:
        await journal.commit(Commit(accounts=[account(1), account(2)]), NOON)
        await journal.commit(erased(1), NOON)
        through = threading.Event()
        async with asyncio.TaskGroup() as both:
            both.create_task(journal.remains.shred())
            both.create_task(journal.commit(erased(2), NOON))
            both.create_task(journal.over_entries(lambda _: through.set()))
            await asyncio.sleep(0)  # now all of it waits in the journal's thread, in this order
            assert through.wait(timeout=10)  # and nobody hears of it while the event loop stands still
        assert journal.remains
