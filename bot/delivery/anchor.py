"""Which message a row is about, and by which names others can be about its own."""

from __future__ import annotations

from collections.abc import Iterator

from storage.cover import OF
from storage.rows import Row

_SPOKEN = frozenset({"post", "poll", "file"})
_WORDED = frozenset({"post", "poll", "edit", "poll_end"})


def refers_to(row: Row) -> str:
    """Return the anchor of the message that this row is about, or the id of its row, or ""."""
    return str(row.body.get("anchor") or row.body.get(OF, ""))


def referred_to_by(row: Row) -> Iterator[str]:
    """Yield what another row refers to if it is about the message of this one."""
    if row.anchor and row.kind in _SPOKEN:
        yield row.anchor
    if row.kind in _WORDED:
        yield row.id
