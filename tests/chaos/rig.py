"""The rig: a real homeserver, the very `werkstatt run`, a crowd, and somebody who keeps pulling plugs."""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from pathlib import Path

from bot.demo.matrix.client import Client
from bot.demo.matrix.homeserver import NAME, Homeserver, MatrixAccount
from tests.chaos.crowd import Citizen, Crowd
from tests.chaos.evidence import Clock, Evidence, read_journal, read_room
from tests.chaos.oracle import judge
from tests.chaos.process import Bot
from tests.chaos.proxy import Proxy
from tests.chaos.report import Report
from tests.chaos.scenario import BEGINS, SPEED, Size, configuration, flow, lasts, plan
from tests.chaos.torments import Torments

DRAIN_SECONDS = 60
QUIET_SECONDS = 2.0


class Rig:
    """One run."""

    def __init__(self, folder: Path, size: Size, seed: int) -> None:
        self.folder, self.size = folder, size
        self.chance = random.Random(seed)
        self.report = Report(seed, folder=folder)
        self.plan = plan(size)
        self.server = Homeserver(folder / "homeserver")
        self.proxy: Proxy
        self.over = 0.0
        """When the workshops end, by the plan."""
        self.rooms: dict[str, str] = {}
        self.staff: dict[str, str] = {}
        self.account: MatrixAccount
        self.moderator: MatrixAccount
        self.crowd: Crowd
        self.bot: Bot
        self.torments: Torments

    async def run(self) -> Report:
        """Set up, play through everything, ask the oracle."""
        begun = time.perf_counter()
        await self.server.start()
        async with Proxy(self.server.port, lose=self.size.lose) as self.proxy:
            await self._played()
        self.report.seconds = time.perf_counter() - begun
        return self.report

    async def _played(self) -> None:
        try:
            await self._set_up()
            try:
                await self._play()
                await self._drain()
                self.report.figures["exit code at the end"] = await self.bot.stop()
            finally:
                await self.bot.kill()
            evidence = await self._evidence()
        finally:
            self.server.stop()
        self.report.starts = self.bot.starts
        self.report.figures["answers lost on the wire"] = self.proxy.lost
        self.report.read(evidence)
        (self.folder / "evidence.json").write_text(evidence.dump(), "utf-8")
        self.report.violations = judge(evidence)

    # --- setting up ---------------------------------------------------------------------------------------------

    async def _set_up(self) -> None:
        self.account = await self.server.account("werkstatt")
        self.moderator = await self.server.account("anna")
        workshops = [f"w{number}" for number in range(1, self.size.workshops + 1)]
        async with Client(self.server.url, self.moderator) as anna:
            levels = {"users_default": 0, "users": {self.account.user_id: 50}}
            for name in workshops:
                self.rooms[name] = await anna.create(name, name, power_level_content_override=levels)
            for name in ("regie", "orga"):
                self.staff[name] = await anna.create(name, name, power_level_content_override=levels)
        some = asyncio.Semaphore(6)
        names = [(f"c{number:03}", workshops[number % len(workshops)]) for number in range(self.size.citizens)]
        citizens = await asyncio.gather(*(self._citizen(name, workshop, some) for name, workshop in names))
        if self.size.limited:
            await self._limit()
        clock = Clock(BEGINS, time.time_ns() // 1_000_000, SPEED)
        self.crowd = Crowd(
            self.server.url,
            self.account.user_id,
            clock,
            self.plan,
            list(citizens),
            self.moderator.token,
            self.report.seed,
            self.size.script,
            at_once=self.size.at_once,
        )
        self.bot = Bot(self._configured(), self.account.token, clock)
        self.torments = Torments(
            self.size, self.plan, self.chance, self.bot, self.server, self.proxy, self.crowd, self.report
        )

    async def _citizen(self, name: str, workshop: str, some: asyncio.Semaphore) -> Citizen:
        async with some:
            account = await self.server.account(name)
            if self.size.limited:
                await self.server.unlimited(account)
            async with Client(self.server.url, account) as client:
                await client.join(self.rooms[workshop])
        return Citizen(account.user_id, account.token, workshop, self.rooms[workshop])

    async def _limit(self) -> None:
        """Let the server have the limits that nobody changed, now that everybody is there."""
        self.server.stop()
        config = self.server.folder / "homeserver.yaml"
        settings = json.loads(config.read_text("utf-8"))
        kept = {key: value for key, value in settings.items() if not key.startswith("rc_")}
        config.write_text(json.dumps(kept, indent=1), "utf-8")
        await self.server.start()

    def _configured(self) -> Path:
        (self.folder / "ablauf.toml").write_text(flow(self.plan), "utf-8")
        path = self.folder / "config.toml"
        path.write_text(configuration(self.url, self.account.user_id, NAME, self.rooms), "utf-8")
        return path

    @property
    def url(self) -> str:
        """Where the bot finds the server: at the other end of a wire, if that is to be cut or to lose answers."""
        return f"http://127.0.0.1:{self.proxy.port}" if self.size.cut or self.size.lose else self.server.url

    # --- the run ------------------------------------------------------------------------------------------------

    async def _play(self) -> None:
        self.over = time.perf_counter() + lasts(self.plan)
        await self.bot.start()
        await self.bot.ready()
        async with asyncio.TaskGroup() as group:
            group.create_task(self.crowd.play())
            group.create_task(self.torments.begin())

    async def _drain(self) -> None:
        """Wait until the documentation is handed over and the bot has nothing more to say."""
        published = self.folder / "var/probe/digest/summary.json"
        deadline = max(time.perf_counter(), self.over) + DRAIN_SECONDS
        newest: list[str] = []
        async with Client(self.server.url, self.moderator) as anna:
            while time.perf_counter() < deadline:
                now = [await _newest(anna, room) for room in (*self.rooms.values(), *self.staff.values())]
                if now == newest and published.exists() and not self._waiting():
                    return
                newest = now
                await asyncio.sleep(QUIET_SECONDS)

    def _waiting(self) -> int:
        return int(read_journal(self.folder / "var/probe/journal.sqlite3")["waiting"])

    # --- afterwards ---------------------------------------------------------------------------------------------

    async def _evidence(self) -> Evidence:
        token = self.moderator.token
        rooms = {name: read_room(self.server.url, token, room) for name, room in self.rooms.items()}
        staff = [event for room in self.staff.values() for event in read_room(self.server.url, token, room)]
        data = self.folder / "var/probe"
        published = data / "digest"
        again = self.folder / "again"
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.cli", "digest", str(self.folder / "config.toml"), "--out", str(again)),
            stdout=asyncio.subprocess.DEVNULL,
        )
        await process.wait()
        files = {path.name: path.read_bytes() for path in sorted(published.glob("[!.]*"))}
        same = all((again / name).read_bytes() == content for name, content in files.items())
        papers = {name: content.decode("utf-8", "replace") for name, content in files.items()}
        return Evidence(
            self.account.user_id,
            self.crowd.clock,
            self.plan,
            rooms,
            staff,
            self.crowd.log,
            self.torments.outages,
            json.loads(papers.get("summary.json", "{}")),
            published_again=bool(files) and same,
            journal=read_journal(data / "journal.sqlite3"),
            away=self.bot.away,
            secrets=[self.account.token],
            papers=papers | {"log": self.bot.log.read_text("utf-8")},
        )


async def _newest(client: Client, room: str) -> str:
    page = await client.call("GET", f"/rooms/{room}/messages?dir=b&limit=1")
    return str(page["chunk"][0]["event_id"]) if page["chunk"] else ""
