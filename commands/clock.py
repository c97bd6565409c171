"""`!uhr`: whose clock is right, ours or the computer's; `!uhr stellen` takes the computer's over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.command import LEADING, Answer, Command, Decision, Said, refused
from workshop_flows.agenda import timetable
from workshop_flows.effects import Clock, Place, Say, line
from workshop_flows.facts.agenda import PhaseMoved
from workshop_flows.facts.conference import ClockAdopted
from workshop_flows.facts.entry import In
from workshop_flows.values import MINUTE, Moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workshop_flows.conference import Conference
    from workshop_flows.workshop import Phase, Workshop

SET = frozenset({"stellen", "übernehmen", "set", "adopt"})


def decide(workshop: Workshop, said: Said) -> Decision:
    """Say what both clocks show, and what taking over would mean; with the word behind it, do it."""
    day = workshop.conference
    if not day.clock_jump:
        return refused("clock-right", ours=Clock(said.at))
    if said.rest.strip(" .!?").casefold() not in SET:
        name = "clock-ahead" if day.clock_jump > 0 else "clock-behind"
        return Answer((line(name, ours=Clock(said.at), theirs=Clock(said.at + day.clock_jump)),))
    moved = list(_moved(day, said.at + day.clock_jump, said.at))
    facts = [In(id_, PhaseMoved(phase.number, ends)) for id_, phase, ends in moved]
    told = [(id_, line("phase-moved", title=phase.plan.title, ends=Clock(ends))) for id_, phase, ends in moved]
    effects = tuple((id_, Say(Place.ROOM, (each,))) for id_, each in told)
    return Answer((), (ClockAdopted(day.clock_jump, said.person), *facts), elsewhere=effects)


def _moved(day: Conference, then: Moment, now: Moment) -> Iterator[tuple[str, Phase, Moment]]:
    """Yield the workshops whose phase keeps the time that it has left when it is `then` all at once, and its new end.

    As after a pause a fixed time stays where it is. If the clock stands still instead, nothing moves.
    """
    for workshop in day.running if then > now else ():
        phase = workshop.phase
        if phase is not None and phase.ends is not None and workshop.paused is None and workshop.closing is None:
            _, _, ends = timetable(workshop, phase.number, then, phase.ends - now)[0]
            yield workshop.id, phase, max(ends, then + MINUTE)


CLOCK = Command("clock", LEADING, decide, quiet_yes=True, anywhere=True)
