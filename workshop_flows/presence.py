"""Who came, who is here, who stayed. The measures are never mixed: membership, a voice channel, 👋, signs of life."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, field

from workshop_flows.attendance import Attendance, Span, overlaps
from workshop_flows.values import MINUTE, Moment

GRACE = 2 * MINUTE
"""A gap in a membership up to this long is a lost connection, not a leaving."""
FIRST_MINUTES = 10 * MINUTE
"""Who gives a sign of life within these was there at the start (in a short workshop: within its first third)."""
LAST_MINUTES = 10 * MINUTE
"""Who gives a sign of life within these was there at the end (in a short workshop: within its last third)."""


@dataclass(frozen=True, slots=True)
class Stay:
    """Who was there at the start, and who of them at the end: "zu Beginn gemeldet, zum Schluss noch dabei"."""

    came: int
    stayed: int

    @property
    def dropped(self) -> int:
        """The numerator of the Aussteigerquote; `came` is its denominator."""
        return self.came - self.stayed


@dataclass(frozen=True, slots=True)
class Figures:
    """The attendance of one workshop, citizens only."""

    unique: int
    """Gave at least one sign of life, or sat in the voice channel."""
    peak: int
    """Most at one time, each from the first sign of life to the last, or to leaving."""
    at_start: int
    at_end: int
    waved_at_start: int
    waved_at_end: int
    seated: int
    """Sat in the voice channel at any time of the workshop."""
    members: int
    """Were in the room at any time of the workshop. Says nothing about presence."""
    guests: int
    stay: Stay


@dataclass(slots=True)
class Presence:
    """The attendance of a workshop by person."""

    people: dict[int, Attendance] = field(default_factory=dict)
    started: Moment | None = None
    head_counts: list[tuple[Moment, int]] = field(default_factory=list)
    """(when, how many): the moderation counted the call."""

    def of(self, person: int) -> Attendance:
        """Return what is known of a person; made at their first mention."""
        known = self.people.get(person)
        if known is None:
            known = self.people[person] = Attendance()
        return known

    def begins(self, at: Moment) -> None:
        """Begin to count: memberships go on, signs of life from before do not count."""
        self.started = at
        self.head_counts = []
        for person, known in list(self.people.items()):
            if known.guest:
                del self.people[person]
            known.first_sign = known.last_sign = None
            known.waved_at_start = known.waved_at_end = False

    def came(self, person: int, at: Moment, *, unobserved: bool) -> None:
        """Note a joining; after a short gap the old span goes on. `unobserved`: found in the room."""
        known = self.of(person)
        known.left = None
        last = known.spans[-1] if known.spans else None
        if last is not None and (last.ends is None or (at - last.ends <= GRACE and not unobserved)):
            last.ends = None
        else:
            known.spans.append(Span(at))

    def left(self, person: int, at: Moment, *, unobserved: bool) -> None:
        """Note a leaving. `unobserved`: only known by the person's absence; the span ends where it was last certain."""
        known = self.of(person)
        known.left = known.last_sign if unobserved and known.last_sign is not None else at
        if known.spans and known.spans[-1].ends is None:
            known.spans[-1].ends = max(known.spans[-1].begins, known.left)

    def sat_down(self, person: int, at: Moment) -> None:
        """Note that somebody sits in the voice channel."""
        known = self.of(person)
        if not known.seated:
            known.voice.append(Span(at))

    def got_up(self, person: int, at: Moment) -> None:
        """Note that somebody sits in the voice channel no longer, since an instant."""
        known = self.of(person)
        if known.seated:
            known.voice[-1].ends = max(known.voice[-1].begins, at)

    def active(self, person: int, at: Moment) -> None:
        """Note a sign of life. It never ends a span, and is no leaving's opposite but for people without a join."""
        known = self.people.get(person)
        if known is None:
            known = self.people[person] = Attendance()
        if known.first_sign is None:
            known.first_sign = at
        known.last_sign = at
        known.left = None

    def waved(self, person: int, at: Moment, *, closing: bool) -> None:
        """Note that somebody said "here I am"."""
        self.active(person, at)
        known = self.of(person)
        known.waved_at_start = known.waved_at_start or not closing
        known.waved_at_end = known.waved_at_end or closing

    def guest(self, person: int, at: Moment) -> None:
        """Note a person without an account, whom the moderation saw."""
        self.active(person, at)
        self.of(person).guest = True

    def counted(self, count: int, at: Moment) -> None:
        """Note a head count of the call."""
        self.head_counts.append((at, count))

    def here(self, staff: Container[int]) -> set[int]:
        """Return the citizens who gave a sign of life in this run and have not left, or sit in the voice channel."""
        return {
            person
            for person, known in self.people.items()
            if (known.seated or (known.last_sign is not None and known.left is None)) and person not in staff
        }

    def joined(self, staff: Container[int]) -> set[int]:
        """Return the citizens who were seen in this run, wherever they are now."""
        begins = self.started or 0
        return {person for person, known in self.people.items() if known.alive(begins) and person not in staff}

    def stayed(self, staff: Container[int], end: Moment) -> Stay:
        """Count who was there at the start, and who of them within the last minutes before `end`."""
        begins = self.started if self.started is not None else end
        first, last = _windows(begins, end)
        citizens = [known for person, known in self.people.items() if person not in staff]
        came = [known for known in citizens if known.there_at_start(begins, first)]
        return Stay(len(came), sum(known.there_since(last, end) for known in came))

    def figures(self, staff: Container[int], end: Moment) -> Figures:
        """Count everything, as of the instant `end`."""
        begins = self.started if self.started is not None else end
        first, last = _windows(begins, end)
        citizens = [known for person, known in self.people.items() if person not in staff]
        seen = [(known, span) for known in citizens if (span := known.seen(begins, end)) is not None]
        alive = [known for known, _ in seen]
        return Figures(
            unique=len(alive),
            peak=_peak(span for _, span in seen),
            at_start=sum(known.there_at_start(begins, first) for known in alive),
            at_end=sum(known.there_since(last, end) for known in alive),
            waved_at_start=sum(known.waved_at_start for known in alive),
            waved_at_end=sum(known.waved_at_end for known in alive),
            seated=sum(known.sat(begins, end) for known in citizens),
            members=sum(overlaps(known.spans, begins, end) for known in citizens),
            guests=sum(known.guest for known in alive),
            stay=self.stayed(staff, end),
        )


def _windows(begins: Moment, end: Moment) -> tuple[Moment, Moment]:
    """Return until when one was there at the start, and since when at the end."""
    third = max(0, end - begins) // 3
    return begins + min(FIRST_MINUTES, third), end - min(LAST_MINUTES, third)


def _peak(spans: Iterable[tuple[Moment, Moment]]) -> int:
    """Return the most spans that overlap at one instant; a span includes its end."""
    changes = sorted(change for begins, ends in spans for change in ((begins, -1), (ends, 1)))
    most = now = 0
    for _, change in changes:
        now -= change
        most = max(most, now)
    return most
