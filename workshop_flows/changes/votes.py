"""What facts about votes change."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from workshop_flows.agenda import RUNOFF_WINDOW
from workshop_flows.announcement import announcement, merges
from workshop_flows.changes.agenda import after_vote
from workshop_flows.changes.bulletin import remember
from workshop_flows.changes.runoff import settle
from workshop_flows.effects import (
    NOTHING,
    Acknowledge,
    ClosePoll,
    Line,
    Next,
    OpenPoll,
    Place,
    Reply,
    Say,
    Then,
    Urgency,
    line,
)
from workshop_flows.facts.votes import (
    BallotCast,
    BallotLate,
    BallotWithdrawn,
    VoteClosed,
    VoteClosing,
    VoteFact,
    VoteOpened,
)
from workshop_flows.flow import Kind
from workshop_flows.invitation import invitation, tapped
from workshop_flows.sides import listed
from workshop_flows.tally import count
from workshop_flows.values import Ballot, Method, Moment, Source
from workshop_flows.votes import Cast, Vote

if TYPE_CHECKING:
    from workshop_flows.workshop import Workshop

YES = "✅"


def happen(workshop: Workshop, fact: VoteFact, at: Moment) -> Then:
    """Let a fact about a vote happen."""
    match fact:
        case BallotCast():
            return _cast(workshop, fact, at)
        case BallotWithdrawn(number, person, options):
            _withdraw(workshop.votes[number], person, options)
        case BallotLate(number, person, source):
            told = person in workshop.votes[number].late
            workshop.votes[number].late.add(person)
            if source:  # it stays a ballot of this vote, whatever it is edited to
                workshop.ballot_sources.setdefault(source, (number, person))
            workshop.seen(person, at)
            return NOTHING if told else _late(workshop, person, source)
        case VoteOpened():
            return _open(workshop, fact, at)
        case VoteClosing(number):
            workshop.votes[number].closing = at
        case VoteClosed():
            return _close(workshop, workshop.votes[fact.vote], fact, at)
        case _:
            assert_never(fact)
    return NOTHING


def _open(workshop: Workshop, fact: VoteOpened, at: Moment) -> Then:
    workshop.votes[fact.vote] = Vote(fact, at)
    if fact.phase is not None:
        workshop.phases[fact.phase - 1].vote = fact.vote
    if merges(workshop, workshop.votes[fact.vote]):
        listed(workshop)
    return lambda: _opened(workshop.votes[fact.vote])


def _opened(vote: Vote) -> Next:
    fact, said = vote.opened, invitation(vote)
    title = fact.options[0].title if fact.method is Method.SCALE else fact.title
    poll = OpenPoll(
        fact.vote,
        title,
        fact.options,
        fact.limit,
        disclosed=not fact.hidden,
        method=fact.method,
        native=tapped(vote),
    )
    return Next((Say(Place.ROOM, said, rings=True, anchor=f"vote:{fact.vote}"), poll))


def _cast(workshop: Workshop, fact: BallotCast, at: Moment) -> Then:
    vote = workshop.votes[fact.vote]
    cast = Cast(dict(fact.ballot), fact.source, at, fact.visible, fact.by)
    if vote.method is Method.OPINION:
        _add_up(vote.ballots.get(fact.person), cast)
    vote.ballots[fact.person] = cast
    if fact.by is None:
        workshop.seen(fact.person, at)
    if not fact.source:
        return NOTHING
    workshop.ballot_sources[fact.source] = (fact.vote, fact.person)
    return lambda: _counted(workshop, vote, fact)


def _counted(workshop: Workshop, vote: Vote, fact: BallotCast) -> Next:
    noted = Acknowledge(fact.source, fact.person, YES)
    moved = _bundled(workshop, vote, fact.ballot)
    return Next((noted, Reply(fact.source, fact.person, moved))) if moved else Next((noted,))


def _add_up(before: Cast | None, cast: Cast) -> None:
    """Opinions are given one by one: what was said of other ideas stays."""
    cast.said = dict.fromkeys(cast.weights, cast.source)
    if before is not None:
        cast.weights, cast.said = before.weights | cast.weights, before.said | cast.said


def _withdraw(vote: Vote, person: int, options: tuple[int, ...]) -> None:
    cast = vote.ballots.get(person)
    if cast is None:
        return
    for option in options or tuple(cast.weights):
        cast.weights.pop(option, None)
    if not cast.weights:
        del vote.ballots[person]


def _late(workshop: Workshop, person: int, source: Source) -> Then:
    return (lambda: Next((Reply(source, person, _too_late(workshop)),))) if source else NOTHING


def _bundled(workshop: Workshop, vote: Vote, ballot: Ballot) -> tuple[Line, ...]:
    """Tell a voter which of their numbers count for a bundle now."""
    ideas = workshop.ideas
    moved = [(number, weight) for number, weight in ballot if weight and ideas.is_bundled(number)]
    if not moved or not merges(workshop, vote):
        return ()
    return tuple(
        line("ballot-bundled", number=each, head=ideas.head(each), points=abs(weight)) for each, weight in moved
    )


def _too_late(workshop: Workshop) -> tuple[Line, ...]:
    """Tell a late voter kindly, and what they can do now."""
    phase = workshop.phase
    if phase is not None and phase.plan.kind is Kind.MESSAGES:
        return (line("ballot-late"), line("ballot-late-message"))
    return (line("ballot-late"),)


def _close(workshop: Workshop, vote: Vote, fact: VoteClosed, at: Moment) -> Then:
    if not vote.open:
        return NOTHING
    vote.closed, vote.present, vote.joined = at, fact.present, fact.joined
    away = workshop.conference.away
    vote.missed = tuple(sorted(away.intersection(workshop.sides) if workshop.sides else away))
    vote.result = count(vote, workshop.ideas.moved if merges(workshop, vote) else {})
    if vote.opened.runoff_of:
        settle(workshop, vote)
    if not workshop.trial and vote.result.turnout.ballots and vote.opened.phase is not None:
        undecided = bool(vote.result.tied_at_cut) and workshop.led and vote.opened.runoff_of is None
        remember(workshop, at + (RUNOFF_WINDOW if undecided else 0))
    if vote.opened.phase is not None and vote.opened.phase == workshop.current and workshop.running:
        onward = after_vote(workshop, at, tied=bool(vote.result.tied_at_cut) and not vote.opened.runoff_of)
        return lambda: _announced(workshop, vote, onward())
    return lambda: _announced(workshop, vote, Next())


def _announced(workshop: Workshop, vote: Vote, onward: Next) -> Next:
    said = announcement(workshop, vote)
    result = Say(Place.ROOM, said, Urgency.PHASE), ClosePoll(vote.number, said, native=tapped(vote))
    return Next((*result, *onward.effects), onward.facts)
