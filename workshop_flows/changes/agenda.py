"""What facts about the agenda change: phases open, close, pause and move."""

from __future__ import annotations

from typing import assert_never

from workshop_flows.agenda import RUNOFF_WINDOW, began, counted, on_plan
from workshop_flows.changes.course import finish, start
from workshop_flows.changes.reopening import reopen
from workshop_flows.changes.runoff import insert, tie_hint
from workshop_flows.effects import NOTHING, Clock, Line, Next, Place, Say, Then, Urgency, line
from workshop_flows.facts.agenda import (
    AgendaFact,
    EndAsked,
    HintGiven,
    Paused,
    PhaseBegan,
    PhaseClosing,
    PhaseEnded,
    PhaseMoved,
    PhaseReopened,
    Resumed,
    RunoffCalled,
    UndoAsked,
    WarningGiven,
    WorkshopEnded,
    WorkshopStarted,
)
from workshop_flows.facts.entry import Fact, In
from workshop_flows.flow import Kind
from workshop_flows.phases.table import PHASES
from workshop_flows.report import hint
from workshop_flows.sides import listed
from workshop_flows.values import MINUTE, Moment
from workshop_flows.workshop import Phase, Workshop


def happen(workshop: Workshop, fact: AgendaFact, at: Moment) -> Then:
    """Let a fact about the agenda happen."""
    match fact:
        case WorkshopStarted(begins, trial):
            return start(workshop, begins, trial=trial)
        case PhaseBegan():
            return _open(workshop, fact)
        case PhaseClosing(_, by):
            workshop.closing, workshop.closing_by = at, by
            workshop.paused = workshop.resumes = None
        case PhaseEnded(number, by):
            return _end(workshop, workshop.phases[number - 1], at, by)
        case PhaseReopened(number, ends):
            return reopen(workshop, workshop.phases[number - 1], ends, at)
        case PhaseMoved(number, ends, by):
            return _move(workshop, workshop.phases[number - 1], ends, by)
        case WarningGiven(number):
            return _warn(workshop, workshop.phases[number - 1], at)
        case HintGiven(number):
            workshop.phases[number - 1].hinted = at
            return lambda: Next((Say(Place.LEAD, hint(workshop, at), Urgency.MODERATION),))
        case Paused(until, by):
            workshop.paused, workshop.resumes = at, until
            workshop.undo = (Resumed(None, by),)
            said = line("paused-until", until=Clock(until)) if until is not None else line("paused")
            return lambda: Next((Say(Place.ROOM, (said,)),))
        case Resumed(ends):
            return _resume(workshop, ends)
        case RunoffCalled(vote, minutes):
            return insert(workshop, vote, minutes, at)
        case EndAsked(by):
            workshop.end_asked[by] = at
        case UndoAsked(by):
            workshop.undo_asked[by] = at
        case WorkshopEnded(by):
            return finish(workshop, at, by)
        case _:
            assert_never(fact)
    return NOTHING


def _open(workshop: Workshop, fact: PhaseBegan) -> Then:
    phase = workshop.phases[fact.number - 1]
    phase.begins, phase.ends, phase.ended = fact.begins, fact.ends, None
    phase.warned, phase.hinted, phase.since = False, None, None
    workshop.current = fact.number
    workshop.opens_next = workshop.closing = workshop.paused = workshop.resumes = None
    workshop.ideas.given.clear()
    if phase.plan.kind is Kind.SORT:
        listed(workshop)
    return lambda: _opened(workshop, phase)


def _opened(workshop: Workshop, phase: Phase) -> Next:
    kind = PHASES[phase.plan.kind]
    following = kind.following(workshop, phase)
    opening = Say(
        Place.ROOM,
        _opening(phase),
        rings=kind.rings,
        addresses_all=phase.plan.ring,
        anchor=kind.anchor,
        taps=kind.taps,
    )
    if following.facts:  # the vote that opens with the phase says the rest
        poll = workshop.vote  # one vote in a room at a time
        before = (counted(workshop, poll.number),) if poll is not None else ()
        return Next((opening,), (*before, *following.facts))
    rest = Say(Place.ROOM, kind.opens(workshop, phase), anchor=kind.anchor)
    return Next((opening, rest)) if rest.lines else Next((opening,))


def _opening(phase: Phase) -> tuple[Line, ...]:
    if phase.plan.kind is Kind.WELCOME and phase.number == 1:
        return (line("text", text=phase.plan.prompt),) if phase.plan.prompt else ()
    title = phase.plan.title
    said = line("phase-opens-open", title=title)
    if phase.ends is not None:
        name = "phase-opens-mark" if title.endswith(("?", "!", ".")) else "phase-opens"
        said = line(name, title=title, ends=Clock(phase.ends))
    if phase.runoff_of:
        said = line("runoff-opens", ends=Clock(phase.ends or 0))
    return (said, line("text", text=phase.plan.prompt)) if phase.plan.prompt else (said,)


