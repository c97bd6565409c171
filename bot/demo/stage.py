"""The demonstration: a homeserver, rooms, the very `werkstatt run` that a city would start, and citizens."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from rich.console import Console
from rich.live import Live

from bot.clock import WallClock
from bot.configuration import flow_files
from bot.demo.cast import citizens
from bot.demo.crowd import Crowd
from bot.demo.lines import MODERATORS, TOPICS
from bot.demo.matrix.accounts import Accounts
from bot.demo.matrix.homeserver import NAME, Homeserver, HomeserverFailed
from bot.demo.outcomes import Outcomes, read_outcomes
from bot.demo.picture import Picture
from workshop_flows.flow import Flow
from workshop_flows.values import MINUTE, SECOND, Moment

SPEED = 96
"""Seconds of the demonstration's day in one real second: four hours in two and a half minutes."""
BEGINS: Moment = int(datetime(2027, 6, 20, 7, 0, tzinfo=UTC).timestamp() * 1000)
READY_SECONDS = 60
AFTERWARDS_SECONDS = 60
CONFIG = """\
[conference]
name = "vorfuehrung"
title = "Bürgerkonferenz zur Vorführung"
data_dir = "var"
invited = {invited}
next_steps = "Die Stadt antwortet bis zum Herbst auf jede Idee."
listeners = "Die Oberbürgermeisterin und ihr Team"

[privacy]
controller = "Stadt Musterhausen"
contact = "datenschutz@example.org"
legal_basis = "Art. 6 Abs. 1 lit. e DSGVO"
retention_days = 30

[matrix]
homeserver = "{url}"
user_id = "{bot}"
control_room = "#regie:{server}"

[officials]
matrix_room = "#rathaus:{server}"

[organisers]
matrix_room = "#orga:{server}"
"""
WORKSHOP = """
[[workshop]]
id = "{id}"
title = "{title}"
flow = "ablauf.toml"
starts = {starts}
matrix_room = "#{id}:{server}"
"""


@dataclass(slots=True)
class Stage:
    """What is played, and where."""

    citizens: int = 60
    seed: int = 1
    keep: bool = False
    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="werkstatt-demo-")))
    console: Console = field(default_factory=Console)


async def play(stage: Stage) -> int:
    """Play the demonstration; 0 only if every input has exactly one outcome and the sums agree."""
    console = stage.console
    console.print(f"Die Vorführung baut sich auf, in {stage.folder}")
    homeserver = Homeserver(stage.folder / "homeserver")
    try:
        await homeserver.start()
        return await _perform(stage, homeserver)
    except HomeserverFailed as failure:
        console.print(f"[red]{failure}[/red]")
        return 1
    finally:
        homeserver.stop()


async def _perform(stage: Stage, homeserver: Homeserver) -> int:
    flow = _flow(stage.folder)
    async with contextlib.AsyncExitStack() as stack:
        accounts = await Accounts.made(stack, homeserver, citizens(stage.citizens, trouble=True))
        starts = BEGINS + 15 * MINUTE
        config = _configure(stage, homeserver, accounts, starts)
        since = WallClock().now()
        clock = WallClock(SPEED, BEGINS, since)
        bot = await stack.enter_async_context(_bot(stage, accounts, config, since))
        if not await bot.ready():
            stage.console.print(f"[red]Der Bot ist nicht gestartet.[/red] Sein Protokoll: {bot.log}")
            return 1
        crowd = Crowd(accounts, flow, clock, starts, random.Random(stage.seed))  # noqa: S311 - play
        picture = Picture(crowd, flow, clock, starts)
        with Live(picture, console=stage.console, refresh_per_second=4, transient=True):
            await crowd.play((stage.folder / "var/vorfuehrung/digest/summary.json").exists)
            await _quiet(crowd, bot)
        outcomes = await read_outcomes(stage.folder / "var/vorfuehrung", crowd)
        _report(stage, homeserver, accounts, outcomes)
        if stage.keep:
            await _stay(stage)
        return 0 if outcomes.agree else 1


@dataclass(slots=True)
class _Bot:
    """The process of `werkstatt run`."""

    process: asyncio.subprocess.Process
    log: Path

    async def ready(self) -> bool:
        """Wait for the line that says that it listens."""
        if self.process.stdout is None:
            return False
        try:
            async with asyncio.timeout(READY_SECONDS):
                while line := await self.process.stdout.readline():
                    if line.startswith(b"READY"):
                        return True
        except TimeoutError:
            pass
        return False


