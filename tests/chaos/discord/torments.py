"""Whoever keeps pulling plugs on Discord: the bot's, the gateway's; and a server that is busy or broken."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass

from tests.chaos.process import Bot
from tests.chaos.report import Report
from tests.chaos.scenario import SPEED
from tests.chaos.torments import AT_THE_END, POINTS
from tests.platforms.discord_stand_in import Fault, StandIn

POINT_SECONDS, DIGEST_SECONDS = 10, 120
"""So long the day may go on until a named point is reached, and until the documentation is written."""
BEFORE = 3
"""Minutes of the day before the workshop begins."""
BETWEEN = (0.3, 1.5)
"""Seconds between two accidents on the wire."""


@dataclass(frozen=True, slots=True)
class Bad:
    """How bad it is."""

    random_kills: int = 3
    kills_per_point: int = 1
    digest_kills: int = 1
    accidents: int = 8


@dataclass(slots=True)
class Torments:
    """Everything that befalls one run."""

    bad: Bad
    chance: random.Random
    bot: Bot
    server: StandIn
    report: Report

    async def begin(self) -> None:
        """Let everything befall it."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._kills())
            group.create_task(self._accidents())

    async def _kills(self) -> None:
        """Kill the bot at random moments and at the named points; then let it be."""
        kills = [""] * self.bad.random_kills + list(POINTS) * self.bad.kills_per_point
        self.chance.shuffle(kills)
        await asyncio.sleep((BEFORE + 3) * 60 / SPEED)
        await self.bot.kill()
        for point in [*kills, *[AT_THE_END] * self.bad.digest_kills]:
            await self._kill(point)
        await self.bot.start()
        await self.bot.ready()

    async def _kill(self, point: str) -> None:
        await self.bot.start(f"{point}:{self.chance.randint(1, 3)}" if point else "")
        if not point:
            await self.bot.ready()
            await self.bot.ends(self.chance.uniform(0.1, 1.5))
        elif await self.bot.ends(DIGEST_SECONDS if point == AT_THE_END else POINT_SECONDS):
            self.report.kills[point] += 1
            return
        await self.bot.kill()
        self.report.kills["random" if not point else f"{point}, not reached"] += 1

    async def _accidents(self) -> None:
        """Cut the gateway, forget sessions, refuse and drop requests, ask for patience."""
        await asyncio.sleep(BEFORE * 60 / SPEED)
        for number in range(self.bad.accidents):
            await asyncio.sleep(self.chance.uniform(*BETWEEN))
            await (self._cut, self._forget, self._invalid, self._break, self._drop, self._limit)[number % 6]()

    async def _cut(self) -> None:
        await self.server.abort()
        self.report.kills["gateway cut"] += 1

    async def _forget(self) -> None:
        await self.server.abort(forget=True)
        self.report.kills["session forgotten"] += 1

    async def _invalid(self) -> None:
        await self.server.say_op(9)
        self.report.kills["session invalid"] += 1

    async def _break(self) -> None:
        self.server.faults.append(Fault(times=2, status=503))
        self.report.kills["503"] += 1

    async def _drop(self) -> None:
        self.server.faults += [Fault(drop="before"), Fault(drop="after", path="/messages")]
        self.report.kills["dropped"] += 1

    async def _limit(self) -> None:
        self.server.faults.append(Fault(status=429, wait=0.2, whole=True, path="/messages"))
        self.report.kills["429"] += 1
