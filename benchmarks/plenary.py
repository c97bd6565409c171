"""371 citizens at once on a real homeserver, and one command a second; a plain bot beside ours in the same run."""

from __future__ import annotations

import asyncio
import itertools
import random
import statistics
import tempfile
import time
from collections.abc import Awaitable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from benchmarks.figures import Figure, quantile
from benchmarks.quiet import sentence
from benchmarks.town import (
    CITIZENS,
    CROWDED,
    ROOMS,
    WORKSHOPS,
    Answered,
    Runner,
    Town,
    answered,
    echo,
    town,
    wall,
    werkstatt,
)
from bot.demo.matrix.client import Client
from storage.journal import Journal

SECONDS_BEHIND = 1.5
RATIO = 1.1
AT_A_PACE = 60
"""Commands to each bot, one a second."""
IDLE = 20
"""Seconds in which nobody says anything."""
SETTLED = 6.0
"""Seconds without a new acknowledgement after which none is waited for any longer."""
MOST_SECONDS = 60.0
_numbers = itertools.count(1)

Commands: TypeAlias = dict[str, tuple[str, str]]
"""Event -> (room, words)."""


@dataclass(slots=True)
class Storm:
    """What one bot made of one storm."""

    commands: Commands
    answers: Answered
    processor: float
    """Seconds."""


@dataclass(slots=True)
class Paced:
    """What one bot made of one command a second. Processor seconds."""

    answers: Answered
    busy: float
    idle: float

    @property
    def per_command(self) -> float:
        """Milliseconds that a command takes beyond what the bot does anyway."""
        return (self.busy - self.idle * (AT_A_PACE + 1) / IDLE) * 1000 / AT_A_PACE


async def said(built: Town, citizen: Client, room: str) -> tuple[str, tuple[str, str]]:
    """Let a citizen have an idea; return its event, and where and what it was."""
    number = next(_numbers)
    words = f"!idee {number} {sentence(random.Random(number))}"
    return await citizen.say(built.rooms[room], words), (room, words)


async def storm(built: Town, runner: Runner, bot: str, where: list[str]) -> Storm:
    """Let everybody send at once, and wait until nothing more is acknowledged."""
    since, used = wall(), runner.processor_seconds()
    sends = (said(built, citizen, where[place % len(where)]) for place, citizen in enumerate(built.citizens))
    commands = dict(await asyncio.gather(*sends))
    begun = changed = time.perf_counter()
    known = -1
    while True:
        answers = await answered(built, commands, bot, since)
        now = time.perf_counter()
        if len(answers.acknowledged) != known:
            known, changed = len(answers.acknowledged), now
        if known == len(commands) or now - changed > SETTLED or now - begun > MOST_SECONDS:
            return Storm(commands, answers, runner.processor_seconds() - used)
        await asyncio.sleep(1)


async def storms(built: Town, runner: Runner, bot: str) -> tuple[Storm, Storm]:
    """One in the plenary, one over the rooms."""
    await asyncio.sleep(3)  # what the start itself says is not part of it
    plenary = await storm(built, runner, bot, ["plenum"])
    return plenary, await storm(built, runner, bot, [*CROWDED[1:]])


async def start_all(built: Town) -> None:
    """Let the moderation start every workshop, and wait until the bot has said so everywhere."""
    since = wall()
    for room in WORKSHOPS:
        await built.anna.say(built.rooms[room], "!start")
    async with asyncio.timeout(60):
        for room in WORKSHOPS:
            while not any(  # noqa: ASYNC110 - a real server is asked
                event["sender"] == built.bot.user_id for event in await built.history(room, since)
            ):
                await asyncio.sleep(0.2)


async def paced(built: Town, runners: tuple[Runner, Runner]) -> list[Paced]:
    """Let both bots be idle, then send one command a second to each, half a second apart."""
    await asyncio.sleep(5)  # what the start itself says is not part of it
    idle = await spent(runners, asyncio.sleep(IDLE))
    since = wall()
    commands: tuple[Commands, Commands] = ({}, {})
    busy = await spent(runners, send_at_a_pace(built, commands))
    accounts = (built.bot.user_id, built.lone_echo.user_id)
    found = [await answered(built, each, bot, since) for each, bot in zip(commands, accounts, strict=True)]
    return [Paced(*each) for each in zip(found, busy, idle, strict=True)]


async def spent(runners: tuple[Runner, Runner], meanwhile: Awaitable[None]) -> list[float]:
    """Return the processor seconds that each bot takes meanwhile."""
    before = [runner.processor_seconds() for runner in runners]
    await meanwhile
    return [runner.processor_seconds() - used for runner, used in zip(runners, before, strict=True)]


