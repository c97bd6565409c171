"""Standing messages that are edited in place: the pinned agenda, the officials' overview, the moderator's panel.

Their words are derived from the state after each commit; what already stands there is not said again.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.clock import Clock
from bot.rooms import Rooms
from bot.saying import Saying
from bot.speech import say
from commands.taps import PANEL
from storage.journal import Commit, CommitFailed, Journal
from storage.outbox import Row
from workshop_flows.agenda import timetable
from workshop_flows.effects import Clock as ClockTime
from workshop_flows.effects import Line, Place, Urgency, Value, line
from workshop_flows.flow import Kind
from workshop_flows.report import here, on_time, standing
from workshop_flows.values import SECOND, Moment, Role
from workshop_flows.workshop import Course

if TYPE_CHECKING:
    from workshop_flows.conference import Conference
    from workshop_flows.workshop import Workshop

LATER = 3
"""Phases that the agenda names after the running one."""
LEADING = frozenset({Role.MODERATOR, Role.ORGANISER})
BUTTONS = frozenset({"discord"})
"""Platforms that put whole buttons under a message: there the control room leads as well."""


@dataclass(frozen=True, slots=True)
class Placard:
    """What should stand in a slot of a room."""

    room: str
    slot: str
    workshop: str
    plain: str
    html: str
    every: Moment
    """It is edited at most this often."""
    pinned: bool = False
    taps: tuple[str, ...] = ()
    until: Moment | None = None
    """When what it tells of is over."""

    @property
    def digest(self) -> str:
        """What tells one text from another."""
        return hashlib.sha256(self.plain.encode()).hexdigest()[:16]


@dataclass(slots=True)
class Placards:
    """Keeps what stands equal to what should."""

    journal: Journal
    saying: Saying
    clock: Clock
    standing: dict[tuple[str, str], str] = field(default_factory=dict)
    """(room, slot) -> digest of what was last said there."""
    edited: dict[tuple[str, str], Moment] = field(default_factory=dict)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    pace: int = 1

    async def load(self) -> None:
        """Read what stands from the journal."""
        self.standing = {slot: digest for slot, (_, digest) in (await self.journal.placards()).items()}

    async def renew(self, day: Conference) -> bool:
        """Commit the edits that are due; say whether more is to be done later. Failures are tried again."""
        now = self.clock.now()
        wanted = [each for each in placards(day, self.saying.rooms) if self._differs(each)]
        due = [each for each in wanted if now - self.edited.get((each.room, each.slot), 0) >= each.every * self.pace]
        if due:
            try:
                await self._write(due, now)
            except CommitFailed:
                return True
        return len(due) < len(wanted)

    def _differs(self, placard: Placard) -> bool:
        return self.standing.get((placard.room, placard.slot)) != placard.digest

    async def _write(self, due: list[Placard], now: Moment) -> None:
        rows = [row for each in due for row in self._rows(each)]
        await self.journal.commit(Commit(outbox=rows, turn=self.journal.last_turn), now)
        for each in due:
            await self.journal.placard(each.room, each.slot, "", each.digest)
            self.standing[each.room, each.slot] = each.digest
            self.edited[each.room, each.slot] = now

    def _rows(self, placard: Placard) -> Iterator[Row]:
        anchor = placard.slot if placard.taps else f"placard:{placard.slot}"
        words: dict[str, Any] = {"plain": placard.plain, "html": placard.html, "until": placard.until}
        key = self.saying.key
        if (placard.room, placard.slot) in self.standing:
            edit = key("edit", placard.room, placard.slot, placard.digest, str(self.journal.last_turn))
            yield Row(edit, placard.room, Urgency.RESULT, "edit", {"anchor": anchor, **words}, "", placard.workshop)
            return
        post = key("placard", placard.room, placard.slot)
        body = {**words, "notice": True}
        yield Row(post, placard.room, Urgency.RESULT, "post", body, anchor, placard.workshop)
        if placard.pinned:
            yield Row(f"{post}-pin", placard.room, Urgency.RESULT, "pin", {"anchor": anchor}, "", placard.workshop)
        for sign in placard.taps:
            mark = {"anchor": anchor, "sign": sign}
            yield Row(key(post, sign), placard.room, Urgency.RESULT, "mark", mark, "", placard.workshop)


def placards(day: Conference, rooms: Rooms) -> Iterator[Placard]:
    """Yield everything that should stand somewhere now."""
    for workshop in day.workshops.values():
        lines = _agenda(workshop)
        if lines:
            said = say(day, workshop.id, lines)
            for room in rooms.of_workshop(workshop.id):
                plain, html, until = said.plain, said.html, _until(workshop)
                yield Placard(room, "agenda", workshop.id, plain, html, 3 * SECOND, pinned=True, until=until)
        yield from _panels(day, workshop, rooms)
    if day.workshops:
        said = say(day, "", _overview(day), Place.OFFICIALS)
        for room in rooms.of_staff(Place.OFFICIALS):
            yield Placard(room, "overview", "", said.plain, said.html, 15 * SECOND, pinned=True)


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


def _panels(day: Conference, workshop: Workshop, rooms: Rooms) -> Iterator[Placard]:
    """Yield the panel of a running workshop: in direct chats of those who lead it, by buttons in the control room."""
    phase = workshop.phase
    if phase is None:
        return
    values: dict[str, Value] = {"title": workshop.title, "phase": phase.plan.title}
    said = [Line("status-phase-open", values)]
    if phase.ends is not None:
        said = [Line("status-phase", {**values, "ends": ClockTime(phase.ends)})]
    vote = workshop.vote
    said.append(line("status-here", count=here(workshop)))
    if vote is not None:
        said.append(line("vote-so-far", ballots=len(vote.ballots), present=max(here(workshop), len(vote.ballots))))
    if workshop.ideas.listed or phase.plan.kind is Kind.IDEAS:
        said.append(line("ideas-so-far", count=len(workshop.ideas.listed)))
    said += [*on_time(workshop), line("panel-taps")]
    text, slot = say(day, workshop.id, said, Place.LEAD), f"panel:{workshop.id}"
    for person, role in day.roles.items():
        room = rooms.direct(person) if role in LEADING and day.last_seen.get(person) == workshop.id else None
        if room is not None:
            yield Placard(room, slot, workshop.id, text.plain, text.html, 10 * SECOND, taps=tuple(PANEL))
    for room in rooms.of_staff(Place.CONTROL):
        if room.partition(":")[0] in BUTTONS:
            yield Placard(room, slot, workshop.id, text.plain, text.html, 30 * SECOND, taps=tuple(PANEL))
