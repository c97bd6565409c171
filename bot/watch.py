"""Watches our own clock: a process that stood still, a machine that slept, a computer whose clock was set."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from typing import TYPE_CHECKING

from bot.clock import WallClock
from workshop_flows.facts.conference import BotGone, ClockAdopted, ClockJumped
from workshop_flows.facts.entry import Fact
from workshop_flows.values import MINUTE, SECOND, Moment

if TYPE_CHECKING:
    from workshop_flows.conference import Conference

log = logging.getLogger(__name__)

TICK = 1
"""Seconds between two looks."""
STALL = 2 * SECOND
"""From here on the operator reads of it."""
GONE_FROM = 30 * SECOND
"""An absence shorter than this is not worth a word."""
JUMP = 30 * SECOND
"""A clock that is set by less than this is a clock that is kept right."""
WAITED_FOR = 24 * 60 * MINUTE
"""A journal that ends later than this from now was written by a clock so wrong that nobody can wait for its end."""


class Watch:
    """Tells what it saw, as facts."""

    def __init__(
        self,
        clock: WallClock,
        tell: Callable[[Fact], Awaitable[None]],
        running: Callable[[], bool],
        woke: Callable[[], None] = lambda: None,
    ) -> None:
        """Begin to watch. `running`: whether there is anything that somebody could have missed.

        `woke` is called when we stood still, before anything else that happens through us.
        """
        self._clock, self._tell, self._running, self._woke = clock, tell, running, woke
        self._patience = clock.real()
        self._looked, self._stood, self._reported = self._patience.now(), 0, 0

    async def keep(self) -> None:
        """Look for ever."""
        while True:
            await asyncio.sleep(TICK)
            await self.look()

    def notice(self) -> None:
        """See whether we stood still until now; whoever may be the first to do something after that asks before it."""
        before, self._looked = self._looked, self._patience.now()
        passed = self._looked - before
        if passed >= STALL + TICK * SECOND:
            stood = passed / SECOND - TICK
            log.warning("Der Bot stand %.1f s still; was inzwischen fällig war, kommt jetzt.", stood)
            self._stood += passed
            self._woke()

    async def look(self) -> None:
        """Tell what happened to time since the last look."""
        self.notice()
        passed, self._stood = self._stood, 0
        if passed >= GONE_FROM and self._running():
            now = self._clock.now()
            await self._tell(BotGone(now - passed * self._clock.speed, now))
        await self._compare()

    async def _compare(self) -> None:
        """Tell if the computer's clock goes its own way."""
        jump = self._clock.jump()
        if abs(jump - self._reported) > JUMP:
            ahead, self._reported = jump - self._reported, jump
            await self._tell(ClockJumped(ahead))


def at_start(clock: WallClock, day: Conference, last: Moment) -> Iterator[Fact]:
    """Yield what happened to time since the `last` sign of life; time goes on from there, and not from before it."""
    behind, jump = last - clock.now(), day.clock_jump
    if 0 < behind <= WAITED_FOR:
        clock.not_before(last)
    if JUMP < behind <= WAITED_FOR:
        log.warning("Die Uhr des Rechners geht nach; erst in %.0f s ist sie am Ende des Journals.", behind / SECOND)
        yield ClockAdopted(-behind)
    elif jump:
        yield ClockAdopted(0)
    since = last + max(0, jump)  # what the computer's clock jumped nobody was away for
    if day.running and clock.now() - since >= GONE_FROM * clock.speed:
        yield BotGone(since, clock.now())
