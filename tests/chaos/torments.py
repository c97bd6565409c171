"""Whoever keeps pulling plugs: the bot's, the homeserver's, and the cable between them."""

from __future__ import annotations

import asyncio
import random
import time
from collections import deque
from dataclasses import dataclass, field

from bot.demo.matrix.homeserver import Homeserver
from tests.chaos.crowd import Crowd
from tests.chaos.evidence import Phase
from tests.chaos.process import Bot
from tests.chaos.proxy import Proxy
from tests.chaos.report import Report
from tests.chaos.scenario import BEFORE, SPEED, Size, lasts
from tests.chaos.violation import Violation

AT_THE_START = "in-migration"
POINTS = ("before-commit", "after-commit", "after-send")
AT_THE_END = "in-digest"
STATEMENTS = 14
"""Those that make the tables of the journal."""
POINT_SECONDS = 5
END_SECONDS = 5
"""So long the bot may take to end when it is told to."""
ORDERLY = "seconds to an orderly end, at most"
WORD = 5_000
"""ms for which the bot takes a server at its word that refuses a question, whatever it says."""
TRIES = "tries a second while the network is cut, at most"
TOO_OFTEN = 5
OFTEN = 6
"""So many times at most a place is passed before it is deadly."""
DIGEST_SECONDS = 180
"""So long the day may go on until the documentation is written."""


