"""What facts about the agenda change: phases open, close, pause and move."""

from __future__ import annotations

from typing import assert_never

from workshop_flows.agenda import RUNOFF_WINDOW, began, counted, instant, on_plan, timetable
from workshop_flows.effects import NOTHING, Clock, Effect, Line, Next, Place, Publish, Say, Urgency, Value, line
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
    WarningGiven,
    WorkshopEnded,
    WorkshopStarted,
)
from workshop_flows.facts.entry import Fact, In
from workshop_flows.flow import Flow, Kind, On, PhasePlan, Way
from workshop_flows.phases.table import PHASES
from workshop_flows.report import farewell, hint
from workshop_flows.values import MINUTE, Moment
from workshop_flows.workshop import Course, Phase, Workshop


def happen(workshop: Workshop, fact: AgendaFact, at: Moment) -> Next:
    """Let a fact about the agenda happen."""
    match fact:
        case WorkshopStarted(begins, trial):
            return _start(workshop, begins, trial=trial)
        case PhaseBegan():
            return _open(workshop, fact)
        case PhaseClosing(_, by):
            workshop.closing, workshop.closing_by = at, by
            workshop.paused = workshop.resumes = None
        case PhaseEnded(number, by):
            return _end(workshop, workshop.phases[number - 1], at, by)
        case PhaseReopened(number, ends):
            return _reopen(workshop, workshop.phases[number - 1], ends, at)
        case PhaseMoved(number, ends, by):
            return _move(workshop, workshop.phases[number - 1], ends, by)
        case WarningGiven(number):
            return _warn(workshop, workshop.phases[number - 1], at)
        case HintGiven(number):
            workshop.phases[number - 1].hinted = at
            return Next((Say(Place.LEAD, hint(workshop, at), Urgency.MODERATION),))
        case Paused(until, by):
            workshop.paused, workshop.resumes = at, until
            workshop.undo = (Resumed(None, by),)
            said = line("paused-until", until=Clock(until)) if until is not None else line("paused")
            return Next((Say(Place.ROOM, (said,)),))
        case Resumed(ends):
            return _resume(workshop, ends)
        case RunoffCalled(vote, minutes):
            return _runoff(workshop, vote, minutes, at)
        case EndAsked():
            workshop.end_asked = at
        case WorkshopEnded(by):
            return _finish(workshop, at, by)
        case _:
            assert_never(fact)
    return NOTHING


def phases_of(flow: Flow, begins: Moment, zone: str) -> list[Phase]:
    """Return the phases of a flow that begins at an instant, each with the end that the timetable gives it."""
    return [
        Phase(number, plan, plan.minutes * MINUTE, instant(begins, plan.at, zone) if plan.at else None)
        for number, plan in enumerate(flow.phases, 1)
    ]


def _start(workshop: Workshop, begins: Moment, *, trial: bool) -> Next:
    if workshop.flow is None:
        return NOTHING
    _anew(workshop, trial=trial)
    workshop.presence.begins(begins)
    workshop.course, workshop.trial, workshop.tried = Course.RUNNING, trial, workshop.tried or trial
    workshop.begun = begins
    workshop.end = _planned_begin(workshop) + workshop.flow.minutes * MINUTE if workshop.flow.fixed_end else None
    workshop.phases = phases_of(workshop.flow, begins, workshop.conference.plan.timezone)
    if trial:
        for phase in workshop.phases:
            phase.fixed = None  # the evening before has no 11 o'clock
    for phase, _, ends in timetable(workshop, 1, begins):
        phase.due = ends
    return Next(facts=(began(workshop, 1, begins),))


def _planned_begin(workshop: Workshop) -> Moment:
    """Return when a workshop with a fixed end should have begun: a late start does not move its end."""
    begun = workshop.begun or 0
    planned = workshop.starts if not workshop.trial else None
    length = workshop.flow.minutes * MINUTE if workshop.flow else 0
    return planned if planned is not None and 0 <= begun - planned < length // 2 else begun


