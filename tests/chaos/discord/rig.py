"""The rig on Discord: a stand-in, the very `werkstatt run`, a crowd, and somebody who keeps pulling plugs."""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

from tests.chaos.discord.crowd import Crowd
from tests.chaos.discord.history import History, Told
from tests.chaos.discord.reading import Asked, Reading
from tests.chaos.discord.torments import BEFORE, Bad, Torments
from tests.chaos.evidence import Clock, Event, Evidence, Phase, Promise
from tests.chaos.oracle import judge
from tests.chaos.process import Bot
from tests.chaos.report import Report
from tests.chaos.scenario import BEGINS, DATA, DAY, OPTIONS, SPEED, flow
from tests.chaos.sources import read_journal
from tests.chaos.violation import Violation
from tests.platforms.discord_stand_in import Citizen, StandIn

WORKSHOP = "w1"
CONFIG = """
[discord]
guild = {guild}
control_channel = {control}
api_base = "{api}"
gateway_url = "{gateway}"

[[workshop]]
id = "w1"
title = "Workshop w1"
flow = "ablauf.toml"
starts = {starts}
discord_channel = {channel}

[organisers]
discord_channel = {organisers}
"""
DRAIN_SECONDS, QUIET_SECONDS = 60, 1.5
PULSE = 0.25
"""Seconds after which somebody else on this machine looks how busy it is."""


def plan(minutes: int) -> list[Phase]:
    """Return the agenda, with so many minutes for ideas and for each vote."""
    return [
        Phase("Ankommen", "welcome", 2, prompt="Willkommen zur Probe aller Unfälle."),
        Phase("Ideen", "ideas", minutes, prompt="Was fällt Ihnen ein?"),
        Phase("Erste Wahl", "vote", minutes, method="approval", options=OPTIONS, limit=3),
        Phase("Zweite Wahl", "vote", minutes, method="dots", options=OPTIONS, limit=3, ring=True),
        Phase("Abschluss", "closing", 3),
    ]


