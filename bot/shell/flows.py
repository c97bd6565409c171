"""`werkstatt flows`: the flows that come with the house."""

from __future__ import annotations

import typer

from bot.configuration import flow_files


def command() -> None:
    """Nennt die mitgelieferten Abläufe."""
    for name, flow in flow_files.ready_made().items():
        typer.echo(f"{name:20} {flow.minutes:4} min  {flow.summary}")
