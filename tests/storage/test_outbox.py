"""A row of the outbox waits until it was said, was merged, or can never be said."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.journal import Commit, CommitFailed, Journal, Row
from storage.outbox import NEWEST
from workshop_flows.values import Source

NOON = 1_780_000_000_000
ROOM = "matrix:!mobil"


def post(name: str, anchor: str = "", room: str = ROOM) -> Row:
    """Return a message with a name of its own."""
    return Row(name, room, "answer", "post", {"plain": name, "covers": ["matrix:!mobil/$1"]}, anchor, "mobil")


def tick(name: str) -> Row:
    """Return an acknowledgement."""
    return Row(name, ROOM, "acknowledge", "mark", {"target": f"{ROOM}/$x", "sign": "💡7"})


async def names(journal: Journal) -> list[str]:
    """Return the ids of what waits, in order."""
    return [row.id for row in await journal.outbox.waiting()]


async def test_rows_wait_until_they_are_delivered(tmp_path: Path) -> None:
    """Rows come back whole and in order, also after a restart, until they are delivered or given up."""
    async with await Journal.open(tmp_path, now=NOON) as journal:
        await journal.commit(Commit(outbox=[post("b"), tick("a")]), NOON)
        await journal.commit(Commit(outbox=[post("c")]), NOON)
    async with await Journal.open(tmp_path, now=NOON) as journal:
        assert await journal.outbox.waiting() == [post("b"), tick("a"), post("c")]
        await journal.outbox.delivered([("b", "$said"), ("unknown", "$x")])
        await journal.outbox.given_up("a", "the room is gone")
        assert await names(journal) == ["c"]


async def test_what_was_committed_is_known_without_reading_as_it_would_be_read(tmp_path: Path) -> None:
    """Words that had to be cleaned, an id that had to change; nothing that was there already; too much is read."""
    async with await Journal.open(tmp_path, now=NOON) as journal:
        assert journal.outbox.written() is None
        await journal.commit(Commit(outbox=[post("a"), tick("b")]), NOON)
        odd = Row("a", ROOM, "answer", "post", {"plain": "kaputt: \ud800", "covers": (Source("matrix:!r/$e"),)})
        await journal.commit(Commit(outbox=[post("a"), odd]), NOON)
        fresh = journal.outbox.written()
        assert fresh == await journal.outbox.waiting()
        assert fresh is not None
        assert [row.at for row in fresh] == [NOON] * 3
        assert journal.outbox.written() == []
        await journal.commit(Commit(outbox=[post(f"many{number}") for number in range(NEWEST + 1)]), NOON)
        assert journal.outbox.written() is None
        await journal.commit(Commit(outbox=[post("z")]), NOON)
        assert [row.id for row in journal.outbox.written() or ()] == ["z"]


async def test_the_same_row_is_said_once(tmp_path: Path) -> None:
    """A turn that is decided again brings the same rows, and nothing is doubled or out of order."""
    async with await Journal.open(tmp_path, now=NOON) as journal:
        await journal.commit(Commit(outbox=[post("a"), post("b")]), NOON)
        await journal.outbox.delivered([("a", "$said")])
        await journal.commit(Commit(outbox=[post("a"), post("b"), post("c")]), NOON)
        await journal.commit(Commit(outbox=[post("d")]), NOON)
        assert await names(journal) == ["b", "c", "d"]


async def test_other_words_under_the_same_id_are_not_lost(tmp_path: Path) -> None:
    """If an id was given twice, both are said."""
    async with await Journal.open(tmp_path, now=NOON) as journal:
        await journal.commit(Commit(outbox=[post("a")]), NOON)
        other = Row("a", ROOM, "answer", "post", {"plain": "something else"})
        for _ in range(2):
            await journal.commit(Commit(outbox=[other]), NOON)
        assert [row.body["plain"] for row in await journal.outbox.waiting()] == ["a", "something else"]


async def test_a_merge_takes_the_place_of_the_first(tmp_path: Path) -> None:
    """Waiting acknowledgements become one row, said where the first of them would have been."""
    async with await Journal.open(tmp_path, now=NOON) as journal:
        await journal.commit(Commit(outbox=[post("a"), tick("t1"), post("b"), tick("t2"), post("c")]), NOON)
        await journal.outbox.replace(["t1", "t2"], post("merged"))
        await journal.outbox.replace(["t1", "t2"], post("again"))
        await journal.commit(Commit(outbox=[post("d")]), NOON)
        assert await names(journal) == ["a", "merged", "b", "c", "d"]


async def test_what_was_said_is_not_merged(tmp_path: Path) -> None:
    """A merge takes only rows that still wait."""
    async with await Journal.open(tmp_path, now=NOON) as journal:
        await journal.commit(Commit(outbox=[tick("t1"), tick("t2")]), NOON)
        await journal.outbox.delivered([("t1", "$1"), ("t2", "$2")])
        await journal.outbox.replace(["t1", "t2"], post("merged"))
        assert await names(journal) == []


async def test_anchors_name_our_own_messages(tmp_path: Path) -> None:
    """What has an anchor and was delivered can be tapped on and edited; the newest of a room counts."""
    async with await Journal.open(tmp_path, now=NOON) as journal:
        rows = [
            post("1", "idea:1"),
            post("2", "idea:1"),
            post("3", "idea:1", "matrix:!other"),
            post("4"),
            post("5", "x"),
        ]
        edit = Row("6", ROOM, "answer", "edit", {"anchor": "idea:1", "plain": "new"}, "idea:1")
        await journal.commit(Commit(outbox=[*rows, edit]), NOON)
        assert await journal.outbox.anchored(ROOM, "idea:1") is None
        await journal.outbox.delivered([("1", "$1"), ("2", "$2"), ("3", "$3"), ("4", "$4"), ("6", "$6")])
    async with await Journal.open(tmp_path, now=NOON) as journal:
        assert await journal.outbox.anchored(ROOM, "idea:1") == "$2"
        assert await journal.outbox.anchored("matrix:!other", "idea:1") == "$3"
        assert await journal.outbox.anchored(ROOM, "") is None
        assert await journal.outbox.anchors() == [
            (Source("matrix:!mobil/$1"), "mobil", "idea:1"),
            (Source("matrix:!mobil/$2"), "mobil", "idea:1"),
            (Source("matrix:!other/$3"), "mobil", "idea:1"),
        ]


async def test_placards_are_kept_per_slot(tmp_path: Path) -> None:
    """Each room has one standing message per slot; the last word counts."""
    async with await Journal.open(tmp_path, now=NOON) as journal:
        await journal.commit(Commit(placards={(ROOM, "agenda"): "old"}), NOON)
        await journal.commit(Commit(placards={(ROOM, "agenda"): "new", (ROOM, "panel"): "p"}), NOON)
    async with await Journal.open(tmp_path, now=NOON) as journal:
        assert await journal.outbox.placards() == {(ROOM, "agenda"): "new", (ROOM, "panel"): "p"}


async def test_what_stands_is_known_exactly_if_it_is_to_be_said(tmp_path: Path) -> None:
    """A crash leaves no standing message that is posted a second time, and none that is never posted."""
    async with await Journal.open(tmp_path, now=NOON) as journal:
        await journal.place.limit_pages(1)
        huge = Row("1", ROOM, "result", "post", {"plain": "Jetzt: Ideen " * 100_000}, "placard:agenda")
        with pytest.raises(CommitFailed):
            await journal.commit(Commit(outbox=[huge], placards={(ROOM, "agenda"): "new"}), NOON)
        assert (await journal.outbox.waiting(), await journal.outbox.placards()) == ([], {})
