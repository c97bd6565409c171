"""A journal on the disk that does not always do as it is told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable

from storage.journal import Commit, Journal, JournalDamaged
from storage.thread import Result
from workshop_flows.facts.entry import Entry
from workshop_flows.values import Moment


class MoodyJournal(Journal):
    """Slow, unreadable for a while, or without a stomach for one of the inputs."""

    unreadable = 0
    """So many times."""
    disk: asyncio.Event | None = None
    """A commit takes until this is set."""
    begun: asyncio.Event | None = None
    chokes_on: str = ""
    """The event of an input of which it can keep nothing but that it was passed over."""

    async def commit(self, commit: Commit, at: Moment) -> None:
        """Write, and take as long as the disk takes."""
        if any(seen.source.event == self.chokes_on and seen.outcome != "refused" for seen in commit.seen):
            raise OverflowError
        if self.disk is not None and self.begun is not None:
            self.begun.set()
            await self.disk.wait()
        await super().commit(commit, at)

    async def over_entries(self, work: Callable[[Iterable[Entry]], Result]) -> Result:
        """Read, unless it is unreadable."""
        if self.unreadable:
            self.unreadable -= 1
            raise JournalDamaged
        return await super().over_entries(work)
