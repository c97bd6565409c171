"""A tie at the cut, and the vote that decides it."""

from __future__ import annotations

from dataclasses import replace

from workshop_flows.announcement import merges
from workshop_flows.changes.bulletin import recall
from workshop_flows.effects import Clock, Line, Next, Then, Value
from workshop_flows.facts.agenda import PhaseBegan
from workshop_flows.flow import Kind, On, PhasePlan, Way
from workshop_flows.tally import coverage
from workshop_flows.values import MINUTE, Moment
from workshop_flows.votes import Vote
from workshop_flows.workshop import Phase, Workshop


def insert(workshop: Workshop, vote: int, minutes: int, at: Moment) -> Then:
    """Put a vote among the tied options of `vote` next into the agenda, and let it begin."""
    plan = PhasePlan(
        kind=Kind.VOTE,
        title=workshop.phases[workshop.current - 1].plan.title,
        minutes=minutes,
        on=On.OPTIONS,
        method=Way.SINGLE,
        keep=_places(workshop, vote),
    )
    inserted = Phase(workshop.current + 1, plan, minutes * MINUTE, runoff_of=vote)
    recall(workshop)
    later = workshop.phases[workshop.current :]
    for phase in later:
        phase.number += 1
    workshop.phases[workshop.current :] = [inserted, *later]
    return lambda: Next(facts=(PhaseBegan(inserted.number, at, at + minutes * MINUTE),))


def _places(workshop: Workshop, vote: int) -> int:
    result = workshop.votes[vote].result
    return max(1, result.places) if result is not None else 1


def tie_hint(workshop: Workshop) -> Line:
    """Say which place is tied, and how it can be decided."""
    vote = workshop.decided
    result = vote.result if vote is not None else None
    tied = [row for row in result.rows if row.option in result.tied_at_cut] if result is not None else []
    values: dict[str, Value] = {"rank": tied[0].rank if tied else 1, "count": len(tied), "minutes": 2}
    if workshop.end is None:
        return Line("tie-hint-open", values)
    return Line("tie-hint", {**values, "end": Clock(workshop.end)})


def settle(workshop: Workshop, vote: Vote) -> None:
    """Let a run-off decide the tie of the vote that it was called for; if it ties again, all stay in."""
    first = workshop.votes[vote.opened.runoff_of or 0]
    if vote.result is None or first.result is None or not vote.result.turnout.ballots:
        return
    first.result = first.result.settled(vote.result.shortlist)
    moved = workshop.ideas.moved if merges(workshop, first) else {}
    first.result = replace(first.result, coverage=coverage(first, moved, first.result.shortlist))
