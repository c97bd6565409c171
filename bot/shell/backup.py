"""`werkstatt backup`: a copy of the journal."""

from __future__ import annotations

import asyncio

import typer

from bot.shell.ending import DAMAGED, FAILED, Config, folder_of, stop
from storage.backup import BackupFailed, backup
from storage.schema import JournalDamaged


def command(config: Config) -> None:
    """Sichert das Journal, auch während der Bot läuft."""
    try:
        typer.echo(asyncio.run(backup(folder_of(config))))
    except BackupFailed as failure:
        stop(str(failure), FAILED)
    except JournalDamaged as damage:
        stop(str(damage), DAMAGED)
