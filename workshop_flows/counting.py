"""What closes: its time is over, and what the servers took before is still read. Then it is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from workshop_flows.agenda import counted
from workshop_flows.facts.agenda import PhaseClosing, PhaseEnded
from workshop_flows.facts.votes import VoteClosed, VoteClosing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workshop_flows.facts.entry import Fact
    from workshop_flows.values import Moment
    from workshop_flows.workshop import Workshop

Over: TypeAlias = PhaseEnded | VoteClosed
"""What ends a closing; a vote's denominators are filled in when it comes to it."""


def over(fact: PhaseClosing | VoteClosing) -> Over:
    """Return what ends this closing."""
    return PhaseEnded(fact.number) if isinstance(fact, PhaseClosing) else VoteClosed(fact.vote, 0, 0)


def closing(workshop: Workshop) -> Iterator[tuple[Moment, Over]]:
    """Yield what closes just now: since when, and what ends it."""
    if workshop.closing is not None:
        yield workshop.closing, PhaseEnded(workshop.current)
    for vote in workshop.votes.values():
        if vote.open and vote.closing is not None:
            yield vote.closing, VoteClosed(vote.number, 0, 0)


def ended(workshop: Workshop, by: Fact) -> Over | None:
    """Return the fact that ends a closing now; None: it was ended, or taken back, meanwhile."""
    for _, each in closing(workshop):
        if each == by:
            return counted(workshop, each.vote) if isinstance(each, VoteClosed) else each
    return None
