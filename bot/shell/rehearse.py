"""`werkstatt rehearse`: a flow or a whole day, played in the terminal in seconds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.configuration import flow_files
from bot.rehearsal.rehearse import rehearse_configuration, rehearse_flow
from bot.shell.ending import CONFIGURATION, sound, stop


def command(
    what: Annotated[str, typer.Argument(metavar="CONFIG|ABLAUF", help="Eine Konfiguration oder ein Ablauf.")],
    citizens: Annotated[int, typer.Option(min=1, max=400, help="Wie viele Menschen mitspielen.")] = 15,
    seed: Annotated[int, typer.Option(help="Dieselbe Zahl gibt dasselbe Gespräch.")] = 1,
) -> None:
    """Spielt einen Ablauf in Sekunden durch, ohne Server, und zeigt das Gespräch."""
    path = Path(what)
    if path.suffix == ".toml" and "conference" in _words(path):
        report, settings = sound(path)
        typer.echo(rehearse_configuration(settings, report.flows, citizens, seed), nl=False)
        return
    found = flow_files.find(what, Path())
    if isinstance(found, str):
        stop(found, CONFIGURATION)
    read = flow_files.read(found)
    if read.flow is None:
        stop("\n".join(str(problem) for problem in read.problems), CONFIGURATION)
    typer.echo(rehearse_flow(read.flow, citizens, seed), nl=False)


def _words(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
