"""Forgetting one person: in one transaction everywhere in the journal.

Facts stay; they hold numbers. What the numbers lead to goes: accounts, names, words, messages; and a counted ballot is
no longer under the number of its person. Every input of theirs becomes a tombstone: known again, and not heard again.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from storage import log
from storage.cover import say_anew, telling
from storage.people import Account
from storage.rows import UNSAY, Row, write_rows
from storage.scrubbing import Scrubber
from storage.tombstones import Tombstones
from workshop_flows.authorship import Estate, Work, estate
from workshop_flows.values import Moment, Source

STRANGERS = 2**53
"""A counted ballot gets a number of its own, below zero: it tells neither who cast it nor what else they did."""
_NOBODYS = (
    "UPDATE facts SET body = json_set(body, '$.person', ?) WHERE workshop = ? AND kind LIKE 'Ballot%'"
    " AND json_extract(body, '$.vote') = ? AND json_extract(body, '$.person') = ?"
)


@dataclass(frozen=True, slots=True)
class Erasure:
    """Who is forgotten, since when by the server's stamp, and what is said in the place of what they said."""

    person: int
    accounts: tuple[Account, ...]
    stamp: Moment
    farewell: str
    """The outbox's id of the last words to them."""
    withdrawn: str
    someone: str
    public: frozenset[str] = frozenset()
    """The rooms of workshops."""
    counted: frozenset[tuple[str, int]] = frozenset()
    """(workshop, vote): where a ballot of theirs was counted."""
    ours: frozenset[str] = frozenset()
    """Words of our sentences and titles of the plan: no message loses one because somebody wrote just that."""
    released: frozenset[Work] = frozenset()
    """What they gave that stands in a documentation that is out: its words stay, and are nobody's."""
    relayed: Callable[[Source], bool] = lambda _source: False
    """Whether a message of theirs may be one of ours, in their name."""


def erase_all(
    connection: sqlite3.Connection, erasures: Iterable[Erasure], tombstones: Tombstones, turn: int, at: Moment
) -> None:
    """Erase inside a transaction; what shows something of them in a room is said anew, without it.

    Raises sqlite3.Error, also if there is no room for the key of the tombstones.
    """
    try:
        for erasure in erasures:
            gone = erase(connection, erasure, tombstones)
            say_anew(connection, gone.shown, turn, at)
            write_rows(connection, [_unsaid(each, tombstones, turn) for each in gone.relayed], at)
    except OSError as error:
        raise sqlite3.OperationalError(str(error)) from error


def _unsaid(source: Source, tombstones: Tombstones, turn: int) -> Row:
    """Return what takes away a message that stands in a room in their name: after their farewell."""
    return Row(f"{turn:08x}{tombstones.engrave(source)[-16:]}", source.room, "answer", UNSAY, {"target": source})


@dataclass(frozen=True, slots=True)
class Gone:
    """What of somebody who is erased in the journal is still to be seen in rooms."""

    shown: list[Row]
    """What was said of them."""
    relayed: list[Source]
    """What was said for them, perhaps."""


def erase(connection: sqlite3.Connection, erasure: Erasure, tombstones: Tombstones) -> Gone:
    """Erase one person, and return what is still to be seen of them. Raises OSError.

    What was counted or released stays, with a number that leads nowhere.
    """
    found = estate(log.read_numbered(connection), erasure.person)
    sources = _sources(connection, found, erasure)
    words = _words(connection, found, erasure.released)
    rooms = connection.execute("SELECT room FROM directs WHERE person = ?", (erasure.person,)).fetchall()
    scrubber = Scrubber(
        words=frozenset(each for each in words if telling(each, erasure.ours)),
        names=frozenset(account.name for account in erasure.accounts if account.name),
        sources=sources,
        rooms=frozenset(room for (room,) in rooms),
        public=erasure.public,
        withdrawn=erasure.withdrawn,
        someone=erasure.someone,
    )
    changed = scrubber.scrub(connection, erasure.farewell)
    for workshop, vote in erasure.counted:
        connection.execute(_NOBODYS, (-1 - secrets.randbelow(STRANGERS), workshop, vote, erasure.person))
    connection.executemany("UPDATE sources SET source = '' WHERE id = ?", [(int(one or 0),) for one in found.sources])
    for source in sources:
        stone = tombstones.engrave(source), source
        connection.execute("UPDATE seen SET source = ?, person = 0 WHERE source = ?", stone)
    connection.executemany("DELETE FROM placards WHERE room = ?", rooms)
    connection.execute("DELETE FROM directs WHERE person = ?", (erasure.person,))
    connection.execute("DELETE FROM accounts WHERE person = ?", (erasure.person,))
    for account in erasure.accounts:
        grave = tombstones.engrave(account.account), erasure.stamp, erasure.farewell
        connection.execute("INSERT OR REPLACE INTO tombstones (account, stamp, farewell) VALUES (?, ?, ?)", grave)
    relayed = [Source(each) for each in sorted(sources) if erasure.relayed(Source(each))]
    return Gone(changed, [each for each in relayed if each.room not in scrubber.rooms])


def _sources(connection: sqlite3.Connection, found: Estate, erasure: Erasure) -> frozenset[str]:
    """Return their messages and taps, those that came to nothing among them; on Discord a tap names who tapped."""
    named = [account.account.partition(":")[2] for account in erasure.accounts]
    handled = connection.execute("SELECT source FROM seen WHERE person = ?", (erasure.person,)).fetchall()
    for one in found.sources:
        handled += connection.execute("SELECT source FROM sources WHERE id = ?", (int(one or 0),)).fetchall()
    for bare in named:
        handled += connection.execute("SELECT source FROM seen WHERE instr(source, ?)", (bare,)).fetchall()
    return frozenset(source for (source,) in handled if source)


def _words(connection: sqlite3.Connection, found: Estate, released: frozenset[Work]) -> frozenset[str]:
    """Erase the words that do not stay, and return them."""
    staying = {number for work in released for number in found.works.get(work, ())}
    kept = {_text(connection, number) for number in staying}
    going = set(found.asides)
    for workshop, own in found.texts.items():
        words = {_text(connection, number) for number in own} - kept
        going |= own - staying
        going |= {each for each in found.options.get(workshop, ()) if _text(connection, each) in words}
    gone = {_text(connection, number) for number in going}
    connection.executemany("UPDATE texts SET words = '' WHERE id = ?", [(int(number or 0),) for number in going])
    return frozenset(gone - kept - {""})


def _text(connection: sqlite3.Connection, number: str) -> str:
    row = connection.execute("SELECT words FROM texts WHERE id = ?", (int(number or 0),)).fetchone()
    return str(row[0]) if row else ""
