"""Words that went out of sight are looked for in what was said and in what waits, in the commit that hides them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from storage.cover import Cover
from storage.journal import Commit, Journal, Row
from tests.storage.test_outbox import NOON, ROOM, tick

WORDS = 'Bänke "am" See'


def row(id_: str, kind: str = "post", workshop: str = "mobil", name: str = "", **body: Any) -> Row:  # noqa: ANN401
    """Return something that is said."""
    return Row(id_, ROOM, "result", kind, body, name, workshop)


LIST = row("list", plain=f"1 Mehr {WORDS} · 2 Nachtbus")
POLL = row("poll", "poll", name="poll:1", question="Was?", options=[["1", f"1 {WORDS}"]], choices=1)
END = row("end", "poll_end", plain=f"Vorn: {WORDS}", anchor="poll:1")


async def covered(journal: Journal, *covers: Cover) -> list[str]:
    """Hide, and return the ids of what is to be looked at once more."""
    before = {row.id for row in await journal.outbox.waiting()}
    await journal.commit(Commit(covers=list(covers), turn=journal.last_turn + 1), NOON)
    fresh = [row for row in await journal.outbox.waiting() if row.id not in before]
    assert all((row.kind, row.urgency) == ("edit", "moderation") for row in fresh)
    return [str(row.body["of"]) for row in fresh]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (LIST, True),
        (POLL, True),
        (END, True),
        (row("else", plain="Mehr Bänke"), False),
        (row("other", workshop="kultur", plain=WORDS), False),
        (row("control", workshop="", plain=WORDS), True),
        (row("sign", plain="", target=f"{ROOM}/{WORDS}"), False),
        (tick("tick"), False),
    ],
)
@pytest.mark.parametrize("delivered", [False, True])
async def test_what_shows_them_is_found(tmp_path: Path, said: Row, *, found: bool, delivered: bool) -> None:
    """Posts, polls and their ends, in that workshop and in none, whether they wait or stand."""
    async with await Journal.open(tmp_path, now=NOON) as journal:
        await journal.commit(Commit(outbox=[said]), NOON)
        if delivered:
            await journal.outbox.delivered([(said.id, "$e")])
        assert await covered(journal, Cover(WORDS, "mobil")) == ([said.id] if found else [])
        if found:
            assert await journal.outbox.row(said.id) == (said, "$e" if delivered else "")


@pytest.mark.parametrize("said", ["Die @\u2060Verwaltung soll gehen", "Die @Verwaltung soll gehen"])
async def test_what_would_have_pinged_somebody_is_found_as_it_was_said(tmp_path: Path, said: str) -> None:
    """In our messages an @ pings nobody; in what people tap on it stands as it was typed."""
    async with await Journal.open(tmp_path, now=NOON) as journal:
        await journal.commit(Commit(outbox=[row("said", plain=said)]), NOON)
        assert await covered(journal, Cover("Die @Verwaltung soll gehen")) == ["said"]


async def test_what_is_written_in_the_same_commit_is_found_too(tmp_path: Path) -> None:
    """A list that an earlier turn of the batch said; and one message is looked at once, whatever it shows."""
    async with await Journal.open(tmp_path, now=NOON) as journal:
        both = [Cover(WORDS, "mobil"), Cover("Nachtbus", "mobil")]
        await journal.commit(Commit(outbox=[LIST], covers=both, turn=7), NOON)
        assert [one.body.get("of") for one in await journal.outbox.waiting()] == [None, "list"]


async def test_what_is_looked_at_once_more_merges_with_nothing(tmp_path: Path) -> None:
    """A merged message made of the words of before would show them; what was merged before is found itself."""
    async with await Journal.open(tmp_path, now=NOON) as journal:
        one, two, merged = row("one", plain=WORDS), row("two", plain="ok"), row("both", plain=f"{WORDS}, ok")
        await journal.commit(Commit(outbox=[one, two]), NOON)
        await covered(journal, Cover(WORDS))
        assert await journal.outbox.replace(["one", "two"], merged) is None
    async with await Journal.open(tmp_path / "again", now=NOON) as journal:
        await journal.commit(Commit(outbox=[one, two]), NOON)
        assert await journal.outbox.replace(["one", "two"], merged) is not None
        assert await covered(journal, Cover(WORDS)) == ["both"]
        assert await journal.outbox.row("one") is None


async def test_newer_words_for_a_message_stand(tmp_path: Path) -> None:
    """What was amended since is not put back to what it said first."""
    async with await Journal.open(tmp_path, now=NOON) as journal:
        first = row("first", name="answer:7", plain=WORDS)
        amended = row("second", "edit", anchor="answer:7", plain=f"Besser: {WORDS}")
        beside = row("third", "edit", anchor="answer:70", plain="Anderes")
        await journal.commit(Commit(outbox=[first, amended, beside]), NOON)
        assert await covered(journal, Cover(WORDS)) == ["first", "second"]
        assert await journal.outbox.row("first") is None
        assert await journal.outbox.row("second") == (amended, "")
