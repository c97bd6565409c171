"""The timetable of the day on paper, reckoned from the flows: local times, before anything has begun."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.configuration.flow_sense import minute
from workshop_flows.flow import Flow, Kind, PhasePlan

HEAD = "{titles} ({flow}), {minutes} Minuten, {day} {begins} bis {ends} Uhr"
HEAD_OPEN = "{titles} ({flow}), {minutes} Minuten, beginnt mit !start"
ROW = "  {begins}  {title} ({minutes} Min.)"
ROW_OPEN = "  {title} ({minutes} Min.)"


@dataclass(frozen=True, slots=True)
class Planned:
    """A workshop with its flow and its local beginning; None: a moderator starts it."""

    id: str
    title: str
    flow_name: str
    flow: Flow
    starts: datetime | None


@dataclass(frozen=True, slots=True)
class Slot:
    """A phase from its local beginning to its end."""

    phase: PhasePlan
    begins: datetime
    ends: datetime


def slots(flow: Flow, starts: datetime) -> list[Slot]:
    """Return when each phase begins and ends; what comes early to a fixed time goes on until then."""
    begins = [starts]
    for before, phase in zip(flow.phases, flow.phases[1:], strict=False):
        begins.append(_at(starts, phase.at) if phase.at else begins[-1] + timedelta(minutes=before.minutes))
    end = begins[-1] + timedelta(minutes=flow.phases[-1].minutes)
    return [Slot(*row) for row in zip(flow.phases, begins, [*begins[1:], end], strict=True)]


def _at(day: datetime, clock: str) -> datetime:
    return day.replace(hour=minute(clock) // 60, minute=minute(clock) % 60, second=0, microsecond=0)


def lines(day: Iterable[Planned]) -> Iterator[str]:
    """Yield the timetable; workshops with the same flow at the same time stand together."""
    groups: dict[tuple[str, str], list[Planned]] = {}
    for workshop in day:
        groups.setdefault((str(workshop.starts), workshop.flow_name), []).append(workshop)
    for _, group in sorted(groups.items(), key=lambda item: item[0]):
        yield from _group(group)


def _group(group: list[Planned]) -> Iterator[str]:
    first = group[0]
    titles, flow = ", ".join(workshop.title for workshop in group), first.flow
    if first.starts is None:
        yield HEAD_OPEN.format(titles=titles, flow=first.flow_name, minutes=flow.minutes)
        yield from (ROW_OPEN.format(title=phase.title, minutes=phase.minutes) for phase in flow.phases)
        return
    rows = slots(flow, first.starts)
    yield HEAD.format(
        titles=titles,
        flow=first.flow_name,
        minutes=_minutes(first.starts, rows[-1].ends),
        day=f"{first.starts:%d.%m.%Y},",
        begins=f"{first.starts:%H:%M}",
        ends=f"{rows[-1].ends:%H:%M}",
    )
    for slot in rows:
        length = _minutes(slot.begins, slot.ends)
        yield ROW.format(begins=f"{slot.begins:%H:%M}", title=slot.phase.title, minutes=length)


def _minutes(begins: datetime, ends: datetime) -> int:
    return round((ends - begins).total_seconds() / 60)


def at_once(day: Iterable[Planned]) -> int:
    """Return in how many workshops at most a phase begins at the same moment; those without a time count as one."""
    moments: Counter[datetime | None] = Counter()
    for workshop in day:
        moments.update({slot.begins for slot in slots(workshop.flow, workshop.starts)} if workshop.starts else {None})
    return max(moments.values(), default=0)


def beside(plenary: Planned, workshop: Planned) -> Slot | None:
    """Return the first phase of the plenary, other than its breaks, that a workshop runs beside."""
    if plenary.starts is None or workshop.starts is None:
        return None
    ends = slots(workshop.flow, workshop.starts)
    busy = [slot.begins for slot in ends if slot.phase.kind is not Kind.BREAK]
    until = {slot.begins: slot.ends for slot in ends}
    for slot in slots(plenary.flow, plenary.starts):
        clashes = any(begins < slot.ends and slot.begins < until[begins] for begins in busy)
        if slot.phase.kind is not Kind.BREAK and clashes:
            return slot
    return None
