"""Which bell rings next, and what it rings in: the only timer there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_flows.agenda import (
    CLOSING_AT_MOST,
    TALK_NOTICE,
    began,
    closes,
    counted,
    hint_due,
    on_plan,
    resumed,
    warning_due,
)
from workshop_flows.counting import closing, ended
from workshop_flows.facts.agenda import (
    HintGiven,
    PhaseBegan,
    PhaseClosing,
    PhaseEnded,
    PhaseMoved,
    Resumed,
    WarningGiven,
    WorkshopStarted,
)
from workshop_flows.facts.conference import BulletinGiven
from workshop_flows.facts.entry import Fact, In
from workshop_flows.facts.ideas import IdeasPassedOn
from workshop_flows.facts.votes import VoteClosed, VoteClosing
from workshop_flows.flow import Advance, Kind
from workshop_flows.sides import passing_on_due, untold
from workshop_flows.values import Moment
from workshop_flows.workshop import Course, Phase, Workshop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workshop_flows.belfry import Belfry, Bell
    from workshop_flows.conference import Conference


def next_due(conference: Conference) -> Moment | None:
    """Return when the next bell rings in the whole conference."""
    moments = [moment for moment in (_belfry(conference).next, conference.bulletin_due) if moment is not None]
    return min(moments, default=None)


def due(conference: Conference, at: Moment, *, counts: bool = True) -> In | None:
    """Return the fact of the earliest bell that is due, or None. Each changes the state: ask again after it.

    Without `counts` no bell rings that ends what closes: there may be ballots that were read in time.
    """
    waiting = list(_belfry(conference).due(at))
    if not counts:
        waiting = [bell for bell in waiting if ended(conference.workshop(bell[2]), bell[1]) is None]
    over = {workshop_id for _, fact, workshop_id in waiting if isinstance(fact, PhaseEnded | PhaseClosing)}
    # After an outage nobody needs to hear that two minutes are left of what is over.
    waiting = [bell for bell in waiting if not (isinstance(bell[1], WarningGiven) and bell[2] in over)]
    if waiting:
        moment, fact, workshop_id = min(waiting, key=lambda bell: bell[0])
        return In(workshop_id, _settled(conference.workshop(workshop_id), fact, moment, at))
    if conference.bulletin_due is not None and conference.bulletin_due <= at:
        return In("", BulletinGiven(tuple(conference.bulletin)))
    return None


def _belfry(conference: Conference) -> Belfry:
    """Return the bells as they hang now."""
    belfry = conference.belfry
    for workshop_id in conference.workshops if "" in belfry.stirred else belfry.stirred:
        belfry.hang(workshop_id, tuple(bells(conference.workshops[workshop_id])))
    belfry.stirred.clear()
    return belfry


def bells(workshop: Workshop) -> Iterator[Bell]:
    """Yield what the workshop waits for."""
    waits = workshop.course is Course.PLANNED or workshop.trial
    if waits and workshop.starts is not None and workshop.flow is not None:
        yield workshop.starts, WorkshopStarted(workshop.starts), workshop.id
    if workshop.running:
        yield from ((at, fact, workshop.id) for at, fact in _running(workshop))


def _running(workshop: Workshop) -> Iterator[tuple[Moment, Fact]]:
    yield from ((since + CLOSING_AT_MOST * workshop.conference.pace, over) for since, over in closing(workshop))
    for vote in workshop.votes.values():
        if vote.open and vote.closing is None and vote.opened.ends is not None:
            yield vote.opened.ends, VoteClosing(vote.number)
    if workshop.paused is not None:
        if workshop.resumes is not None:
            yield workshop.resumes, Resumed(None)
        return
    if workshop.closing is not None:
        return
    told = passing_on_due(workshop)
    if told is not None:
        yield told, IdeasPassedOn(untold(workshop))
    phase = workshop.phase
    if phase is not None:
        yield from _of_phase(workshop, phase)
    elif workshop.opens_next is not None:
        yield workshop.opens_next, PhaseBegan(workshop.current + 1, workshop.opens_next, None)


def _of_phase(workshop: Workshop, phase: Phase) -> Iterator[tuple[Moment, Fact]]:
    warning, hint = warning_due(phase), hint_due(phase)
    if warning is not None:
        yield warning, WarningGiven(phase.number)
    if hint is not None:
        yield hint, HintGiven(phase.number)
    if phase.ends is not None and (phase.plan.advance is Advance.AUTO or phase.runoff_of):
        yield phase.ends, closes(workshop)


def _settled(workshop: Workshop, fact: Fact, moment: Moment, at: Moment) -> Fact:
    """Fill in what a bell's fact can only know when it rings."""
    match fact:
        case WorkshopStarted():
            return WorkshopStarted(on_plan(moment, at, workshop.conference.pace))
        case PhaseBegan(number):
            return began(workshop, number, on_plan(moment, at, workshop.conference.pace))
        case Resumed():
            return resumed(workshop, on_plan(moment, at, workshop.conference.pace))
        case VoteClosed(vote):
            return counted(workshop, vote)
        case PhaseEnded(number) if _talk_unwarned(workshop, at):
            return PhaseMoved(number, at + TALK_NOTICE)
        case _:
            return fact


def _talk_unwarned(workshop: Workshop, at: Moment) -> bool:
    """Say whether a talk would end before the moderation was told: by itself it never does."""
    phase = workshop.phase
    if phase is None or phase.plan.kind is not Kind.TALK or phase.hinted is None or phase.ends is None:
        return False
    return phase.ends - phase.hinted < TALK_NOTICE and at - phase.hinted < TALK_NOTICE
