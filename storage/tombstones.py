"""Tombstones: what was erased is known again without being known, so that no server's memory brings it back.

A tombstone is a keyed hash. The key lies in a file of its own, in no journal and in no copy of one; without it nobody
can try a list of accounts, and once it is deleted the tombstones say nothing any more.
"""

from __future__ import annotations

import hmac
import os
import secrets
import sqlite3
from pathlib import Path

from storage.folder import key_file, settle
from workshop_flows.values import Moment

PREFIX = "erased:"
BYTES = 32


class Tombstones:
    """The tombstones of a journal: who was forgotten, and since when."""

    def __init__(self, folder: Path) -> None:
        """Know of none; see `load`."""
        self._folder = folder
        self._key = b""
        self._stamps: dict[str, Moment] = {}

    def __bool__(self) -> bool:
        """Say whether anybody was forgotten."""
        return bool(self._stamps)

    @property
    def unreadable(self) -> bool:
        """Somebody was forgotten, and without the key nobody is known again."""
        return bool(self._stamps) and not self._key

    def load(self, connection: sqlite3.Connection) -> None:
        """Read them from the journal."""
        self._stamps = dict(connection.execute("SELECT account, stamp FROM tombstones").fetchall())
        self._key = self._key or _key(key_file(self._folder))

    def engrave(self, words: str) -> str:
        """Return what stands for these words: always the same, and nothing to read them from. Raises OSError."""
        self._key = self._key or _made(key_file(self._folder))
        return PREFIX + hmac.digest(self._key, words.encode(errors="replace"), "sha256").hex()[:32]

    def stamp(self, account: str) -> Moment | None:
        """Return the server's stamp of an account's wish to be forgotten; None: there was none."""
        return self._stamps.get(self.engrave(account)) if self._stamps and self._key else None

    def holds(self, source: str, among: set[str]) -> bool:
        """Say whether an input is among these by its tombstone."""
        return bool(self._stamps and self._key) and self.engrave(source) in among


def _key(path: Path) -> bytes:
    """Return the key; empty if there is none, then nobody is known again."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _made(path: Path) -> bytes:
    """Make a key that is on the disk before anything is hashed with it. Raises OSError."""
    key = secrets.token_bytes(BYTES)
    fresh = path.with_suffix(".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(key)
    settle(fresh)
    fresh.replace(path)
    settle(path)
    return key
