"""How a command of the shell ends: with a code that is the same for all, and a sentence if something is in the way."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot.check import Report, check
from bot.configuration.settings import Settings, data_folder

DONE, FAILED, CONFIGURATION, ALREADY_RUNNING, DAMAGED, REFUSED = range(6)

Config = Annotated[Path, typer.Argument(metavar="CONFIG", help="Die Konfiguration, zum Beispiel config.toml.")]


def sound(config: Path, tried: Collection[str] = ()) -> tuple[Report, Settings]:
    """Return a configuration that can be run; else say everything that is wrong with it, and end."""
    report = check(config, tried)
    if report.problems or report.settings is None:
        stop("\n".join(str(problem) for problem in report.problems), CONFIGURATION)
    return report, report.settings


def folder_of(config: Path) -> Path:
    """Return the data folder of a configuration that can be run; else say what is wrong with it, and end."""
    _, settings = sound(config)
    return data_folder(settings, config)


def complain(sentence: str, code: int) -> int:
    """Say what is in the way, and return the code."""
    typer.echo(sentence, err=True)
    return code


def stop(sentence: str, code: int) -> NoReturn:
    """Say what is in the way, and end."""
    raise typer.Exit(complain(sentence, code))


def finish(code: int) -> None:
    """End with a code, unless all is well."""
    if code != DONE:
        raise typer.Exit(code)
