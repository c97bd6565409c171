"""371 citizens at once on a real homeserver, and one command a second; a plain bot beside ours in the same run."""

from __future__ import annotations

import asyncio
import itertools
import random
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import Figure, quantile
from benchmarks.quiet import sentence
from benchmarks.town import CITIZENS, ROOMS, Answered, Runner, Town, answered, echo, town, wall, werkstatt
from bot.demo.matrix.client import Client
from storage.journal import Journal

SECONDS_BEHIND = 1.5
RATIO = 1.1
AT_A_PACE = 40
"""Commands to each bot, one a second."""
SETTLED = 6.0
"""Seconds without a new acknowledgement after which none is waited for any longer."""
MOST_SECONDS = 60.0
_numbers = itertools.count(1)


@dataclass(slots=True)
class Storm:
    """What one bot made of one storm."""

    commands: dict[str, tuple[str, str]]
    answers: Answered
    processor: float
    """Seconds."""


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
    return plenary, await storm(built, runner, bot, [f"r{number}" for number in range(ROOMS)])


async def start_all(built: Town) -> None:
    """Let the moderation start every workshop, and wait until the bot has said so everywhere."""
    rooms = ["plenum", *(f"r{number}" for number in range(ROOMS))]
    since = wall()
    for room in rooms:
        await built.anna.say(built.rooms[room], "!start")
    async with asyncio.timeout(60):
        for room in rooms:
            while not any(  # noqa: ASYNC110 - a real server is asked
                event["sender"] == built.bot.user_id for event in await built.history(room, since)
            ):
                await asyncio.sleep(0.2)


async def paced(built: Town, ours: Runner, plain: Runner) -> list[tuple[Answered, float]]:
    """Send one command a second to each bot, half a second apart; return answers and processor seconds of each."""
    rooms, since = ("r0", "echo"), wall()
    used = [runner.processor_seconds() for runner in (ours, plain)]
    commands: list[dict[str, tuple[str, str]]] = [{}, {}]
    begun = time.perf_counter()
    for number in range(2 * AT_A_PACE):
        await asyncio.sleep(max(0.0, begun + number / 2 - time.perf_counter()))
        citizen = built.citizens[ROOMS * (number // 2 % (CITIZENS // ROOMS))]
        event, command = await said(built, citizen, rooms[number % 2])
        commands[number % 2][event] = command
    await asyncio.sleep(2)
    accounts = (built.bot.user_id, built.lone_echo.user_id)
    spent = [runner.processor_seconds() - before for runner, before in zip((ours, plain), used, strict=True)]
    found = [await answered(built, each, bot, since) for each, bot in zip(commands, accounts, strict=True)]
    return list(zip(found, spent, strict=True))


async def recorded(built: Town) -> set[str]:
    """Return the events that the journal holds as facts."""
    async with await Journal.open(built.folder / "var/sturm", now=0, readonly=True) as journal:
        return {seen.source.event for seen in await journal.seen() if seen.outcome == "fact"}


async def measured(folder: Path) -> list[Figure]:
    """Build the town once, and measure everything there."""
    begun = time.perf_counter()
    async with town(folder) as built:
        print(f"The town stands after {time.perf_counter() - begun:.0f} s.", flush=True)
        async with werkstatt(built) as runner:
            await start_all(built)
            ours = await storms(built, runner, built.bot.user_id)
        kept = await recorded(built)
        async with echo(built, built.echo) as runner:
            plain = await storms(built, runner, built.echo.user_id)
        async with werkstatt(built) as runner, echo(built, built.lone_echo) as beside:
            await asyncio.sleep(5)
            pace = await paced(built, runner, beside)
    names = ("371 citizens at once in one plenary", f"371 over {ROOMS} rooms")
    figures = [crowded(name, one, two, kept) for name, one, two in zip(names, ours, plain, strict=True)]
    return figures + slow(pace)


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


def slow(pace: list[tuple[Answered, float]]) -> list[Figure]:
    """Compare the two bots at one command a second."""
    (ours, our_time), (plain, plain_time) = pace
    whole = len(ours.lags) == len(plain.lags) == AT_A_PACE
    one, two = (statistics.median(each.lags or [float("nan")]) for each in (ours, plain))
    per_one, per_two = our_time * 1000 / AT_A_PACE, plain_time * 1000 / AT_A_PACE
    return [
        Figure(
            "one command a second, command to acknowledgement",
            f"p50 {one:.0f} ms, {one / two:.2f} x the plain bot's",
            f"p50 at most {RATIO} x the plain bot's",
            whole and one <= RATIO * two,
            f"the plain bot's p50 {two:.0f} ms; {len(ours.lags)} and {len(plain.lags)} of {AT_A_PACE} answered, "
            f"sent in turn, by the server's stamps; p95 {quantile(ours.lags or [0.0], 0.95):.0f} ms and "
            f"{quantile(plain.lags or [0.0], 0.95):.0f} ms",
        ),
        Figure(
            "processor time per command",
            f"{per_one:.1f} ms, {per_one / per_two:.2f} x the plain bot's",
            "at most the plain bot's",
            per_one <= per_two,
            f"the plain bot's {per_two:.1f} ms, both with everything that they do in a second besides; the plain bot "
            f"is in one room, ours in {ROOMS + 2}",
        ),
    ]


def measure() -> list[Figure]:
    """Measure in a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(measured(Path(folder)))
