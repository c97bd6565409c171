"""A phase that ended by mistake goes on, and what came after it was for nothing."""

from __future__ import annotations

from workshop_flows.changes.bulletin import recall
from workshop_flows.effects import Clock, Next, Place, Say, Then, line
from workshop_flows.values import Moment
from workshop_flows.workshop import Course, Phase, Workshop


def reopen(workshop: Workshop, phase: Phase, ends: Moment | None, at: Moment) -> Then:
    """Let a phase go on with all its ballots; later phases have not been, and their votes count for nothing."""
    recall(workshop)
    void = workshop.ballots_after(phase.number)
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
    workshop.undo, workshop.undo_asked, workshop.end_asked = (), {}, {}
    vote = workshop.votes.get(phase.vote) if phase.vote else None
    if vote is not None:
        vote.closed, vote.result = None, None
    said = (
        line("phase-reopened", title=phase.plan.title, ends=Clock(ends), void=void)
        if ends
        else line("phase-opens-open", title=phase.plan.title)
    )
    return lambda: Next((Say(Place.ROOM, (said,)),))
