"""The agenda's arithmetic: when phases begin and end.

Deadlines are reckoned from the plan, not from the bell (`bells.py`). Free phases shrink in proportion when a fixed
time comes nearer.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from workshop_flows.facts.agenda import (
    PhaseBegan,
    PhaseClosing,
    PhaseEnded,
    Resumed,
)
from workshop_flows.facts.entry import Fact
from workshop_flows.facts.votes import VoteClosed
from workshop_flows.phases.table import PHASES
from workshop_flows.values import MINUTE, SECOND, Moment
from workshop_flows.workshop import Phase, Workshop

if TYPE_CHECKING:
    from collections.abc import Sequence


LATE = 10 * SECOND
"""A bell later than this did not ring late: the bot was away. Then the rest of the day shifts by the time lost."""
CLOSING_AT_MOST = 10 * SECOND
"""How long a vote waits for what the servers took before its time was over."""
RUNOFF_WINDOW = MINUTE
"""How long the next phase waits after a tie at the cut, so that the moderation can call a run-off."""
TALK_NOTICE = MINUTE
"""A talk goes on at least this long after the moderation was told that it ends."""


def instant(day: Moment, clock: str, zone: str) -> Moment:
    """Return the instant of a local time of day (`"12:30"`) on the day of another instant."""
    local = datetime.fromtimestamp(day / 1000, ZoneInfo(zone))
    hour, minute = (int(part) for part in clock.split(":"))
    wanted = datetime.combine(date(local.year, local.month, local.day), time(hour, minute), ZoneInfo(zone))
    return int(wanted.astimezone(UTC).timestamp() * 1000)


def fit(lengths: Sequence[Moment], available: Moment) -> list[Moment]:
    """Shrink lengths in proportion, to whole minutes, so that together they last no longer than what is available."""
    wanted = sum(lengths)
    if wanted <= available:
        return list(lengths)
    whole = max(0, available) // MINUTE
    if whole < len(lengths):
        return [max(0, available) // len(lengths)] * len(lengths)
    shares = [max(1, length * whole // wanted) for length in lengths]
    by_rest = sorted(range(len(lengths)), key=lambda i: (shares[i] * wanted - lengths[i] * whole, i))
    for i in by_rest[: max(0, whole - sum(shares))]:
        shares[i] += 1
    while sum(shares) > whole:
        shares[max(range(len(shares)), key=shares.__getitem__)] -= 1
    return [share * MINUTE for share in shares]


def timetable(
    workshop: Workshop, first: int, begins: Moment, length: Moment | None = None
) -> list[tuple[Phase, Moment, Moment]]:
    """Return each phase from number `first` on with its beginning and end, if `first` begins at `begins`.

    `length` replaces that of the first phase: what is left of it, for a phase that runs already.
    """
    rows: list[tuple[Phase, Moment, Moment]] = []
    rest = workshop.phases[first - 1 :]
    now = begins
    while rest:
        cut = next((i for i, phase in enumerate(rest) if i and phase.fixed is not None), len(rest))
        block, rest = rest[:cut], rest[cut:]
        limit = rest[0].fixed if rest else workshop.end
        wanted = [phase.length for phase in block]
        if block[0].fixed is not None and now < block[0].fixed:
            wanted[0] += block[0].fixed - now  # opened early by hand, it keeps its end
        if not rows and length is not None:
            wanted[0] = length
        lengths = wanted if limit is None else fit(wanted, limit - now)
        for phase, share in zip(block, lengths, strict=True):
            rows.append((phase, now, now + share))
            now += share
        if limit is not None and now < limit and (rest or lengths != wanted):
            # Ahead of a fixed time, or shrunk to whole minutes: the phase before it has what is left.
            rows[-1] = (rows[-1][0], rows[-1][1], limit)
            now = limit
    return rows


def began(workshop: Workshop, number: int, begins: Moment, by: int | None = None) -> PhaseBegan:
    """Return the fact that a phase opens at an instant of the plan."""
    _, begins, ends = timetable(workshop, number, begins)[0]
    return PhaseBegan(number, begins, ends, by)


def drift(workshop: Workshop) -> Moment:
    """Return how far the running phase ends behind (positive) or ahead of the timetable of the start."""
    phase = workshop.phase
    if phase is None or phase.ends is None or phase.due is None:
        return 0
    return phase.ends - phase.due


def closes(workshop: Workshop, by: int | None = None) -> Fact:
    """Return the fact that closes the running phase: phases with ballots first wait for what is under way."""
    phase = workshop.phase
    number = phase.number if phase else workshop.current
    if phase is not None and PHASES[phase.plan.kind].ballots:
        return PhaseClosing(number, by)
    return PhaseEnded(number, by)


def warning_due(phase: Phase) -> Moment | None:
    """Return when the room hears that little time is left: never before half of the phase is over."""
    kind = PHASES[phase.plan.kind]
    if kind.ballots and phase.vote is None:
        return None  # there was nothing to choose
    if kind.warns is None or phase.warned or phase.begins is None or phase.ends is None or phase.runoff_of:
        return None
    if kind.warns * 2 > phase.ends - (phase.since or phase.begins):
        return None
    return phase.ends - kind.warns


def hint_due(phase: Phase) -> Moment | None:
    """Return when the moderation hears what comes next: two minutes before, in short phases one."""
    if PHASES[phase.plan.kind].warns is not None or phase.hinted is not None:
        return None
    if phase.begins is None or phase.ends is None:
        return None
    notice = 2 * MINUTE if phase.length >= 10 * MINUTE else MINUTE
    return max(phase.begins, phase.ends - notice)


def on_plan(moment: Moment, at: Moment, pace: int = 1) -> Moment:
    """Return the instant from which to reckon on: the plan's, or now if the bot was away when it came."""
    return moment if at - moment <= LATE * pace else at


def resumed(workshop: Workshop, at: Moment, by: int | None = None) -> Resumed:
    """Return the fact that a paused clock runs on: the end moves by the time lost, but not over a fixed time."""
    phase = workshop.phase
    if phase is None or phase.ends is None or workshop.paused is None:
        return Resumed(None, by)
    _, _, ends = timetable(workshop, phase.number, at, phase.ends - workshop.paused)[0]
    return Resumed(max(ends, at + MINUTE), by)  # nobody is called back to be cut off


def counted(workshop: Workshop, vote: int) -> VoteClosed:
    """Return the fact that a vote closes now, with its denominators."""
    staff = workshop.conference.roles
    presence = workshop.presence
    return VoteClosed(vote, len(presence.here(staff)), len(presence.joined(staff)))
