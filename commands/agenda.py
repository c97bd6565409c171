"""Leading a workshop through its agenda: start, next, back, pause, extend, shorten, count, end, undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.command import LEADING, Answer, Command, Decision, Said, refused
from commands.numbers import minutes
from workshop_flows.agenda import began, closes, resumed
from workshop_flows.effects import Clock, line
from workshop_flows.facts.agenda import (
    EndAsked,
    Paused,
    PhaseMoved,
    PhaseReopened,
    Resumed,
    UndoAsked,
    WorkshopEnded,
    WorkshopStarted,
)
from workshop_flows.facts.conference import FlowAdopted
from workshop_flows.facts.entry import Fact, In
from workshop_flows.facts.votes import VoteClosing
from workshop_flows.values import MINUTE, Moment
from workshop_flows.workshop import Course

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workshop_flows.workshop import Phase, Workshop

TRIAL_WORDS = frozenset({"probe", "trial", "test", "generalprobe"})
SURE = MINUTE
"""How long `!beenden`, and `!rückgängig` where it costs ballots, wait for being typed again."""
USUAL = 2
"""Minutes of `!länger` and `!kürzer` without a number."""
REOPENED_AT_LEAST = 2 * MINUTE


def decide_start(workshop: Workshop, said: Said) -> Decision:
    """Start now: for real, as a trial (`!start probe`), or with another flow (`!start world-cafe`)."""
    wish = said.rest.strip(" .!?").casefold()
    trial = wish in TRIAL_WORDS
    if workshop.running and not workshop.trial:
        return refused("start-running")
    if workshop.course is Course.ENDED and not workshop.trial:
        return refused("start-over")
    facts: list[Fact | In] = []
    if wish and not trial:
        flow = workshop.conference.ready_made.get(wish)
        if flow is None:
            return refused("start-unknown-flow", names=", ".join(sorted(workshop.conference.ready_made)))
        facts.append(FlowAdopted(flow, said.person))
    elif workshop.flow is None:
        return refused("start-no-flow")
    return [*facts, WorkshopStarted(said.at, trial, said.person)]


def decide_next(workshop: Workshop, said: Said) -> Decision:
    """Go on: resume what is paused, else end the running phase, else open the next one."""
    if workshop.paused is not None:
        return [resumed(workshop, said.at, said.person)]
    if workshop.closing is not None:
        return refused("closing-already")
    if workshop.phase is not None:
        return [closes(workshop, said.person)]
    if workshop.next_phase is None:
        return refused("next-none")
    return [began(workshop, workshop.current + 1, said.at, said.person)]


def decide_back(workshop: Workshop, said: Said) -> Decision:
    """Go back to the phase before this one, with the time it had left."""
    if workshop.closing is not None:
        return refused("closing-already")
    number = workshop.current - 1 if workshop.phase is not None else workshop.current
    if number < 1:
        return refused("back-first")
    vote = workshop.vote
    if vote is not None and vote.ballots:
        return refused("back-ballots", count=len(vote.ballots))
    return [reopened(workshop, number, said)]


def reopened(workshop: Workshop, number: int, said: Said) -> PhaseReopened:
    """Return the fact that a phase goes on with the time it had left, at least two minutes."""
    ends = said.at + max(workshop.left, REOPENED_AT_LEAST)
    latest = latest_end(workshop, workshop.phases[number - 1])
    return PhaseReopened(number, ends if latest is None else max(said.at + MINUTE, min(ends, latest)), said.person)


def decide_pause(workshop: Workshop, said: Said) -> Decision:
    """Stop the clock, for so many minutes or until `!weiter`."""
    if workshop.paused is not None:
        return refused("pause-already")
    if workshop.closing is not None:
        return refused("closing-already")
    if workshop.phase is None:
        return refused("between-phases")
    length = minutes(said.rest) if said.rest.strip() else None
    if length is None and said.rest.strip():
        return refused("minutes-needed", command="pause")
    return [Paused(said.at + length * MINUTE if length else None, said.person)]


def decide_extend(workshop: Workshop, said: Said) -> Decision:
    """Give the running phase more time; later phases without a fixed time give it."""
    return _move(workshop, said, 1)


def decide_shorten(workshop: Workshop, said: Said) -> Decision:
    """Take time from the running phase."""
    return _move(workshop, said, -1)


def _move(workshop: Workshop, said: Said, sign: int) -> Decision:
    phase = workshop.phase
    if workshop.closing is not None:
        return refused("closing-already")
    if phase is None:
        return refused("between-phases")
    length = minutes(said.rest) if said.rest.strip() else USUAL
    if length is None or length == 0:
        return refused("minutes-needed", command="extend" if sign > 0 else "shorten")
    if phase.ends is None:
        return refused("move-open", title=phase.plan.title)
    ends = phase.ends + sign * length * MINUTE
    latest = latest_end(workshop, phase)
    if sign > 0 and latest is not None and ends > latest:
        return refused("extend-too-far", latest=Clock(latest), title=phase.plan.title)
    if ends <= said.at:
        return refused("shorten-too-far")
    return [PhaseMoved(phase.number, ends, said.person)]


def latest_end(workshop: Workshop, phase: Phase) -> Moment | None:
    """Return how late a phase may end so that every free phase before the next fixed time keeps a minute."""
    free = 0
    for later in workshop.phases[phase.number :]:
        if later.fixed is not None:
            return later.fixed - free * MINUTE
        free += 1
    return None if workshop.end is None else workshop.end - free * MINUTE


def decide_count(workshop: Workshop, said: Said) -> Decision:
    """Close the open vote now, and count it."""
    vote = workshop.vote
    if vote is None:
        return refused("count-none")
    if workshop.closing is not None or vote.closing is not None:
        return refused("closing-already")
    return [closes(workshop, said.person)] if vote.opened.phase is not None else [VoteClosing(vote.number)]


def decide_end(workshop: Workshop, said: Said) -> Decision:
    """End the workshop. Asks once: whoever types it again within a minute means it."""
    if _meant(workshop.end_asked, said):
        return [WorkshopEnded(said.person)]
    return Answer((line("end-sure", title=workshop.title),), facts=(EndAsked(said.person),))


def decide_undo(workshop: Workshop, said: Said) -> Decision:
    """Take the moderation's last act back. Asks once if people have voted since, and their ballots would go."""
    if not workshop.undo:
        return refused("undo-nothing")
    lost = sum(workshop.ballots_after(fact.number) for fact in workshop.undo if isinstance(fact, PhaseReopened))
    if lost and not _meant(workshop.undo_asked, said):
        return Answer((line("undo-sure", count=lost),), facts=(UndoAsked(said.person),))
    return [_now(workshop, fact, said) for fact in workshop.undo]


def _meant(asked: Mapping[int, Moment], said: Said) -> bool:
    """Say whether somebody was asked just now whether they mean it; what another was asked is no answer."""
    return said.person in asked and said.at - asked[said.person] <= SURE


def _now(workshop: Workshop, fact: Fact, said: Said) -> Fact:
    """Fill in what taking back can only know now."""
    if isinstance(fact, PhaseReopened):
        return reopened(workshop, fact.number, said)
    return resumed(workshop, said.at, said.person) if isinstance(fact, Resumed) else fact


START = Command("start", LEADING, decide_start, quiet_yes=True, anywhere=True)
NEXT = Command("next", LEADING, decide_next, quiet_yes=True)
BACK = Command("back", LEADING, decide_back, quiet_yes=True)
PAUSE = Command("pause", LEADING, decide_pause, quiet_yes=True)
EXTEND = Command("extend", LEADING, decide_extend, quiet_yes=True)
SHORTEN = Command("shorten", LEADING, decide_shorten, quiet_yes=True)
COUNT = Command("count", LEADING, decide_count, quiet_yes=True)
END = Command("end", LEADING, decide_end, quiet_yes=True)
UNDO = Command("undo", LEADING, decide_undo, quiet_yes=True, anywhere=True)
