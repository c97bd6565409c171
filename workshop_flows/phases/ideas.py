"""Collecting ideas, and sorting them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_flows.effects import Item, Items, Line, line
from workshop_flows.phases.kind import PhaseKind
from workshop_flows.values import MINUTE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workshop_flows.ideas import Idea
    from workshop_flows.workshop import Phase, Workshop


def items(ideas: Iterable[Idea], *, long: bool = False) -> Items:
    """Return ideas as a list with their numbers."""
    return Items(tuple(Item(str(idea.number), idea.words) for idea in ideas), long)


def opens(_workshop: Workshop, phase: Phase) -> tuple[Line, ...]:
    """Say how to contribute."""
    how = line("ideas-plain") if phase.plan.plain else line("ideas-command")
    limit = phase.plan.per_person
    return (how,) if limit is None else (how, line("ideas-limit", limit=limit))


def warning(workshop: Workshop, _phase: Phase) -> tuple[Line, ...]:
    """Say how many there are."""
    return (line("ideas-so-far", count=len(workshop.ideas.listed)),)


def closes(workshop: Workshop, _phase: Phase) -> tuple[Line, ...]:
    """Say thank you."""
    count = len(workshop.ideas.listed)
    return (line("ideas-thanks", count=count),) if count else (line("ideas-none"),)


def sort_opens(workshop: Workshop, _phase: Phase) -> tuple[Line, ...]:
    """Show the list."""
    listed = workshop.ideas.listed
    return (line("ideas-list", ideas=items(listed, long=True)),) if listed else ()


IDEAS = PhaseKind(opens, closes, warns=2 * MINUTE, warning=warning, takes="idea", rings=True)
SORT = PhaseKind(sort_opens)
