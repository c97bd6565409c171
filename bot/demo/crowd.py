"""The crowd: everybody does what is in their part, at their time, on whatever platform they are."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import Callable, Coroutine, Iterator, Sequence
from dataclasses import dataclass, field

from bot.clock import WallClock
from bot.demo.cast import Act, Do, acts
from bot.demo.venue import Venue
from workshop_flows.flow import Flow, Kind, PhasePlan
from workshop_flows.values import MINUTE, Moment

DIGEST_SECONDS = 90
LOOKS_EVERY = 0.1
"""Seconds between two looks at a room in which a phase should have begun."""
PATIENCE_SECONDS = 30
"""How long after its time a phase is waited for."""


@dataclass(slots=True)
class Crowd:
    """Everybody who takes part in the demonstration."""

    venues: Sequence[Venue]
    flow: Flow
    clock: WallClock
    starts: Moment
    chance: random.Random
    gone: set[str] = field(default_factory=set)

    async def play(self, over: Callable[[], bool]) -> None:
        """Play the whole day, and wait until the documentation is there."""
        async with asyncio.TaskGroup() as group:
            watching = [group.create_task(venue.watch()) for venue in self.venues]
            days = [group.create_task(day) for venue in self.venues for day in self._days(venue)]
            await asyncio.wait(days)
            await self.clock.sleep_until(self.starts + self.flow.minutes * MINUTE)
            deadline = asyncio.get_running_loop().time() + DIGEST_SECONDS
            while not over() and asyncio.get_running_loop().time() < deadline:  # noqa: ASYNC110 - a file is waited for
                await asyncio.sleep(0.5)
            for task in watching:
                task.cancel()

    def _days(self, venue: Venue) -> Iterator[Coroutine[None, None, None]]:
        for id_, cast in venue.casts.items():
            phases = enumerate(self.flow.phases, 1)
            yield self._day(venue, id_, [acts(cast, plan, id_, self.chance, number) for number, plan in phases])

    async def _day(self, venue: Venue, workshop: str, parts: Sequence[Sequence[Act]]) -> None:
        """Take part in a workshop; what belongs into a phase is done once the room reads that it began."""
        planned = self.starts
        async with asyncio.TaskGroup() as group:
            for plan, done in zip(self.flow.phases, parts, strict=True):
                begins = await self._begun(venue, workshop, plan, planned)
                for act in done:
                    at = begins + int(plan.minutes * MINUTE * act.at)
                    group.create_task(self._part(venue, workshop, plan, act, at))
                planned += plan.minutes * MINUTE

    async def _begun(self, venue: Venue, workshop: str, plan: PhasePlan, planned: Moment) -> Moment:
        """Wait until a phase has begun, as the bot says; return when that was. On a slow machine it may be late."""
        await self.clock.sleep_until(planned)
        if plan.kind is Kind.WELCOME:
            return planned
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_SECONDS):
                while not venue.reads(workshop, plan.title):  # noqa: ASYNC110 - a real server is watched
                    await asyncio.sleep(LOOKS_EVERY)
        return self.clock.now()

    async def _part(self, venue: Venue, workshop: str, plan: PhasePlan, act: Act, at: Moment) -> None:
        await self.clock.sleep_until(at)
        if act.person in self.gone:
            return
        if act.do is Do.LEAVE:
            self.gone.add(act.person)
        citizen = next(each for each in venue.casts[workshop] if each.name == act.person)
        await venue.do(act, citizen, workshop, plan)

    async def acknowledged(self) -> int:
        """Count the ideas that were acknowledged in the rooms."""
        return sum([await venue.acknowledged() for venue in self.venues])

    async def newest(self) -> object:
        """Return something that changes as long as anything is said anywhere."""
        return [await venue.newest() for venue in self.venues]
