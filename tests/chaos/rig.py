"""The rig: a real homeserver, the very `werkstatt run`, a crowd, and somebody who keeps pulling plugs."""

from __future__ import annotations

import asyncio
import contextlib
import random
import sys
import time
from pathlib import Path

from bot.demo.matrix.client import Client
from bot.demo.matrix.homeserver import NAME, Homeserver
from tests.chaos.crowd import Crowd
from tests.chaos.evidence import Clock
from tests.chaos.oracle import judge
from tests.chaos.process import Bot
from tests.chaos.proxy import Proxy
from tests.chaos.report import Report
from tests.chaos.scenario import BEGINS, DATA, SPEED, Size, configuration, flow, lasts, plan
from tests.chaos.sources import read_journal
from tests.chaos.stage import Stage, build
from tests.chaos.torments import Torments
from tests.chaos.witness import Befell, Witness

PLANTED = "geheim-4711-niemand-darf-das-lesen"
"""A password that the bot is given and does not need."""
DRAIN_SECONDS = 180
QUIET_SECONDS = 2.0


class Rig:
    """One run."""

    def __init__(self, folder: Path, size: Size, seed: int) -> None:
        self.folder, self.size, self.seed = folder, size, seed
        self.report = Report(seed, folder=folder)
        self.plan = plan(size)
        self.server = Homeserver(folder / "homeserver")
        self.clock = Clock(BEGINS, _now(), SPEED)
        self.stage: Stage
        self.proxy: Proxy
        self.crowd: Crowd
        self.bot: Bot
        self.torments: Torments

    async def run(self) -> Report:
        """Set up, play through everything, ask the oracle."""
        begun = time.perf_counter()
        await self.server.start()
        try:
            async with Proxy(self.server.port, lose=self.size.lose, seed=self.seed) as self.proxy:
                self.stage = await build(self.folder, self.size, self.server)
                try:
                    self._set_up()
                    await self._played()
                finally:
                    await self.stage.close()
        finally:
            self.server.stop()
        self.report.seconds = time.perf_counter() - begun
        return self.report

    def _set_up(self) -> None:
        self.crowd = Crowd(
            self.server.url,
            self.stage.bot.user_id,
            self.clock,
            self.plan,
            self.stage.citizens,
            self.stage.moderator.token,
            self.stage.observers,
            self.seed,
            self.size.script,
        )
        secrets = {"WERKSTATT_MATRIX__ACCESS_TOKEN": self.stage.bot.token, "WERKSTATT_MATRIX__PASSWORD": PLANTED}
        self.bot = Bot(self._configured(), secrets, self.clock)
        chance = random.Random(self.seed)
        self.torments = Torments(
            self.size, self.plan, chance, self.bot, self.server, self.proxy, self.crowd, self.report
        )

    def _configured(self) -> Path:
        (self.folder / "ablauf.toml").write_text(flow(self.plan), "utf-8")
        path = self.folder / "config.toml"
        path.write_text(configuration(self._wire, self.stage.bot.user_id, NAME, self.stage.rooms), "utf-8")
        return path

    @property
    def _wire(self) -> str:
        """Where the bot finds the server: at the other end of a wire, if anything is to befall that."""
        befalls = self.size.cuts or self.size.lose or self.size.moods
        return f"http://127.0.0.1:{self.proxy.port}" if befalls else self.server.url

    async def _played(self) -> None:
        pulses = self.folder / "pulses.txt"
        with pulses.open("wb") as out:
            beat = ("-m", "tests.chaos.pulse", self.server.url, self.stage.bystander.token, self.stage.elsewhere)
            pulse = await asyncio.create_subprocess_exec(sys.executable, *beat, stdout=out)
        try:
            await self.torments.before_the_day()
            await self._play()
            self.report.figures["exit code at the end"] = await self.bot.stop()
        finally:
            with contextlib.suppress(ProcessLookupError):
                pulse.kill()
            await pulse.wait()
            await self.bot.kill()
        met = [(int(at), int(took)) for at, took in map(str.split, pulses.read_text().splitlines())]
        await self._judge(Befell(self.size.promise, self.torments.outages, met, self.torments.moody))

    async def _play(self) -> None:
        self.clock.since = _now()
        over = time.perf_counter() + lasts(self.plan)
        await self.bot.start()
        await self.bot.ready()
        async with asyncio.TaskGroup() as group:
            group.create_task(self.crowd.play())
            group.create_task(self.torments.begin())
        await self._drain(over)

    async def _drain(self, over: float) -> None:
        """Wait until the documentation is handed over and the bot has nothing more to say."""
        data = self.folder / DATA
        deadline = max(time.perf_counter(), over) + DRAIN_SECONDS
        newest: list[str] = []
        async with Client(self.server.url, self.stage.moderator) as anna:
            while time.perf_counter() < deadline:
                rooms = (*self.stage.rooms.values(), *self.stage.staff.values())
                now = [await _newest(anna, room) for room in rooms]
                journal = read_journal(data / "journal.sqlite3")
                if now == newest and journal["files"] and not journal["waiting"]:
                    return
                newest = now
                await asyncio.sleep(QUIET_SECONDS)

    async def _judge(self, befell: Befell) -> None:
        evidence = await Witness(self.stage).evidence(self.crowd, self.bot, befell)
        (self.folder / "evidence.json").write_text(evidence.dump(), "utf-8")
        self.report.starts = self.bot.starts
        self.report.figures["answers lost on the wire"] = self.proxy.lost
        self.report.figures["answers replaced on the wire"] = self.proxy.spoilt
        self.report.read(evidence)
        self.report.violations += judge(evidence)


async def _newest(client: Client, room: str) -> str:
    page = await client.call("GET", f"/rooms/{room}/messages?dir=b&limit=1")
    return str(page["chunk"][0]["event_id"]) if page["chunk"] else ""


def _now() -> int:
    return time.time_ns() // 1_000_000
