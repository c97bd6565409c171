"""Speaks for one account: many rooms at once while nobody minds, at the server's pace as soon as it does."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Container, Sequence
from typing import Protocol

from bot.clock import Clock, happens
from bot.delivery.books import UNNOTED_AT_MOST
from bot.delivery.choice import Choice
from bot.delivery.pace import SPARE, Pace
from bot.delivery.packing import Packing
from bot.delivery.queue import Queue
from bot.failpoint import passing
from bot.platforms.outgoing import Outgoing
from bot.platforms.platform import Impossible, LoginRefused, NotNow, Platform, Unreachable
from storage.rows import Row
from workshop_flows.values import SECOND, Moment

log = logging.getLogger(__name__)

AT_ONCE = 16
"""Rooms that are spoken to at the same time."""
_NEWS = 0.3
"""How much the last message counts in how long one takes."""
RETRY_FIRST, RETRY_LAST = SECOND // 2, 5 * SECOND
ODD_AT_MOST = 5
"""So many faults of ours in sending a row, and it is given up: others wait behind it."""


class Desk(Protocol):
    """Where a sender reports, and gets what it needs of the journal."""

    async def merge(self, rows: Sequence[Row]) -> bool:
        """Put one row in the place of these; False if that could not be written now."""

    def said(self, choice: Choice, event: str) -> None:
        """Note that the platform took it."""

    def lost(self, choice: Choice, why: str) -> None:
        """Note that it can never be said."""

    def refused(self, platform: str, why: str) -> None:
        """Note that this account may not speak any more."""

    def unnoted(self, room: str) -> int:
        """Return how much of what was said in a room is not yet written down."""

    def age(self, row: Row) -> Moment:
        """Return for how long a row has been waiting, in the milliseconds of the day."""


class Sender:
    """The one task that speaks through a platform."""

    def __init__(self, platform: Platform, clock: Clock, desk: Desk, packing: Packing) -> None:
        """Begin with an empty queue; the desk fills it, and sets `changed`."""
        self.queue, self.pace = Queue(), Pace()
        self.changed = asyncio.Event()
        self.closed = False
        """The login was refused."""
        self._platform, self._clock, self._desk, self._packing = platform, clock, desk, packing
        self._busy: set[str] = set()
        self._rests: dict[str, Moment] = {}
        self._failed: dict[str, int] = {}
        self._failures, self._until = 0, 0
        self._odd: dict[str, int] = {}
        self._takes = 0.0

    async def run(self) -> None:
        """Send what waits until the login is refused, or for ever."""
        async with asyncio.TaskGroup() as group:
            while not self.closed:
                self.changed.clear()
                now = self._clock.now()
                choice = self._choose(now)
                if choice is None:
                    await happens(self.changed, self._clock, self._next_chance(now))
                elif choice.merge:
                    await self._merge(choice)
                else:
                    self._busy.add(choice.row.room)
                    self.pace.begin(now)
                    group.create_task(self._deliver(choice, now))

    def _choose(self, now: Moment) -> Choice | None:
        """Return what may go now."""
        at_once = 1 if self._failures else AT_ONCE
        if len(self._busy) >= at_once or now < self._until or self.pace.leave(now) > now:
            return None
        resting = {room for room, until in self._rests.items() if until > now}
        spare = self.pace.leave(now, SPARE) <= now
        limited, behind = self.pace.limited(now), _Behind(self._desk)
        return self.queue.first(self._busy | resting, limited=limited, spare=spare, behind=behind, takes=self._takes)

    def _next_chance(self, now: Moment) -> Moment | None:
        """Return when to look again, if nothing changes before."""
        if not len(self.queue):
            return None
        chances = (self._until, self.pace.leave(now), self.pace.leave(now, SPARE), *self._rests.values())
        return min((at for at in chances if at > now), default=None)

    async def _merge(self, choice: Choice) -> None:
        if not await self._desk.merge(choice.merge):
            self._rests[choice.row.room] = self._clock.now() + SECOND

    async def _deliver(self, choice: Choice, begun: Moment) -> None:
        try:
            await self._try(choice, begun)
        except Unreachable:
            self._unreachable(choice.row, begun)
        except LoginRefused as refusal:
            self.closed = True
            self._desk.refused(self._platform.name, str(refusal))
        except Exception as fault:
            log.exception("Beim Senden in %s ist etwas schiefgegangen.", choice.row.room)
            self._fault(choice, fault, begun)
        except asyncio.CancelledError:
            self.queue.attempted(choice.row)
            raise
        finally:
            self._busy.discard(choice.row.room)
            self.changed.set()

    async def _try(self, choice: Choice, begun: Moment) -> None:
        row = choice.row
        try:
            outgoing = await self._packing.parcel(row)
            event = "" if outgoing is None else await self._standing(row, outgoing)
            if outgoing is not None and event is None:
                event = await self._platform.send(row.room, outgoing, row.id)
            passing("after-send")
        except NotNow as refusal:
            self._reached(row.room)
            self.pace.refused(self._clock.now(), refusal.wait, begun)
        except Impossible as reason:
            self._reached(row.room)
            self._settle(choice)
            self._desk.lost(choice, str(reason))
        else:
            self._reached(row.room)
            self.pace.taken(begun)
            self._takes += (self._clock.now() - begun - self._takes) * _NEWS
            self._settle(choice)
            self._desk.said(choice, event or "")

    async def _standing(self, row: Row, outgoing: Outgoing) -> str | None:
        """Look for what may have been said longer ago than the server knows its key again."""
        if self._desk.age(row) <= self._platform.memory:
            return None
        found = await self._platform.find(row.room, outgoing, row.id, row.at)
        before = await self._packing.before(row) if found is None else None
        return found if before is None else await self._platform.find(row.room, before, row.id, row.at)

    def _settle(self, choice: Choice) -> None:
        self.queue.settle(choice.row.room, choice.settled)
        self._odd.pop(choice.row.id, None)

    def _unreachable(self, row: Row, begun: Moment) -> None:
        """Wait longer each time; another room is tried before, so that one bad message does not silence all.

        The time that was waited for an answer counts: a server that is back is spoken to again soon.
        """
        now = self._clock.now()
        self.queue.attempted(row)
        self._failed[row.room] = self._failed.get(row.room, 0) + 1
        self._rests[row.room] = max(begun + _pause(self._failed[row.room]), now + RETRY_FIRST)
        if now >= self._until:  # what failed together counts once
            self._failures += 1
            self._until = max(begun + _pause(self._failures) // 2, now + RETRY_FIRST // 2)

    def _reached(self, room: str) -> None:
        """Note that the server answers again; after an outage no room need wait any longer."""
        for known in list(self._failed) if self._failures > 1 else [room]:
            self._failed.pop(known, None)
            self._rests.pop(known, None)
        self._failures, self._until = 0, 0

    def _fault(self, choice: Choice, fault: Exception, begun: Moment) -> None:
        """Try again what broke for a reason of ours, but not for ever."""
        row = choice.row
        self._odd[row.id] = self._odd.get(row.id, 0) + 1
        if self._odd[row.id] < ODD_AT_MOST:
            self._unreachable(row, begun)
            return
        self._settle(choice)
        self._desk.lost(choice, f"{type(fault).__name__}: {fault}")


class _Behind(Container[str]):
    """The rooms where more was said than a crash may leave in doubt."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __contains__(self, room: object) -> bool:
        return self._desk.unnoted(str(room)) >= UNNOTED_AT_MOST


def _pause(failures: int) -> Moment:
    return min(RETRY_FIRST << min(failures - 1, 10), RETRY_LAST)
