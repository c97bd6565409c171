"""The rig: a real homeserver, the very `werkstatt run`, a crowd, and somebody who keeps pulling plugs."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from bot.demo.client import Client
from bot.demo.homeserver import NAME, Homeserver, MatrixAccount
from tests.chaos.crowd import Citizen, Crowd, Script
from tests.chaos.evidence import Clock, Evidence, Phase, read_journal, read_room
from tests.chaos.oracle import Violation, judge
from tests.chaos.proxy import Proxy
from tests.chaos.room import COVERS, Room, read

BEGINS = int(datetime(2027, 6, 20, 7, 0, tzinfo=UTC).timestamp() * 1000)
SPEED = 60
"""A minute of the day is a second."""
BEFORE = 8
"""Minutes of the day before the workshops begin."""
OPTIONS = ["Bänke", "Brunnen", "Bäume", "Busse", "Brücken", "Bühnen"]
POINTS = ("before-commit", "after-commit", "after-send")
AT_THE_END = "in-digest"
READY_SECONDS = 60
POINT_SECONDS = 5
DRAIN_SECONDS = 60
QUIET_SECONDS = 2.0
CONFIG = """\
[conference]
name = "probe"
title = "Die Probe aller Unfälle"

[privacy]
controller = "Stadt Musterhausen"
contact = "datenschutz@example.org"
legal_basis = "Art. 6 Abs. 1 lit. e DSGVO"
retention_days = 30

[matrix]
homeserver = "{url}"
user_id = "{bot}"
control_room = "#regie:{server}"

[organisers]
matrix_room = "#orga:{server}"
"""
WORKSHOP = """
[[workshop]]
id = "{id}"
title = "Workshop {id}"
flow = "ablauf.toml"
starts = {starts}
matrix_room = "#{id}:{server}"
"""


@dataclass(frozen=True, slots=True)
class Size:
    """How big the run is, and how bad."""

    citizens: int = 40
    workshops: int = 2
    minutes: tuple[int, int, int] = (15, 14, 12)
    """Of each phase of ideas, of each vote, of the closing."""
    script: Script = field(default_factory=lambda: Script(ideas=5, votes=4, closing=2))
    random_kills: int = 8
    kills_per_point: int = 4
    digest_kills: int = 1
    server_kills: int = 2
    server_away: tuple[float, float] = (1.0, 4.0)
    absent: int = 0
    """The bot is down while so many events arrive."""
    catch_up_kills: int = 0
    """It is killed so often while it reads them."""
    cut: float = 0.0
    """Seconds for which the network is cut, in the middle of the second vote."""
    lose: int = 0
    """Each so-many-th message of the bot is taken, and its answer lost."""
    limited: bool = False
    """A server with the limits that nobody changed, for the bot; the crowd is exempt."""
    at_once: bool = False
    """Everybody acts in the first moments of a phase."""


@dataclass(slots=True)
class Report:
    """What happened, in figures."""

    seed: int = 0
    seconds: float = 0.0
    inputs: Counter[str] = field(default_factory=Counter)
    kills: Counter[str] = field(default_factory=Counter)
    starts: list[float] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)
    violations: list[Violation] = field(default_factory=list)
    folder: Path = Path()

    def __str__(self) -> str:
        starts = sorted(self.starts) or [0.0]
        rows = [
            f"seed {self.seed}, {self.seconds:.0f} s",
            f"inputs {self.inputs.total()}: {dict(sorted(self.inputs.items()))}",
            f"kills {self.kills.total()}: {dict(sorted(self.kills.items()))}",
            f"start to ready: median {starts[len(starts) // 2]:.1f} s, longest {starts[-1]:.1f} s",
            *(f"{name}: {value}" for name, value in self.figures.items()),
            f"violations {len(self.violations)}",
            *(f"  {violation}" for violation in self.violations[:40]),
        ]
        return "\n".join(rows)


def plan(size: Size) -> list[Phase]:
    """Return the agenda of the workshops."""
    ideas, vote, closing = size.minutes
    return [
        Phase("Ankommen", "welcome", 2, prompt="Willkommen zur Probe aller Unfälle."),
        Phase("Erste Ideen", "ideas", ideas, prompt="Was fällt Ihnen ein?"),
        Phase("Erste Wahl", "vote", vote, method="approval", options=OPTIONS, limit=3),
        Phase("Zweite Ideen", "ideas", ideas, ring=True),
        Phase("Zweite Wahl", "vote", vote, method="dots", options=OPTIONS, limit=3),
        Phase("Abschluss", "closing", closing),
    ]


def flow(phases: Sequence[Phase]) -> str:
    """Return the agenda as the file that an organiser would write."""
    rows = ['title = "Probe"', 'summary = "Für die Probe aller Unfälle."']
    for phase in phases:
        rows += ["", "[[phase]]", f'kind = "{phase.kind}"', f'title = "{phase.title}"', f"minutes = {phase.minutes}"]
        rows += [f'prompt = "{phase.prompt}"'] if phase.prompt else []
        rows += ["ring = true"] if phase.ring else []
        if phase.options:
            limit = {"approval": "choices", "dots": "dots"}[phase.method]
            rows += ['on = "options"', f'method = "{phase.method}"', f"{limit} = {phase.limit}", "keep = 6"]
            rows.append(f"options = {json.dumps(phase.options, ensure_ascii=False)}")
    return "\n".join(rows) + "\n"


class Bot:
    """`werkstatt run`, again and again."""

    def __init__(self, config: Path, token: str, clock: Clock) -> None:
        self._config, self._token, self._clock = config, token, clock
        self._process: asyncio.subprocess.Process | None = None
        self.log = config.parent / "werkstatt.log"
        self.starts: list[float] = []

    async def start(self, failpoint: str = "") -> None:
        """Start it; do not wait."""
        environment = os.environ | {"WERKSTATT_MATRIX__ACCESS_TOKEN": self._token, "WERKSTATT_FAILPOINT": failpoint}
        options = ["--speed", str(self._clock.speed), "--begins", str(self._clock.begins)]
        command = [sys.executable, "-m", "bot.cli", "run", str(self._config), *options]
        command += ["--since", str(self._clock.since)]
        with self.log.open("ab") as log:
            log.write(f"--- started {failpoint}\n".encode())
            self._process = await asyncio.create_subprocess_exec(
                *command, stdout=asyncio.subprocess.PIPE, stderr=log, env=environment
            )

    async def ready(self) -> bool:
        """Wait until it listens; False if it ended before."""
        assert self._process is not None
        assert self._process.stdout is not None
        begun = time.perf_counter()
        async with asyncio.timeout(READY_SECONDS):
            while line := await self._process.stdout.readline():
                if line.startswith(b"READY"):
                    self.starts.append(time.perf_counter() - begun)
                    return True
        return False

    async def ends(self, seconds: float) -> bool:
        """Wait until it ends by itself, at most so long; return whether it did."""
        assert self._process is not None
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._process.wait()
        return self._process.returncode is not None

    async def kill(self) -> None:
        """End it as a power cut would."""
        assert self._process is not None
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()

    async def stop(self) -> int:
        """End it orderly; return its exit code."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        if not await self.ends(30):
            await self.kill()
        return self._process.returncode or 0


