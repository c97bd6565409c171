"""What facts about the whole day change."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from workshop_flows.changes.course import phases_of
from workshop_flows.changes.erasure import forget
from workshop_flows.effects import NOTHING, Clock, Next, Place, Publish, Say, Then, Urgency, Value, line
from workshop_flows.facts.conference import (
    AskedWhere,
    BotGone,
    BulletinGiven,
    ClockAdopted,
    ClockJumped,
    ConferenceFact,
    ConferencePlanned,
    DiskLow,
    DiskWasFull,
    ErasureAsked,
    FlowAdopted,
    JournalTaken,
    PersonErased,
    PlanFact,
    PlatformBack,
    PlatformMissed,
    Released,
    ReserveSpent,
    WhereAnswered,
    WorkshopPlanned,
)
from workshop_flows.report import bulletin

if TYPE_CHECKING:
    from workshop_flows.conference import Conference
    from workshop_flows.values import Moment
    from workshop_flows.workshop import Workshop


def happen(day: Conference, fact: ConferenceFact, at: Moment) -> Then:
    """Let a fact about the conference happen."""
    match fact:
        case ConferencePlanned():
            day.plan = fact
        case PlatformMissed(platform):
            if platform in day.away:
                return NOTHING  # two votes close at once
            day.missed.add(platform)
            day.away.add(platform)
            return _to_control("platform-missed", platform=platform.title())
        case PlatformBack(platform):
            if platform not in day.away:
                return NOTHING
            day.away.remove(platform)
            return _to_control("platform-back", platform=platform.title())
        case BotGone(since, until):
            day.gone.append((since, until))
            return _to_control("bot-gone", minutes=max(1, (until - since) // 60_000))
        case ClockJumped(by):
            day.clock_jump += by
            return _to_control("clock-jumped", minutes=max(1, abs(by) // 60_000))
        case ClockAdopted(by, person):
            day.clock_jump = 0
            if by < 0:
                return _to_control("clock-waits", until=Clock(at))
            return NOTHING if person is None else _to_control("clock-set", now=Clock(at + by))
        case JournalTaken(log):
            return _to_control("journal-log-taken" if log else "journal-taken")
        case DiskLow(free):
            return _to_control("disk-low", free=free)
        case ReserveSpent(size):
            return _to_control("disk-reserve", size=size)
        case DiskWasFull(since):
            return _to_control("disk-was-full", seconds=max(1, (at - since) // 1000))
        case BulletinGiven(workshops):
            day.bulletin, day.bulletin_due = [], None
            return lambda: _bulletin(day, workshops)
        case Released():
            day.released = at
            return lambda: Next((Publish("", final=True),))
        case AskedWhere(person):
            day.asked_where[person] = fact
        case WhereAnswered(person):
            day.asked_where.pop(person, None)
        case ErasureAsked(person):
            day.asked_to_erase[person] = at
        case PersonErased(person):
            return forget(day, person)
        case _:
            assert_never(fact)
    return NOTHING


def _bulletin(day: Conference, workshops: tuple[str, ...]) -> Next:
    said = tuple(text for id_ in workshops for text in bulletin(day.workshop(id_)))
    return Next((Say(Place.OFFICIALS, said, Urgency.RESULT),)) if said else Next()


def _to_control(name: str, **values: Value) -> Then:
    return lambda: Next((Say(Place.CONTROL, (line(name, **values),), Urgency.MODERATION),))


def plan(workshop: Workshop, fact: PlanFact, at: Moment) -> Then:
    """Let a fact about a workshop's plan happen. A new flow touches only phases that have not begun."""
    match fact:
        case WorkshopPlanned():
            workshop.letter, workshop.title, workshop.language = fact.letter, fact.title, fact.language
            workshop.starts, workshop.call, workshop.plenary = fact.starts, fact.call, fact.plenary
            workshop.sides = fact.sides
        case FlowAdopted(flow, by):
            workshop.flow = flow
            workshop.planned = flow if by is None else workshop.planned
            if workshop.running:
                begun = workshop.phases[: workshop.current]
                fresh = phases_of(flow, workshop.begun or at, workshop.conference.plan.timezone)
                workshop.phases = begun + fresh[workshop.current :]
        case _:
            assert_never(fact)
    return NOTHING
