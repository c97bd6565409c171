"""Many acknowledgements of a room become one row, no larger than a server takes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from storage.rows import Row
from workshop_flows.values import Source

MERGED_BYTES = 40_000
"""A merged message is at most so large: servers take 64 KB, and encryption adds a third."""
_QUOTES = 3

Merge = Callable[[Sequence[Row]], dict[str, Any]]
"""Makes the body of one post that says what all of these say."""


class Merger(NamedTuple):
    """A row, and the ids of those whose place it takes."""

    row: Row
    ids: Sequence[str]


def merger(rows: Sequence[Row], merge: Merge) -> Merger:
    """Return one row for the first of these, as many as fit into it. Its id follows from theirs."""
    some, body = _fitting(rows, merge)
    ids = [row.id for row in some]
    key = hashlib.sha256("|".join(("merged", *ids)).encode()).hexdigest()[:24]
    return Merger(Row(key, rows[0].room, "acknowledge", "post", body, "", rows[0].workshop), ids)


def _fitting(rows: Sequence[Row], merge: Merge) -> tuple[Sequence[Row], dict[str, Any]]:
    """Return as many rows as one message can hold, and its body."""
    body = merge(rows)
    while (size := _size(body)) > MERGED_BYTES and len(rows) > 1:
        rows = rows[: max(1, len(rows) * MERGED_BYTES // size)]
        body = merge(rows)
    return rows, body


def _size(body: Mapping[str, Any]) -> int:
    """Return about how many bytes a body takes; of the sources that it covers only the event is sent."""
    words = json.dumps([body.get("plain", ""), body.get("html", "")], ensure_ascii=False)
    return len(words.encode()) + sum(len(Source(each).event) + _QUOTES for each in body.get("covers", ()))