class Rig:
    """One run."""

    def __init__(self, folder: Path, size: Size, seed: int) -> None:
        self.folder, self.size = folder, size
        self.chance = random.Random(seed)
        self.report = Report(seed, folder=folder)
        self.plan = plan(size)
        self.server = Homeserver(folder / "homeserver")
        self.proxy: Proxy | None = None
        self.outages: list[tuple[int, int]] = []
        self.rooms: dict[str, str] = {}
        self.staff: dict[str, str] = {}
        self.account: MatrixAccount
        self.moderator: MatrixAccount
        self.crowd: Crowd
        self.bot: Bot

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
        self._figures(evidence)
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
        starts = (datetime.fromtimestamp(BEGINS / 1000, UTC) + timedelta(hours=2, minutes=BEFORE)).replace(tzinfo=None)
        text = CONFIG.format(url=self.url, bot=self.account.user_id, server=NAME)
        for name in self.rooms:
            text += WORKSHOP.format(id=name, starts=starts.isoformat(), server=NAME)
        (self.folder / "ablauf.toml").write_text(flow(self.plan), "utf-8")
        path = self.folder / "config.toml"
        path.write_text(text, "utf-8")
        return path

    @property
    def url(self) -> str:
        """Where the bot finds the server: at the other end of a wire, if that is to be cut or to lose answers."""
        wire = self.proxy if self.size.cut or self.size.lose else None
        return f"http://127.0.0.1:{wire.port}" if wire is not None else self.server.url

    # --- the run ------------------------------------------------------------------------------------------------

    async def _play(self) -> None:
        await self.bot.start()
        await self.bot.ready()
        async with asyncio.TaskGroup() as group:
            group.create_task(self.crowd.play())
            group.create_task(self._torment())
            group.create_task(self._pull_the_server())
            group.create_task(self._cut_the_wire())

    async def _torment(self) -> None:
        """Kill the bot at random moments and at the named points; then let it be."""
        await asyncio.sleep(BEFORE * 60 / SPEED)
        if self.size.absent:
            await self._absent()
        if not (self.size.random_kills or self.size.kills_per_point or self.size.digest_kills):
            return
        kills = [""] * self.size.random_kills + list(POINTS) * self.size.kills_per_point
        self.chance.shuffle(kills)
        await self.bot.kill()
        self.report.kills["random"] += 1
        for point in kills[1:] if "" in kills else kills:
            await self._kill(point)
        for _ in range(self.size.digest_kills):
            await self._kill(AT_THE_END)
        await self.bot.start()
        await self.bot.ready()

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
        if not self.size.cut or self.proxy is None:
            return
        opens = BEFORE + sum(phase.minutes for phase in self.plan[:4]) + self.plan[4].minutes / 2
        await asyncio.sleep(opens * 60 / SPEED)
        gone = time.time_ns() // 1_000_000
        await self.proxy.cut(self.size.cut)
        self.outages.append((gone, time.time_ns() // 1_000_000))

    async def _kill(self, point: str) -> None:
        times = self.chance.randint(1, 12) if point != AT_THE_END else self.chance.randint(1, 10)
        await self.bot.start(f"{point}:{times}" if point else "")
        if not point:
            if self.chance.random() < 0.6:
                await self.bot.ready()
            await self.bot.ends(self.chance.uniform(0.1, 2.5))
        elif await self.bot.ends(DRAIN_SECONDS * 3 if point == AT_THE_END else POINT_SECONDS):
            self.report.kills[point] += 1
            return
        await self.bot.kill()
        self.report.kills["random" if not point else f"{point}, not reached"] += 1

    async def _pull_the_server(self) -> None:
        day = sum(phase.minutes for phase in self.plan)
        await asyncio.sleep(BEFORE * 60 / SPEED)
        for _ in range(self.size.server_kills):
            await asyncio.sleep(day * 60 / SPEED / (self.size.server_kills + 1))
            gone = time.time_ns() // 1_000_000
            self.server.kill()
            await asyncio.sleep(self.chance.uniform(*self.size.server_away))
            await self.server.start()
            self.outages.append((gone, time.time_ns() // 1_000_000))
            self.report.kills["homeserver"] += 1

    async def _drain(self) -> None:
        """Wait until the documentation is handed over and the bot has nothing more to say."""
        published = self.folder / "var/probe/digest/summary.json"
        deadline = time.perf_counter() + DRAIN_SECONDS
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
        names = sorted(path.name for path in published.glob("[!.]*"))
        same = all((again / name).read_bytes() == (published / name).read_bytes() for name in names)
        summary = published / "summary.json"
        return Evidence(
            self.account.user_id,
            self.crowd.clock,
            self.plan,
            rooms,
            staff,
            self.crowd.log,
            self.outages,
            json.loads(summary.read_text("utf-8")) if summary.exists() else {},
            published_again=bool(names) and same,
            journal=read_journal(data / "journal.sqlite3"),
        )

    def _figures(self, evidence: Evidence) -> None:
        report = self.report
        report.inputs.update(each.kind for each in evidence.log)
        report.starts = self.bot.starts
        rooms = [read(evidence, name) for name in evidence.rooms]
        report.figures |= {
            "answered by the server": sum(bool(each.event) for each in evidence.log),
            "sent again by the crowd": sum(each.tries > 1 for each in evidence.log),
            "ideas acknowledged": sum(len(room.numbers(done.event)) for room in rooms for done in room.done),
            "ballots acknowledged": sum("✅" in room.signs.get(done.event, ()) for room in rooms for done in room.done),
            "answers": sum(len(each) for room in rooms for each in room.replies.values()),
            "journal": evidence.journal,
            "events by the bot": sum(e["sender"] == evidence.bot for room in rooms for e in room.events),
            "answers lost on the wire": self.proxy.lost if self.proxy is not None else 0,
            "acknowledged after (s)": _spread([each for room in rooms for each in _waits(room, evidence.bot)]),
            "phases announced after (s)": _spread([each for room in rooms for each in _lateness(room)]),
        }


def _waits(room: Room, bot: str) -> list[float]:
    """Return how long each input waited for its acknowledgement, in seconds of the server's stamps."""
    sent = {done.event: done.at for done in room.done}
    found: dict[str, float] = {}
    for event in room.events:
        for covered in (event.get("content") or {}).get(COVERS) or [] if event["sender"] == bot else []:
            if covered in sent:
                found.setdefault(covered, (event["origin_server_ts"] - sent[covered]) / 1000)
    return list(found.values())


def _lateness(room: Room) -> list[float]:
    """Return how long after the end of the phase before each phase was announced, in seconds."""
    pairs = pairwise(room.opened)
    return [(then.at - before.due) / 1000 for before, then in pairs if before.due is not None]


def _spread(values: list[float]) -> str:
    ordered = sorted(values) or [0.0]
    p95 = ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)]
    return f"median {ordered[len(ordered) // 2]:.2f}, p95 {p95:.2f}, most {ordered[-1]:.2f}, of {len(values)}"


async def _newest(client: Client, room: str) -> str:
    page = await client.call("GET", f"/rooms/{room}/messages?dir=b&limit=1")
    return str(page["chunk"][0]["event_id"]) if page["chunk"] else ""
