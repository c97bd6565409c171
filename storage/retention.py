"""Forgetting who people are, when the time that they were promised is over. What they said stays, without names."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from storage.folder import copied, journal_file, key_file
from storage.lock import Lock
from storage.schema import Trouble, check, connect, damaged, migrate, transaction
from workshop_flows.values import Moment

EMPTY = ("accounts", "directs", "seen", "placards", "positions", "rooms", "tombstones")
"""Tables that name accounts, rooms or events of the chat platforms."""
NAMED = "GuestAdded"
"""The fact whose text is a name."""


def began(folder: Path) -> Moment | None:
    """Return when the journal was begun; None if there is none that can say so."""
    try:
        with closing(connect(journal_file(folder), readonly=True)) as connection:
            return int(connection.execute("SELECT began FROM journal").fetchone()[0])
    except (sqlite3.Error, TypeError):
        return None


def forget(folder: Path) -> bool:
    """Erase names, accounts and where things were said, in the journal and by removing its copies.

    False: another program reads the journal, so that old pages still lie there; then do it once more. No bot may run
    meanwhile: raises JournalLocked. Raises JournalDamaged if it is no sound journal, and sqlite3.Error if the disk
    refuses; then nothing is erased.
    """
    if not journal_file(folder).exists():
        raise damaged(folder, Trouble.MISSING)
    with Lock(folder), closing(connect(journal_file(folder))) as connection:
        check(connection, folder)
        migrate(connection)  # an older version wrote it, and has not all of the tables
        erase(connection)
        done = shred(connection)
    for path in copied(folder):
        path.unlink(missing_ok=True)
    key_file(folder).unlink(missing_ok=True)
    return done


def erase(connection: sqlite3.Connection) -> None:
    """Erase in one transaction. Facts stay, with their numbers; an erased source or name folds to empty."""
    with transaction(connection):
        for table in EMPTY:
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
        connection.execute("UPDATE sources SET source = ''")
        connection.execute(
            "UPDATE outbox SET room = '', body = '{}', event = '', anchor = '', why = '',"
            " state = CASE state WHEN 'waiting' THEN 'lost' ELSE state END"
        )
        names = connection.execute("SELECT body FROM facts WHERE kind = ?", (NAMED,)).fetchall()
        numbers = [(json.loads(body)["name"],) for (body,) in names]
        connection.executemany("UPDATE texts SET words = '' WHERE id = ?", numbers)


def shred(connection: sqlite3.Connection) -> bool:
    """Let no page of the file or its log hold what was erased; False: somebody reads it, and some do."""
    connection.execute("VACUUM")
    busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy
