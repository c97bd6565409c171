"""What `werkstatt run` does from its first line until it can decide, without the network; for `restart.py`."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from pathlib import Path

from bot.aftermath import Outside
from bot.clock import WallClock
from bot.conductor import Conductor
from bot.configuration import flow_files
from bot.hearing import Hearing
from bot.people import People
from bot.placards import Placards
from bot.platforms.matrix import configured  # noqa: F401 - a bot on Matrix
from bot.retention import is_due
from bot.rooms import Rooms
from bot.saying import Saying
from storage.journal import Journal

RETENTION_DAYS = 30


async def awaken(folder: Path) -> None:
    """Open the journal, fold it, and say when it could have decided; the steps are instants of `perf_counter`."""
    steps = {"imported": time.perf_counter()}
    clock = WallClock()
    await is_due(folder, RETENTION_DAYS, clock.now())
    async with await Journal.open(folder, now=clock.now()) as journal:
        steps["opened"] = time.perf_counter()
        rooms = Rooms()
        saying = Saying(rooms, f"{journal.id}:{journal.epoch}")
        outside = Outside(lambda: None, lambda _at: None, lambda _day, _what: [], lambda: None, lambda: None)
        conductor = Conductor(journal, clock, Hearing(rooms, People(), {}), saying, outside)
        await conductor.load(flow_files.ready_made())
        await Placards(journal, saying, clock, lambda: None).load()
        steps["ready"] = time.perf_counter()
    print(*(f"{name}={at}" for name, at in steps.items()), f"workshops={len(conductor.day.workshops)}", flush=True)


def main(folder: str) -> None:
    """Awaken, and end."""
    asyncio.run(awaken(Path(folder)))
    sys.stdout.flush()
    os._exit(0)  # giving back a million facts one by one takes seconds that nobody waits for
