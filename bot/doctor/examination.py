"""The whole examination: the computer first, then each platform, as far as its login goes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bot.clock import Clock, WallClock
from bot.configuration.settings import Settings
from bot.doctor import discord, machine, matrix, rooms
from bot.doctor.findings import Finding, warning
from bot.doctor.matrix import Visit
from workshop_flows.flow import Flow


async def examine(
    settings: Settings, folder: Path, flows: Mapping[str, Flow] | None = None, clock: Clock | None = None
) -> list[Finding]:
    """Look at everything; `folder` is the data folder. `flows`: workshop's id -> flow, for the phases at once.

    Does what the bot does at its start too: makes the folder, keeps the login, goes into the configured rooms.
    Never raises for what the operator can mend.
    """
    clock = clock or WallClock()
    if (unusable := machine.unusable(folder)) is not None:
        return [unusable]
    found = await machine.examine(folder, clock.now())
    running = machine.runs(folder)
    if running:
        found.append(warning(machine.RUNS, machine.RUNS_REMEDY))
    found += await matrix.examine(Visit(settings, folder, flows or {}, clock, measuring=not running))
    return [*found, *await discord.examine(settings), *rooms.staff(settings)]
