"""`werkstatt forget`: names and accounts go, what was said stays."""

from __future__ import annotations

import typer

from bot.shell.ending import ALREADY_RUNNING, DAMAGED, Config, folder_of, stop
from storage.journal import JournalDamaged, JournalLocked
from storage.retention import forget

FORGOTTEN = "Namen, Konten und Sicherungen sind gelöscht. Ideen und Ergebnisse bleiben, ohne Namen."


def command(config: Config) -> None:
    """Löscht Namen, Konten und Sicherungen; was gesagt wurde, bleibt ohne Namen. Der Bot darf nicht laufen."""
    try:
        forget(folder_of(config))
    except JournalLocked as locked:
        stop(str(locked), ALREADY_RUNNING)
    except JournalDamaged as damage:
        stop(str(damage), DAMAGED)
    typer.echo(FORGOTTEN)
