"""The time: the wall clock at start plus what has elapsed since, so that it never runs backwards."""

from __future__ import annotations

import asyncio
import time
from typing import Protocol

from workshop_flows.values import SECOND, Moment

_NANOSECONDS = 1_000_000
"""In a millisecond."""


class Clock(Protocol):
    """What everybody who needs the time is handed."""

    def now(self) -> Moment:
        """Return the present instant; never less than before."""

    async def sleep_until(self, at: Moment) -> None:
        """Return when `now()` has reached `at`; at once if it has already."""

    def real(self) -> Clock:
        """Return a clock to wait by: it goes at the speed of the world, and nobody sets it."""


class WallClock:
    """The real time. Jumps of the computer's clock do not move it until somebody adopts them.

    For a rehearsal of a whole day it may begin at another instant, and run `speed` times as fast.
    """

    def __init__(self, speed: int = 1, begins: Moment | None = None, since: Moment | None = None) -> None:
        """Start at the computer's clock, or at `begins`: it was so when the computer's clock showed `since`."""
        self.speed = speed
        self._pretends = speed != 1 or begins is not None
        self._latest: Moment = 0
        self._began, self._elapsed_at = _wall() if begins is None else begins, _elapsed()
        if since is not None:
            self._began += (_wall() - since) * speed
        self._ahead = _wall() - self._elapsed_at

    def now(self) -> Moment:
        """Return the present instant; never less than before."""
        self._latest = max(self._latest, self._began + (_elapsed() - self._elapsed_at) * self.speed)
        return self._latest

    async def sleep_until(self, at: Moment) -> None:
        """Return when `now()` has reached `at`."""
        while (left := at - self.now()) > 0:  # noqa: ASYNC110 - it is the time that is waited for
            await asyncio.sleep(left / SECOND / self.speed)

    def jump(self) -> Moment:
        """Return by how many milliseconds the computer's clock has jumped since we began, in all; 0 if we pretend."""
        return 0 if self._pretends else _wall() - _elapsed() - self._ahead

    def adopt(self, by: Moment) -> None:
        """Take over so much of what the computer's clock jumped; if it jumped back, we stand still for as long."""
        self._latest = self.now()
        self._began += by

    def not_before(self, at: Moment) -> None:
        """Stand still until this instant has come, whatever the computer's clock says."""
        self._latest = max(self.now(), at)

    def computer_at(self, at: Moment) -> Moment:
        """Return what the computer's clock will show at this instant of ours, if it does not jump."""
        return _wall() + (at - self.now()) // self.speed

    def real(self) -> WallClock:
        """Return a clock to wait by: servers do not hurry with a rehearsal, nor do they stand still with us."""
        return WallClock()


async def happens(event: asyncio.Event, clock: Clock, at: Moment | None) -> bool:
    """Wait for an event, at most until `at` (None: as long as it takes); return whether it happened."""
    if event.is_set() or at is None:
        return await event.wait()
    waiting = [asyncio.ensure_future(event.wait()), asyncio.ensure_future(clock.sleep_until(at))]
    try:
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for each in waiting:
            each.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
    return event.is_set()


def _wall() -> Moment:
    return time.time_ns() // _NANOSECONDS


def _elapsed() -> Moment:
    # On Linux the monotonic clock stands still while the machine sleeps, and the day does not.
    slept = getattr(time, "CLOCK_BOOTTIME", None)
    return (time.monotonic_ns() if slept is None else time.clock_gettime_ns(slept)) // _NANOSECONDS