class Rig:
    """One run."""

    def __init__(self, folder: Path, citizens: int, minutes: int, bad: Bad, seed: int) -> None:
        self.folder, self.bad = folder, bad
        self.report = Report(seed, folder=folder)
        self.plan, self.clock = plan(minutes), Clock(BEGINS, _now(), SPEED)
        self.server, self.history = StandIn(), History()
        world = self.server.world
        world.dispatch = self.history.around(world.dispatch)
        role = world.role("Mobilität")
        self.channel = world.channel("w1", only=role)
        self.staff = [world.channel("regie"), world.channel("orga")]
        people = [Citizen.enter(self.server, f"c{number:03}", self.channel, role) for number in range(citizens)]
        self.crowd = Crowd(WORKSHOP, world.app, self.clock, self.plan, people, seed)
        self.bot: Bot
        self._pulses: list[tuple[int, int]] = []

    async def run(self) -> Report:
        """Set up, play through everything, ask the oracle."""
        begun = time.perf_counter()
        await self.server.start()
        self.history.changed = self._see
        self.bot = Bot(self._configured(), {"WERKSTATT_DISCORD__TOKEN": self.server.token}, self.clock)
        pulse = asyncio.create_task(self._beat())
        try:
            await self._play()
            self.report.figures["exit code at the end"] = await self.bot.stop()
        finally:
            pulse.cancel()
            await self.bot.kill()
            await self.server.down()
        evidence = await self._evidence()
        (self.folder / "evidence.json").write_text(evidence.dump(), "utf-8")
        self.report.starts = self.bot.starts
        self.report.read(evidence)
        self.report.violations = [*judge(evidence), *self._breaches()]
        self.report.seconds = time.perf_counter() - begun
        return self.report

    def _configured(self) -> Path:
        world, path = self.server.world, self.folder / "config.toml"
        starts = (datetime.fromtimestamp(BEGINS / 1000, UTC) + timedelta(hours=2, minutes=BEFORE)).replace(tzinfo=None)
        where = {"guild": world.guild, "control": self.staff[0], "organisers": self.staff[1], "channel": self.channel}
        where |= {"api": self.server.api_base, "gateway": self.server.gateway_url, "starts": starts.isoformat()}
        path.write_text(DAY + CONFIG.format(**where), "utf-8")
        (self.folder / "ablauf.toml").write_text(flow(self.plan), "utf-8")
        return path

    # --- the run ------------------------------------------------------------------------------------------------

    def _see(self, told: Told) -> None:
        if told.data.get("channel_id") == self.channel:
            self.crowd.see(told)

    async def _beat(self) -> None:
        """Note for how long this machine lets somebody wait who wants nothing."""
        while True:
            at, begun = _now(), time.perf_counter()
            await asyncio.sleep(PULSE)
            self._pulses.append((at, round((time.perf_counter() - begun - PULSE) * 1000)))

    async def _play(self) -> None:
        self.clock.since = _now()
        over = time.perf_counter() + (BEFORE + sum(phase.minutes for phase in self.plan)) * 60 / SPEED
        await self.bot.start()
        await self.bot.ready()
        torments = Torments(self.bad, random.Random(self.report.seed), self.bot, self.server, self.report)
        async with asyncio.TaskGroup() as group:
            group.create_task(self.crowd.play())
            group.create_task(torments.begin())
        await self._drain(over)

    async def _drain(self, over: float) -> None:
        """Wait until the documentation is handed over and the bot has nothing more to say."""
        deadline, heard = max(time.perf_counter(), over) + DRAIN_SECONDS, -1
        while time.perf_counter() < deadline:
            waiting = read_journal(self.folder / DATA / "journal.sqlite3")["waiting"]
            written = (self.folder / DATA / "digest/summary.json").exists()
            if time.perf_counter() > over and written and not waiting and heard == len(self.history.told):
                return
            heard = len(self.history.told)
            await asyncio.sleep(QUIET_SECONDS)

    # --- afterwards ---------------------------------------------------------------------------------------------

    async def _evidence(self) -> Evidence:
        files = {path.name: path.read_bytes() for path in sorted((self.folder / DATA / "digest").glob("[!.]*"))}
        papers = {name: content.decode("utf-8", "replace") for name, content in files.items()}
        return Evidence(
            self.crowd.bot,
            self.clock,
            self.plan,
            {WORKSHOP: [*self._members(), *self._read(self.channel)]},
            [event for channel in self.staff for event in self._read(channel)],
            self.crowd.log,
            [],
            json.loads(papers.get("summary.json", "{}")),
            published_again=await self._published_again(files),
            journal=read_journal(self.folder / DATA / "journal.sqlite3"),
            away=self.bot.away,
            secrets=self.bot.secrets,
            promise=Promise(),
            pulses=self._pulses,
            people=[each.id for each in self.crowd.citizens],
            papers=papers | {"log": self.bot.log.read_text("utf-8", "replace")},
        )

    def _read(self, channel: str) -> list[Event]:
        world = self.server.world
        names = {user: str(member["user"]["global_name"]) for user, member in world.members.items()}
        asked = cast("dict[str, Asked]", world.asked)
        return Reading(self.crowd.bot, names, asked, self.crowd.log).read(self.history.of(channel))

    def _members(self) -> Iterator[Event]:
        """Yield that everybody is in the channel, as the oracle reads it of a room."""
        for each in self.crowd.citizens:
            about = {"type": "m.room.member", "event_id": each.id, "sender": each.id, "state_key": each.id}
            yield {**about, "origin_server_ts": self.clock.since, "content": {"membership": "join"}}

    async def _published_again(self, files: dict[str, bytes]) -> bool:
        again = self.folder / "again"
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.cli", "digest", str(self.folder / "config.toml"), "--out", str(again)),
            stdout=asyncio.subprocess.DEVNULL,
        )
        await process.wait()
        return {path.name: path.read_bytes() for path in again.glob("[!.]*")} == files != {}

    def _breaches(self) -> Iterator[Violation]:
        """D1: nothing that Discord forbids was done."""
        for breach in self.server.world.breaches:
            yield Violation("D1", breach)


def _now() -> int:
    return time.time_ns() // 1_000_000
