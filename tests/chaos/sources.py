"""Where the evidence comes from: the rooms' histories and the files on the server, and the journal's file."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from tests.chaos.evidence import Event

PAGE = 500


def read_room(url: str, token: str, room: str) -> list[Event]:
    """Return everything that was said in a room, oldest first, as the server tells it to this account."""
    events: list[Event] = []
    start = ""
    while True:
        page = _get(url, token, f"/_matrix/client/v3/rooms/{quote(room)}/messages?dir=b&limit={PAGE}{start}")
        events += page["chunk"]
        if not page.get("end"):
            return events[::-1]
        start = f"&from={quote(page['end'])}"


def _get(url: str, token: str, path: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(read_bytes(url, token, path))
    return read


def read_bytes(url: str, token: str, path: str) -> bytes:
    """Return what the server has there."""
    where = urlsplit(url)
    connection = HTTPConnection(where.hostname or "", where.port, timeout=60)
    with contextlib.closing(connection):
        connection.request("GET", path, headers={"Authorization": f"Bearer {token}"})
        answer = connection.getresponse()
        body = answer.read()
    if answer.status != 200:
        raise AssertionError(f"{path}: {answer.status} {body!r}")
    return body


def read_journal(path: Path) -> dict[str, Any]:
    """Return what the file itself says, opened for reading only."""
    with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as file:
        integrity = [str(row[0]) for row in file.execute("PRAGMA integrity_check")]
        foreign = [[str(each) for each in row] for row in file.execute("PRAGMA foreign_key_check")]
        states = dict(file.execute("SELECT state, count(*) FROM outbox GROUP BY state").fetchall())
        (files,) = file.execute("SELECT count(*) FROM outbox WHERE kind = 'file' AND state = 'delivered'").fetchone()
        lost = [f"{room} {kind}: {why}" for room, kind, why in file.execute(_LOST)]
    return {
        "integrity": integrity,
        "foreign": foreign,
        "waiting": states.get("waiting", 0),
        "states": states,
        "files": files,
        "lost": lost,
    }


_LOST = "SELECT room, kind, why FROM outbox WHERE state = 'lost'"
