"""What became of an input is known for ever."""

from __future__ import annotations

from pathlib import Path

from storage.journal import Commit, Journal, Seen
from workshop_flows.values import Source

NOON = 1_780_000_000_000


async def test_handled_inputs_are_remembered(tmp_path: Path) -> None:
    """An input has one outcome for ever; one that waits for its key may still get another, and an author."""
    fact, late, waits = Source("matrix:!a/$1"), Source("matrix:!a/$2"), Source("matrix:!a/$3")
    form = Source("discord:7/form")
    async with await Journal.open(tmp_path, now=NOON) as journal:
        seen = [
            Seen(fact, "fact"),
            Seen(late, "late", "vote-closed"),
            Seen(waits, "waiting"),
            Seen(form, "waiting", "", 5),
        ]
        await journal.commit(Commit(seen=seen), NOON)
        assert journal.inputs.sources == {fact, late}
    async with await Journal.open(tmp_path, now=NOON) as journal:
        assert journal.inputs.sources == {fact, late}
        assert {each.source for each in await journal.inputs.unread()} == {waits, form}
        later = [Seen(waits, "fact", "", 7), Seen(fact, "waiting", "", 7), Seen(form, "late")]
        await journal.commit(Commit(seen=later), NOON)
        assert journal.inputs.sources == {fact, late, waits, form}
        assert sorted(await journal.inputs.seen(), key=lambda one: one.source) == [
            Seen(form, "late", "", 5),
            Seen(fact, "fact"),
            Seen(late, "late", "vote-closed"),
            Seen(waits, "fact", "", 7),
        ]
