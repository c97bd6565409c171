"""A real homeserver with 371 citizens in a plenary and twelve rooms, and the bots that are measured there."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bot.demo.matrix.client import Client
from bot.demo.matrix.homeserver import NAME, Homeserver, MatrixAccount

CITIZENS, ROOMS = 371, 12
CROWDED = ("plenum", *(f"r{number}" for number in range(ROOMS)))
WORKSHOPS = (*CROWDED, "takt")
"""Where the storms are, and where one command a second comes in."""
AT_ONCE = 12
"""Requests of the building crew at the same time."""
READY_SECONDS = 60
COVERS = "org.werkstatt.covers"
ECHO = "Echo: "
FLOW = """\
title = "Ein Sturm"

[[phase]]
kind = "ideas"
title = "Ideen"
minutes = 300
prompt = "Was fehlt?"
"""
CONFIG = """\
[conference]
name = "sturm"
title = "Ein Sturm"
data_dir = "var"
invited = 371

[privacy]
controller = "Stadt Musterhausen"
contact = "datenschutz@example.org"
legal_basis = "Art. 6 Abs. 1 lit. e DSGVO"
retention_days = 30

[matrix]
homeserver = "{url}"
user_id = "{user}"

[organisers]
matrix_room = "#orga:{name}"
"""
WORKSHOP = """
[[workshop]]
id = "{id}"
title = "Raum {id}"
flow = "ablauf.toml"
matrix_room = "#{id}:{name}"
"""


@dataclass(slots=True)
class Town:
    """Who lives there, and their rooms by alias."""

    folder: Path
    server: Homeserver
    anna: Client
    bot: MatrixAccount
    echo: MatrixAccount
    """The plain bot that is where the others are."""
    lone_echo: MatrixAccount
    """The plain bot that is in as many rooms as ours, and spoken to in one of its own."""
    citizens: list[Client] = field(default_factory=list)
    rooms: dict[str, str] = field(default_factory=dict)

    @property
    def config(self) -> Path:
        """The configuration of the bot."""
        return self.folder / "config.toml"

    async def history(self, room: str, since: int) -> list[dict[str, Any]]:
        """Return what was said in a room since an instant of the server's clock, newest first."""
        found: list[dict[str, Any]] = []
        start = ""
        while True:
            page = await self.anna.call("GET", f"/rooms/{quote(self.rooms[room])}/messages?dir=b&limit=500{start}")
            found += [event for event in page["chunk"] if event["origin_server_ts"] >= since]
            if not page.get("end") or page["chunk"][-1]["origin_server_ts"] < since:
                return found
            start = f"&from={page['end']}"


@contextlib.asynccontextmanager
async def town(folder: Path) -> AsyncIterator[Town]:
    """Build a plenary, twelve rooms, and one for each bot of one command a second. Raises HomeserverFailed."""
    few = range(0, CITIZENS, ROOMS)
    homes: dict[str, Collection[int]] = {f"r{number}": range(number, CITIZENS, ROOMS) for number in range(ROOMS)}
    homes |= {"plenum": range(CITIZENS), "takt": few, "echo": few, "orga": (), "echo-orga": ()}
    async with settled(folder, homes) as built:
        for account, where in ((built.echo, CROWDED), (built.lone_echo, (*CROWDED, "echo", "echo-orga"))):
            async with Client(built.server.url, account) as client:
                for alias in where:
                    await client.join(built.rooms[alias])
        _configure(built)
        yield built


@contextlib.asynccontextmanager
async def settled(folder: Path, homes: Mapping[str, Collection[int]]) -> AsyncIterator[Town]:
    """Build it: accounts, and rooms by alias with the citizens who join each. Raises HomeserverFailed."""
    async with contextlib.AsyncExitStack() as stack:
        server = await stack.enter_async_context(Homeserver(folder / "homeserver"))
        gate = asyncio.Semaphore(AT_ONCE)

        async def resident(name: str) -> Client:
            async with gate:
                return Client(server.url, await server.account(name))

        anna = await stack.enter_async_context(await resident("anna"))
        bot, plain, lone = [await server.account(name) for name in ("werkstatt", "echo", "einzeln")]
        built = Town(folder, server, anna, bot, plain, lone)
        built.citizens = list(await asyncio.gather(*(resident(f"p{number}") for number in range(CITIZENS))))
        for citizen in built.citizens:
            await stack.enter_async_context(citizen)
        levels: dict[str, object] = {"users": {built.bot.user_id: 50}, "users_default": 0}
        for alias in homes:
            built.rooms[alias] = await anna.create(alias, alias, power_level_content_override=levels)

        async def joins(alias: str, number: int) -> None:
            async with gate:
                await built.citizens[number].join(built.rooms[alias])

        for alias, numbers in homes.items():
            await asyncio.gather(*(joins(alias, number) for number in numbers))
        yield built