def _anew(workshop: Workshop, *, trial: bool) -> None:
    """Everything that a trial left behind goes; the plan stays, and what was given before anything began."""
    before = workshop.before
    if workshop.course is Course.PLANNED:
        if not trial:
            return
        before = {name: getattr(workshop, name) for name in RUN}
    fresh = Workshop(workshop.id, workshop.conference)
    for name in RUN:
        setattr(workshop, name, getattr(fresh, name) if trial else before.get(name, getattr(fresh, name)))
    workshop.before = before if trial else {}


RUN = (
    "course",
    "trial",
    "begun",
    "ended",
    "end",
    "phases",
    "current",
    "paused",
    "resumes",
    "closing",
    "closing_by",
    "opens_next",
    "end_asked",
    "undo",
    "left",
    "ideas",
    "questions",
    "question_sources",
    "messages",
    "message_sources",
    "votes",
    "ballot_sources",
    "support_sources",
    "told",
)
"""What belongs to a run of a workshop, and neither to its plan nor to who is in its room."""


def _open(workshop: Workshop, fact: PhaseBegan) -> Next:
    phase = workshop.phases[fact.number - 1]
    phase.begins, phase.ends, phase.ended = fact.begins, fact.ends, None
    phase.warned, phase.hinted, phase.since = False, None, None
    workshop.current = fact.number
    workshop.opens_next = workshop.closing = workshop.paused = workshop.resumes = None
    workshop.ideas.given.clear()
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


def _end(workshop: Workshop, phase: Phase, at: Moment, by: int | None) -> Next:
    if phase.ended is not None or phase.number != workshop.current:
        return NOTHING  # a late or doubled bell changes nothing
    left = max(0, phase.ends - (workshop.paused or workshop.closing or at)) if phase.ends else 0
    by = by if by is not None else workshop.closing_by
    workshop.undo = (PhaseReopened(phase.number, None),) if by is not None else ()
    workshop.left, workshop.closing_by = left, None
    workshop.closing = workshop.paused = workshop.resumes = None
    phase.ended = at
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
        workshop.opens_next = begins_next(workshop, phase, at, by)
        return ()
    if workshop.next_phase is None:
        return (WorkshopEnded(by),)
    return (began(workshop, phase.number + 1, begins_next(workshop, phase, at, by), by),)


def begins_next(workshop: Workshop, phase: Phase, at: Moment, by: int | None) -> Moment:
    """Return when the next phase begins: at this one's planned end, or now if somebody or an outage moved it."""
    early = phase.ends is None or at < phase.ends
    return at if by is not None or early or phase.ends is None else on_plan(phase.ends, at, workshop.conference.pace)


def after_vote(workshop: Workshop, at: Moment, *, tied: bool) -> Next:
    """Go on after the result of a phase's vote; after a tie at the cut the moderation has a minute for a run-off."""
    begins = workshop.opens_next if workshop.opens_next is not None else at
    if workshop.next_phase is None:
        return Next(facts=(WorkshopEnded(),))
    if tied and workshop.led:
        workshop.opens_next = at + RUNOFF_WINDOW
        hint_line = _tie_hint(workshop)
        return Next((Say(Place.LEAD, (hint_line,), Urgency.MODERATION),))
    workshop.opens_next = None
    return Next(facts=(began(workshop, workshop.current + 1, begins),))


def _tie_hint(workshop: Workshop) -> Line:
    """Say which place is tied, and how it can be decided."""
    vote = workshop.decided
    result = vote.result if vote is not None else None
    tied = [row for row in result.rows if row.option in result.tied_at_cut] if result is not None else []
    values: dict[str, Value] = {"rank": tied[0].rank if tied else 1, "count": len(tied), "minutes": 2}
    if workshop.end is None:
        return Line("tie-hint-open", values)
    return Line("tie-hint", {**values, "end": Clock(workshop.end)})


