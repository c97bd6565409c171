"""`werkstatt schema`: what may stand in a flow, for editors."""

from __future__ import annotations

import json

import typer

from bot.configuration import flow_files


def command() -> None:
    """Zeigt das JSON-Schema eines Ablaufs, für Editoren."""
    typer.echo(json.dumps(flow_files.schema(), ensure_ascii=False, indent=2))
