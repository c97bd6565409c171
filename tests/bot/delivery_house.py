"""A house in which only delivery works, between an outbox and servers that behave like servers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from bot.delivery.delivery import Delivery
from bot.thanks import merged
from storage.rows import Row
from tests.bot.fake_clock import FakeClock
from tests.bot.fake_journal import FakeJournal
from tests.bot.fake_server import FakeServer
from workshop_flows.values import SECOND


def merge(rows: Sequence[Row]) -> dict[str, Any]:
    """Return one post for many, as the bot does."""
    return merged("de", rows)


@dataclass
class House:
    """A bot of which only delivery works, and the servers that it speaks to."""

    folder: Path
    clock: FakeClock = field(default_factory=FakeClock)
    journal: FakeJournal = field(default_factory=FakeJournal)
    lost: list[tuple[str, str]] = field(default_factory=list)
    said: list[tuple[str, str]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    hidden: str = ""
    """Words that must not be seen."""

    def __post_init__(self) -> None:
        """Build the servers; nothing runs yet."""
        self.server = FakeServer(self.clock)
        self.discord = FakeServer(self.clock, name="discord")
        self.began = self.clock.now()
        self.task: asyncio.Task[None] | None = None
        self.delivery = self.build()

    def build(self) -> Delivery:
        """Return a delivery on the journal as it is."""
        return Delivery(
            self.journal,
            {"matrix": self.server, "discord": self.discord},
            self.clock,
            merge=merge,
            folder=self.folder,
            cover=self.cover,
            said=lambda row, event: self.said.append((row.id, event)),
            lost=lambda row, why: self.lost.append((row.id, why)),
            refused=lambda name, why: self.refused.append((name, why)),
        )

    async def cover(self, row: Row) -> Row:
        """Return a row without what is hidden."""
        await asyncio.sleep(0)
        return replace(row, body=row.body | {"plain": row.body["plain"].replace(self.hidden, "…")})

    def start(self) -> None:
        """Begin to deliver."""
        self.task = asyncio.create_task(self.delivery.run())

    def put(self, *rows: Row) -> None:
        """Commit rows and wake the delivery."""
        self.journal.put(*rows)
        self.delivery.wake()

    async def after(self, seconds: float) -> None:
        """Let time pass until so many seconds after the beginning."""
        await self.clock.sleep_until(self.began + round(seconds * SECOND))

    async def kill(self) -> None:
        """End without any order, as a crash does."""
        assert self.task is not None
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)

    def when(self, key: str, server: FakeServer | None = None) -> float:
        """Return how many seconds after the beginning a row stood in its room."""
        (said,) = [each for each in (server or self.server).said if each.key == key]
        return (said.at - self.began) / SECOND


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """Give a house, and see that it leaves no task behind."""
    house = House(tmp_path)
    yield house
    await house.delivery.stop(0)
    if house.task is not None:
        await asyncio.gather(house.task, return_exceptions=True)
    for _ in range(100):
        await asyncio.sleep(0)
    assert {task for task in asyncio.all_tasks() if task is not asyncio.current_task()} == set()


async def drained(house: House, seconds: float = 60) -> None:
    """Wait until everything is said."""
    assert await house.delivery.drained(round(seconds * SECOND))