async def send_at_a_pace(built: Town, commands: tuple[Commands, Commands]) -> None:
    """Send to our bot and to the plain one in turn, each in a room of its own with the same citizens."""
    begun = time.perf_counter()
    for number in range(2 * AT_A_PACE):
        await asyncio.sleep(max(0.0, begun + number / 2 - time.perf_counter()))
        citizen = built.citizens[ROOMS * (number // 2 % (CITIZENS // ROOMS))]
        event, command = await said(built, citizen, ("takt", "echo")[number % 2])
        commands[number % 2][event] = command
    await asyncio.sleep(1)


async def recorded(built: Town) -> set[str]:
    """Return the events that the journal holds as facts."""
    async with await Journal.open(built.folder / "var/sturm", now=0, readonly=True) as journal:
        return {seen.source.event for seen in await journal.inputs.seen() if seen.outcome == "fact"}


async def measured(folder: Path) -> list[Figure]:
    """Build the town once, and measure everything there."""
    begun = time.perf_counter()
    async with town(folder) as built:
        print(f"The town stands after {time.perf_counter() - begun:.0f} s.", flush=True)
        async with werkstatt(built) as runner:
            await start_all(built)
            ours = await storms(built, runner, built.bot.user_id)
            async with echo(built, built.lone_echo) as beside:
                ours_paced, plain_paced = await paced(built, (runner, beside))
        kept = await recorded(built)
        async with echo(built, built.echo) as runner:
            plain = await storms(built, runner, built.echo.user_id)
    names = ("371 citizens at once in one plenary", f"371 over {ROOMS} rooms")
    figures = [crowded(name, one, two, kept) for name, one, two in zip(names, ours, plain, strict=True)]
    return figures + slow(ours_paced, plain_paced)


def crowded(name: str, ours: Storm, plain: Storm, kept: set[str]) -> Figure:
    """Compare the two bots in one storm."""
    count, got, echoed = len(ours.commands), len(ours.answers.acknowledged), len(plain.answers.acknowledged)
    held, behind = len(kept & set(ours.commands)), ours.answers.behind
    lasted = (max(ours.answers.sent.values()) - min(ours.answers.sent.values())) / 1000
    ratio = f"{behind / plain.answers.behind:.2f} x" if echoed and plain.answers.behind > 0 else "no ratio for"
    return Figure(
        name,
        f"{held} recorded, {got} acknowledged, {behind:.2f} s after the server took the last one",
        f"{CITIZENS} recorded and acknowledged, at most {SECONDS_BEHIND} s after the last one",
        held == got == count and behind <= SECONDS_BEHIND,
        f"the server took them within {lasted:.1f} s; p50 {quantile(ours.answers.lags, 0.5):.0f} ms, "
        f"p95 {quantile(ours.answers.lags, 0.95):.0f} ms; the plain bot answered {echoed} of {len(plain.commands)}, "
        f"the last {plain.answers.behind:.2f} s after: {got / max(1, echoed):.1f} x as many, {ratio} the delay; "
        f"processor {ours.processor:.1f} s beside {plain.processor:.1f} s",
    )


def slow(ours: Paced, plain: Paced) -> list[Figure]:
    """Compare the two bots at one command a second."""
    counts = [len(each.answers.acknowledged) for each in (ours, plain)]
    whole = counts == [AT_A_PACE, AT_A_PACE]
    lags = [each.answers.lags or [float("nan")] for each in (ours, plain)]
    one, two = map(statistics.median, lags)
    per_one, per_two = (each.per_command for each in (ours, plain))
    all_one, all_two = (each.busy * 1000 / AT_A_PACE for each in (ours, plain))
    idle_one, idle_two = (each.idle * 1000 / IDLE for each in (ours, plain))
    return [
        Figure(
            "one command a second, command to acknowledgement",
            f"p50 {one:.0f} ms, {one / two:.2f} x the plain bot's",
            f"p50 at most {RATIO} x the plain bot's",
            whole and one <= RATIO * two,
            f"the plain bot's p50 {two:.0f} ms; {counts[0]} and {counts[1]} of {AT_A_PACE} answered, sent in turn, by "
            f"the server's stamps; p95 {quantile(lags[0], 0.95):.0f} ms and {quantile(lags[1], 0.95):.0f} ms",
        ),
        Figure(
            "processor time per command",
            f"{per_one:.1f} ms, {per_one / per_two:.2f} x the plain bot's; with what each does anyway "
            f"{all_one:.1f} ms, {all_one / all_two:.2f} x",
            "at most the plain bot's",
            whole and per_one <= per_two,
            f"the plain bot's {per_two:.1f} ms and {all_two:.1f} ms; what each process takes while {AT_A_PACE} "
            f"commands come, one a second, over {AT_A_PACE + 1} s, both at once, less what it takes when idle "
            f"({idle_one:.1f} and {idle_two:.1f} ms a second); each in {len(WORKSHOPS) + 1} rooms and spoken to in "
            f"one of its own with the same citizens; ours after the storms, {2 * CITIZENS} ideas",
        ),
    ]


def measure() -> list[Figure]:
    """Measure in a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(measured(Path(folder)))
