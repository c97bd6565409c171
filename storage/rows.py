"""The rows of the outbox: what is to be said, kept with the platform's own id once it was said."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from storage.words import as_json, clean, clean_number
from workshop_flows.values import Moment, Source

COLUMNS = "id, room, urgency, kind, body, anchor, workshop, at"
UNSAY = "unsay"
"""The kind of a row that takes away what we wrote in somebody's name; done, it keeps nothing."""
_INSERT = f"INSERT INTO outbox ({COLUMNS}, place) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
Columns: TypeAlias = tuple[str, str, str, str, str, str, str, Moment]
"""A row as it stands in the table."""
# Only these bring a new message into a room; edits and pins name the anchor of another row in their body.
_SPOKEN = "kind IN ('post', 'poll', 'file') AND event <> ''"


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to say or do in a room. `id` is the same however often the same turn is decided.

    `urgency`: phase, moderation, result, answer, acknowledge, hint.
    `kind`: post, mark, marks (many share it), unmark, unsay, poll, poll_end, file, pin, edit; an edit may stand for
    another row (`storage/cover.py`).
    """

    id: str
    room: str
    urgency: str
    kind: str
    body: dict[str, Any]
    anchor: str = ""
    workshop: str = ""
    at: Moment = field(default=0, compare=False)
    """When it was written; 0: not yet, or before that was noted."""


def write_rows(connection: sqlite3.Connection, rows: Iterable[Row], at: Moment) -> list[Columns]:
    """Put rows at the end of the outbox; return what is written there, without what was there already."""
    place = _next_number(connection)
    new: list[Columns] = [(*_columns(row), clean_number(at)) for row in rows]
    connection.execute("SAVEPOINT rows")
    try:
        connection.executemany(_INSERT, [(*columns, each) for each, columns in enumerate(new, place)])
    except sqlite3.IntegrityError:  # seldom: a turn was decided again of which something had been written
        connection.execute("ROLLBACK TO rows")
        again, new = new, []
        for columns in again:
            new += _write(connection, columns, place + len(new))
    connection.execute("RELEASE rows")
    return new


def replace_rows(connection: sqlite3.Connection, ids: Sequence[str], row: Row) -> list[Row]:
    """Put one row in the place of the first of these, so far as they still wait, and return it; else do nothing."""
    marks = ", ".join("?" * len(ids))
    query = f"SELECT min(place), min(at) FROM outbox WHERE state = 'waiting' AND id IN ({marks})"  # noqa: S608
    place, at = connection.execute(query, ids).fetchone()
    if place is None:
        return []
    connection.executemany(
        "UPDATE outbox SET state = 'merged', why = ? WHERE id = ? AND state = 'waiting'",
        [(clean(row.id), one) for one in ids],
    )
    return [as_row(columns) for columns in _write(connection, (*_columns(row), at), place)]


def waiting_rows(connection: sqlite3.Connection) -> list[Row]:
    """Return what was not yet said, in order."""
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM outbox WHERE state = 'waiting' ORDER BY place, number"  # noqa: S608
    )
    return [as_row(columns) for columns in rows]


def mark_delivered(connection: sqlite3.Connection, rows: Iterable[tuple[str, str]]) -> None:
    """Note for each id the platform's own id of what was said ("" where there is none)."""
    connection.executemany(
        "UPDATE outbox SET state = 'delivered', event = ?, body = iif(kind = ?, '{}', body) WHERE id = ?",
        [(clean(event), UNSAY, one) for one, event in rows],
    )


def mark_lost(connection: sqlite3.Connection, one: str, why: str) -> None:
    """Note that this can never be said, and why."""
    connection.execute("UPDATE outbox SET state = 'lost', why = ? WHERE id = ?", (clean(why), one))


def read_anchors(connection: sqlite3.Connection) -> list[tuple[Source, str, str]]:
    """Return our own messages that have a name, in order, as (source, workshop, anchor)."""
    rows = connection.execute(
        f"SELECT room, event, workshop, anchor FROM outbox WHERE anchor <> '' AND {_SPOKEN} ORDER BY place, number"  # noqa: S608
    )
    return [(Source(f"{room}/{event}"), workshop, anchor) for room, event, workshop, anchor in rows]


def newest_event(connection: sqlite3.Connection, room: str, anchor: str) -> str | None:
    """Return the platform's own id of our newest message with this name in this room."""
    row = connection.execute(
        f"SELECT event FROM outbox WHERE room = ? AND anchor = ? AND anchor <> '' AND {_SPOKEN}"  # noqa: S608
        " ORDER BY number DESC LIMIT 1",
        (clean(room), clean(anchor)),
    ).fetchone()
    return str(row[0]) if row else None


def write_placards(connection: sqlite3.Connection, placards: Mapping[tuple[str, str], str]) -> None:
    """Note the digest of what is now said in each (room, slot)."""
    connection.executemany(
        "INSERT INTO placards (room, slot, event, digest) VALUES (?, ?, '', ?)"
        " ON CONFLICT (room, slot) DO UPDATE SET digest = excluded.digest",
        [(clean(room), clean(slot), clean(digest)) for (room, slot), digest in placards.items()],
    )


def read_placards(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """Return the digest of what stands in each (room, slot)."""
    rows = connection.execute("SELECT room, slot, digest FROM placards")
    return {(room, slot): digest for room, slot, digest in rows}


def _next_number(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT coalesce(max(number), 0) + 1 FROM outbox").fetchone()[0])


def _columns(row: Row) -> tuple[str, str, str, str, str, str, str]:
    """Return what `_INSERT` wants, but for when and where."""
    body = as_json(row.body, ordered=True)
    return row.id, clean(row.room), row.urgency, row.kind, body, clean(row.anchor), clean(row.workshop)


def _write(connection: sqlite3.Connection, columns: Columns, place: int) -> list[Columns]:
    """Return what was written: nothing, if this row is there already."""
    one, room, _, kind, body, *_ = columns
    known = connection.execute("SELECT room, kind, body FROM outbox WHERE id = ?", (one,)).fetchone()
    if known == (room, kind, body):
        return []
    if known is not None:
        # Other words under the same id would be swallowed; they get an id of their own instead.
        columns = (_own_id(str(one), str(body)), *columns[1:])
    written = connection.execute(f"{_INSERT} ON CONFLICT (id) DO NOTHING", (*columns, place)).rowcount
    return [columns] if written else []


def _own_id(taken: str, body: str) -> str:
    return hashlib.sha256(f"{taken}\n{body}".encode(errors="replace")).hexdigest()[:24]


def as_row(columns: Columns) -> Row:
    """Return a row as it stands there."""
    id_, room, urgency, kind, body, anchor, workshop, at = columns
    return Row(id_, room, urgency, kind, json.loads(body), anchor, workshop, at)
