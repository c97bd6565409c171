"""The demonstration: a platform, rooms, the very `werkstatt run` that a city would start, and citizens."""

from __future__ import annotations

import asyncio
import contextlib
import random
import shutil
import signal
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import TypeAlias

from rich.console import Console
from rich.live import Live

from bot.clock import WallClock
from bot.configuration import flow_files
from bot.demo.cast import citizens
from bot.demo.configured import AFTERWARDS, DAY, OPEN, OWN_FLOW, of_afterwards, of_the_day
from bot.demo.crowd import Crowd
from bot.demo.discord.venue import discord
from bot.demo.lines import MODERATORS, TOPICS
from bot.demo.log import Log
from bot.demo.matrix.homeserver import HomeserverFailed
from bot.demo.matrix.venue import matrix
from bot.demo.outcomes import Outcomes, read_outcomes
from bot.demo.picture import Picture
from bot.demo.process import Bot, running
from bot.demo.venue import Casts, Venue
from workshop_flows.flow import Flow
from workshop_flows.values import SECOND, Moment

Opening: TypeAlias = Callable[[Path, Casts, Log, random.Random], AbstractAsyncContextManager[Venue]]
PLATFORMS: Mapping[str, Sequence[Opening]] = {"matrix": (matrix,), "discord": (discord,), "both": (matrix, discord)}
"""What can be played."""
SPEED = 96
"""Seconds of the demonstration's day in one real second: four hours in two and a half minutes."""
BEGINS: Moment = int(datetime(2027, 6, 20, 7, 0, tzinfo=UTC).timestamp() * 1000)
LEAD_SECONDS = 9
"""Real seconds in which the bot starts before the day does."""
AFTERWARDS_SECONDS = 60
NOT_STARTED = "[red]Der Bot ist nicht gestartet.[/red] Sein Protokoll: {log}"
YOUR_TURN = """
Jetzt sind Sie dran, in normalem Tempo: Im Raum #{room} wartet ein neuer Workshop.
Als {moderator} beginnen Sie ihn mit !start, zur Probe mit !start probe; !weiter führt zur nächsten Phase.
Auf Discord gehen die Befehle auch mit Schrägstrich: /start"""


@dataclass(slots=True)
class Stage:
    """What is played, and where."""

    platform: str = "matrix"
    citizens: int = 60
    seed: int = 1
    keep: bool = False
    speed: int = SPEED
    flow: str = field(default_factory=lambda: files("bot.demo").joinpath("flow.toml").read_text("utf-8"))
    """The text of its flow."""
    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="werkstatt-demo-")))
    console: Console = field(default_factory=Console)

    @property
    def starts(self) -> Moment:
        """When the workshops begin."""
        return BEGINS + LEAD_SECONDS * self.speed * SECOND


async def play(stage: Stage) -> int:
    """Play the demonstration; 0 only if every input has exactly one outcome and the sums agree."""
    stage.console.print(f"Die Vorführung baut sich auf, in {stage.folder}")
    log, chance = Log(), random.Random(stage.seed)  # noqa: S311 - play
    openings = PLATFORMS[stage.platform]
    try:
        async with contextlib.AsyncExitStack() as stack:
            venues = [
                await stack.enter_async_context(opening(stage.folder, casts, log, chance))
                for opening, casts in zip(openings, _casts(stage.citizens, len(openings)), strict=True)
            ]
            return await _perform(stage, venues, log, chance)
    except HomeserverFailed as failure:
        stage.console.print(f"[red]{failure}[/red]")
        return 1


