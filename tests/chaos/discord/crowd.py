"""Citizens on Discord: they write, tap, choose in menus, command and fill in forms, through everything; and the log."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from tests.chaos.acts import choice, written
from tests.chaos.discord.history import Json, Told
from tests.chaos.discord.reading import Reading
from tests.chaos.evidence import Clock, Evidence, Input, Phase
from tests.chaos.room import Room, spoken
from tests.chaos.rubbish import invented
from tests.platforms.discord_stand_in import Asked, Citizen, parts

RUBBISH = ("lol", "🙂🙂🙂", "???", "!xyzzy", "\u202e", "@everyone", "Wie spät ist es eigentlich gerade?")
FORM = 3.0
"""Seconds in which a form opens, or never does."""
EARLY, LATE = 0.7, 1.04
"""Parts of a phase: after the first nothing is done any more whose fate nobody could tell; the second is too late."""
PHASE_SECONDS = 300
IDEAS, VOTES = 5, 4
"""So many inputs each sends in a phase."""

Act = Callable[[Citizen, Phase, random.Random], Awaitable[None]]


@dataclass(slots=True)
class Crowd:
    """Everybody in one channel, and what they did. Half of them type, and half tap."""

    workshop: str
    bot: str
    clock: Clock
    plan: list[Phase]
    citizens: list[Citizen]
    seed: int
    log: list[Input] = field(default_factory=list)
    room: Room = field(default_factory=lambda: Room("", []))
    _polls: dict[int, Json] = field(default_factory=dict)
    """Number of the phase -> the message of its vote, as it was when it opened: that is what late ones tap on."""
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    async def play(self) -> None:
        """Let everybody do their part, each phase as they see it open."""
        async with asyncio.TaskGroup() as group:
            for number, citizen in enumerate(self.citizens):
                group.create_task(self._part(citizen, random.Random(f"{self.seed}.{number}"), taps=number % 2 == 1))

    def see(self, told: Told) -> None:
        """Take in what happens in the channel."""
        if told.kind != "MESSAGE_CREATE" or told.data["author"]["id"] != self.bot:
            return
        evidence = Evidence(self.bot, self.clock, self.plan, {}, [], [], [], {}, published_again=True, journal={})
        reading = Reading(self.bot, {}, {}, [])
        reading.hear(told)
        for event in reading.events:
            spoken(self.room, evidence, len(self.room.events), event)
            self.room.events.append(event)
            if event["type"].endswith("poll.start"):
                self._polls[len(self.room.opened)] = told.data
        self._news.set()
        self._news = asyncio.Event()

    async def _part(self, me: Citizen, chance: random.Random, *, taps: bool) -> None:
        for number, phase in enumerate(self.plan, 1):
            count = {"ideas": IDEAS, "vote": VOTES}.get(phase.kind, 0)
            if not count:
                continue
            due = await self._opens(number)
            begun, left = _now(), max(1_500, due - _now())
            for moment in sorted(chance.uniform(0.02, LATE) for _ in range(count)):
                await asyncio.sleep(max(0.0, (begun + moment * left - _now()) / 1000))
                act = self._idea if phase.kind == "ideas" else self._vote
                await act(me, phase, chance, taps=taps, early=moment < EARLY)

    async def _opens(self, number: int) -> int:
        """Wait until a phase is announced; return when it ends, in ms of the computer's clock."""
        async with asyncio.timeout(PHASE_SECONDS):
            while not (found := [each for each in self.room.opened if each.number == number]):
                await self._news.wait()
        return found[0].due or _now() + 2_000

    # --- what they do -------------------------------------------------------------------------------------------

    async def _idea(self, me: Citizen, _phase: Phase, chance: random.Random, *, taps: bool, early: bool) -> None:
        words, die = invented(chance), chance.random()
        if die < 0.1:
            self._note(me, "rubbish", event=await me.say(chance.choice(RUBBISH)))
        elif die < 0.2 and not taps:
            await self._again(me, "idea", words)
        elif die < 0.3:
            await self._back(me, "idea")
        elif taps and early and die < 0.65:
            await self._form(me, words, chance)
        elif taps:
            sent = self._note(me, "idea", words)
            sent.event = f"i{me.command('idea', words).id}"
        elif die < 0.6:
            self._note(me, "plain", words, event=await me.say(words))
        else:
            self._note(me, "idea", words, event=await me.say(f"Idee: {words}"))

    async def _form(self, me: Citizen, words: str, chance: random.Random) -> None:
        """Open a form, think, and send it; whoever sees none gives up."""
        opened = me.command("idea")
        if await _has(opened) and opened.modal is not None:
            await asyncio.sleep(chance.uniform(0.1, 1.5))
            sent = self._note(me, "idea", words)
            sent.event = f"i{me.submit(opened.modal['custom_id'], words).id}"

    async def _vote(self, me: Citizen, phase: Phase, chance: random.Random, *, taps: bool, early: bool) -> None:
        numbers, die = choice(phase, chance), chance.random()
        poll = self._polls.get(self.plan.index(phase) + 1)
        text = written(phase, numbers, chance)
        if die < 0.1:
            wrong = list(range(1, phase.limit + 2))
            said = " ".join(map(str, wrong))
            event = f"i{me.command('vote', said).id}" if taps else await me.say(said)
            self._note(me, "bad", said, wrong, event=event)
        elif taps and phase.method == "approval" and poll is not None and die < 0.7:
            sent = self._note(me, "ballot", "", sorted(set(numbers)))
            sent.event = f"i{me.select(poll, parts(poll)[0]['custom_id'], *map(str, sent.numbers)).id}"
        elif taps:
            sent = self._note(me, "ballot", text, numbers)
            sent.event = f"i{me.command('vote', text).id}"
        elif early and die < 0.2:
            await self._again(me, "ballot", text, numbers)
        elif early and die < 0.3:
            await self._back(me, "ballot")
        else:
            self._note(me, "ballot", text, numbers, event=await me.say(text))

    async def _again(self, me: Citizen, kind: str, words: str, numbers: list[int] | None = None) -> None:
        """Edit one's newest message of a kind, if there is one that was not touched yet."""
        before = self._untouched(me, kind)
        if before is None:
            return
        words = f"{before.words} {words}" if kind == "idea" else words
        event = await me.edit(before.event, f"Idee: {words}" if kind == "idea" else words)
        self._note(me, "edit" if kind == "idea" else "change", words, numbers, target=before.id, event=event)

    async def _back(self, me: Citizen, kind: str) -> None:
        """Delete one's newest message of a kind that has a sign: else nobody could tell what became of it."""
        before = self._untouched(me, kind)
        if before is not None and me.server.world.reactions.get(before.event):
            self._note(me, "delete", target=before.id, event=await me.delete(before.event))

    def _untouched(self, me: Citizen, kind: str) -> Input | None:
        touched = {each.target for each in self.log if each.target}
        mine = (each for each in reversed(self.log) if each.person == me.id and each.event.isdigit())
        return next((each for each in mine if each.kind == kind and each.id not in touched), None)

    def _note(
        self,
        me: Citizen,
        kind: str,
        words: str = "",
        numbers: list[int] | None = None,
        *,
        target: str = "",
        event: str = "",
    ) -> Input:
        number = len(self.log) + 1
        sent = Input(f"{kind}{number}", me.id, self.workshop, kind, words, numbers or [], target, _now(), event=event)
        self.log.append(sent)
        return sent


async def _has(asked: Asked) -> bool:
    """Wait until there is a first answer, but not longer than Discord would."""
    try:
        async with asyncio.timeout(FORM):
            while asked.first is None:
                asked.changed.clear()
                await asked.changed.wait()
    except TimeoutError:
        return False
    return True


def _now() -> int:
    return time.time_ns() // 1_000_000