def _end(workshop: Workshop, phase: Phase, at: Moment, by: int | None) -> Then:
    if phase.ended is not None or phase.number != workshop.current:
        return NOTHING  # a late or doubled bell changes nothing
    left = max(0, phase.ends - (workshop.paused or workshop.closing or at)) if phase.ends else 0
    by = by if by is not None else workshop.closing_by
    workshop.undo = (PhaseReopened(phase.number, None),) if by is not None else ()
    workshop.undo_asked = {}
    workshop.left, workshop.closing_by = left, None
    workshop.closing = workshop.paused = workshop.resumes = None
    phase.ended = at
    if phase.vote is not None:
        workshop.opens_next = _due_next(phase, at, by)
    return lambda: _ended(workshop, phase, at, by)


def _ended(workshop: Workshop, phase: Phase, at: Moment, by: int | None) -> Next:
    facts: list[Fact | In] = []
    vote = workshop.votes.get(phase.vote) if phase.vote else None
    if vote is not None and vote.open:
        facts.append(counted(workshop, vote.number))
    said = PHASES[phase.plan.kind].closes(workshop, phase)
    effects = (Say(Place.ROOM, said),) if said else ()
    return Next(effects, (*facts, *_onward(workshop, phase, at, by)))


def _onward(workshop: Workshop, phase: Phase, at: Moment, by: int | None) -> tuple[Fact | In, ...]:
    """Return what follows the end of a phase: the next one, unless a vote's result decides that, or the end."""
    if phase.vote is not None:
        return ()
    if workshop.next_phase is None:
        return (WorkshopEnded(by),)
    return (_begun_next(workshop, _due_next(phase, at, by), at, by),)


def _due_next(phase: Phase, at: Moment, by: int | None) -> Moment:
    """Return when the next phase is due: at this one's planned end, or now if somebody moved it."""
    return phase.ends if by is None and phase.ends is not None and phase.ends <= at else at


def _begun_next(workshop: Workshop, due: Moment, at: Moment, by: int | None = None) -> PhaseBegan:
    """Return the fact that the next phase begins when it was due, or now if an outage moved it."""
    return began(workshop, workshop.current + 1, on_plan(due, at, workshop.conference.pace), by)


def after_vote(workshop: Workshop, at: Moment, *, tied: bool) -> Then:
    """Go on after the result of a phase's vote; after a tie at the cut the moderation has a minute for a run-off."""
    due = workshop.opens_next if workshop.opens_next is not None else at
    if workshop.next_phase is None:
        return lambda: Next(facts=(WorkshopEnded(),))
    if tied and workshop.led:
        workshop.opens_next = at + RUNOFF_WINDOW
        return lambda: Next((Say(Place.LEAD, (tie_hint(workshop),), Urgency.MODERATION),))
    workshop.opens_next = None
    return lambda: Next(facts=(_begun_next(workshop, due, at),))


def _move(workshop: Workshop, phase: Phase, ends: Moment, by: int | None) -> Then:
    old = phase.ends
    phase.ends = ends
    phase.hinted = None if by is not None else phase.hinted
    if by is None or phase.begins is None:
        return NOTHING
    if old is not None:
        workshop.undo = (PhaseMoved(phase.number, old, by),)
    return lambda: Next((Say(Place.ROOM, (line("phase-moved", title=phase.plan.title, ends=Clock(ends)),)),))


def _warn(workshop: Workshop, phase: Phase, at: Moment) -> Then:
    phase.warned = True
    return lambda: _warning(workshop, phase, at)


def _warning(workshop: Workshop, phase: Phase, at: Moment) -> Next:
    minutes = max(1, round(((phase.ends or at) - at) / MINUTE))
    said = PHASES[phase.plan.kind].warning(workshop, phase)
    return Next((Say(Place.ROOM, (line("warning", minutes=minutes), *said)),))


def _resume(workshop: Workshop, ends: Moment | None) -> Then:
    workshop.paused = workshop.resumes = None
    phase = workshop.phase
    if phase is None:
        return NOTHING
    phase.ends = ends if ends is not None else phase.ends
    title = phase.plan.title
    said = (
        line("resumed-open", title=title)
        if phase.ends is None
        else line("resumed", title=title, ends=Clock(phase.ends))
    )
    return lambda: Next((Say(Place.ROOM, (said,)),))