async def _perform(stage: Stage, venues: Sequence[Venue], log: Log, chance: random.Random) -> int:
    config = of_the_day(stage.folder, venues, stage.citizens, stage.starts)
    flow, since = _flow(stage), WallClock().now()
    crowd = Crowd(venues, flow, WallClock(stage.speed, BEGINS, since), stage.starts, chance)
    options = ["--speed", str(stage.speed), "--begins", str(BEGINS), "--since", str(since)]
    data = stage.folder / "var" / DAY
    async with running(config, stage.folder / "werkstatt.log", options, _environment(venues)) as bot:
        if not await bot.ready():
            stage.console.print(NOT_STARTED.format(log=bot.log))
            return 1
        with Live(Picture(crowd, log), console=stage.console, refresh_per_second=4, transient=True):
            await crowd.play((data / "digest/summary.json").exists)
            await _quiet(crowd, bot)
    outcomes = await read_outcomes(data, log, await crowd.acknowledged())
    outcomes.problems += [problem for venue in venues for problem in venue.problems()]
    _report(stage, outcomes, data / "digest")
    if stage.keep:
        await _stay(stage, venues)
    return 0 if outcomes.agree else 1


def _environment(venues: Sequence[Venue]) -> dict[str, str]:
    return {key: value for venue in venues for key, value in venue.environment.items()}


def _casts(count: int, platforms: int) -> list[Casts]:
    """Divide people over the workshops, and within each over the platforms."""
    people = citizens(count, trouble=True)
    workshops = {id_: people[place :: len(TOPICS)] for place, id_ in enumerate(TOPICS)}
    return [{id_: cast[part::platforms] for id_, cast in workshops.items()} for part in range(platforms)]


async def _quiet(crowd: Crowd, bot: Bot) -> None:
    """Wait until the bot has said everything: nothing new in any room for two seconds."""
    deadline = asyncio.get_running_loop().time() + AFTERWARDS_SECONDS
    seen: object = None
    while asyncio.get_running_loop().time() < deadline and bot.alive:
        now = await crowd.newest()
        if now == seen:
            return
        seen = now
        await asyncio.sleep(2)


def _flow(stage: Stage) -> Flow:
    """Put the flow beside the configuration, as an organiser would, and read it."""
    path = stage.folder / OWN_FLOW
    path.write_text(stage.flow, "utf-8")
    flow = flow_files.read(path).flow
    assert flow is not None  # noqa: S101 - our own file, kept right by a test
    return flow


def _report(stage: Stage, outcomes: Outcomes, folder: Path) -> None:
    """Say what came of it, and where it lies."""
    console = stage.console
    console.print(outcomes.table())
    console.print("Die Ergebnisse, als Stimmungsbild:")
    for row in outcomes.results:
        console.print(f"  {row}", highlight=False)
    console.print(f"Die Dokumentation liegt in {folder}:", highlight=False)
    console.print("  " + ", ".join(path.name for path in sorted(folder.iterdir())) if folder.exists() else "  nichts")
    agree = "Alles hat genau ein Ergebnis, die Summen stimmen." if outcomes.agree else "Etwas stimmt nicht."
    console.print(agree, style="green" if outcomes.agree else "red")
    for problem in outcomes.problems:
        console.print(f"  {problem}", style="red")
    if not stage.keep:
        console.print(f"Selbst mitmachen: werkstatt demo --platform {stage.platform} --keep", highlight=False)


async def _stay(stage: Stage, venues: Sequence[Venue]) -> None:
    """Let people take part, at their own pace, until somebody ends it."""
    end = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, end.set)
    keys, own = (stage.folder / "var" / name / "matrix" for name in (DAY, AFTERWARDS))
    if keys.exists():
        shutil.copytree(keys, own)  # the account has one device, and that its keys
    config, log = of_afterwards(stage.folder, venues, stage.citizens), stage.folder / f"{AFTERWARDS}.log"
    async with running(config, log, (), _environment(venues)) as bot:
        if not await bot.ready():
            stage.console.print(NOT_STARTED.format(log=bot.log))
            return
        stage.console.print(YOUR_TURN.format(room=OPEN, moderator=MODERATORS[0]), highlight=False)
        for row in [row for venue in venues for row in venue.invitation()]:
            stage.console.print(row, highlight=False)
        stage.console.print("Ende: Strg+C")
        staying = [asyncio.create_task(venue.stay()) for venue in venues]
        await end.wait()
        for task in staying:
            task.cancel()
        await asyncio.gather(*staying, return_exceptions=True)
