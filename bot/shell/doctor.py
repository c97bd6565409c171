"""`werkstatt doctor`: connects, and says what is missing for the day."""

from __future__ import annotations

import asyncio

import typer

from bot import doctor
from bot.configuration.settings import data_folder
from bot.shell.ending import Config, finish, sound


def command(config: Config) -> None:
    """Verbindet sich und sagt, was für den Tag noch fehlt und wie man es behebt."""
    report, settings = sound(config)
    found = asyncio.run(doctor.examine(settings, data_folder(settings, config), report.flows))
    typer.echo(doctor.report(found))
    finish(doctor.exit_code(found))
