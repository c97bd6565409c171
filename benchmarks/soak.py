"""`make soak`: 371 people for hours at the pace of a real workshop, and whether the bot grows, leaks or becomes late.

`python -m benchmarks.soak --minutes 240`. A real homeserver, its limits lifted; the very `werkstatt run`; real time.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import math
import random
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.figures import Figure, quantile
from benchmarks.loop import lateness
from benchmarks.phases import LEAD, flow, workshop
from benchmarks.quiet import sentence
from benchmarks.town import CITIZENS, CONFIG, Runner, Town, running, settled, wall
from bot.demo.matrix.client import Client
from bot.demo.matrix.homeserver import NAME
from storage.journal import Journal
from workshop_flows.values import MINUTE, SECOND

ROOMS = 24
ROUND = (("ideas", "Ideen", 12), ("vote", "Meinung", 5), ("talk", "Gespräch", 8), ("messages", "Botschaften", 5))
"""What every workshop does again and again: kind, title, minutes."""
SPEAKS = 240.0
"""Seconds between two things that one person says, on average."""
LOOKS = 10.0
"""Seconds between two looks at the bot's process."""
WARM = 5 * 60
"""Seconds after which everybody has spoken and everything that is loaded is loaded; growth is told from here on."""
GROWTH, FILES, CONNECTIONS, LATE, ENDS = 1.1, 1, 24, 50.0, 5.0
"""At most: memory, as a share of what it was; files that are open beyond those that were; connections, which come and
go with what there is to say in sixteen rooms at once; p99 in ms; seconds."""


@dataclass(slots=True)
class Look:
    """What the system says about the bot's process. `resident` in MB; `files` without connections."""

    resident: float
    files: int
    connections: int = 0


@dataclass(slots=True)
class Soak:
    """What came of it."""

    minutes: int
    looks: list[Look] = field(default_factory=list)
    bot: list[float] = field(default_factory=list)
    """How late the bot's loop was, in ms."""
    beside: list[float] = field(default_factory=list)
    """How late an idle loop on the same machine was meanwhile."""
    events: list[str] = field(default_factory=list)
    """What people sent that has to have an outcome."""
    talk: int = 0
    kept: set[str] = field(default_factory=set)
    code: int | None = None
    took: float = 0.0
    """Seconds from the signal to the end."""


