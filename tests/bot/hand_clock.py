"""A clock whose time passes only when a test moves it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from workshop_flows.values import Moment


@dataclass
class HandClock:
    """A clock that is moved by hand."""

    time: Moment
    asleep: int = 0
    set: list[Moment] = field(default_factory=list)
    """By how much the conductor wanted it to be set."""
    moved: asyncio.Condition = field(default_factory=asyncio.Condition)

    def now(self) -> Moment:
        """Return what the hand says."""
        return self.time

    async def sleep_until(self, at: Moment) -> None:
        """Wait until the hand is there."""
        async with self.moved:
            self.asleep += 1
            self.moved.notify_all()
            await self.moved.wait_for(lambda: self.time >= at)
            self.asleep -= 1

    def real(self) -> HandClock:
        """Return this clock: there is no other time here."""
        return self

    async def advance(self, by: Moment) -> None:
        """Move the hand."""
        async with self.moved:
            self.time += max(0, by)
            self.moved.notify_all()

    async def somebody_sleeps(self) -> None:
        """Wait until somebody waits for the hand."""
        async with asyncio.timeout(20), self.moved:
            await self.moved.wait_for(lambda: self.asleep > 0)
