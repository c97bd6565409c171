"""Arriving: who is the host, what is kept, who reads along; and who is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_flows.effects import Line, line
from workshop_flows.phases.kind import PhaseKind

if TYPE_CHECKING:
    from workshop_flows.workshop import Phase, Workshop

WAVE = "👋"


def opens(workshop: Workshop, _phase: Phase) -> tuple[Line, ...]:
    """Introduce the host in three sentences and ask who is there."""
    plan = workshop.conference.plan
    said = [line("welcome", controller=plan.controller), line("welcome-kept", days=plan.retention_days)]
    if plan.officials:
        said.append(
            line("welcome-listeners", listeners=plan.listeners) if plan.listeners else line("welcome-officials")
        )
    if len(workshop.sides) > 1:
        said.append(line("welcome-others"))
    said.append(line("welcome-more"))
    if workshop.call:
        said.append(line("welcome-call", call=workshop.call))
    said.append(line("welcome-there"))
    return tuple(said)


WELCOME = PhaseKind(opens, taps=(WAVE,), anchor="wave")
