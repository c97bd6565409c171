"""`werkstatt run`: the bot, until a signal ends it."""

from __future__ import annotations

import asyncio
import signal
from pathlib import Path
from typing import Annotated

import typer

from bot.app import App
from bot.clock import WallClock
from bot.retention import is_due
from bot.shell.discretion import keep_log
from bot.shell.ending import ALREADY_RUNNING, DAMAGED, DONE, REFUSED, Config, complain, finish, sound
from bot.shell.forget import FORGOTTEN, READ
from storage.journal import JournalDamaged, JournalLocked
from storage.retention import forget


def command(
    config: Config,
    speed: Annotated[int, typer.Option(hidden=True, min=1, help="Wie viel schneller der Tag vergeht.")] = 1,
    begins: Annotated[int | None, typer.Option(hidden=True, help="Die gespielte Zeit zu Beginn, in ms.")] = None,
    since: Annotated[int | None, typer.Option(hidden=True, help="Die wirkliche Zeit dieses Beginns, in ms.")] = None,
) -> None:
    """Startet den Bot. Er läuft, bis man ihn beendet."""
    keep_log()
    report, settings = sound(config)
    clock = WallClock(speed, begins, since)
    again = True
    while again:
        conference = App(settings, report.flows, config, clock)
        finish(asyncio.run(_kept_promise(conference.folder, settings.privacy.retention_days, clock)))
        code = asyncio.run(_guarded(conference))
        again = conference.again and code == DONE
    finish(code)


async def _kept_promise(folder: Path, days: int, clock: WallClock) -> int:
    """Delete names that were kept for as long as people were told."""
    try:
        if await is_due(folder, days, clock.now()):
            typer.echo(FORGOTTEN if forget(folder) else READ, err=True)
    except JournalLocked as locked:
        return complain(str(locked), ALREADY_RUNNING)
    except JournalDamaged as damage:
        return complain(str(damage), DAMAGED)
    return DONE


async def _guarded(conference: App) -> int:
    """Run until a signal; return the exit code."""
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, conference.end)
    try:
        connected = await conference.run(lambda words: print(words, flush=True))  # noqa: T201 - the line others wait for
    except JournalLocked as locked:
        return complain(str(locked), ALREADY_RUNNING)
    except JournalDamaged as damage:
        return complain(str(damage), DAMAGED)
    for complaint in conference.complaints:
        typer.echo(complaint, err=True)
    return DONE if connected else REFUSED
