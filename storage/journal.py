"""The journal: everything that counts is written here, durably and in one order, before anybody is told."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Self

from storage import erasing, log, people, rooms
from storage.commit import Commit
from storage.disk import CommitFailed, Disk
from storage.lock import JournalLocked, Lock
from storage.log import WAITING, Head, Seen
from storage.mark import Mark
from storage.outbox import Outbox
from storage.people import Account
from storage.place import Place
from storage.rows import Columns, Row
from storage.schema import JournalDamaged, Trouble, check, damaged, migrate, prepare, recognised, unharmed
from storage.scrubbing import farewells, let_go
from storage.thread import Result, trouble
from storage.tombstones import Tombstones
from storage.unpacking import UnknownFact
from workshop_flows.facts.entry import Entry
from workshop_flows.values import Moment, Source

__all__ = ["Account", "Commit", "CommitFailed", "Journal", "JournalDamaged", "JournalLocked", "Row", "Seen"]


class Journal:
    """An open journal: `async with await Journal.open(folder, now=now) as journal`.

    `epoch` counts the restores. `last_turn` is the last turn written. `last_heartbeat` is the last sign of life on
    the disk. `remains`: something that was erased may still lie there. `seen_sources` are the inputs that were handled;
    not those still waiting for their key.
    """

    def __init__(self, disk: Disk, lock: Lock | None, passing: Callable[[str], None] = unharmed) -> None:
        self.folder = disk.folder
        self.id = ""
        self.epoch = 0
        self.last_turn = 0
        self.last_heartbeat: Moment | None = None
        self.seen_sources: set[str] = set()
        self.outbox = Outbox(disk)
        self.remains = False
        self._tombstones = Tombstones(disk.folder)
        self._passing = passing
        self._disk = disk
        self._lock = lock
        self._mark: Mark | None = None
        self._place: Place | None = None

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
                await journal._finish_erasing()
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

        If the caller is cancelled meanwhile, it may be written; `last_turn` and `seen_sources` tell in the end.
        """
        written: list[Columns] = []

        def work(connection: sqlite3.Connection) -> None:
            written.extend(commit.write(connection, at))
            if commit.erasures:
                erasing.erase_all(connection, commit.erasures, self._tombstones, commit.last_turn, at)

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

    async def seen(self) -> list[Seen]:
        """Return what became of every input."""
        return await self._disk.read(log.read_seen)

    async def unread(self) -> list[Seen]:
        """Return the inputs that wait to be read."""
        return await self._disk.read(log.read_waiting)

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

    def handled(self, source: Source) -> bool:
        """Say whether an input was handled, also one of somebody who was forgotten."""
        return source in self.seen_sources or self._tombstones.holds(source, self.seen_sources)

    def forgotten(self, account: str) -> Moment | None:
        """Return the server's stamp of an account's wish to be forgotten; None: there was none."""
        return self._tombstones.stamp(account)

    @property
    def lost_its_key(self) -> bool:
        """Whoever was forgotten is not known again: the key of the tombstones is not beside the journal."""
        return self._tombstones.unreadable

    @property
    def forgot_somebody(self) -> bool:
        """Somebody was erased from it."""
        return bool(self._tombstones)

    async def shred(self) -> None:
        """Let nothing that was erased remain on the disk, nor in any copy; while somebody reads, something `remains`.

        No copy may be in the making. Raises CommitFailed.
        """
        self.remains = not await self._disk.change(
            lambda connection: erasing.shred(connection, self.folder, self._passing)
        )

    async def lost(self) -> list[str]:
        """Return the names of the journal's files that were taken away while it is open.

        What lies in a taken log is put into the journal itself, so far as that is there.
        """
        lost = self._place.lost() if self._place else []
        if lost:
            with contextlib.suppress(sqlite3.Error):
                await self._disk.read(lambda connection: connection.execute("PRAGMA wal_checkpoint(FULL)").fetchone())
        return lost

    def free(self) -> int:
        """Return how many bytes may still be written beside it. Raises OSError."""
        return shutil.disk_usage(self.folder).free

    async def limit_pages(self, pages: int) -> None:
        """Let the file grow to this many pages at most (never below what it has): a full disk, for rehearsals."""
        await self._disk.read(lambda connection: connection.execute(f"PRAGMA max_page_count = {pages:d}").fetchone())

    def _remember(self, connection: sqlite3.Connection, commit: Commit, written: Sequence[Columns], at: Moment) -> None:
        self.last_heartbeat = at
        self.outbox.note(written, reworded=bool(commit.erasures))
        self.last_turn = max(self.last_turn, commit.last_turn)
        if self._mark:
            self._mark.note(self.last_turn)
        self.seen_sources.update([one.source for one in commit.seen if one.outcome != WAITING])
        if commit.erasures:
            self.seen_sources = log.read_handled(connection)
            self._tombstones.load(connection)
            self.remains = True

    async def _finish_erasing(self) -> None:
        """Finish what an earlier run began: nobody who was forgotten is on the disk when anything else happens."""
        if not self.remains and not await self._disk.read(farewells):
            return
        with contextlib.suppress(CommitFailed):  # no room for it: it is tried again later
            await self._disk.write(let_go)
            if self.remains:
                await self.shred()

    async def _load(self, passing: Callable[[str], None], *, readonly: bool) -> None:
        def ready(connection: sqlite3.Connection) -> Head:
            if not recognised(connection, self.folder):
                check(connection, self.folder, readonly=readonly)  # nothing is changed before every page was looked at
            if not readonly:
                connection.execute("PRAGMA journal_mode = WAL")
                migrate(connection, passing)
            self._tombstones.load(connection)
            self.remains = erasing.remains(connection)
            return log.read_head(connection)

        try:
            head = await self._disk.read(ready)
            await self._disk.look_through()
            self.seen_sources = await self._disk.read(log.read_handled)
            self.id, self.epoch, self.last_turn, self.last_heartbeat = head.id, head.epoch, head.turn, head.alive
            self._place = None if readonly else Place(self.folder)
            self._mark = None if readonly else Mark(self.folder, f"{self.id}:{self.epoch}")
        except (sqlite3.Error, OSError) as error:
            raise damaged(self.folder, trouble(error), what=error) from error
        if self._mark is not None and (known := self._mark.last_turn()) > self.last_turn:
            raise damaged(self.folder, Trouble.CUT, known=known, found=self.last_turn)
