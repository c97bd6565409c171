"""`!stimme 1 4 7`, or just the numbers while a vote is open: give a ballot; the last one counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.ballots.ballot import ballot
from commands.ballots.problem import Problem
from commands.behalf import on_behalf
from commands.command import EVERYBODY, Command, Decision, Refused, Said, refused
from workshop_flows.announcement import merges
from workshop_flows.facts.votes import BallotCast, BallotLate
from workshop_flows.values import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from workshop_flows.votes import Vote
    from workshop_flows.workshop import Workshop


def decide(workshop: Workshop, said: Said) -> Decision:
    """Take a ballot for the open vote; a wrong one leaves the earlier ballot as it is."""
    someone = on_behalf(workshop, said)
    if isinstance(someone, Refused):
        return someone
    if said.role is not Role.CITIZEN and not someone.entered:
        return refused("vote-not-you-lead" if said.leads else "vote-not-you")
    vote = workshop.vote
    if vote is None:
        last = workshop.last_vote
        return refused("vote-none") if last is None else [BallotLate(last.number, someone.person, said.source)]
    read = ballot(someone.rest, vote, accepted(workshop, vote))
    if isinstance(read, Problem):
        return Refused(read.name, read.values)
    cast = BallotCast(
        vote.number,
        someone.person,
        read,
        said.source,
        visible=not said.direct and not someone.entered,
        by=said.person if someone.entered else None,
    )
    return [*someone.facts, cast]


def accepted(workshop: Workshop, vote: Vote) -> Callable[[int], int | None]:
    """Return what names the option under which a written number counts: a bundled idea's counts for its bundle."""

    def option(number: int) -> int | None:
        if number in vote.by_number:
            return number
        if number not in workshop.ideas.by_number or not merges(workshop, vote):
            return None
        head = workshop.ideas.head(number)
        return head if head in vote.by_number else None

    return option


VOTE = Command("vote", EVERYBODY, decide)
