"""Talking, and having a break: the bot only says until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_flows.effects import Line, line
from workshop_flows.phases.kind import PhaseKind, silent

if TYPE_CHECKING:
    from workshop_flows.workshop import Phase, Workshop


def opens(_workshop: Workshop, _phase: Phase) -> tuple[Line, ...]:
    """Say how an idea that comes up is kept."""
    return (line("talk-ideas"),)


TALK = PhaseKind(opens)
BREAK = PhaseKind(silent)
