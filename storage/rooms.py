"""Which room was found under which name of the configuration: known before a platform answers."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from storage.words import clean


def write_rooms(connection: sqlite3.Connection, platform: str, rooms: Mapping[str, str]) -> None:
    """Write rooms as name -> room; what a name meant before is forgotten."""
    connection.executemany(
        "INSERT INTO rooms (platform, name, room) VALUES (?, ?, ?)"
        " ON CONFLICT (platform, name) DO UPDATE SET room = excluded.room",
        [(clean(platform), clean(name), clean(room)) for name, room in rooms.items()],
    )


def read_rooms(connection: sqlite3.Connection, platform: str) -> dict[str, str]:
    """Return the rooms of a platform as name -> room."""
    return dict(connection.execute("SELECT name, room FROM rooms WHERE platform = ?", (platform,)).fetchall())
