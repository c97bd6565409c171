"""`werkstatt digest`: the documentation once more, from the journal."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot import digest as documents
from bot.publishing import FOLDER
from bot.shell.ending import DAMAGED, Config, folder_of, stop
from storage.journal import Journal, JournalDamaged
from workshop_flows.happen import fold


def command(
    config: Config,
    out: Annotated[Path | None, typer.Option(help="Der Ordner für die Dateien.")] = None,
) -> None:
    """Schreibt die Dokumentation noch einmal, aus dem Journal."""
    folder = folder_of(config)
    try:
        written = asyncio.run(_write(folder, out or folder / FOLDER))
    except JournalDamaged as damage:
        stop(str(damage), DAMAGED)
    for path in written:
        typer.echo(path)


async def _write(folder: Path, out: Path) -> list[Path]:
    async with await Journal.open(folder, now=0, readonly=True) as journal:
        day = await journal.over_entries(fold)
    return documents.write(out, day, day.last_end, None)