def _reopen(workshop: Workshop, phase: Phase, ends: Moment | None, at: Moment) -> Next:
    _recall_bulletin(workshop)
    for later in workshop.phases[phase.number :]:
        if later.vote is not None:
            # Its number stays taken, so that nothing said of it is taken for the next one.
            workshop.votes[later.vote].void(at)
            later.vote = None
        later.begins = later.ends = later.ended = later.hinted = None
        later.warned = False
    phase.ended, phase.ends, phase.since = None, ends, at
    phase.warned, phase.hinted = False, None
    workshop.course, workshop.ended = Course.RUNNING, None
    workshop.current, workshop.closing, workshop.opens_next = phase.number, None, None
    workshop.paused = workshop.resumes = None
    workshop.undo = ()
    vote = workshop.votes.get(phase.vote) if phase.vote else None
    if vote is not None:
        vote.closed, vote.result = None, None
    said = (
        line("phase-reopened", title=phase.plan.title, ends=Clock(ends))
        if ends
        else line("phase-opens-open", title=phase.plan.title)
    )
    return Next((Say(Place.ROOM, (said,)),))


def _move(workshop: Workshop, phase: Phase, ends: Moment, by: int | None) -> Next:
    old = phase.ends
    phase.ends = ends
    phase.hinted = None if by is not None else phase.hinted
    if by is None or phase.begins is None:
        return NOTHING
    if old is not None:
        workshop.undo = (PhaseMoved(phase.number, old, by),)
    return Next((Say(Place.ROOM, (line("phase-moved", title=phase.plan.title, ends=Clock(ends)),)),))


def _warn(workshop: Workshop, phase: Phase, at: Moment) -> Next:
    phase.warned = True
    minutes = max(1, round(((phase.ends or at) - at) / MINUTE))
    said = PHASES[phase.plan.kind].warning(workshop, phase)
    return Next((Say(Place.ROOM, (line("warning", minutes=minutes), *said)),))


def _resume(workshop: Workshop, ends: Moment | None) -> Next:
    workshop.paused = workshop.resumes = None
    phase = workshop.phase
    if phase is None:
        return NOTHING
    phase.ends = ends if ends is not None else phase.ends
    if phase.ends is None:
        return Next((Say(Place.ROOM, (line("resumed-open", title=phase.plan.title),)),))
    return Next((Say(Place.ROOM, (line("resumed", title=phase.plan.title, ends=Clock(phase.ends)),)),))


def _recall_bulletin(workshop: Workshop) -> None:
    """Keep a result from the officials that is not the last word."""
    day = workshop.conference
    if workshop.id in day.bulletin:
        day.bulletin.remove(workshop.id)
        day.bulletin_due = day.bulletin_due if day.bulletin else None


def _runoff(workshop: Workshop, vote: int, minutes: int, at: Moment) -> Next:
    plan = PhasePlan(
        kind=Kind.VOTE,
        title=workshop.phases[workshop.current - 1].plan.title,
        minutes=minutes,
        on=On.OPTIONS,
        method=Way.SINGLE,
        keep=_places(workshop, vote),
    )
    inserted = Phase(workshop.current + 1, plan, minutes * MINUTE, runoff_of=vote)
    _recall_bulletin(workshop)
    later = workshop.phases[workshop.current :]
    for phase in later:
        phase.number += 1
    workshop.phases[workshop.current :] = [inserted, *later]
    return Next(facts=(PhaseBegan(inserted.number, at, at + minutes * MINUTE),))


def _places(workshop: Workshop, vote: int) -> int:
    result = workshop.votes[vote].result
    return max(1, result.places) if result is not None else 1


def _finish(workshop: Workshop, at: Moment, by: int | None) -> Next:
    workshop.course, workshop.ended, workshop.opens_next = Course.ENDED, at, None
    last = workshop.last_phase
    if last is not None and last.ended is None:
        last.ended = at
        workshop.left = max(0, last.ends - at) if last.ends is not None else 0
    if last is not None and by is not None:
        workshop.undo = (PhaseReopened(last.number, None),)
    open_votes = [vote for vote in workshop.votes.values() if vote.open]
    facts = tuple(counted(workshop, vote.number) for vote in open_votes)
    effects: list[Effect] = [Say(Place.LEAD, farewell(workshop, at), Urgency.MODERATION)]
    if not workshop.trial:
        effects.append(Publish(workshop.id))
    return Next(tuple(effects), facts)
