"""A conductor at work: with its journal, a clock moved by hand, and a platform without a server."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.aftermath import Outside
from bot.conductor import Conductor
from bot.configuration import flow_files
from bot.delivery.response import is_thanks
from bot.hearing import Hearing
from bot.people import People
from bot.platforms.incoming import Batch, Incoming, Wrote
from bot.rooms import Rooms, Seat
from bot.saying import Saying
from bot.thanks import merged
from commands.heard import Spot
from storage.journal import Row
from tests.bot.hand_clock import HandClock
from tests.bot.moody_journal import MoodyJournal
from tests.bot.quiet_platform import QuietPlatform
from workshop_flows.facts.conference import ConferencePlanned, FlowAdopted, WorkshopPlanned
from workshop_flows.facts.entry import In
from workshop_flows.flow import Flow, Kind, PhasePlan, Way
from workshop_flows.values import MINUTE, Moment, Source

ROOM = "matrix:!w"
BEGINS: Moment = 1_813_482_000_000
FLOW = Flow(
    title="Kurz",
    phases=(
        PhasePlan(kind=Kind.IDEAS, title="Ideen", minutes=5),
        PhasePlan(kind=Kind.VOTE, title="Punkte", minutes=5, method=Way.DOTS),
        PhasePlan(kind=Kind.CLOSING, title="Abschluss", minutes=5),
    ),
)


@dataclass
class House:
    """A conductor with its journal, and what it told the others."""

    journal: MoodyJournal
    clock: HandClock
    platform: QuietPlatform
    conductor: Conductor
    rooms: Rooms
    spoke: int = 0
    broken: bool = False
    """Nobody can be told anything after a commit, and nothing can be published."""
    alarms: list[Moment | None] = field(default_factory=list)
    numbers: int = 0
    published: list[int] = field(default_factory=list)
    committed: asyncio.Event = field(default_factory=asyncio.Event)

    def speak(self) -> None:
        """Count how often there was something to say."""
        if self.broken:
            raise RuntimeError
        self.spoke += 1

    def announce(self) -> list[Row]:
        """Say nothing about the documentation."""
        if self.broken:
            raise RuntimeError
        return []

    def publish(self) -> None:
        """Note what the journal had when the documentation was written."""
        self.published.append(self.journal.last_turn)

    def wrote(self, who: str, text: str, event: str = "") -> Wrote:
        """Return a message."""
        self.numbers += 1
        source = Source(f"{ROOM}/{event or f'$e{self.numbers}'}")
        return Wrote(source, ROOM, f"matrix:{who}", self.numbers, text)

    async def hears(self, *incoming: Incoming) -> None:
        """Let a batch come in, and wait until it is worked off."""
        self.numbers += 1
        await self.conductor.take(Batch("matrix", f"s{self.numbers}", incoming))
        await self.conductor.settled()

    async def comes_to_a_vote(self) -> None:
        """Let the workshop begin, two people have an idea each, and the vote on them be open."""
        await self.rings(BEGINS)
        await self.hears(self.wrote("karin", "mehr Bänke am See"), self.wrote("jonas", "Nachtbus am Wochenende"))
        await self.rings(BEGINS + 5 * MINUTE)

    async def writes_slowly(self, *incoming: Incoming) -> asyncio.Event:
        """Let a batch come in, and return what ends its commit; meanwhile every other one waits behind it."""
        disk = asyncio.Event()
        self.journal.disk, self.journal.begun = disk, asyncio.Event()
        await self.conductor.take(Batch("matrix", "s1", incoming))
        await self.journal.begun.wait()
        return disk

    async def rings(self, at: Moment) -> None:
        """Let it be later, and the alarm ring."""
        await self.clock.advance(at - self.clock.now())
        self.conductor.bells.ring()
        await self.conductor.settled()

    async def until(self, right: Callable[[], bool]) -> None:
        """Wait until something is right: looked at after every commit."""
        async with asyncio.timeout(20):
            while not right():
                self.committed.clear()
                await self.committed.wait()

    async def outcomes(self) -> dict[str, str]:
        """Return what became of every input that left a trace."""
        return {seen.source.event: seen.outcome for seen in await self.journal.inputs.seen()}

    async def said(self) -> list[str]:
        """Return what waits to be said, as plain words."""
        return [str(row.body.get("plain") or row.body.get("sign")) for row in await self.journal.outbox.waiting()]

    async def thanked(self) -> list[Source]:
        """Return the inputs that are to be acknowledged."""
        covered: list[Source] = merged("de", [row for row in await self.journal.outbox.waiting() if is_thanks(row)])[
            "covers"
        ]
        return covered


@contextlib.asynccontextmanager
async def house(
    folder: Path, *, now: Moment = BEGINS - MINUTE, platform: QuietPlatform | None = None
) -> AsyncIterator[House]:
    """Open the house on a folder; again on the same folder is a restart."""
    clock = HandClock(now)
    async with await MoodyJournal.open(folder, now=now) as journal:
        rooms, platform = Rooms({ROOM: Seat(Spot.ROOM, "w")}), platform or QuietPlatform()
        platforms: dict[str, Any] = {"matrix": platform}
        hearing = Hearing(rooms, People(), platforms)
        told: list[House] = []
        outside = Outside(
            speak=lambda: told[0].speak(),  # noqa: PLW0108 - it is not there yet
            alarm=lambda at: told[0].alarms.append(at),  # noqa: PLW0108
            announce=lambda _day, _effect: told[0].announce(),
            publish=lambda _day: told[0].publish(),
            committed=lambda: told[0].committed.set(),  # noqa: PLW0108
            copy=lambda: None,
            adopt=clock.set.append,
        )
        conductor = Conductor(journal, clock, hearing, Saying(rooms, f"{journal.id}:{journal.epoch}"), outside)
        here = House(journal, clock, platform, conductor, rooms)
        told.append(here)
        await conductor.load(flow_files.ready_made())
        task = asyncio.create_task(conductor.run())
        try:
            if not conductor.day.workshops:
                planned = WorkshopPlanned("A", "Kurz", "de", BEGINS)
                facts = (
                    ConferencePlanned("t", "T", "de", "Europe/Berlin"),
                    In("w", planned),
                    In("w", FlowAdopted(FLOW)),
                )
                await conductor.happened(*facts)
                await conductor.settled()
            conductor.begin()
            await conductor.settled()
            yield here
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
