"""The crowd: everybody does what is in their part, at their time, on whatever platform they are."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from bot.clock import WallClock
from bot.demo.cast import Act, Do, acts
from bot.demo.venue import Venue
from workshop_flows.flow import Flow
from workshop_flows.values import MINUTE, Moment

DIGEST_SECONDS = 90


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
            parts = [group.create_task(part) for venue in self.venues for part in self._parts(venue)]
            await asyncio.wait(parts)
            await self.clock.sleep_until(self.starts + self.flow.minutes * MINUTE)
            deadline = asyncio.get_running_loop().time() + DIGEST_SECONDS
            while not over() and asyncio.get_running_loop().time() < deadline:  # noqa: ASYNC110 - a file is waited for
                await asyncio.sleep(0.5)
            for task in watching:
                task.cancel()

    def _parts(self, venue: Venue) -> Iterator[Coroutine[None, None, None]]:
        for id_, cast in venue.casts.items():
            people = {citizen.name: citizen for citizen in cast}
            begins = self.starts
            for number, plan in enumerate(self.flow.phases, 1):
                length = plan.minutes * MINUTE
                for act in acts(cast, plan, id_, self.chance, number):
                    does = partial(venue.do, act, people[act.person], id_, plan)
                    yield self._part(act, begins + int(length * act.at), does)
                begins += length

    async def _part(self, act: Act, at: Moment, does: Callable[[], Awaitable[None]]) -> None:
        await self.clock.sleep_until(at)
        if act.person in self.gone:
            return
        if act.do is Do.LEAVE:
            self.gone.add(act.person)
        await does()

    async def acknowledged(self) -> int:
        """Count the ideas that were acknowledged in the rooms."""
        return sum([await venue.acknowledged() for venue in self.venues])

    async def newest(self) -> object:
        """Return something that changes as long as anything is said anywhere."""
        return [await venue.newest() for venue in self.venues]
