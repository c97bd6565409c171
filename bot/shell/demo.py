"""`werkstatt demo`: a whole conference here and now."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from bot.demo.stage import PLATFORMS, Stage, play
from bot.shell.ending import CONFIGURATION, finish, stop

WHERE = "Wo gespielt wird: matrix (ein eigener Homeserver), discord (ein nachgestellter Server) oder both (beide)."
UNKNOWN = "Eine Plattform „{name}“ gibt es hier nicht. Es gibt: {known}."


def command(
    platform: Annotated[str, typer.Option(metavar="PLATTFORM", help=WHERE)] = "matrix",
    keep: Annotated[bool, typer.Option("--keep", help="Danach weiterlaufen, zum Mitmachen.")] = False,  # noqa: FBT002
    citizens: Annotated[int, typer.Option(min=8, max=400, help="Wie viele Menschen mitmachen.")] = 60,
    seed: Annotated[int, typer.Option(help="Dieselbe Zahl gibt dieselben Menschen.")] = 1,
) -> None:
    """Spielt eine ganze Konferenz, hier und jetzt: mit eigenem Server, Menschen und Dokumentation."""
    if platform not in PLATFORMS:
        stop(UNKNOWN.format(name=platform, known=", ".join(PLATFORMS)), CONFIGURATION)
    finish(asyncio.run(play(Stage(platform=platform, citizens=citizens, seed=seed, keep=keep))))
