"""The one alarm of the domain: it rings when the next thing is due, and looks again every second."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import WallClock
from workshop_flows.values import SECOND, Moment

log = logging.getLogger(__name__)

_JOB = "next"


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
            self._at = at
            self._arm()

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
        steady = self._clock.real()
        while True:
            await steady.sleep_until(steady.now() + SECOND)
            self._look()

    def _look(self) -> None:
        """Ring if it is time."""
        if self._at is None or self._clock.now() < self._at:
            return
        try:
            self._ring()
        except Exception:
            log.exception("Das Läuten ist fehlgeschlagen; in einer Sekunde wird es wiederholt.")
