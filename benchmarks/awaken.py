"""What `werkstatt run` does from its first line until it can decide, which takes no network; for `restart.py`."""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path

from bot.app import App
from bot.check import Report
from bot.clock import WallClock
from bot.configuration.settings import Settings
from bot.retention import is_due
from bot.shell.ending import sound
from storage.journal import Journal


async def awaken(report: Report, settings: Settings, config: Path, steps: dict[str, float]) -> None:
    """Open the journal and remember everything, say how far it came when, and end."""
    clock = WallClock()
    conference = App(settings, report.flows, config, clock)
    await is_due(conference.folder, settings.privacy.retention_days, clock.now())
    async with await Journal.open(conference.folder, now=clock.now(), ahead=True) as journal:
        steps["opened"] = time.perf_counter()
        await conference.wake(journal)
        steps["ready"] = time.perf_counter()
        print(*(f"{step}={at}" for step, at in steps.items()), flush=True)
        os._exit(0)  # giving back a million facts one by one takes seconds that nobody waits for


def main(name: str) -> None:
    """Awaken with this configuration. The steps are instants of `perf_counter`."""
    steps, config = {"imported": time.perf_counter()}, Path(name)
    report, settings = sound(config)
    asyncio.run(awaken(report, settings, config, steps))
