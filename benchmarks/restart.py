"""How long a restart takes, with the facts of one day and with a million: from process start until it can decide."""

from __future__ import annotations

import asyncio
import dataclasses
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Hashable
from functools import cache
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.fold import DAY, PEOPLE, day
from bot.shell.ending import folder_of
from storage.journal import Account, Commit, Journal, Seen
from workshop_flows.facts.conference import ConferencePlanned
from workshop_flows.facts.entry import Entry, Fact
from workshop_flows.values import Source

SIZES = ((15_000, 1.0, 5), (1_000_000, 10.0, 1))
"""Facts, seconds that the restart may take, and how often it is measured."""
START = """
import sys
from bot.cli import shell
shell(["run"])
from benchmarks.awaken import main
main(sys.argv[1])
"""
"""The shell loads what `werkstatt run` needs; then the rest of it happens, up to where the network comes in."""
CONFIG = Path(__file__).parents[1] / "config.example.toml"
"""A conference on Matrix and Discord."""
MESSAGES_FOR = 13_600
"""Messages of a day that has about 15,000 facts."""


async def write(folder: Path, turns: list[Entry], facts: int) -> int:
    """Write a journal of at least so many facts: the day again and again, in other rooms and with other people."""
    written = copy = 0
    async with await Journal.open(folder, now=DAY) as journal:
        while written < facts:
            entries = [altered(entry, copy) for entry in turns if not copy or not _once(entry.fact)]
            entries = entries[: facts - written]
            commit = Commit(
                entries=[(written + number, entry) for number, entry in enumerate(entries, 1)],
                seen=[Seen(source, "fact") for entry in entries if (source := _source(entry.fact))],
                accounts=[
                    Account(f"matrix:@p{person}:example.org", person, f"P{person}")
                    for person in range(copy * PEOPLE + 1, (copy + 1) * PEOPLE + 1)
                ],
            )
            await journal.commit(commit, DAY)
            written, copy = written + len(entries), copy + 1
    return written


def altered(entry: Entry, copy: int) -> Entry:
    """Return the same fact in the copy's own room, by the copy's own person, of its own source."""
    changes: dict[str, object] = {}
    for name in _told(type(entry.fact)):  # type: ignore[arg-type]
        value = getattr(entry.fact, name)
        if value:
            changes[name] = Source(f"{value}-{copy}") if name == "source" else value + copy * PEOPLE
    fact = dataclasses.replace(entry.fact, **changes) if changes else entry.fact  # type: ignore[arg-type]
    return Entry(fact, entry.at, f"{entry.workshop}-{copy}" if entry.workshop else "")


@cache
def _told(kind: Hashable) -> tuple[str, ...]:
    names = {field.name for field in dataclasses.fields(kind)}  # type: ignore[arg-type]
    return tuple(sorted({"person", "source"} & names))


def _once(fact: Fact) -> bool:
    return isinstance(fact, ConferencePlanned)


def _source(fact: Fact) -> Source:
    return getattr(fact, "source", None) or Source("")


def restart(config: Path) -> dict[str, float]:
    """Start a process on the journal of a configuration; return the seconds from its start to each step."""
    begun = time.perf_counter()
    command = [sys.executable, "-c", START, str(config)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - ours
    steps = dict(part.split("=") for part in said.split())
    return {name: float(at) - begun for name, at in steps.items()}


def measure() -> list[Figure]:
    """Restart with each size."""
    turns = day(MESSAGES_FOR)
    return [figure(turns, facts, limit, runs) for facts, limit, runs in SIZES]


def figure(turns: list[Entry], facts: int, limit: float, runs: int) -> Figure:
    """Restart several times with so many facts."""
    with tempfile.TemporaryDirectory() as name:
        config = Path(shutil.copy(CONFIG, name))
        written = asyncio.run(write(folder_of(config), turns, facts))
        size = sum(path.stat().st_size for path in Path(name).rglob("*") if path.is_file()) / 2**20
        found = [restart(config) for _ in range(runs)]
    middle = {step: statistics.median(each[step] for each in found) for step in found[0]}
    often = f"median of {runs}" if runs > 1 else "one run"
    return Figure(
        f"restart with {facts:,} facts, ready to decide",
        f"{middle['ready']:.2f} s from process start",
        f"{limit:.0f} s",
        middle["ready"] <= limit,
        f"{often}; {written:,} facts of days like that of `fold`, {size:,.0f} MB; imported after "
        f"{middle['imported']:.2f} s, journal checked after {middle['opened']:.2f} s; the file is in the page cache",
    )
