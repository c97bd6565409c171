"""Who people are: accounts and direct chats, apart from the facts, which know only numbers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from storage.words import clean, clean_number


@dataclass(frozen=True, slots=True)
class Account:
    """An account of a platform, the person it belongs to, and the name that others see."""

    account: str
    person: int
    name: str


def write_accounts(connection: sqlite3.Connection, accounts: Iterable[Account]) -> None:
    """Write accounts; one that is known gets the new person and name."""
    connection.executemany(
        "INSERT INTO accounts (account, person, name) VALUES (?, ?, ?)"
        " ON CONFLICT (account) DO UPDATE SET person = excluded.person, name = excluded.name",
        [(clean(one.account), clean_number(one.person), clean(one.name)) for one in accounts],
    )


def read_accounts(connection: sqlite3.Connection) -> list[Account]:
    """Return all accounts, ordered by person."""
    rows = connection.execute("SELECT account, person, name FROM accounts ORDER BY person, account")
    return [Account(*row) for row in rows]


def write_directs(connection: sqlite3.Connection, directs: Iterable[tuple[str, int]]) -> None:
    """Write direct chats as (room, person); a room that is known gets the new person."""
    connection.executemany(
        "INSERT INTO directs (room, person) VALUES (?, ?) ON CONFLICT (room) DO UPDATE SET person = excluded.person",
        [(clean(room), clean_number(person)) for room, person in directs],
    )


def read_directs(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    """Return all direct chats as (room, person)."""
    return connection.execute("SELECT room, person FROM directs ORDER BY room").fetchall()