def _configure(built: Town) -> None:
    text = CONFIG.format(url=built.server.url, user=built.bot.user_id, name=NAME)
    for alias in WORKSHOPS:
        text += WORKSHOP.format(id=alias, name=NAME)
    built.config.write_text(text, "utf-8")
    (built.folder / "ablauf.toml").write_text(FLOW, "utf-8")


@dataclass(slots=True)
class Runner:
    """A bot's process."""

    process: asyncio.subprocess.Process

    def processor_seconds(self) -> float:
        """Return the processor time that its threads took so far."""
        threads = Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
        return sum(int(thread.read_text("ascii").split()[0]) for thread in threads) / 1e9


@contextlib.asynccontextmanager
async def werkstatt(built: Town) -> AsyncIterator[Runner]:
    """Run the bot as a city would."""
    environment = {"WERKSTATT_MATRIX__ACCESS_TOKEN": built.bot.token}
    async with running(built, ["bot.cli", "run", str(built.config)], environment) as runner:
        yield runner


@contextlib.asynccontextmanager
async def echo(built: Town, account: MatrixAccount) -> AsyncIterator[Runner]:
    """Run the plain bot."""
    environment = {
        "ECHO_HOMESERVER": built.server.url,
        "ECHO_USER": account.user_id,
        "ECHO_DEVICE": account.device,
        "ECHO_TOKEN": account.token,
    }
    async with running(built, ["benchmarks.echo_bot"], environment) as runner:
        yield runner


@contextlib.asynccontextmanager
async def running(built: Town, command: list[str], environment: Mapping[str, str]) -> AsyncIterator[Runner]:
    """Run a program from when it says READY; end it orderly. Raises RuntimeError."""
    path = built.folder / f"{command[0]}.log"
    with path.open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", *command),
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
            env=os.environ | environment,
        )
    try:
        if not await _ready(process):
            raise RuntimeError(f"{command[0]} ended before it was ready; why, stands in {path}")
        yield Runner(process)
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        try:
            async with asyncio.timeout(30):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()


async def _ready(process: asyncio.subprocess.Process) -> bool:
    assert process.stdout is not None  # noqa: S101 - it is a pipe
    async with asyncio.timeout(READY_SECONDS):
        while line := await process.stdout.readline():
            if line.startswith(b"READY"):
                return True
    return False


@dataclass(slots=True)
class Answered:
    """What a bot did with commands, by the server's clock: command and acknowledgement in ms by event."""

    sent: dict[str, int] = field(default_factory=dict)
    acknowledged: dict[str, int] = field(default_factory=dict)

    @property
    def behind(self) -> float:
        """Seconds from the last command that the server took to the last acknowledgement."""
        return (max(self.acknowledged.values(), default=0) - max(self.sent.values())) / 1000

    @property
    def lags(self) -> list[float]:
        """Milliseconds from each command to its acknowledgement, as far as there is one."""
        return [float(at - self.sent[event]) for event, at in self.acknowledged.items()]


async def answered(built: Town, commands: Mapping[str, tuple[str, str]], bot: str, since: int) -> Answered:
    """Read from the rooms' histories what became of commands: event -> (room, words)."""
    found = Answered()
    by_words = {words: event for event, (_, words) in commands.items()}
    for room in {room for room, _ in commands.values()}:
        for event in await built.history(room, since):
            at, content = event["origin_server_ts"], event["content"]
            if event["event_id"] in commands:
                found.sent[event["event_id"]] = at
            elif event["sender"] == bot:
                for each in covered(content, by_words):
                    found.acknowledged[each] = min(at, found.acknowledged.get(each, at))
    found.acknowledged = {event: at for event, at in found.acknowledged.items() if event in commands}
    return found


def covered(content: Mapping[str, Any], by_words: Mapping[str, str]) -> list[str]:
    """Return the commands that a message of a bot acknowledges: by a sign, by what it covers, by its echo."""
    relation = content.get("m.relates_to") or {}
    if relation.get("rel_type") == "m.annotation":
        return [relation["event_id"]]
    echoed = by_words.get(str(content.get("body", "")).removeprefix(ECHO))
    return [*content.get(COVERS, ()), *([echoed] if echoed else [])]


def wall() -> int:
    """Return the computer's clock in ms: the homeserver on the same machine has the same."""
    return time.time_ns() // 1_000_000
