"""What should stand somewhere now: the pinned agenda, the officials' overview, the moderator's panel."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from bot.rooms import Rooms
from commands.heard import Spot
from commands.taps import PANEL
from workshop_flows.agenda import timetable
from workshop_flows.effects import Clock as ClockTime
from workshop_flows.effects import Line, Person, Place, Value, line
from workshop_flows.flow import Kind
from workshop_flows.report import here, on_time, standing
from workshop_flows.values import SECOND, Moment, Role
from workshop_flows.workshop import Course

if TYPE_CHECKING:
    from workshop_flows.conference import Conference
    from workshop_flows.workshop import Workshop

PANELS = "panel"
LATER = 3
"""Phases that the agenda names after the running one."""
HANDS = 10
"""Names of those who would like to speak that the panel shows."""
LEADING = frozenset({Role.MODERATOR, Role.ORGANISER})
BUTTONS = frozenset({"discord"})
"""Platforms that put whole buttons under a message: there the control room leads as well."""


@dataclass(frozen=True, slots=True)
class Placard:
    """What should stand in a slot of a room."""

    room: str
    slot: str
    workshop: str
    lines: Callable[[], tuple[Line, ...]]
    """What it says; asked only when it may be edited. Nothing: what stands there is left alone."""
    place: Place
    every: Moment
    """It is edited at most this often."""
    pinned: bool = False
    taps: tuple[str, ...] = ()
    until: Moment | None = None
    """When what it tells of is over."""
    over: Moment | None = None
    """Since when it is over for good: nothing is offered under it any more, and what comes later is said anew."""


def placards(day: Conference, rooms: Rooms) -> Iterator[Placard]:
    """Yield everything that should stand somewhere now."""
    for room, seat in rooms.seats.items():
        workshop = day.workshops.get(seat.workshop)
        if workshop is not None and seat.spot is Spot.ROOM:
            agenda, until = partial(_agenda, workshop), _until(workshop)
            yield Placard(room, "agenda", workshop.id, agenda, Place.ROOM, 3 * SECOND, pinned=True, until=until)
    for room, workshop, every in _panels(day, rooms):
        slot, panel = f"{PANELS}:{workshop.id}", partial(_panel, workshop)
        yield Placard(room, slot, workshop.id, panel, Place.LEAD, every, taps=tuple(PANEL))
    for room in rooms.of_staff(Place.OFFICIALS) if day.workshops else ():
        yield Placard(room, "overview", "", partial(_overview, day), Place.OFFICIALS, 15 * SECOND, pinned=True)


def over(day: Conference, room: str, slot: str) -> Placard | None:
    """Return what becomes of a standing panel whose workshop has ended."""
    name, _, id_ = slot.partition(":")
    workshop = day.workshops.get(id_)
    if name != PANELS or workshop is None or workshop.course is not Course.ENDED:
        return None
    said = (line("placard-over", title=workshop.title),)
    return Placard(room, slot, id_, lambda: said, Place.LEAD, 0, taps=tuple(PANEL), over=workshop.ended)


def _agenda(workshop: Workshop) -> tuple[Line, ...]:
    """Say what runs, until when, and what comes then."""
    call = (line("placard-call", call=workshop.call),) if workshop.call else ()
    if workshop.course is Course.ENDED:
        return () if workshop.trial else (line("placard-over", title=workshop.title),)
    if workshop.course is Course.PLANNED:
        if workshop.starts is None:
            return ()
        return (line("placard-planned", title=workshop.title, starts=ClockTime(workshop.starts)), *call)
    return (*_now(workshop), *_then(workshop), *call)


def _until(workshop: Workshop) -> Moment | None:
    """Return what the agenda counts down to."""
    if workshop.course is Course.PLANNED:
        return workshop.starts
    phase = workshop.last_phase
    running = workshop.course is not Course.ENDED and workshop.paused is None
    return phase.ends if phase is not None and running else None


def _now(workshop: Workshop) -> tuple[Line, ...]:
    phase = workshop.last_phase
    if phase is None:
        return ()
    title = phase.plan.title
    if workshop.paused is not None:
        return (line("placard-paused", title=title),)
    if phase.ends is None:
        return (line("placard-now-open", title=title),)
    return (line("placard-now", title=title, ends=ClockTime(phase.ends)),)


def _then(workshop: Workshop) -> tuple[Line, ...]:
    phase = workshop.last_phase
    if phase is None or phase.ends is None or workshop.next_phase is None:
        return ()
    rows = timetable(workshop, workshop.current + 1, phase.ends)[:LATER]
    said = tuple(line("placard-row", title=later.plan.title, begins=ClockTime(begins)) for later, begins, _ in rows)
    return (line("placard-then", rows=said),)


def _overview(day: Conference) -> tuple[Line, ...]:
    """Say where every workshop stands, in words short enough for a phone."""
    said = [line("overview-title")]
    for workshop in day.workshops.values():
        values = {"title": workshop.title, "letter": workshop.letter}
        if workshop.running and not workshop.trial:
            said += standing(workshop, inside=False)
        else:
            over = workshop.course is Course.ENDED and not workshop.trial
            said.append(Line("overview-over" if over else "overview-planned", values))
    return tuple(said)


def _panels(day: Conference, rooms: Rooms) -> Iterator[tuple[str, Workshop, Moment]]:
    """Yield where panels of running workshops are shown, and how often they may be edited.

    They are in direct chats of those who lead the workshop, and by buttons in the control room.
    """
    for person, role in day.roles.items():
        workshop = day.workshops.get(day.last_seen.get(person, "")) if role in LEADING else None
        if workshop is not None and workshop.phase is not None and (room := rooms.direct(person)) is not None:
            yield room, workshop, 10 * SECOND
    for room in rooms.of_staff(Place.CONTROL):
        if room.partition(":")[0] in BUTTONS:
            yield from ((room, each, 30 * SECOND) for each in day.workshops.values() if each.phase is not None)


def _panel(workshop: Workshop) -> tuple[Line, ...]:
    """Say what runs, who is here, and what has come in."""
    phase = workshop.phase
    if phase is None:
        return ()
    values: dict[str, Value] = {"title": workshop.title, "phase": phase.plan.title}
    said = [Line("status-phase-open", values)]
    if phase.ends is not None:
        said = [Line("status-phase", {**values, "ends": ClockTime(phase.ends)})]
    vote, present = workshop.vote, here(workshop)
    said.append(line("status-here", count=present))
    if vote is not None:
        said.append(line("vote-so-far", ballots=len(vote.ballots), present=max(present, len(vote.ballots))))
    if workshop.ideas.listed or phase.plan.kind is Kind.IDEAS:
        said.append(line("ideas-so-far", count=len(workshop.ideas.listed)))
    if workshop.hands:
        names = tuple(line("name", person=Person(each)) for each in list(workshop.hands)[:HANDS])
        said.append(line("hands", names=names))
    return (*said, *on_time(workshop), line("panel-taps"))
