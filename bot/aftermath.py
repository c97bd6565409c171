"""What is done once a batch is on disk: everybody is told, and votes that close are read once more."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bot.batch import Happened, Item, ReadAgain, Sum
from bot.clock import Clock
from bot.platforms.platform import Platform
from bot.second_look import SecondLook
from storage.rows import Row
from workshop_flows.conference import Conference
from workshop_flows.effects import Publish
from workshop_flows.facts.conference import PlatformBack, PlatformMissed
from workshop_flows.values import Moment


@dataclass(slots=True)
class Outside:
    """What the conductor tells others after a commit."""

    speak: Callable[[], None]
    alarm: Callable[[Moment | None], None]
    announce: Callable[[Conference, Publish], Iterable[Row]]
    """Return what is said about the documentation."""
    publish: Callable[[Conference], None]
    """Write the documentation."""
    committed: Callable[[], None]
    copy: Callable[[], None]
    """Put a copy of the journal aside: a phase is over."""
    adopt: Callable[[Moment], None] = lambda _by: None
    """Set our clock by so much."""
    forgotten: Callable[[], None] = lambda: None
    """Somebody was erased: see that nothing of it stays on the disk."""


@dataclass(slots=True)
class Aftermath:
    """What follows a commit. `clock` is to wait by; `hand_over` puts what comes of it before the conductor again."""

    clock: Clock
    platforms: Mapping[str, Platform]
    outside: Outside
    hand_over: Callable[[Item], Awaitable[None]]
    reading: set[asyncio.Task[None]] = field(default_factory=set)

    def of(self, day: Conference, total: Sum, next_bell: Callable[[], Moment | None]) -> Iterator[Callable[[], None]]:
        """Yield, step by step, what follows from a batch that is on disk."""
        if by := total.adopted():
            yield lambda: self.outside.adopt(by)
        if total.publishes:
            yield lambda: self.outside.publish(day)  # before anybody is told of it; a start does it again
        yield self.outside.speak
        yield lambda: self.outside.alarm(next_bell())
        yield lambda: self.read_again(total.closing())
        if total.phase_ended():
            yield self.outside.copy
        if total.commit.erasures:
            yield self.outside.forgotten
        yield self.outside.committed

    def read_again(self, closing: Iterable[ReadAgain]) -> None:
        """Begin to read every platform once more for phases that close."""
        for each in closing:
            task = asyncio.create_task(self._read_again(each))
            self.reading.add(task)
            task.add_done_callback(self.reading.discard)

    async def hear(self) -> None:
        """Read every platform once more, as long as a vote would be kept open for it."""
        look = SecondLook(self.platforms, self.clock)
        await look.taken()
        look.end()

    async def _read_again(self, closing: ReadAgain) -> None:
        """Read every platform once more; then the phase can be counted, without who is away."""
        look = SecondLook(self.platforms, self.clock)
        silent = await look.taken()
        if silent:
            await self.hand_over(Happened(tuple(map(PlatformMissed, silent))))
        await look.settled()
        await self.hand_over(closing)
        if silent:
            await look.over()
            await self.hand_over(Happened(tuple(map(PlatformBack, silent))))
