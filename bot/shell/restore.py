"""`werkstatt restore`: the way back to a copy of the journal."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.shell.ending import ALREADY_RUNNING, DAMAGED, FAILED, Config, folder_of, stop
from storage.backup import BackupFailed, restore
from storage.journal import JournalDamaged, JournalLocked


def command(config: Config, copy: Annotated[Path, typer.Argument(help="Die Sicherung.")]) -> None:
    """Spielt eine Sicherung ein. Der Bot darf dabei nicht laufen."""
    try:
        aside = restore(folder_of(config), copy)
    except JournalLocked as locked:
        stop(str(locked), ALREADY_RUNNING)
    except JournalDamaged as damage:
        stop(str(damage), DAMAGED)
    except BackupFailed as failure:
        stop(str(failure), FAILED)
    typer.echo(f"Eingespielt. Das bisherige Journal liegt in {aside}." if aside else "Eingespielt.")
