"""What is said, in order, paced, once: from the outbox to the platforms.

A row's id is the key under which a platform takes it only once; so sending may repeat, and does, until it is confirmed.
Only this module takes rows from the outbox and notes them, one thing at a time; the senders decide what goes when.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from bot.clock import Clock, happens
from bot.delivery.books import Books, Notes
from bot.delivery.packing import Packing, Said, as_it_is
from bot.delivery.queue import Choice
from bot.delivery.sender import Sender
from bot.platforms.platform import Platform
from storage.journal import CommitFailed
from storage.rows import Row
from workshop_flows.values import SECOND, Moment, Source

log = logging.getLogger(__name__)

MERGED_BYTES = 40_000
"""A merged message is at most so large: servers take 64 KB, and encryption adds a third."""
_QUOTES = 3


class Outbox(Notes, Said, Protocol):
    """What delivery needs of the journal."""

    async def waiting(self) -> list[Row]:
        """Return what was not yet said, in order."""

    def written(self) -> list[Row] | None:
        """Return what was committed since this was last asked, as `waiting` would; None: ask that."""

    async def replace(self, ids: Sequence[str], row: Row) -> Row | None:
        """Put one row in the place of those of these that still wait, and return it. Raises CommitFailed."""


class Delivery:
    """One sender for each platform's account."""

    def __init__(  # noqa: PLR0913 - whom it tells is named one by one
        self,
        outbox: Outbox,
        platforms: Mapping[str, Platform],
        clock: Clock,
        *,
        merge: Callable[[Sequence[Row]], dict[str, Any]],
        folder: Path,
        cover: Callable[[Row], Awaitable[Row]] = as_it_is,
        said: Callable[[Row, str], None] = lambda _row, _event: None,
        lost: Callable[[Row, str], None] = lambda _row, _why: None,
        refused: Callable[[str, str], None] = lambda _platform, _why: None,
    ) -> None:
        """Speak through the `platforms` that there are when it runs; `merge` makes one post of acknowledgements.

        `cover` takes out of a row what is hidden now; it is asked where something in it was hidden or shown again.

        `said` hears of every row that went out and its event, `lost` of every row that never will and why, `refused`
        of every platform that no longer accepts the account. Files are read from `folder`.
        """
        self._outbox, self._merge = outbox, merge
        self._day, self._clock = clock, clock.real()
        self._tell_said, self._tell_lost, self._tell_refused = said, lost, refused
        self._platforms, self._senders = platforms, dict[str, Sender]()
        self._desk = asyncio.Lock()
        self._fresh, self._woken, self._moved = True, asyncio.Event(), asyncio.Event()
        self._known = False
        self._books = Books(outbox, self._clock, self._woken.set)
        self._packing = Packing(outbox, self._books.event, cover, folder)
        self._end, self._over = asyncio.Event(), asyncio.Event()
        self._over.set()

    # --- for the house ------------------------------------------------------------------------------------------

    def wake(self) -> None:
        """Look into the outbox: something new may wait."""
        self._fresh = True
        if self._desk.locked() or not self._taken_in():
            self._woken.set()

    async def run(self) -> None:
        """Deliver until told to stop, or cancelled; may be run again after a fault."""
        self._over.clear()
        self._known = False
        for name in self._platforms.keys() - self._senders.keys():
            self._senders[name] = Sender(self._platforms[name], self._clock, self, self._packing)
        self.wake()
        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(sender.run()) for sender in self._senders.values()]
                tasks += [group.create_task(self._keep_books()), group.create_task(self._books.watch())]
                await self._end.wait()
                for task in tasks:
                    task.cancel()
        finally:
            await self._books.write()
            self._over.set()

    async def drained(self, at_most: Moment) -> bool:
        """Wait until nothing waits and all is noted, at most so many milliseconds; return whether it is so."""
        self.wake()
        deadline = self._clock.now() + at_most
        while not self._quiet():
            if len(self._books):
                self._books.hurry()
            self._moved.clear()
            if not await happens(self._moved, self._clock, deadline):
                return False
        return True

    async def stop(self, at_most: Moment) -> None:
        """Say what can still be said in so many milliseconds, then end `run`; what is left waits in the journal."""
        if not self._over.is_set():
            await self.drained(at_most)
        self._end.set()
        await self._over.wait()

    # --- for the senders ----------------------------------------------------------------------------------------

    async def merge(self, rows: Sequence[Row]) -> bool:
        """Put one row in the place of as many of these as fit into one; False if that could not be written."""
        some, body = self._fitting(rows)
        ids = [row.id for row in some]
        key = hashlib.sha256("|".join(("merged", *ids)).encode()).hexdigest()[:24]
        merged = Row(key, rows[0].room, "acknowledge", "post", body, "", rows[0].workshop)
        async with self._desk:
            try:
                put = await self._outbox.replace(ids, merged)
            except CommitFailed as failure:
                log.warning("Bestätigungen konnten nicht zusammengefasst werden. %s", failure)
                return False
            if put is None:
                await self._load()
            else:
                self._senders[put.room.partition(":")[0]].queue.merged(frozenset(ids), put)
        return True

    def said(self, choice: Choice, event: str) -> None:
        """Note that the platform took a row; older words for the same message count as said."""
        self._packing.said(choice.row, event)
        self._books.said(choice, event)
        self._moved.set()
        self._tell_said(choice.row, event)

    def lost(self, choice: Choice, why: str) -> None:
        """Note that a row can never be said."""
        self._books.lost(choice, why)
        self._moved.set()
        self._tell_lost(choice.row, why)

    def refused(self, platform: str, why: str) -> None:
        """Note that this account may not speak any more."""
        self._moved.set()
        self._tell_refused(platform, why)

    def unnoted(self, room: str) -> int:
        """Return how much of what was said in a room is not yet written down."""
        return self._books.unnoted(room)

    def age(self, row: Row) -> Moment:
        """Return for how long a row has been waiting. A day that hurries only makes us look once too often."""
        return self._day.now() - row.at

    # --- the books ----------------------------------------------------------------------------------------------

    async def _keep_books(self) -> None:
        """Note what was said, and read what is new: both here, so that nothing read is out of date."""
        while True:
            await self._woken.wait()
            self._woken.clear()
            noted = True
            async with self._desk:
                if self._books.pressing:
                    noted = await self._books.write()
                    self._look_up()
                if self._fresh and not self._taken_in():
                    await self._load()
            self._moved.set()
            if not noted:
                await self._clock.sleep_until(self._clock.now() + SECOND)
                self._woken.set()

    def _look_up(self) -> None:
        """Let rooms go on that waited for their notes, or for news."""
        for sender in self._senders.values():
            sender.changed.set()

    def _taken_in(self) -> bool:
        """Take in what was committed since we last asked; False if all that waits is to be read instead."""
        fresh = self._outbox.written() if self._known else None
        if fresh is None:
            self._known = False
            return False
        self._fresh = False
        self._packing.doubt(fresh)
        for name, rows in self._sorted(fresh).items():
            if rows:
                self._senders[name].queue.add(rows)
                self._senders[name].changed.set()
        return True

    async def _load(self) -> None:
        """Fill the queues with what the journal says is waiting, but for what is settled and not yet noted."""
        self._fresh = False
        self._outbox.written()  # all of it is read now
        waiting = await self._outbox.waiting()
        known = {row.id for row in waiting}
        fresh = self._outbox.written()
        self._known = fresh is not None
        if fresh is None:
            self.wake()
        rows = [*waiting, *(row for row in fresh or () if row.id not in known)]
        self._packing.doubt(rows)
        for name, theirs in self._sorted(rows).items():
            self._senders[name].queue.load([row for row in theirs if row.id not in self._books])
        self._look_up()

    def _sorted(self, rows: Iterable[Row]) -> dict[str, list[Row]]:
        """Return rows by the platform that says them."""
        found: dict[str, list[Row]] = {name: [] for name in self._senders}
        for row in rows:
            name = row.room.partition(":")[0]
            if name in found:
                found[name].append(row)
        return found

    def _fitting(self, rows: Sequence[Row]) -> tuple[Sequence[Row], dict[str, Any]]:
        """Return as many rows as one message can hold, and its body."""
        body = self._merge(rows)
        while (size := _size(body)) > MERGED_BYTES and len(rows) > 1:
            rows = rows[: max(1, len(rows) * MERGED_BYTES // size)]
            body = self._merge(rows)
        return rows, body

    def _quiet(self) -> bool:
        busy = any(len(sender.queue) for sender in self._senders.values() if not sender.closed)
        return not (busy or self._fresh or len(self._books))


def _size(body: Mapping[str, Any]) -> int:
    """Return about how many bytes a body takes; of the sources that it covers only the event is sent."""
    words = json.dumps([body.get("plain", ""), body.get("html", "")], ensure_ascii=False)
    return len(words.encode()) + sum(len(Source(each).event) + _QUOTES for each in body.get("covers", ()))
