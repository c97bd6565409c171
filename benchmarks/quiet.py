"""The conductor and a real journal on disk, with a platform that only listens: everything but the network."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import random
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.aftermath import Outside
from bot.conductor import Conductor
from bot.configuration import flow_files
from bot.hearing import Hearing
from bot.people import People
from bot.platforms.incoming import Batch, Entered, Incoming, Wrote
from bot.rooms import Rooms, Seat
from bot.saying import Saying
from commands.heard import Spot
from storage.journal import Journal
from workshop_flows.facts.conference import ConferencePlanned, FlowAdopted, WorkshopPlanned
from workshop_flows.facts.entry import Fact, In
from workshop_flows.flow import Flow
from workshop_flows.values import MINUTE, Moment, Source

BEGINS: Moment = 1_813_482_000_000
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SOUNDS = "abcdefghijklmnoprstuvwz"


@dataclass
class HandClock:
    """A clock that is moved by hand; whoever sleeps moves it, and has slept at once."""

    time: Moment

    def now(self) -> Moment:
        """Return what the hand says."""
        return self.time

    async def sleep_until(self, at: Moment) -> None:
        """Let it be so late."""
        self.time = max(self.time, at)
        await asyncio.sleep(0)

    def real(self) -> HandClock:
        """Return this clock: there is no other time here."""
        return self


class QuietPlatform:
    """Takes nothing and sends nothing; nobody leads, everybody is called by their account."""

    name = "matrix"

    async def read_again(self) -> None:
        """Everything was handed over."""

    def leads(self, _room: str, _account: str) -> bool:
        """Nobody does."""
        return False

    def name_of(self, _room: str, account: str) -> str:
        """Return the account as a name."""
        return account.rpartition(":")[2]


@dataclass
class QuietHouse:
    """A conductor at work. `committed` is called after every commit."""

    journal: Journal
    clock: HandClock
    conductor: Conductor
    committed: list[Callable[[], None]] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def wrote(self, who: str, text: str, workshop: str) -> Wrote:
        """Return a message."""
        number, room = next(self.numbers), f"matrix:!{workshop}"
        return Wrote(Source(f"{room}/$e{number}"), room, f"matrix:{who}", number, text)

    def entered(self, who: str, workshop: str) -> Entered:
        """Return somebody's coming."""
        number, room = next(self.numbers), f"matrix:!{workshop}"
        return Entered(Source(f"{room}/$e{number}"), room, f"matrix:{who}", number)

    async def take(self, incoming: Sequence[Incoming]) -> None:
        """Hand over what one answer of the platform brings."""
        await self.conductor.take(Batch("matrix", f"s{next(self.numbers)}", tuple(incoming)))

    async def hears(self, incoming: Sequence[Incoming]) -> None:
        """Hand it over, and wait until it is on the disk."""
        await self.take(incoming)
        await self.conductor.settled()

    async def until(self, at: Moment) -> None:
        """Let it be later: what is due then happens, and closing votes are read once more and counted."""
        self.clock.time = max(self.clock.time, at)
        self.conductor.bells.ring()
        await self.conductor.settled()
        for _ in range(1000):
            if all(workshop.closing is None for workshop in self.conductor.day.workshops.values()):
                break
            await asyncio.sleep(0)
            await self.conductor.settled()


def sentence(chance: random.Random) -> str:
    """Return six words that nobody said before."""
    return " ".join("".join(chance.choices(SOUNDS, k=chance.randint(3, 9))) for _ in range(6))


def plan(flow: Flow, rooms: int) -> list[Fact | In]:
    """Return the plan of a conference in which all rooms follow the same flow."""
    facts: list[Fact | In] = [ConferencePlanned("tag", "Ein Tag", "de", "Europe/Berlin")]
    for room in range(rooms):
        letter = LETTERS[room] if rooms <= len(LETTERS) else LETTERS[room // 26] + LETTERS[room % 26]
        facts.append(In(f"w{room}", WorkshopPlanned(letter, f"Workshop {room}", "de", BEGINS)))
        facts.append(In(f"w{room}", FlowAdopted(flow)))
    return facts


@contextlib.asynccontextmanager
async def quiet_house(folder: Path, flow: Flow, rooms: int) -> AsyncIterator[QuietHouse]:
    """Open a house in which the workshops are planned, a minute before they begin."""
    clock = HandClock(BEGINS - MINUTE)
    async with await Journal.open(folder, now=clock.now()) as journal:
        known = Rooms({f"matrix:!w{room}": Seat(Spot.ROOM, f"w{room}") for room in range(rooms)})
        platforms: dict[str, Any] = {"matrix": QuietPlatform()}
        told: list[Callable[[], None]] = []

        def speak() -> None:
            for tell in told:
                tell()

        outside = Outside(
            speak=speak,
            alarm=lambda _at: None,
            announce=lambda _day, _effect: [],
            publish=lambda _day: None,
            committed=lambda: None,
            copy=lambda: None,
        )
        saying = Saying(known, f"{journal.id}:{journal.epoch}")
        conductor = Conductor(journal, clock, Hearing(known, People(), platforms), saying, outside)
        await conductor.load(flow_files.ready_made())
        task = asyncio.create_task(conductor.run())
        try:
            await conductor.happened(*plan(flow, rooms))
            await conductor.settled()
            conductor.begin()
            yield QuietHouse(journal, clock, conductor, told)
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
