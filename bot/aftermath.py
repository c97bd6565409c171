"""What is done once a batch is on disk: everybody is told, votes that close are read once more, old messages edited."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass

from bot.batch import Happened, Item, ReadAgain, Sum
from bot.clock import Clock
from bot.memory import Memory
from bot.obscuring import edits
from bot.platforms.platform import Platform
from bot.saying import Saying
from bot.second_look import SecondLook
from storage.journal import Commit, CommitFailed
from storage.outbox import Row
from workshop_flows.conference import Conference
from workshop_flows.effects import Obscure, Publish
from workshop_flows.facts.conference import PlatformBack, PlatformMissed
from workshop_flows.values import Moment

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Outside:
    """What the conductor tells others after a commit."""

    speak: Callable[[], None]
    alarm: Callable[[Moment | None], None]
    publish: Callable[[Conference, Publish], list[Row]]
    committed: Callable[[], None]
    copy: Callable[[], None]
    """Put a copy of the journal aside: a phase is over."""


@dataclass(slots=True)
class Aftermath:
    """What follows a commit. `hand_over` puts what comes of it before the conductor again."""

    memory: Memory
    clock: Clock
    saying: Saying
    platforms: Mapping[str, Platform]
    outside: Outside
    hand_over: Callable[[Item], Awaitable[None]]
    reading: set[asyncio.Task[None]]

    async def of(self, total: Sum, next_bell: Moment | None) -> None:
        """Do what follows from a batch that is on disk."""
        self.outside.speak()
        self.outside.alarm(next_bell)
        self.read_again(total.closing())
        for workshop, effect in total.obscured:
            await self._obscure(workshop, effect)
        if total.phase_ended():
            self.outside.copy()
        self.outside.committed()

    def read_again(self, closing: Iterable[ReadAgain]) -> None:
        """Begin to read every platform once more for phases that close."""
        for each in closing:
            task = asyncio.create_task(self._read_again(each))
            self.reading.add(task)
            task.add_done_callback(self.reading.discard)

    async def _obscure(self, workshop: str, effect: Obscure) -> None:
        """Edit what we said that shows the words. If the disk is full it is left as it is: the list is right anyway."""
        journal = self.memory.journal
        shown = await journal.showing(effect.words)
        own = [(row, event) for row, event in shown if not workshop or row.workshop in {workshop, ""}]
        rows = list(edits(self.memory.day, self.saying, journal.last_turn, effect, own))
        try:
            if rows:
                await journal.commit(Commit(outbox=rows, turn=journal.last_turn), self.clock.now())
                self.outside.speak()
        except CommitFailed:
            log.exception("Ausgeblendetes steht noch in alten Nachrichten.")

    async def _read_again(self, closing: ReadAgain) -> None:
        """Read every platform once more; then the phase can be counted, without who is away."""
        look = SecondLook(self.platforms, self.clock, self.memory.pace)
        silent = await look.taken()
        if silent:
            await self.hand_over(Happened(tuple(map(PlatformMissed, silent))))
        await look.settled()
        await self.hand_over(closing)
        if silent:
            await look.over()
            await self.hand_over(Happened(tuple(map(PlatformBack, silent))))
