"""A commit: what is written together, all of it or nothing."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field

from storage import log, people, rows
from storage.cover import Cover, write_covers
from storage.erasing import Erasure
from storage.inputs import Seen, write_seen
from storage.people import Account
from storage.rows import Columns, Row
from workshop_flows.facts.entry import Entry
from workshop_flows.values import Moment


@dataclass(slots=True)
class Commit:
    """What is written together. `entries` are (turn, entry), in order; `directs` are (room, person).

    `covers`: words that went out of sight, or came back: what shows them is said anew.
    `erasures`: who is forgotten with it; the journal erases them last, whatever else it says of them.
    `placards`: (room, slot) -> digest of what the outbox now says there.
    `turn`: the last turn of the batch. It counts up also for turns without facts, because they too may speak.
    """

    entries: list[tuple[int, Entry]] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    outbox: list[Row] = field(default_factory=list)
    positions: dict[str, str] = field(default_factory=dict)
    accounts: list[Account] = field(default_factory=list)
    directs: list[tuple[str, int]] = field(default_factory=list)
    covers: list[Cover] = field(default_factory=list)
    placards: dict[tuple[str, str], str] = field(default_factory=dict)
    erasures: list[Erasure] = field(default_factory=list)
    turn: int = 0

    @property
    def last_turn(self) -> int:
        """The highest turn in it, 0 if there is none."""
        return max(self.turn, self.entries[-1][0] if self.entries else 0)

    def write(self, connection: sqlite3.Connection, at: Moment) -> list[Columns]:
        """Write it, inside a transaction; return the rows that are new in the outbox."""
        log.write_entries(connection, self.entries)
        write_seen(connection, self.seen)
        new = rows.write_rows(connection, self.outbox, at)
        new += write_covers(connection, self.covers, self.last_turn, at)
        rows.write_placards(connection, self.placards)
        log.write_positions(connection, self.positions)
        people.write_accounts(connection, self.accounts)
        people.write_directs(connection, self.directs)
        log.write_alive(connection, at, self.last_turn)
        return new
