"""A workshop begins, for real or as a trial, and ends."""

from __future__ import annotations

from workshop_flows.agenda import began, counted, instant, timetable
from workshop_flows.effects import NOTHING, Next, Place, Publish, Say, Then, Urgency
from workshop_flows.facts.agenda import PhaseReopened
from workshop_flows.flow import Flow
from workshop_flows.report import farewell
from workshop_flows.values import MINUTE, Moment
from workshop_flows.workshop import Course, Phase, Workshop

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
    "undo_asked",
    "left",
    "ideas",
    "questions",
    "question_sources",
    "messages",
    "message_sources",
    "votes",
    "ballot_sources",
    "support_sources",
    "hands",
    "told",
)
"""What belongs to a run of a workshop, and neither to its plan nor to who is in its room."""


def start(workshop: Workshop, begins: Moment, *, trial: bool) -> Then:
    """Let a workshop begin at an instant of its plan; it does nothing without a flow."""
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
    return lambda: Next(facts=(began(workshop, 1, begins),))


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


def phases_of(flow: Flow, begins: Moment, zone: str) -> list[Phase]:
    """Return the phases of a flow that begins at an instant, each with the end that the timetable gives it."""
    return [
        Phase(number, plan, plan.minutes * MINUTE, instant(begins, plan.at, zone) if plan.at else None)
        for number, plan in enumerate(flow.phases, 1)
    ]


def finish(workshop: Workshop, at: Moment, by: int | None) -> Then:
    """Let it be over: what is open is counted, the moderation is told, the documentation is written."""
    workshop.course, workshop.ended, workshop.opens_next = Course.ENDED, at, None
    last = workshop.last_phase
    if last is not None and last.ended is None:
        last.ended = at
        workshop.left = max(0, last.ends - at) if last.ends is not None else 0
    if last is not None and by is not None:
        workshop.undo = (PhaseReopened(last.number, None),)
    return lambda: _finished(workshop, at)


def _finished(workshop: Workshop, at: Moment) -> Next:
    facts = tuple(counted(workshop, vote.number) for vote in workshop.votes.values() if vote.open)
    said = Say(Place.LEAD, farewell(workshop, at), Urgency.MODERATION)
    return Next((said,) if workshop.trial else (said, Publish(workshop.id)), facts)
