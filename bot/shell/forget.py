"""`werkstatt forget`: names and accounts go, what was said stays."""

from __future__ import annotations

import sqlite3

import typer

from bot.shell.ending import ALREADY_RUNNING, DAMAGED, FAILED, Config, folder_of, stop
from storage.journal import JournalDamaged, JournalLocked
from storage.retention import forget

NOTHING = "Der Datenträger lässt es nicht zu ({why}). Nichts ist gelöscht."
FORGOTTEN = "Namen, Konten und Sicherungen sind gelöscht. Ideen und Ergebnisse bleiben, ohne Namen."
READ = (
    "Namen, Konten und Sicherungen sind gelöscht, aber Reste davon liegen noch auf dem Datenträger: Ein anderes"
    " Programm hat journal.sqlite3 offen (etwa eine Sicherung oder eine Ansicht). Bitte schließen Sie es, und rufen Sie"
    " `werkstatt forget` noch einmal auf."
)


def command(config: Config) -> None:
    """Löscht Namen, Konten und Sicherungen; was gesagt wurde, bleibt ohne Namen. Der Bot darf nicht laufen."""
    try:
        done = forget(folder_of(config))
    except JournalLocked as locked:
        stop(str(locked), ALREADY_RUNNING)
    except JournalDamaged as damage:
        stop(str(damage), DAMAGED)
    except sqlite3.Error as refusal:
        stop(NOTHING.format(why=refusal), FAILED)
    if not done:
        stop(READ, FAILED)
    typer.echo(FORGOTTEN)
