"""Words that went out of sight: every message of ours that shows them, said or still waiting, is to be said anew.

A row of the kind `edit` with nothing but `of`, the id of another, has that one's words looked at once more: those that
wait are said without what is hidden by then, those that stand in a room are edited. So nothing depends on whether a
message was just under way, or said and not noted; and what is shown again later is found as it was.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from storage.rows import COLUMNS, Columns, Row, as_row, write_rows
from storage.shapes import plain, visible
from storage.words import as_json, clean
from workshop_flows.values import Moment

OF = "of"
SHORTEST = 4
"""Words with fewer characters stand in too many messages by chance."""
WORDED = frozenset({"post", "poll", "edit", "poll_end"})
"""The kinds of rows that people read."""
_SHOWS = "kind IN ('post', 'poll', 'edit', 'poll_end') AND (state = 'waiting' OR event <> '')"


@dataclass(frozen=True, slots=True)
class Cover:
    """Words that went out of sight, or came back, in what was said in a workshop or in none (empty: anywhere)."""

    words: str
    workshop: str = ""


def telling(words: str, ours: Container[str]) -> bool:
    """Say whether words stand in a message because somebody wrote them: not by chance, and not as our own."""
    seen = visible(words)
    return len(seen) >= SHORTEST and seen not in ours


def write_covers(connection: sqlite3.Connection, covers: Sequence[Cover], turn: int, at: Moment) -> list[Columns]:
    """Write what has every message looked at once more that shows such words; return what is new in the outbox."""
    found = {row.id: row for each in covers for row in _showing(connection, each)}
    return say_anew(connection, found.values(), turn, at)


def say_anew(connection: sqlite3.Connection, rows: Iterable[Row], turn: int, at: Moment) -> list[Columns]:
    """Write what has these rows looked at once more; return what is new in the outbox."""
    return write_rows(connection, [_again(row, turn) for row in rows if row.kind in WORDED], at)


def _again(row: Row, turn: int) -> Row:
    key = f"{turn:08x}{hashlib.sha256(f'{OF}|{turn}|{row.id}'.encode()).hexdigest()[:16]}"
    return Row(key, row.room, "moderation", "edit", {OF: row.id}, "", row.workshop)


def _showing(connection: sqlite3.Connection, cover: Cover) -> Iterator[Row]:
    shapes = list(dict.fromkeys((clean(cover.words), plain(clean(cover.words)))))
    somewhere = " OR ".join(["instr(body, ?)"] * len(shapes))
    query = f"SELECT {COLUMNS} FROM outbox WHERE {_SHOWS} AND ({somewhere}) ORDER BY place, number"  # noqa: S608
    for columns in connection.execute(query, [as_json(each)[1:-1] for each in shapes]):
        row = as_row(columns)
        elsewhere = cover.workshop and row.workshop not in {cover.workshop, ""}
        if not elsewhere and any(each in text for text in _texts(row.body) for each in shapes):
            yield row


def _texts(body: dict[str, Any]) -> Iterator[str]:
    """Yield what people read of a row."""
    yield from (str(body.get(name, "")) for name in ("plain", "question"))
    yield from (str(text) for _, text in body.get("options", ()))


def read_row(connection: sqlite3.Connection, id_: str) -> tuple[Row, str] | None:
    """Return a row with the platform's own id of it ("": none yet).

    None if it was merged or lost, or newer words for the same message came after it.
    """
    query = f"SELECT {COLUMNS}, event, place FROM outbox WHERE id = ? AND state IN ('waiting', 'delivered')"  # noqa: S608
    found = connection.execute(query, (clean(id_),)).fetchone()
    if found is None:
        return None
    *columns, event, place = found
    row = as_row(columns)
    anchor = row.anchor or row.body.get("anchor", "")
    return None if anchor and _reworded(connection, row.room, anchor, place) else (row, event)


def _reworded(connection: sqlite3.Connection, room: str, anchor: str, place: int) -> bool:
    later = connection.execute(
        "SELECT body FROM outbox WHERE room = ? AND kind = 'edit' AND state IN ('waiting', 'delivered')"
        " AND place > ? AND instr(body, ?)",
        (room, place, as_json(anchor)),
    )
    return any(json.loads(body).get("anchor") == anchor for (body,) in later)


def is_covered(connection: sqlite3.Connection, ids: Sequence[str]) -> bool:
    """Say whether one of these rows is to be looked at once more."""
    marks = ", ".join("?" * len(ids))
    query = f"SELECT 1 FROM outbox WHERE state = 'waiting' AND kind = 'edit' AND body IN ({marks})"  # noqa: S608
    return connection.execute(query, [as_json({OF: one}) for one in ids]).fetchone() is not None
