"""What was committed is there after the next opening, in the same order."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest

from storage.journal import Account, Commit, CommitFailed, Journal, Row, Seen
from workshop_flows.facts.agenda import WorkshopEnded
from workshop_flows.facts.entry import Entry
from workshop_flows.facts.ideas import IdeaGiven
from workshop_flows.facts.people import Came
from workshop_flows.facts.votes import BallotCast
from workshop_flows.values import Source, Text

NOON = 1_780_000_000_000


def idea(number: int, words: str = "Mehr Bänke") -> Entry:
    """Return an idea in the workshop `mobil`."""
    source = Source(f"matrix:!mobil/$idea{number}")
    return Entry(IdeaGiven(number, 1, Text(words), source), NOON + number, "mobil")


def row(name: str, room: str = "matrix:!mobil", anchor: str = "") -> Row:
    """Return a message to a room."""
    return Row(name, room, "answer", "post", {"plain": f"Text {name}"}, anchor, "mobil")


async def test_a_fresh_journal_is_empty(tmp_path: Path) -> None:
    """The first opening makes the folder and a journal with an id, in the first epoch, without a turn."""
    async with await Journal.open(tmp_path / "var" / "stadt", now=NOON) as journal:
        assert (journal.epoch, journal.last_turn, journal.last_heartbeat) == (1, 0, None)
        assert len(journal.id) == 16
        assert await journal.turns() == []
    assert (tmp_path / "var" / "stadt" / "journal.sqlite3").stat().st_mode & 0o077 == 0


async def test_turns_come_back_in_order(tmp_path: Path) -> None:
    """Facts come back in the order of writing, cut at their turns, with text and source."""
    ballot = Entry(BallotCast(1, 2, ((1, 1), (3, 2)), Source("matrix:!mobil/$b")), NOON, "mobil")
    first = Commit([(1, idea(1)), (1, idea(2)), (2, ballot)])
    second = Commit([(3, Entry(WorkshopEnded(), NOON, "mobil")), (3, Entry(Came(9), NOON))])
    async with await Journal.open(tmp_path, now=NOON) as journal:
        await journal.commit(first, NOON)
        await journal.commit(second, NOON)
        name = journal.id
        assert journal.last_turn == 3
    async with await Journal.open(tmp_path, now=NOON) as journal:
        assert (journal.id, journal.last_turn) == (name, 3)
        assert await journal.turns() == [[idea(1), idea(2)], [ballot], [entry for _, entry in second.entries]]
        assert await journal.entries() == [entry for _, entry in first.entries + second.entries]


async def test_a_turn_without_facts_counts(tmp_path: Path) -> None:
    """A refused input speaks too, so its turn number is not given again after a restart."""
    async with await Journal.open(tmp_path, now=NOON) as journal:
        await journal.commit(Commit(outbox=[row("a")], turn=7), NOON)
    async with await Journal.open(tmp_path, now=NOON) as journal:
        assert journal.last_turn == 7


async def test_people_and_positions_are_kept(tmp_path: Path) -> None:
    """The last word about a position, an account or a direct chat is what comes back."""
    async with await Journal.open(tmp_path, now=NOON) as journal:
        anna, berta = Account("@anna:stadt", 1, "Anna"), Account("@berta:stadt", 2, "Berta")
        old = Commit(positions={"matrix": "s1", "discord": "9"}, accounts=[berta, anna], directs=[("matrix:!d", 1)])
        await journal.commit(old, NOON)
        new = Commit(
            positions={"matrix": "s2"}, accounts=[Account("@berta:stadt", 2, "B.")], directs=[("matrix:!d", 2)]
        )
        await journal.commit(new, NOON)
    async with await Journal.open(tmp_path, now=NOON) as journal:
        assert await journal.positions() == {"matrix": "s2", "discord": "9"}
        assert await journal.accounts() == [anna, Account("@berta:stadt", 2, "B.")]
        assert await journal.directs() == [("matrix:!d", 2)]


async def test_signs_of_life_tell_since_when_the_bot_was_gone(tmp_path: Path) -> None:
    """The last commit before an opening is known after it, also if there was nothing else in it."""
    async with await Journal.open(tmp_path, now=NOON) as journal:
        assert journal.last_heartbeat is None
        await journal.commit(Commit([(1, idea(1))]), NOON + 10)
        await journal.commit(Commit(), NOON + 15)
        assert journal.last_turn == 1
    async with await Journal.open(tmp_path, now=NOON + 99) as journal:
        assert journal.last_heartbeat == NOON + 15


async def test_erased_text_folds_to_nothing(tmp_path: Path) -> None:
    """Words and sources can be erased in their tables; the facts stay, with an empty text."""
    async with await Journal.open(tmp_path, now=NOON) as journal:
        await journal.commit(Commit([(1, idea(1)), (1, idea(2))]), NOON)
    with sqlite3.connect(tmp_path / "journal.sqlite3") as connection:
        connection.execute("UPDATE texts SET words = '' WHERE id = 1")
        connection.execute("UPDATE sources SET source = '' WHERE id = 1")
        for table in ("texts", "sources"):
            with pytest.raises(sqlite3.IntegrityError, match="never given again"):
                connection.execute(f"DELETE FROM {table}")  # noqa: S608
    connection.close()
    async with await Journal.open(tmp_path, now=NOON) as journal:
        first, second = await journal.entries()
    assert first.fact == IdeaGiven(1, 1, Text(""), Source(""))
    assert second == idea(2)


async def test_a_bad_message_does_not_stop_the_batch(tmp_path: Path) -> None:
    """Lone surrogates, NUL and numbers beyond 64 bits are mended wherever they stand in a commit."""
    async with await Journal.open(tmp_path, now=NOON) as journal:
        bad = Commit(
            [(1, Entry(IdeaGiven(2**80, 1, Text("a\ud800\0"), Source("m/\ud800")), 2**70, "w\ud800"))],
            [Seen(Source("m/\ud800"), "fact")],
            [Row("r", "m:\ud800", "answer", "post", {"plain": "\udc00", "n": 2**64})],
            {"matrix": "\ud800"},
            [Account("@\ud800", 2**64, "\0")],
            [("m:\ud800", 1)],
        )
        await journal.commit(bad, 2**64)
        assert len(await journal.entries()) == 1
        assert (await journal.outbox.waiting())[0].body == {"plain": "\ufffd", "n": 2**63 - 1}


async def test_a_reader_reads_beside_the_writer(tmp_path: Path) -> None:
    """Reading needs no lock, sees what was committed, and cannot write."""
    async with await Journal.open(tmp_path, now=NOON) as journal:
        await journal.commit(Commit([(1, idea(1))]), NOON)
        async with await Journal.open(tmp_path, now=NOON, readonly=True) as reader:
            assert await reader.entries() == [idea(1)]
            with pytest.raises(CommitFailed):
                await reader.commit(Commit(), NOON)
    async with await Journal.open(tmp_path, now=NOON, readonly=True) as reader:
        assert await reader.entries() == [idea(1)]


async def test_a_cancelled_caller_leaves_disk_and_memory_alike(tmp_path: Path) -> None:
    """Whoever is cancelled while a commit runs does not know; the journal does, and goes on."""
    async with await Journal.open(tmp_path, now=NOON) as journal:
        seen = [Seen(Source("m/$1"), "fact")]
        task = asyncio.create_task(journal.commit(Commit([(1, idea(1))], seen), NOON))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await journal.commit(Commit([(2, idea(2))]), NOON)
        assert await journal.entries() == [idea(1), idea(2)]
        assert (journal.last_turn, journal.inputs.sources) == (2, {Source("m/$1")})


async def test_rooms_are_known_by_their_names_at_the_next_opening(tmp_path: Path) -> None:
    """Each platform's by itself; the last room found under a name counts."""
    async with await Journal.open(tmp_path, now=NOON) as journal:
        await journal.found("matrix", {"#plenum:stadt": "matrix:!alt", "#regie:stadt": "matrix:!regie"})
        await journal.found("matrix", {"#plenum:stadt": "matrix:!neu"})
    async with await Journal.open(tmp_path, now=NOON) as journal:
        assert await journal.rooms("matrix") == {"#plenum:stadt": "matrix:!neu", "#regie:stadt": "matrix:!regie"}
        assert await journal.rooms("discord") == {}
