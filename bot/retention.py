"""The promise of the welcome: names are deleted after so many days. Looked after at every start, and once a day."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.clock import Clock
from storage.journal import Journal
from storage.retention import began
from workshop_flows.facts.entry import Entry
from workshop_flows.happen import fold
from workshop_flows.values import MINUTE, Moment
from workshop_flows.workshop import Workshop

log = logging.getLogger(__name__)

DAY = 24 * 60 * MINUTE
OVER = "Die Frist für Namen ist vorbei: Der Bot beginnt neu und löscht sie dabei."


@dataclass(frozen=True, slots=True)
class Promise:
    """Keeps it while the bot runs on. `due` has it begin anew: only a start can delete, and forget, what is known."""

    journal: Journal
    days: int
    clock: Clock
    due: Callable[[], None]

    async def keep(self) -> None:
        """Look once a day, for ever."""
        while True:
            await self.clock.sleep_until(self.clock.now() + DAY)
            if await is_over(self.journal, self.days, self.clock.now()):
                log.warning(OVER)
                self.due()


async def is_due(folder: Path, days: int, now: Moment) -> bool:
    """Say whether names are to go before a bot begins. Raises JournalLocked, JournalDamaged."""
    if _is_young(folder, days, now):
        return False
    async with await Journal.open(folder, now=now) as journal:  # not only to read: an older version may have written it
        return await is_over(journal, days, now)


async def is_over(journal: Journal, days: int, now: Moment) -> bool:
    """Say whether the day is over for longer than the names that are there may be kept. Raises JournalDamaged."""
    if _is_young(journal.folder, days, now) or not await journal.accounts():
        return False
    return now - await journal.over_entries(last_sign) > days * DAY


def _is_young(folder: Path, days: int, now: Moment) -> bool:
    """Say whether nothing in a journal can have ended so long ago; found out without reading it all."""
    begun = began(folder)
    return begun is None or now - begun <= days * DAY


def last_sign(entries: Iterable[Entry]) -> Moment:
    """Return when the day was over: its last workshop, ended or planned; else when anybody last did anything."""
    heard: dict[str, Moment] = {}
    day = fold(_hearing(entries, heard))
    ends = [_end(each, heard.get(each.id, 0)) for each in day.workshops.values() if each.running or not each.trial]
    return max(ends, default=0) or max(heard.values(), default=0)


def _hearing(entries: Iterable[Entry], heard: dict[str, Moment]) -> Iterator[Entry]:
    """Yield the facts, and note when people last did something in each workshop: restarts write some, too."""
    for entry in entries:
        if getattr(entry.fact, "person", None) or getattr(entry.fact, "by", None):
            heard[entry.workshop] = entry.at
        yield entry


def _end(workshop: Workshop, heard: Moment) -> Moment:
    """Return when a workshop ended or, if nobody ended it, should have and was heard last; 0: it has no time."""
    if workshop.ended is not None:
        return workshop.ended
    if workshop.running:
        planned = [phase.ends or 0 for phase in workshop.phases]
        return max(heard, workshop.begun or 0, *planned)
    if workshop.starts is None or workshop.flow is None:
        return 0
    return workshop.starts + sum(phase.minutes for phase in workshop.flow.phases) * MINUTE
