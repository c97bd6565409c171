"""Standing messages that are edited in place, kept equal to what should stand.

What should stand is looked at after each commit; what stands already is not said again.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from bot.clock import Clock, happens
from bot.placard import Placard, over, placards
from bot.saying import Saying
from bot.speech import say
from bot.wording import Rendered
from storage.journal import Commit, CommitFailed, Journal
from storage.rows import Row
from workshop_flows.effects import Line, Urgency
from workshop_flows.values import SECOND, Moment

if TYPE_CHECKING:
    from workshop_flows.conference import Conference

CALM = 3
"""Seconds between two looks: none is edited more often."""
OVER = "over:"
"""Before the instant since when a standing message is over; it is the digest of such a message."""
Slot: TypeAlias = tuple[str, str]
"""(room, slot)."""
Shown: TypeAlias = tuple[bool, tuple[Line, ...]]
"""What words are made of: whether it is only a trial, and the lines."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What is to be put in a slot, in words."""

    placard: Placard
    shown: Shown
    words: Rendered

    @property
    def slot(self) -> Slot:
        """Where it stands."""
        return self.placard.room, self.placard.slot

    @property
    def digest(self) -> str:
        """What tells one text from another."""
        if self.placard.over is not None:
            return f"{OVER}{self.placard.over}"
        return hashlib.sha256(self.words.plain.encode()).hexdigest()[:16]


@dataclass(slots=True)
class Placards:
    """Keeps what stands equal to what should. `speak` is called with the rows that are to be said, once on disk."""

    journal: Journal
    saying: Saying
    clock: Clock
    speak: Callable[[Sequence[Row]], None]
    standing: dict[Slot, str] = field(default_factory=dict)
    """The digest of what was last said in a slot."""
    shown: dict[Slot, Shown] = field(default_factory=dict)
    """What it said there: what is the same need not be put into words again."""
    edited: dict[Slot, Moment] = field(default_factory=dict)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    pace: int = 1

    async def load(self) -> None:
        """Read what stands from the journal."""
        self.standing = await self.journal.outbox.placards()

    async def keep(self, day: Callable[[], Awaitable[Conference]]) -> None:
        """Keep them right for ever, at a calm pace; `day` waits until what it returns is on disk."""
        later = None
        while True:
            await happens(self.changed, self.clock, later)
            self.changed.clear()
            later = await self.renew(await day())
            await asyncio.sleep(CALM)

    async def renew(self, day: Conference) -> Moment | None:
        """Commit the edits that are due; return when to look again, even if nothing changes until then.

        The day is looked at before anything is waited for.
        """
        now = self.clock.now()
        fresh: list[Edition] = []
        later: list[Moment] = []
        ended = (over(day, *slot) for slot, digest in self.standing.items() if not digest.startswith(OVER))
        for each in [*placards(day, self.saying.rooms), *(each for each in ended if each is not None)]:
            if (soonest := self.edited.get((each.room, each.slot), 0) + each.every * self.pace) > now:
                later.append(soonest)
            elif (edition := self._edition(day, each)) is not None:
                fresh.append(edition)
        if fresh:
            try:
                await self._write(fresh, now)
            except CommitFailed:
                later.append(now + SECOND)
        return min(later, default=None)

    def _edition(self, day: Conference, placard: Placard) -> Edition | None:
        """Return what is to be put there, if it differs from what stands."""
        lines, workshop = placard.lines(), day.workshops.get(placard.workshop)
        shown = workshop is not None and workshop.trial, lines
        if not lines or shown == self.shown.get((placard.room, placard.slot)):
            return None
        edition = Edition(placard, shown, say(day, placard.workshop, lines, placard.place))
        if self.standing.get(edition.slot) != edition.digest:
            return edition
        self.shown[edition.slot] = shown
        return None

    async def _write(self, fresh: list[Edition], now: Moment) -> None:
        rows = [row for each in fresh for row in self._rows(each)]
        stands = {each.slot: each.digest for each in fresh}
        await self.journal.commit(Commit(outbox=rows, placards=stands, turn=self.journal.last_turn), now)
        self.speak(rows)
        for each in fresh:
            self.standing[each.slot], self.shown[each.slot] = each.digest, each.shown
            self.edited[each.slot] = now if each.placard.over is None else 0  # what comes anew need not wait

    def _rows(self, edition: Edition) -> Iterator[Row]:
        placard, key = edition.placard, self.saying.key
        anchor = placard.slot if placard.taps else f"placard:{placard.slot}"
        words: dict[str, Any] = {"plain": edition.words.plain, "html": edition.words.html, "until": placard.until}
        before = self.standing.get(edition.slot, "")
        if before and not before.startswith(OVER):
            words |= {"over": True} if placard.over is not None else {}
            edit = key("edit", placard.room, placard.slot, edition.digest, str(self.journal.last_turn))
            yield Row(edit, placard.room, Urgency.RESULT, "edit", {"anchor": anchor, **words}, "", placard.workshop)
            return
        post = key("placard", placard.room, placard.slot, *filter(None, [before]))
        body = {**words, "notice": True}
        yield Row(post, placard.room, Urgency.RESULT, "post", body, anchor, placard.workshop)
        if placard.pinned:
            yield Row(f"{post}-pin", placard.room, Urgency.RESULT, "pin", {"anchor": anchor}, "", placard.workshop)
        for sign in placard.taps:
            mark = {"anchor": anchor, "sign": sign}
            yield Row(key(post, sign), placard.room, Urgency.RESULT, "mark", mark, "", placard.workshop)
