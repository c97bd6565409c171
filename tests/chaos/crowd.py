"""Citizens who write, vote, change their minds and send rubbish, through everything; and the log of what they did."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.chaos.acts import Acts
from tests.chaos.citizen import Citizen
from tests.chaos.evidence import Clock, Event, Evidence, Input, Phase
from tests.chaos.room import Room, spoken
from tests.chaos.sealed import Sealed
from tests.chaos.wire import Wire

PHASE_SECONDS = 900
AT_ONCE = 0.04
"""The part of a phase in which everybody acts, where they do at once."""


@dataclass(frozen=True, slots=True)
class Script:
    """How many inputs each sends in the phases of each kind. `at_once`: in the first moments of the phase."""

    ideas: int
    votes: int
    closing: int
    at_once: bool = False

    def inputs(self, phase: Phase) -> int:
        """Return how many of a phase's inputs each sends."""
        return {"ideas": self.ideas, "vote": self.votes, "closing": self.closing}.get(phase.kind, 0)

    def until(self, phase: Phase) -> float:
        """Return until which part of a phase people act; some are late."""
        if self.at_once:
            return AT_ONCE
        return 0.5 if phase.kind == "closing" else 1.04


@dataclass(slots=True)
class Crowd:
    """Everybody, and what they did."""

    url: str
    bot: str
    clock: Clock
    plan: list[Phase]
    citizens: list[Citizen]
    watcher: str
    """The token of somebody in all the rooms."""
    observers: dict[str, Sealed]
    """Who reads along in the encrypted rooms, by workshop."""
    seed: int
    script: Script
    log: list[Input] = field(default_factory=list)
    rooms: dict[str, Room] = field(default_factory=dict)
    over: bool = False
    """Everybody has done their part."""
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def answered(self) -> int:
        """How much of it the server has."""
        return sum(bool(each.event) for each in self.log)

    async def play(self) -> None:
        """Let everybody do their part, each phase as they see it open."""
        self.rooms = {each.workshop: Room(each.workshop, []) for each in self.citizens}
        # Whoever watches has lines of their own: when the server is back, everybody else waits for theirs at once.
        async with Wire(self.url) as wire, Wire(self.url) as ear:
            listening = [asyncio.create_task(each.sealed.listen()) for each in self.citizens if each.sealed]
            listening += [asyncio.create_task(self._watch(ear))]
            listening += [asyncio.create_task(self._observe(name, each)) for name, each in self.observers.items()]
            acts = Acts(wire, self.rooms, self.log)
            async with asyncio.TaskGroup() as group:
                for number, citizen in enumerate(self.citizens):
                    group.create_task(self._part(citizen, acts, random.Random(f"{self.seed}.{number}")))
            self.over = True
            for task in listening:
                task.cancel()
            await asyncio.gather(*listening, return_exceptions=True)

    async def _watch(self, ear: Wire) -> None:
        places = {each.room: each.workshop for each in self.citizens if each.sealed is None}
        since = ""
        while True:
            said = await ear.news(self.watcher, since, self.bot)
            since = said["next_batch"]
            for room_id, joined in said.get("rooms", {}).get("join", {}).items():
                if room_id in places:
                    self._hear(places[room_id], joined["timeline"]["events"])

    async def _observe(self, workshop: str, observer: Sealed) -> None:
        while True:
            self._hear(workshop, await observer.hear())

    def _hear(self, workshop: str, events: Iterable[Event]) -> None:
        evidence = Evidence(self.bot, self.clock, self.plan, {}, [], [], [], {}, published_again=True, journal={})
        room = self.rooms[workshop]
        for event in events:
            if event["sender"] == self.bot:
                spoken(room, evidence, len(room.events), event)
                room.events.append(event)
        self._news.set()
        self._news = asyncio.Event()

    async def _opens(self, room: Room, number: int) -> int:
        """Wait until a phase is announced; return when it ends, in ms of the computer's clock."""
        async with asyncio.timeout(PHASE_SECONDS):
            while not (found := [each for each in room.opened if each.number == number]):
                await self._news.wait()
        return found[0].due or _now() + 2_000

    async def _part(self, me: Citizen, acts: Acts, chance: random.Random) -> None:
        for number, phase in enumerate(self.plan, 1):
            if not (count := self.script.inputs(phase)):
                continue
            due = await self._opens(self.rooms[me.workshop], number)
            begun = _now()
            left = max(1_500, due - begun)
            for moment in sorted(chance.uniform(0.02, self.script.until(phase)) for _ in range(count)):
                await asyncio.sleep(max(0.0, (begun + moment * left - _now()) / 1000))
                await acts.chosen(phase, moment, chance)(me, phase, chance)


def _now() -> int:
    return time.time_ns() // 1_000_000