@dataclass(slots=True)
class Torments:
    """Everything that befalls one run."""

    size: Size
    plan: list[Phase]
    chance: random.Random
    bot: Bot
    server: Homeserver
    proxy: Proxy
    crowd: Crowd
    report: Report
    outages: list[tuple[int, int]] = field(default_factory=list)
    """When the homeserver could not be reached."""
    moody: list[tuple[int, int]] = field(default_factory=list)
    """When it answered badly."""

    async def before_the_day(self) -> None:
        """Kill the bot again and again while it makes its journal."""
        for _ in range(self.size.kills_per_point):
            await self.bot.start(f"{AT_THE_START}:{self.chance.randint(1, STATEMENTS)}")
            died = await self.bot.ends(POINT_SECONDS)
            await self.bot.kill()
            self.report.kills[AT_THE_START if died else f"{AT_THE_START}, not reached"] += 1

    async def begin(self) -> None:
        """Let everything befall it."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._kills())
            group.create_task(self._pull_the_server())
            group.create_task(self._cut_the_wire())
            group.create_task(self._spoil())

    async def _kills(self) -> None:
        """Kill the bot at random moments and at the named points; then let it be."""
        await asyncio.sleep(BEFORE * 60 / SPEED)
        if self.size.absent:
            await self._absent()
        await self._tell_to_end()
        await self._freeze()
        if not (self.size.random_kills or self.size.kills_per_point or self.size.digest_kills):
            return
        kills = [""] * self.size.random_kills + list(POINTS) * self.size.kills_per_point
        self.chance.shuffle(kills)
        await self.bot.kill()
        self.report.kills["random"] += 1
        left = deque(kills[1:] if "" in kills else kills)
        while left and not self.crowd.over:
            await self._kill(left.popleft())
        for _ in range(self.size.digest_kills):
            if not self.bot.summary.exists():
                await self._kill(AT_THE_END)
        for _ in left:  # a slow machine was not through when nobody passed those places any more
            await self._kill("")
        await self.bot.start()
        await self.bot.ready()

    async def _tell_to_end(self) -> None:
        """Tell the bot to end in the midst of everything, as a service manager does, and start it again."""
        for _ in range(self.size.orders):
            await asyncio.sleep(self.chance.uniform(0.2, 1.5))
            begun = time.perf_counter()
            code = await self.bot.stop()
            took = time.perf_counter() - begun
            self.report.kills["told to end"] += 1
            self.report.figures[ORDERLY] = round(max(self.report.figures.get(ORDERLY, 0.0), took), 1)
            if code or took > END_SECONDS:
                self.report.violations.append(Violation("ends when told", f"code {code} after {took:.1f} s"))
            await self.bot.start()
            await self.bot.ready()

    async def _freeze(self) -> None:
        """Let the bot stand still again and again."""
        for seconds in self.size.freezes:
            await asyncio.sleep(self.chance.uniform(4, 9))
            await self.bot.freeze(seconds)
            self.report.kills["stood still"] += 1

    async def _absent(self) -> None:
        """Be away while the crowd goes on; then be killed while catching up."""
        await asyncio.sleep(3)
        await self.bot.kill()
        self.report.kills["while away"] += 1
        begun, gone = self.crowd.answered, time.perf_counter()
        while self.crowd.answered < begun + self.size.absent:  # noqa: ASYNC110 - a real server is filled
            await asyncio.sleep(0.1)
        self.report.figures["seconds away"] = round(time.perf_counter() - gone, 1)
        for _ in range(self.size.catch_up_kills):
            await self.bot.start()
            await self.bot.ends(self.chance.uniform(0.8, 2.2))
            await self.bot.kill()
            self.report.kills["catching up"] += 1
        await self.bot.start()
        begun_again = time.perf_counter()
        await self.bot.ready()
        self.report.figures["seconds until ready after that"] = round(time.perf_counter() - begun_again, 1)

    async def _cut_the_wire(self) -> None:
        """Cut it around the end of one phase after another, each time in another way."""
        begun = time.perf_counter()
        for number, how in enumerate(self.size.cuts, 2):
            at = lasts(self.plan[:number]) - self.size.cut / 2
            await asyncio.sleep(begun + at - time.perf_counter())
            gone = time.time_ns() // 1_000_000
            tries = await self.proxy.cut(self.size.cut, how)
            self.outages.append((gone, time.time_ns() // 1_000_000))
            self.report.kills[f"network, {how.name.lower()}"] += 1
            self.report.figures[TRIES] = max(self.report.figures.get(TRIES, 0.0), tries)
            if tries >= TOO_OFTEN:
                self.report.violations.append(Violation("never spins", f"{tries} tries a second while {how.name}"))

    async def _spoil(self) -> None:
        """Let the server be in one mood after another."""
        await asyncio.sleep(lasts(self.plan[:1]))
        for mood in self.size.moods:
            begun, self.proxy.mood = time.time_ns() // 1_000_000, mood
            await asyncio.sleep(mood.seconds)
            self.moody.append((begun, time.time_ns() // 1_000_000 + WORD))
        self.proxy.mood = None

    async def _kill(self, point: str) -> None:
        """Let it live a little, or until it passes a place."""
        if point:
            await self._kill_at(point)
            return
        await self.bot.start()
        if self.chance.random() < 0.6:
            await self.bot.ready()
        await self.bot.ends(self.chance.uniform(0.1, 2.5))
        await self.bot.kill()
        self.report.kills["random"] += 1

    async def _kill_at(self, point: str) -> None:
        """Let it die at a place; where that is passed too seldom, at once, while people still act."""
        for times in (self.chance.randint(1, OFTEN), 1, 1):
            await self.bot.start(f"{point}:{times}")
            if await self.bot.ends(DIGEST_SECONDS if point == AT_THE_END else POINT_SECONDS):
                self.report.kills[point] += 1
                return
            await self.bot.kill()
            self.report.kills[f"{point}, not reached"] += 1
            if self.crowd.over:
                return

    async def _pull_the_server(self) -> None:
        await asyncio.sleep(BEFORE * 60 / SPEED)
        for _ in range(self.size.server_kills):
            await asyncio.sleep((lasts(self.plan) - lasts([])) / (self.size.server_kills + 1))
            gone = time.time_ns() // 1_000_000
            self.server.kill()
            await asyncio.sleep(self.chance.uniform(*self.size.server_away))
            await self.server.start()
            self.outages.append((gone, time.time_ns() // 1_000_000))
            self.report.kills["homeserver"] += 1
