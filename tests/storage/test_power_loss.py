"""The power goes: only what was synced is there afterwards. `make power-loss` plays it sixty times."""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from storage.folder import NAME, mark_file
from storage.journal import Journal

ROOT = Path(__file__).parents[2]
ROUNDS = int(os.environ.get("WERKSTATT_ROUNDS", "4"))
MOST = 150
"""Turns until the power goes; SQLite puts its log into the file after some three hundred."""
LONG = 600
AS_IT_IS, AS_USUAL = "", "PRAGMA synchronous = NORMAL"
WRITES = """
import asyncio, sys
from pathlib import Path
from storage.journal import Commit, Journal, Seen
from workshop_flows.facts.entry import Entry
from workshop_flows.facts.ideas import IdeaGiven
from workshop_flows.values import Source, Text

async def main(folder, pragma):
    async with await Journal.open(Path(folder), now=1) as journal:
        await journal._disk.read(lambda connection: connection.execute(pragma))
        while True:
            turn = journal.last_turn + 1
            entry = Entry(IdeaGiven(1, 1, Text("Wort"), Source(f"m/{turn}")), 1, "w")
            await journal.commit(Commit([(turn, entry)], [Seen(Source(f"m/{turn}"), "fact")]), 1)
            print(turn, flush=True)

asyncio.run(main(*sys.argv[1:]))
"""


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Compile the disk that loses its power."""
    compiler = shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        if os.environ.get("WERKSTATT_CI"):
            pytest.fail("a C compiler is missing, and the power-loss test with it")
        pytest.skip("there is no C compiler, or this is not Linux")
    made = tmp_path_factory.mktemp("shim") / "power.so"
    source = Path(__file__).with_name("power.c")
    command = (compiler, "-shared", "-fPIC", "-O1", "-Wall", "-o", str(made), str(source), "-ldl")
    subprocess.run(command, check=True)  # noqa: S603 - our own source
    return made


async def left(folder: Path, shim: Path, turns: int, pragma: str) -> int:
    """Let the power go after so many acknowledged turns, or some more; return how many were acknowledged."""
    async with await Journal.open(folder / "disk", now=1):
        pass
    after = folder / "after"
    await asyncio.to_thread(shutil.copytree, folder / "disk", after)
    acknowledged = await asyncio.to_thread(_pulled, folder / "disk", after, shim, turns, pragma)
    # The mark is never synced; at its worst the disk has all of it, and it may not claim too much even then.
    mark_file(after).write_bytes(mark_file(folder / "disk").read_bytes())
    return acknowledged


def _pulled(disk: Path, after: Path, shim: Path, turns: int, pragma: str) -> int:
    environment = os.environ | {"LD_PRELOAD": str(shim), "SURVIVES": str(after)}
    command = [sys.executable, "-c", WRITES, str(disk), pragma]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdout
        told = [int(process.stdout.readline()) for _ in range(turns)]
        process.send_signal(signal.SIGKILL)
        return max(told + [int(line) for line in process.stdout if line.strip()])


def survived(after: Path) -> int:
    """Return the last turn on the disk, whatever the mark says."""
    with closing(sqlite3.connect(after / NAME)) as connection:
        return int(connection.execute("SELECT turn FROM journal").fetchone()[0])


async def test_nothing_acknowledged_is_lost_when_the_power_goes(tmp_path: Path, shim: Path) -> None:
    """What somebody was told is kept was synced before; whole turns only, and nothing is refused."""
    chance = random.Random(ROUNDS)
    for number in range(ROUNDS):
        folder = tmp_path / str(number)
        turns = LONG if number == 0 else chance.randint(1, MOST)
        acknowledged = await left(folder, shim, turns, AS_IT_IS)
        async with await Journal.open(folder / "after", now=1) as journal:
            assert acknowledged <= journal.last_turn <= acknowledged + 1
            assert len(await journal.turns()) == len(journal.inputs.sources) == journal.last_turn


async def test_without_waiting_for_the_disk_it_would_be_lost(tmp_path: Path, shim: Path) -> None:
    """With SQLite's usual setting for such journals the same test finds losses: it can."""
    lost = 0
    for number in range(max(2, ROUNDS // 10)):
        folder = tmp_path / str(number)
        lost += await left(folder, shim, 20, AS_USUAL) - survived(folder / "after")
    assert lost >= 20