@contextlib.asynccontextmanager
async def _bot(stage: Stage, accounts: Accounts, config: Path, since: Moment) -> AsyncIterator[_Bot]:
    """Start the bot as a city would, and end it orderly."""
    log = stage.folder / "werkstatt.log"
    environment = os.environ | {"WERKSTATT_MATRIX__ACCESS_TOKEN": accounts.bot.token}
    command = ["-m", "bot.cli", "run", str(config), "--speed", str(SPEED)]
    command += ["--begins", str(BEGINS), "--since", str(since)]
    with log.open("wb") as errors:
        process = await asyncio.create_subprocess_exec(
            sys.executable, *command, stdout=asyncio.subprocess.PIPE, stderr=errors, env=environment
        )
        try:
            yield _Bot(process, log)
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(signal.SIGTERM)
            try:
                async with asyncio.timeout(30):
                    await process.wait()
            except TimeoutError:
                process.kill()
                await process.wait()


async def _quiet(crowd: Crowd, bot: _Bot) -> None:
    """Wait until the bot has said everything: nothing new in any room for two seconds."""
    deadline = asyncio.get_running_loop().time() + AFTERWARDS_SECONDS
    seen = -1
    while asyncio.get_running_loop().time() < deadline and bot.process.returncode is None:
        now = await crowd.count()
        if now == seen:
            return
        seen = now
        await asyncio.sleep(2)


def _flow(folder: Path) -> Flow:
    """Put the flow beside the configuration, as an organiser would, and read it."""
    path = folder / "ablauf.toml"
    path.write_text(files("bot.demo").joinpath("flow.toml").read_text("utf-8"), "utf-8")
    flow = flow_files.read(path).flow
    assert flow is not None  # noqa: S101 - our own file, kept right by a test
    return flow


def _configure(stage: Stage, homeserver: Homeserver, accounts: Accounts, starts: Moment) -> Path:
    """Write the configuration that a press office would write."""
    local = datetime.fromtimestamp(starts / SECOND, UTC).replace(tzinfo=None)
    berlin = local.replace(hour=local.hour + 2).isoformat()
    text = CONFIG.format(url=homeserver.url, bot=accounts.bot.user_id, server=NAME, invited=stage.citizens)
    for id_, title in TOPICS.items():
        text += WORKSHOP.format(id=id_, title=title, starts=berlin, server=NAME)
    path = stage.folder / "config.toml"
    path.write_text(text, "utf-8")
    return path


def _report(stage: Stage, homeserver: Homeserver, accounts: Accounts, outcomes: Outcomes) -> None:
    """Say what came of it, where it lies, and how to join."""
    console, folder = stage.console, stage.folder / "var/vorfuehrung/digest"
    console.print(outcomes.table())
    console.print("Die Ergebnisse, als Stimmungsbild:")
    for row in outcomes.results:
        console.print(f"  {row}", highlight=False)
    console.print(f"Die Dokumentation liegt in {folder}:", highlight=False)
    console.print("  " + ", ".join(path.name for path in sorted(folder.iterdir())) if folder.exists() else "  nichts")
    if stage.keep:
        console.print(f"Mitmachen mit Element: Server {homeserver.url}, Raum #mobilitaet:{NAME}")
        console.print(f"Anmelden als {MODERATORS[0]} (Moderation): Konto anna, Kennwort {accounts.passwords['anna']}")
        console.print(f"Anmelden als Gast: Konto gast, Kennwort {accounts.passwords['gast']}. Ende: Strg+C")
    else:
        console.print("Selbst mitmachen, mit Element oder einem anderen Matrix-Programm: werkstatt demo --keep")
    agree = "Alles hat genau ein Ergebnis, die Summen stimmen." if outcomes.agree else "Etwas stimmt nicht."
    console.print(agree, style="green" if outcomes.agree else "red")
    for problem in outcomes.problems:
        console.print(f"  {problem}", style="red")


async def _stay(stage: Stage) -> None:
    """Leave it running until somebody ends it."""
    end = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(sign, end.set)
    stage.console.print("Es läuft weiter.")
    await end.wait()
