"""An answer to a vote's poll: what was chosen, or the weight of one option; it becomes a whole ballot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.ballots.ballot import SCALE
from commands.ballots.resistance import MOST_RESISTANCE
from commands.heard import Heard, PollAnswer, PollWeight
from commands.turn import Turn, carry_out, chat, quietly
from workshop_flows.facts.votes import BallotCast, BallotLate, BallotWithdrawn
from workshop_flows.values import NOWHERE, Ballot, Method, Role

if TYPE_CHECKING:
    from workshop_flows.conference import Conference
    from workshop_flows.votes import Vote

GRADES = {Method.RESISTANCE: range(MOST_RESISTANCE + 1), Method.OPINION: range(-1, 2), Method.SCALE: SCALE}
"""The weights that an option can have, where it is weighed by itself."""


def hear(day: Conference, heard: Heard, answer: PollAnswer | PollWeight) -> Turn:
    """Take the answer to a poll as a ballot that nobody else sees."""
    vote = day.workshop(heard.workshop).votes.get(answer.vote)
    if vote is None or heard.role is not Role.CITIZEN:
        return chat(day, heard, heard.workshop)
    if not vote.open:
        return carry_out(day, heard, heard.workshop, [BallotLate(vote.number, heard.person, NOWHERE)])
    ballot = changed(vote, heard.person, answer)
    if ballot is None:
        return chat(day, heard, heard.workshop)
    if ballot:
        cast = BallotCast(vote.number, heard.person, ballot, heard.source, visible=False)
        return quietly(carry_out(day, heard, heard.workshop, [cast]))
    return carry_out(day, heard, heard.workshop, [BallotWithdrawn(vote.number, heard.person)])


def changed(vote: Vote, person: int, answer: PollAnswer | PollWeight) -> Ballot | None:
    """Return somebody's ballot with this answer; None: it cannot be one, and the earlier ballot stays."""
    cast = vote.ballots.get(person)
    before = cast.weights if cast is not None else {}
    if isinstance(answer, PollAnswer):
        return _chosen(vote, before, answer)
    if answer.option not in vote.by_number:
        return None
    weight = answer.weight + (before.get(answer.option, 0) if answer.further else 0)
    if vote.method is Method.DOTS:
        return _dots(vote, before | {answer.option: weight})
    if weight not in GRADES.get(vote.method, ()):
        return None
    # Opinions add up by themselves, so that each keeps the message that said it.
    given = {answer.option: weight} if vote.method is Method.OPINION else before | {answer.option: weight}
    return tuple(sorted(given.items()))


def _chosen(vote: Vote, before: dict[int, int], answer: PollAnswer) -> Ballot | None:
    chosen = {option: 1 for option in answer.options if option in vote.by_number}
    if answer.among and not (vote.method is Method.SINGLE and chosen):
        chosen = {option: weight for option, weight in before.items() if option not in answer.among} | chosen
    if sum(chosen.values()) > vote.opened.limit:
        return None
    return tuple(sorted(chosen.items()))


def _dots(vote: Vote, given: dict[int, int]) -> Ballot | None:
    most = vote.opened.limit if vote.opened.cumulative else 1
    if min(given.values()) < 0 or max(given.values()) > most or sum(given.values()) > vote.opened.limit:
        return None
    return tuple(sorted((option, weight) for option, weight in given.items() if weight))
