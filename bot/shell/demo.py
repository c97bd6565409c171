"""`werkstatt demo`: a whole conference here and now."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from bot.demo.stage import Stage, play
from bot.shell.ending import finish


def command(
    keep: Annotated[bool, typer.Option("--keep", help="Danach weiterlaufen, zum Mitmachen.")] = False,  # noqa: FBT002
    citizens: Annotated[int, typer.Option(min=8, max=400, help="Wie viele Menschen mitmachen.")] = 60,
    seed: Annotated[int, typer.Option(help="Dieselbe Zahl gibt dieselben Menschen.")] = 1,
) -> None:
    """Eine ganze Konferenz hier und jetzt: eigener Server, Menschen, Dokumentation."""
    finish(asyncio.run(play(Stage(citizens=citizens, seed=seed, keep=keep))))
