"""The promise of the welcome: names are deleted after so many days. Looked after whenever the bot starts."""

from __future__ import annotations

from pathlib import Path

from storage.journal import Journal
from storage.retention import began
from workshop_flows.conference import Conference
from workshop_flows.happen import fold
from workshop_flows.values import MINUTE, Moment

DAY = 24 * 60 * MINUTE


async def is_due(folder: Path, days: int, now: Moment) -> bool:
    """Say whether the day is over for longer than names may be kept. Raises JournalLocked, JournalDamaged."""
    begun = began(folder)
    if begun is None or now - begun <= days * DAY:
        return False  # nothing in it can have ended so long ago; found out without reading it all
    async with await Journal.open(folder, now=now) as journal:  # not only to read: an older version may have written it
        if not await journal.accounts():
            return False
        end = ended(await journal.over_entries(fold))
    return end is not None and now - end > days * DAY


def ended(day: Conference) -> Moment | None:
    """Return when the last workshop ended; None while one runs, or if none ever began."""
    workshops = [workshop for workshop in day.workshops.values() if not workshop.trial]
    if any(workshop.running for workshop in workshops):
        return None
    return max((workshop.ended for workshop in workshops if workshop.ended is not None), default=None)
