"""One row for many: as many as a server takes in one message, under an id that follows from theirs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.delivery.merger import MERGED_BYTES, merger
from storage.rows import Row
from tests.bot.delivery_house import merge
from tests.bot.outbox_rows import ROOM, acknowledgement


def named(name: str, count: int) -> list[Row]:
    """Return acknowledgements to people of this name."""
    rows = [acknowledgement(number) for number in range(count)]
    return [replace(row, body=row.body | {"name": name}) for row in rows]


@pytest.mark.parametrize(("name", "count", "some"), [("Käthe", 100, 100), ("Käthe " * 5_000, 3, 1)])
def test_a_merger_takes_what_one_message_holds(name: str, count: int, some: int) -> None:
    """All of them where they fit; and at least one, or it would wait for ever."""
    rows = named(name, count)
    row, ids = merger(rows, merge)
    assert ids == [each.id for each in rows[:some]]
    assert row.body["covers"] == [each.body["target"] for each in rows[:some]]


def test_a_merger_leaves_to_the_next_what_one_message_does_not_hold() -> None:
    """Very long names: the first of them, and the message is nearly full."""
    rows = named("Käthe " * 50, 100)
    row, ids = merger(rows, merge)
    assert ids == [each.id for each in rows[: len(ids)]]
    assert 0.9 * MERGED_BYTES < len((row.body["plain"] + row.body["html"]).encode()) <= MERGED_BYTES


def test_the_same_rows_become_the_same_row() -> None:
    """After a lost commit nothing is said twice; other rows are something else."""
    rows = [acknowledgement(number) for number in range(5)]
    again, fewer = merger(rows, merge), merger(rows[:-1], merge)
    assert merger(rows, merge) == again
    assert again.row.id != fewer.row.id
    assert (again.row.room, again.row.urgency, again.row.kind) == (ROOM, "acknowledge", "post")
