"""One closing sentence to the city from everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_flows.effects import Line, line
from workshop_flows.phases.kind import PhaseKind
from workshop_flows.values import MINUTE

if TYPE_CHECKING:
    from workshop_flows.workshop import Phase, Workshop


def count_of(workshop: Workshop) -> int:
    """Return how many messages can be seen."""
    return sum(message.open for message in workshop.messages.values())


def opens(_workshop: Workshop, phase: Phase) -> tuple[Line, ...]:
    """Say how to contribute."""
    return (line("messages-plain"),) if phase.plan.plain else (line("messages-command"),)


def warning(workshop: Workshop, _phase: Phase) -> tuple[Line, ...]:
    """Say how many there are."""
    return (line("messages-so-far", count=count_of(workshop)),)


MESSAGES = PhaseKind(opens, warns=2 * MINUTE, warning=warning, takes="message", rings=True)
