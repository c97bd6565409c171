"""What is said, in order, paced, once: from the outbox to the platforms.

A row's id is the key under which a platform takes it only once; so sending may repeat, and does, until it is confirmed.
Only here is it decided when the outbox is read and noted in, one thing at a time; the senders decide what goes when.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from bot.clock import Clock, happens
from bot.delivery.books import Books, Notes
from bot.delivery.choice import Choice
from bot.delivery.intake import Intake, Waiting
from bot.delivery.merger import Merge, merger
from bot.delivery.packing import Packing, Said, as_it_is
from bot.delivery.sender import Sender
from bot.platforms.platform import Platform
from storage.journal import CommitFailed
from storage.rows import Row
from workshop_flows.values import SECOND, Moment

log = logging.getLogger(__name__)


class Outbox(Waiting, Notes, Said, Protocol):
    """What delivery needs of the journal."""

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
        merge: Merge,
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
        self._woken, self._moved = asyncio.Event(), asyncio.Event()
        self._books = Books(outbox, self._clock, self._woken.set)
        self._packing = Packing(outbox, self._books.event, cover, folder)
        self._intake = Intake(outbox, self._senders, self._packing, self._books, self._woken.set)
        self._end, self._over = asyncio.Event(), asyncio.Event()
        self._over.set()

    # --- for the house ------------------------------------------------------------------------------------------

    def wake(self) -> None:
        """Look into the outbox: something new may wait."""
        self._intake.behind = True
        if self._desk.locked() or not self._intake.take():
            self._woken.set()

    async def run(self) -> None:
        """Deliver until told to stop, or cancelled; may be run again after a fault."""
        self._over.clear()
        self._intake.forget()
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
        merged, ids = merger(rows, self._merge)
        async with self._desk:
            try:
                put = await self._outbox.replace(ids, merged)
            except CommitFailed as failure:
                log.warning("Bestätigungen konnten nicht zusammengefasst werden. %s", failure)
                return False
            if put is None:
                await self._intake.read()
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
                if self._intake.behind and not self._intake.take():
                    await self._intake.read()
            self._moved.set()
            if not noted:
                await self._clock.sleep_until(self._clock.now() + SECOND)
                self._woken.set()

    def _look_up(self) -> None:
        """Let rooms go on that waited for their notes, or for news."""
        for sender in self._senders.values():
            sender.changed.set()

    def _quiet(self) -> bool:
        busy = any(len(sender.queue) for sender in self._senders.values() if not sender.closed)
        return not (busy or self._intake.behind or len(self._books))
