"""People as they are written down: figures of a workshop and of the day, small ones only as small."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_flows.presence import Presence, Stay
from workshop_flows.records import AttendanceRecord, Masked, Stayed

if TYPE_CHECKING:
    from workshop_flows.attendance import Attendance
    from workshop_flows.values import Moment
    from workshop_flows.workshop import Workshop


def masked(count: int, small: int) -> Masked:
    """Return a number of people, unless it is small enough to point at somebody."""
    return None if 0 < count < small else count


def masked_stay(stay: Stay, small: int) -> Stayed:
    """Return who came and stayed; who dropped out only if neither is small."""
    came, stayed = masked(stay.came, small), masked(stay.stayed, small)
    return Stayed(came, stayed, None if came is None or stayed is None else stay.dropped)


def attendance(workshop: Workshop, end: Moment) -> AttendanceRecord:
    """Return the figures of a workshop that ended at an instant."""
    day, small = workshop.conference, workshop.conference.plan.small_count
    figures = workshop.presence.figures(day.roles, end)
    begun = workshop.begun or 0
    return AttendanceRecord(
        unique=masked(figures.unique, small),
        peak=masked(figures.peak, small),
        at_start=masked(figures.at_start, small),
        at_end=masked(figures.at_end, small),
        waved_at_start=masked(figures.waved_at_start, small),
        waved_at_end=masked(figures.waved_at_end, small),
        seated=masked(figures.seated, small),
        members=masked(figures.members, small),
        guests=masked(figures.guests, small),
        stay=masked_stay(figures.stay, small),
        head_counts=tuple((at, masked(count, small)) for at, count in workshop.presence.head_counts),
        unobserved=tuple(
            (max(since, begun), min(until, end)) for since, until in day.gone if since < end and until > begun
        ),
    )


def stay_of_day(workshops: list[Workshop]) -> Stay:
    """Count who came to any workshop at its start, and who of them stayed to the end of their last one."""
    came = stayed = 0
    ordered = sorted(workshops, key=end_of)
    for person in everybody(workshops):
        stays = [
            _stay_of(known, workshop)
            for workshop in ordered
            if (known := workshop.presence.people.get(person)) is not None
            and known.seen(workshop.begun or 0, end_of(workshop)) is not None
        ]
        if any(there for there, _ in stays):
            came += 1
            stayed += stays[-1][1]
    return Stay(came, stayed)


def _stay_of(known: Attendance, workshop: Workshop) -> tuple[bool, bool]:
    """Say of one person whether they were there at the start, and at the end."""
    figures = Presence({0: known}, workshop.presence.started).figures((), end_of(workshop))
    return figures.at_start > 0, figures.at_end > 0


def everybody(workshops: list[Workshop]) -> set[int]:
    """Return the citizens who gave a sign of life anywhere."""
    return {person for each in workshops for person in each.presence.joined(each.conference.roles)}


def end_of(workshop: Workshop) -> Moment:
    """Return when a workshop ended; before that, when it began."""
    return workshop.ended if workshop.ended is not None else workshop.begun or 0
