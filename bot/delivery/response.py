"""What is said to single people: the quiet yes, and the answer. A crowd reads them together, in one message."""

from __future__ import annotations

from collections.abc import Collection

from storage.rows import Row
from workshop_flows.values import SECOND, Moment

SHARED = "marks"
"""The kind of a row that a crowd shares (`bot/thanks.py`). It is always merged and never said, however few are left."""
CROWD = 25
"""So many acknowledgements that wait in all rooms together merge even where the server sets no limit: one by one, they
would take ten seconds and more (measured: 371 in 15 s)."""
TOO_LONG: Moment = SECOND
"""Nor is anybody to wait for so long because others in the room are thanked one by one by a server that is busy."""


def thanked(row: Row) -> int:
    """Return how many are thanked by a row."""
    if row.urgency != "acknowledge":
        return 0
    return len(row.body["thanks"]) if row.kind == SHARED else int(row.kind == "mark" and bool(row.body.get("target")))


def is_thanks(row: Row) -> bool:
    """Say whether a row is the quiet yes to something, or to what many said."""
    return thanked(row) > 0


def is_answer(row: Row) -> bool:
    """Say whether a row answers one person among others, so that it can as well be said by their name."""
    return row.urgency == "answer" and row.kind == "post" and bool(row.body.get("name")) and not row.anchor


def crowded(thanks: Collection[int], takes: float) -> bool:
    """Say whether too many are to be thanked one by one: so many in each room, by a message of so many milliseconds."""
    return sum(thanks) >= CROWD or max(thanks, default=0) * takes > TOO_LONG
