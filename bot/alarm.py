"""The one alarm of the domain: it rings when the next thing is due, and looks again every second."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import WallClock
from workshop_flows.values import SECOND, Moment

log = logging.getLogger(__name__)

_JOB = "next"
TICK = 1.0
"""Seconds after which we look again, whatever was said."""


class Alarm:
    """Rings at an instant, and every second after it until another one is set.

    A late ring is better than none: the scheduler never drops a date that has passed. It decides by the computer's
    clock, though; so our own tick, which knows the clock of the house, has the last word.
    """

    def __init__(self, clock: WallClock, ring: Callable[[], None]) -> None:
        """Begin without a date. `ring` never waits, and may be called once too often."""
        self._clock, self._ring = clock, ring
        self._at: Moment | None = None
        self._tick: asyncio.Task[None] | None = None
        self._not_before: Moment = 0
        """It rings from then on; after a ring, a second later."""
        self._armed = asyncio.Event()
        settings = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        self._scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=settings)

    def start(self) -> None:
        """Begin to watch; needs the running loop."""
        self._scheduler.start()
        self._tick = asyncio.create_task(self._watch())
        self._arm()

    def set(self, at: Moment | None) -> None:
        """Ring at this instant, at once if it has passed; None: not at all. Takes the place of the one before."""
        if at != self._at:
            self._at, self._not_before = at, at or 0
            self._arm()
            self._armed.set()

    def stop(self) -> None:
        """Ring no more; nothing is left behind after the next turn of the loop."""
        if self._tick is not None:
            self._tick.cancel()
            self._tick = None
            self._scheduler.shutdown(wait=False)

    def _arm(self) -> None:
        if self._tick is None:
            return
        if self._at is not None:
            date = datetime.fromtimestamp(self._clock.computer_at(self._at) / SECOND, UTC)
            self._scheduler.add_job(self._wake, "date", run_date=date, id=_JOB, replace_existing=True)
        elif self._scheduler.get_job(_JOB) is not None:
            self._scheduler.remove_job(_JOB)

    async def _wake(self) -> None:
        # A coroutine: the scheduler would call a plain function in another thread.
        self._look()

    async def _watch(self) -> None:
        while True:
            self._armed.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._patience()):
                    await self._armed.wait()
            self._look()

    def _patience(self) -> float:
        """Return for how many seconds nothing is due by the clock of the house, at most one."""
        left = self._not_before - self._clock.now() if self._at is not None else 0
        return min(TICK, left / SECOND / self._clock.speed) if left > 0 else TICK

    def _look(self) -> None:
        """Ring if it is time."""
        now = self._clock.now()
        if self._at is None or now < self._not_before:
            return
        self._not_before = now + round(TICK * SECOND) * self._clock.speed
        try:
            self._ring()
        except Exception:
            log.exception("Das Läuten ist fehlgeschlagen; in einer Sekunde wird es wiederholt.")