def look(pid: int) -> Look:
    """Ask the system (proc(5)) about a process."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    kilobytes = next(int(row.split()[1]) for row in status.splitlines() if row.startswith("VmRSS:"))
    opened = []
    for each in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):  # it was closed meanwhile
            opened.append(str(each.readlink()))
    connections = sum(each.startswith("socket:") for each in opened)
    return Look(kilobytes / 1024, len(opened) - connections, connections)


def configure(built: Town, begins: int, minutes: int) -> None:
    """Write the configuration: rounds enough, so that no workshop ends before the measuring does."""
    rounds = math.ceil(minutes / sum(each for _, _, each in ROUND)) + 1
    phases = [(kind, f"{title} {number}", each) for number in range(1, rounds + 1) for kind, title, each in ROUND]
    (built.folder / "runden.toml").write_text(flow(*phases, ("closing", "Ende", 5)), "utf-8")
    text = CONFIG.format(url=built.server.url, user=built.bot.user_id, name=NAME)
    text = text.replace("[privacy]", 'timezone = "UTC"\n\n[privacy]', 1)
    for number in range(ROOMS):
        text += workshop(f"g{number}", "runden", begins + number * SECOND)
    built.config.write_text(text + workshop("plenum", "runden", begins), "utf-8")


def phase(at: int, begins: int) -> str:
    """Return the kind of phase that a workshop is in, by the plan."""
    passed = (at - begins) / MINUTE % sum(minutes for _, _, minutes in ROUND)
    for kind, _, minutes in ROUND:
        if passed < minutes:
            return kind
        passed -= minutes
    return ROUND[-1][0]


async def crowd(built: Town, soak: Soak, begins: int) -> None:
    """Let everybody take part, each at a pace of their own, mostly in their own workshop."""
    ends = begins + soak.minutes * MINUTE

    async def takes_part(number: int, citizen: Client) -> None:
        chance, own = random.Random(number), f"g{number % ROOMS}"
        at = begins + chance.uniform(0, SPEAKS) * SECOND
        while at < ends:
            await asyncio.sleep(max(0.0, (at - wall()) / SECOND))
            await speaks(citizen, built.rooms[own if chance.random() < 0.9 else "plenum"], chance)
            at += chance.expovariate(1 / SPEAKS) * SECOND

    async def speaks(citizen: Client, room: str, chance: random.Random) -> None:
        words = ""
        match phase(wall(), begins):
            case "vote" if chance.random() < 0.9:
                words = f"!stimme {chance.randint(1, 3)}"
            case "messages" if chance.random() < 0.5:
                words = f"!botschaft {sentence(chance)}"
            case kind if chance.random() < (0.4 if kind == "ideas" else 0.03):
                words = f"!idee {sentence(chance)}"
        event = await citizen.say(room, words or f"{sentence(chance)}?")
        if not words:
            soak.talk += 1
            return
        soak.events.append(event)
        if words.startswith("!idee") and chance.random() < 0.1:
            await asyncio.sleep(10)
            await citizen.edit(room, event, f"!idee {sentence(chance)}")

    await asyncio.gather(*(takes_part(number, citizen) for number, citizen in enumerate(built.citizens)))


async def measured(folder: Path, minutes: int) -> Soak:
    """Build a plenary and the workshops, and let people take part for so many minutes."""
    soak = Soak(minutes)
    homes: dict[str, Collection[int]] = {f"g{number}": range(number, CITIZENS, ROOMS) for number in range(ROOMS)}
    async with settled(folder, homes | {"plenum": range(CITIZENS), "orga": ()}) as built:
        begins = (wall() + LEAD) // SECOND * SECOND
        configure(built, begins, minutes)
        environment = {"WERKSTATT_MATRIX__ACCESS_TOKEN": built.bot.token}
        ours, beside = folder / "bot.late", folder / "beside.late"
        async with contextlib.AsyncExitStack() as stack:
            await stack.enter_async_context(running(built, ["benchmarks.loop", str(beside)], {}))
            bot = await stack.enter_async_context(
                running(built, ["benchmarks.loop", str(ours), "run", str(built.config)], environment)
            )
            watching = asyncio.create_task(watch(bot, soak))
            try:
                await crowd(built, soak, begins)
            finally:
                watching.cancel()
                await asyncio.gather(watching, return_exceptions=True)
            await end(bot, soak)
        soak.bot, soak.beside = lateness(ours), lateness(beside)
        async with await Journal.open(folder / "var/sturm", now=0, readonly=True) as journal:
            soak.kept = {seen.source.event for seen in await journal.inputs.seen()}
    return soak


async def watch(bot: Runner, soak: Soak) -> None:
    """Look at the process again and again."""
    begun = time.perf_counter()
    while True:
        await asyncio.sleep(LOOKS)
        soak.looks.append(look(bot.process.pid))
        if len(soak.looks) % 30 == 0:
            last, minutes = soak.looks[-1], (time.perf_counter() - begun) / 60
            what = f"{last.resident:.1f} MB, {last.files} files, {last.connections} connections"
            print(f"{minutes:.0f} min: {what}, {len(soak.events)} inputs", flush=True)


async def end(bot: Runner, soak: Soak) -> None:
    """Tell the bot to end in the midst of it."""
    begun = time.perf_counter()
    bot.process.send_signal(signal.SIGTERM)
    soak.code = await bot.process.wait()
    soak.took = time.perf_counter() - begun


def figures(soak: Soak) -> list[Figure]:
    """Return what was promised of a long day, and what came of it."""
    steady = soak.looks[int(WARM / LOOKS) :] or soak.looks
    first, last = ends_of([each.resident for each in steady])
    few, many = ends_of([each.files for each in steady])
    most = max(each.connections for each in steady)
    late, beside = (quantile(each, 0.99) for each in (soak.bot, soak.beside))
    lost = len(set(soak.events) - soak.kept)
    name = f"{CITIZENS} people in a plenary and {ROOMS} workshops for {soak.minutes} minutes"
    how = f"from the tenth of the time that begins {WARM // 60} minutes after the bot did to the last tenth, medians"
    return [
        Figure(
            f"{name}: memory",
            f"{first:.1f} -> {last:.1f} MB, {last / first:.3f} x; at most {max(each.resident for each in steady):.1f}",
            f"grows by less than {GROWTH - 1:.0%}",
            last < GROWTH * first,
            f"{how}; {len(soak.events)} commands and {soak.talk} lines of talk",
        ),
        Figure(
            f"{name}: open files",
            f"{few:.0f} -> {many:.0f}, and at most {most} connections",
            f"flat: at most {FILES} more, and {CONNECTIONS} connections",
            many <= few + FILES and most <= CONNECTIONS,
            how,
        ),
        Figure(
            f"{name}: how late its event loop is",
            f"p99 {late:.1f} ms, p50 {quantile(soak.bot, 0.5):.2f} ms, worst {max(soak.bot):.0f} ms",
            f"p99 under {LATE:.0f} ms",
            late < LATE,
            f"{len(soak.bot)} looks, the start included; an idle loop beside it on the same machine: "
            f"p99 {beside:.1f} ms, worst {max(soak.beside):.0f} ms",
        ),
        Figure(
            f"{name}: nothing lost, and an end in order",
            f"{len(soak.events) - lost} of {len(soak.events)} commands have an outcome, exit code {soak.code} "
            f"in {soak.took:.1f} s",
            f"all, 0 in at most {ENDS:.0f} s",
            lost == 0 and soak.code == 0 and soak.took <= ENDS,
            "what the journal holds of every command that the server took; told to end when the last had spoken",
        ),
    ]


def ends_of(values: Sequence[float]) -> tuple[float, float]:
    """Return the medians of the first and of the last tenth."""
    tenth = max(1, len(values) // 10)
    return statistics.median(values[:tenth]), statistics.median(values[-tenth:])


def main() -> int:
    """Measure, and print; 1 if a limit was not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=int, default=240)
    minutes = parser.parse_args().minutes
    with tempfile.TemporaryDirectory() as folder:
        found = figures(asyncio.run(measured(Path(folder), minutes)))
    for figure in found:
        print(figure, flush=True)
    return int(any(figure.met is False for figure in found))


if __name__ == "__main__":
    sys.exit(main())
