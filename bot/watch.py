"""Watches our own clock: a process that stood still, a machine that slept, a computer whose clock was set."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.clock import WallClock
from workshop_flows.facts.conference import BotGone, ClockJumped
from workshop_flows.facts.entry import Fact
from workshop_flows.values import SECOND, Moment

log = logging.getLogger(__name__)

TICK = 1
"""Seconds between two looks."""
STALL = 2 * SECOND
"""From here on the operator reads of it."""
GONE_FROM = 30 * SECOND
"""An absence shorter than this is not worth a word."""
JUMP = 30 * SECOND
"""A clock that is set by less than this is a clock that is kept right."""


class Watch:
    """Tells what it saw, as facts."""

    def __init__(self, clock: WallClock, tell: Callable[[Fact], Awaitable[None]], running: Callable[[], bool]) -> None:
        """Begin to watch. `running`: whether there is anything that somebody could have missed."""
        self._clock, self._tell, self._running = clock, tell, running
        self._looked, self._reported = clock.now(), 0

    async def keep(self) -> None:
        """Look for ever."""
        while True:
            await asyncio.sleep(TICK)
            await self.look()

    async def look(self) -> None:
        """Tell what happened to time since the last look."""
        since, self._looked = self._looked, self._clock.now()
        stood = (self._looked - since) // self._clock.speed - TICK * SECOND
        if stood >= STALL:
            log.warning("Der Bot stand %.1f s still; was inzwischen fällig war, kommt jetzt.", stood / SECOND)
        if absent(self._clock, since, self._looked) and self._running():
            await self._tell(BotGone(since, self._looked))
        await self._compare()

    async def _compare(self) -> None:
        """Tell if the computer's clock goes its own way."""
        jump = self._clock.jump()
        if abs(jump - self._reported) > JUMP:
            ahead, self._reported = jump - self._reported, jump
            await self._tell(ClockJumped(ahead))


def absent(clock: WallClock, since: Moment, until: Moment) -> bool:
    """Say whether nobody watched for so long that people should know."""
    return until - since >= GONE_FROM * clock.speed
