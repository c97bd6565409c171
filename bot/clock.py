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

    def now(self) -> Moment:
        """Return the present instant; never less than before."""
        self._latest = max(self._latest, self._began + (_elapsed() - self._elapsed_at) * self.speed)
        return self._latest

    async def sleep_until(self, at: Moment) -> None:
        """Return when `now()` has reached `at`."""
        while (left := at - self.now()) > 0:  # noqa: ASYNC110 - it is the time that is waited for
            await asyncio.sleep(left / SECOND / self.speed)

    def jump(self) -> Moment:
        """Return by how many milliseconds the computer's clock is ahead of ours (negative: behind); 0 if we pretend."""
        return 0 if self._pretends else _wall() - self.now()

    def adopt(self) -> None:
        """Go on from the computer's clock; if it is behind, we stand still until it has caught up."""
        if not self._pretends:
            self._began, self._elapsed_at = _wall(), _elapsed()

    def computer_at(self, at: Moment) -> Moment:
        """Return what the computer's clock will show at this instant of ours, if it does not jump."""
        return _wall() + (at - self.now()) // self.speed

    def real(self) -> WallClock:
        """Return a clock at the speed of the world: servers do not hurry with a rehearsal."""
        return WallClock() if self._pretends else self


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
