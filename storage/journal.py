"""The journal: everything that counts is written here, durably and in one order, before anybody is told."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Self

from storage import log, people, rooms
from storage.commit import Commit
from storage.disk import CommitFailed, Disk
from storage.erasing import erase_all
from storage.inputs import Inputs, Seen
from storage.lock import JournalLocked, Lock
from storage.log import Head
from storage.mark import Mark
from storage.outbox import Outbox
from storage.people import Account
from storage.place import Place
from storage.remains import Remains
from storage.reserve import make_room
from storage.rows import Columns, Row
from storage.schema import JournalDamaged, Trouble, check, damaged, migrate, prepare, recognised, unharmed
from storage.thread import Result, trouble
from storage.tombstones import Tombstones
from storage.unpacking import UnknownFact
from workshop_flows.facts.entry import Entry
from workshop_flows.values import Moment

__all__ = ["Account", "Commit", "CommitFailed", "Journal", "JournalDamaged", "JournalLocked", "Row", "Seen"]


class Journal:
    """An open journal: `async with await Journal.open(folder, now=now) as journal`.

    `epoch` counts the restores. `last_turn` is the last turn on the disk, `last_heartbeat` the last sign of life.
    """

    def __init__(self, disk: Disk, lock: Lock | None, passing: Callable[[str], None]) -> None:
        self.folder = disk.folder
        self.id = ""
        self.epoch = 0
        self.last_turn = 0
        self.last_heartbeat: Moment | None = None
        self.tombstones = Tombstones(disk.folder)
        self.inputs = Inputs(disk, self.tombstones)
        self.outbox = Outbox(disk)
        self.remains = Remains(disk, passing)
        self.place = Place(disk)
        self._disk = disk
        self._lock = lock
        self._mark: Mark | None = None

    @classmethod
    async def open(
        cls,
        folder: Path,
        *,
        now: Moment,
        readonly: bool = False,
        ahead: bool = False,
        passing: Callable[[str], None] = unharmed,
    ) -> Self:
        """Open the journal of a data folder; a fresh one is made if there was none (not for reading only).

        `ahead`: it may be read while its pages are still looked through; facts are handed out, and anything is written,
        only after that. `passing` hears the places where a rehearsal of accidents may end the process.
        Raises JournalLocked if another process writes it, and JournalDamaged if it cannot be trusted.
        """
        lock = None if readonly else Lock(folder)
        try:
            if lock:
                make_room(folder)
                prepare(folder, now, passing)
            journal = cls(await Disk.open(folder, readonly=readonly), lock, passing)
        except BaseException as error:
            if lock:
                lock.release()
            if isinstance(error, sqlite3.Error | OSError):  # no room, or no right, to make one
                raise damaged(folder, Trouble.NO_ACCESS, what=error) from error
            raise
        try:
            await journal._load(passing, readonly=readonly)
            if not readonly:
                await journal.remains.finish()
            if not ahead:
                await journal.sound()
        except BaseException:
            await journal.close()
            raise
        return journal

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Finish what was begun, and give the folder free."""
        try:
            await self._disk.close()
        finally:
            if self._mark:
                self._mark.close()
            if self._lock:
                self._lock.release()

    async def sound(self) -> None:
        """Wait until every page was looked at. Raises JournalDamaged."""
        await self._disk.sound()

    async def commit(self, commit: Commit, at: Moment) -> None:
        """Write all of it or nothing. Raises CommitFailed.

        If the caller is cancelled meanwhile, it may be written; `last_turn` and `inputs` tell in the end.
        """
        written: list[Columns] = []

        def work(connection: sqlite3.Connection) -> None:
            written[:] = commit.write(connection, at)  # again if the first time there was no room
            if commit.erasures:
                erase_all(connection, commit.erasures, self.tombstones, commit.last_turn, at)

        await self._disk.write(work, lambda connection: self._remember(connection, commit, written, at))

    async def entries(self) -> list[Entry]:
        """Return all facts in order. Raises JournalDamaged."""
        return await self.over_entries(list)

    async def over_entries(self, work: Callable[[Iterable[Entry]], Result]) -> Result:
        """Let a function go through all facts in order, in the journal's thread. Raises JournalDamaged."""
        return await self._read_facts(lambda facts: work(map(itemgetter(1), facts)))

    async def turns(self) -> list[list[Entry]]:
        """Return all facts in order, cut at their turns. Raises JournalDamaged."""
        return await self._read_facts(
            lambda facts: [[entry for _, entry in turn] for _, turn in groupby(facts, key=itemgetter(0))]
        )

    async def _read_facts(self, work: Callable[[Iterable[tuple[int, Entry]]], Result]) -> Result:
        try:
            found = await self._disk.read(lambda connection: work(log.read_entries(connection)))
        except (UnknownFact, sqlite3.Error) as error:
            raise damaged(self.folder, Trouble.BROKEN, what=error) from error
        finally:
            await self.sound()  # a damage explains also what was wrong with the facts
        return found

    async def positions(self) -> dict[str, str]:
        """Return how far each platform was read."""
        return await self._disk.read(log.read_positions)

    async def accounts(self) -> list[Account]:
        """Return all accounts, ordered by person."""
        return await self._disk.read(people.read_accounts)

    async def directs(self) -> list[tuple[str, int]]:
        """Return all direct chats as (room, person)."""
        return await self._disk.read(people.read_directs)

    async def rooms(self, platform: str) -> dict[str, str]:
        """Return which room was last found under each name of the configuration."""
        return await self._disk.read(lambda connection: rooms.read_rooms(connection, platform))

    async def found(self, platform: str, where: Mapping[str, str]) -> None:
        """Note which rooms were found under names of the configuration. Raises CommitFailed."""
        await self._disk.write(lambda connection: rooms.write_rooms(connection, platform, where))

    def _remember(self, connection: sqlite3.Connection, commit: Commit, written: Sequence[Columns], at: Moment) -> None:
        self.last_heartbeat = at
        self.outbox.note(written, reworded=bool(commit.erasures))
        self.last_turn = max(self.last_turn, commit.last_turn)
        if self._mark:
            self._mark.note(self.last_turn)
        self.inputs.note(commit.seen)
        if commit.erasures:
            self.inputs.load(connection)
            self.tombstones.load(connection)
            self.remains.load(connection)

    async def _load(self, passing: Callable[[str], None], *, readonly: bool) -> None:
        def ready(connection: sqlite3.Connection) -> Head:
            if not recognised(connection, self.folder):
                check(connection, self.folder, readonly=readonly)  # nothing is changed before every page was looked at
            if not readonly:
                connection.execute("PRAGMA journal_mode = WAL")
                migrate(connection, passing)
            self.tombstones.load(connection)
            self.remains.load(connection)
            return log.read_head(connection)

        try:
            head = await self._disk.read(ready)
            await self._disk.look_through()
            await self._disk.read(self.inputs.load)
            self.id, self.epoch, self.last_turn, self.last_heartbeat = head.id, head.epoch, head.turn, head.alive
            self.place.look()
            self._mark = None if readonly else Mark(self.folder, f"{self.id}:{self.epoch}")
        except (sqlite3.Error, OSError) as error:
            raise damaged(self.folder, trouble(error), what=error) from error
        if self._mark is not None and (known := self._mark.last_turn()) > self.last_turn:
            raise damaged(self.folder, Trouble.CUT, known=known, found=self.last_turn)
