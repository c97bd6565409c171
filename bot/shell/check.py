"""`werkstatt check`: everything that is wrong with a configuration, else the timetable of the day."""

from __future__ import annotations

import asyncio
from pathlib import Path

import typer

from bot.check import check
from bot.configuration.settings import data_folder
from bot.shell.ending import Config, sound
from storage.folder import journal_file
from storage.journal import Journal, JournalDamaged
from workshop_flows.happen import fold


def command(config: Config) -> None:
    """Prüft die Konfiguration und zeigt den Ablauf des Tages. Braucht kein Netz."""
    report, _ = sound(config, asyncio.run(_tried(config)))
    for warning in report.warnings:
        typer.echo(f"Hinweis: {warning}")
    for row in report.timetable:
        typer.echo(row)


async def _tried(config: Path) -> frozenset[str]:
    """Return the workshops that had a trial, as far as a journal knows."""
    settings = check(config).settings
    if settings is None:
        return frozenset()
    folder = data_folder(settings, config)
    if not journal_file(folder).exists():
        return frozenset()
    try:
        async with await Journal.open(folder, now=0, readonly=True) as journal:
            day = await journal.over_entries(fold)
    except JournalDamaged:
        return frozenset()
    return frozenset(workshop.id for workshop in day.workshops.values() if workshop.tried)
