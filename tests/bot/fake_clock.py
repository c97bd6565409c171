"""A clock whose time passes only when everybody waits for it."""

from __future__ import annotations

import asyncio
import heapq
from itertools import count

from workshop_flows.values import Moment

_TURNS = 60
"""Turns of the loop after which everybody is taken to wait: more than any chain of awaits without the clock."""


class FakeClock:
    """Advances to the next instant that somebody sleeps for, once nobody has anything else to do."""

    def __init__(self, now: Moment = 1_000_000) -> None:
        """Start at an instant that is nothing special."""
        self._now = now
        self._sleepers: list[tuple[Moment, int, asyncio.Future[None]]] = []
        self._numbers = count()
        self._pump: asyncio.Task[None] | None = None

    def now(self) -> Moment:
        """Return the pretended instant."""
        return self._now

    async def sleep_until(self, at: Moment) -> None:
        """Wait until the pretended time has reached `at`."""
        if at <= self._now:
            await asyncio.sleep(0)
            return
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (at, next(self._numbers), future))
        if self._pump is None or self._pump.done():
            self._pump = asyncio.create_task(self._pass())
        await future

    def real(self) -> FakeClock:
        """Return this clock: there is no other time here."""
        return self

    async def _pass(self) -> None:
        while True:
            for _ in range(_TURNS):
                await asyncio.sleep(0)
            while self._sleepers and self._sleepers[0][2].done():
                heapq.heappop(self._sleepers)
            if not self._sleepers:
                return
            self._now = max(self._now, self._sleepers[0][0])
            while self._sleepers and self._sleepers[0][0] <= self._now:
                _, _, future = heapq.heappop(self._sleepers)
                if not future.done():
                    future.set_result(None)
