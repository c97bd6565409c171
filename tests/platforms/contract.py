"""What every chat platform must do for us, whatever it is: each promise is a scenario on a stage with real people."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from bot.platforms.incoming import (
    Batch,
    Deleted,
    Departed,
    Entered,
    Incoming,
    Known,
    Polled,
    Rewrote,
    Standing,
    Tapped,
    Wrote,
)
from bot.platforms.outgoing import Edit, Mark, Poll, PollEnd, Post
from bot.platforms.platform import Platform
from workshop_flows.values import Source

PATIENCE = 30
"""Seconds that anything may take on a busy machine."""
BURST = 300

Kind = TypeVar("Kind", bound=Incoming)


@dataclass
class Box:
    """An inbox that keeps everything."""

    batches: list[Batch] = field(default_factory=list)
    came: asyncio.Event = field(default_factory=asyncio.Event)
    house: Known = field(default_factory=Known)
    """Who is where, as the house knows it from before."""
    held_before: dict[str, str] = field(default_factory=dict)
    """The messages and taps that it knows from before, with their accounts."""
    recognised: dict[Source, str] = field(default_factory=dict)
    """Messages of ours that were known by their keys."""

    async def take(self, batch: Batch) -> None:
        """Keep a batch."""
        self.batches.append(batch)
        self.came.set()

    async def still(self) -> None:
        """Nothing is ever under way."""

    def standing(self, _poll: Source, _account: str) -> Standing | None:
        """Know nothing of any poll."""
        return None

    def recognise(self, message: Source, key: str) -> None:
        """Keep which messages are known by their keys."""
        self.recognised[message] = key

    def known(self, _room: str) -> Known:
        """Return who is where by what came so far."""
        return self.house

    def kept(self, _room: str) -> Mapping[str, str]:
        """Return what the house holds from before."""
        return self.held_before

    @property
    def incoming(self) -> list[Incoming]:
        """Everything that came, in order."""
        return [each for batch in self.batches for each in batch.incoming]

    @property
    def position(self) -> str:
        """Where the last batch ended."""
        return self.batches[-1].position

    def texts(self) -> list[str]:
        """Return what was written."""
        return [each.text for each in self.incoming if isinstance(each, Wrote)]

    def of(self, kind: type[Kind]) -> list[Kind]:
        """Return what came of a kind."""
        return [each for each in self.incoming if isinstance(each, kind)]

    async def until(self, right: Callable[[list[Incoming]], bool]) -> list[Incoming]:
        """Wait until what came is right."""
        async with asyncio.timeout(PATIENCE):
            while not right(self.incoming):
                self.came.clear()
                await self.came.wait()
        return self.incoming

    async def has(self, kind: type[Kind], number: int = 1) -> list[Kind]:
        """Wait until so many of a kind came."""
        await self.until(lambda _: len(self.of(kind)) >= number)
        return self.of(kind)


class Person(Protocol):
    """Somebody in the room, with a chat program of their own. Event ids are the platform's."""

    @property
    def account(self) -> str:
        """Their account, with its platform."""
        ...

    async def say(self, text: str, reply_to: str | None = None) -> str:
        """Write a message."""
        ...

    async def edit(self, event: str, text: str) -> object:
        """Edit a message."""
        ...

    async def delete(self, event: str) -> object:
        """Delete a message."""
        ...

    async def tap(self, event: str, sign: str) -> object:
        """Put a sign under a message."""
        ...

    async def choose(self, poll: str, answer: str) -> object:
        """Answer a native poll."""
        ...

    async def leave(self) -> None:
        """Leave the room."""
        ...


class Stage(Protocol):
    """A room on a real platform, in which the bot may be."""

    @property
    def home(self) -> str:
        """The room, with its platform."""
        ...

    async def enter(self, name: str) -> Person:
        """Let somebody new into the room."""
        ...

    def listening(self, position: str | None = None) -> AbstractAsyncContextManager[tuple[Platform, Box]]:
        """Let the bot's platform listen, with the same account and folder each time; it has caught up then."""
        ...


async def what_people_do_arrives_as_what_it_is(stage: Stage) -> None:
    """Hear messages, replies, edits, taps and deletions."""
    async with stage.listening() as (_, box):
        karin = await stage.enter("karin")
        first = await karin.say("mehr Bänke")
        await karin.say("und Schatten", first)
        await karin.edit(first, "mehr Sitzbänke")
        await karin.tap(first, "👍")
        await karin.delete(first)
        await box.has(Deleted)
        told = Source(f"{stage.home}/{first}")
        assert [(each.text, each.reply_to) for each in box.of(Wrote)] == [("mehr Bänke", None), ("und Schatten", told)]
        assert [(each.target, each.text) for each in box.of(Rewrote)] == [(told, "mehr Sitzbänke")]
        assert [(each.target, each.sign) for each in box.of(Tapped)] == [(told, "👍")]
        assert [each.target for each in box.of(Deleted)] == [told]
        assert {each.account for each in box.of(Wrote)} == {karin.account}
        assert box.of(Wrote)[0].source == told


async def what_was_said_before_the_bot_came_is_not_for_it(stage: Stage) -> None:
    """Run no old commands; find members, without anybody having seen them come."""
    karin = await stage.enter("karin")
    await karin.say("!idee von gestern")
    async with stage.listening() as (_, box):
        await karin.say("!idee von heute")
        await box.has(Wrote)
        assert box.texts() == ["!idee von heute"]
        assert karin.account in {each.account for each in box.of(Entered) if each.unobserved}


async def a_burst_arrives_whole_once_and_in_order(stage: Stage) -> None:
    """Hand over everything, however much came while nobody listened."""
    karin = await stage.enter("karin")
    async with stage.listening() as (_, box):
        start = box.position
    for number in range(BURST):
        await karin.say(f"Idee {number}")
    async with stage.listening(start) as (_, box):
        await box.has(Wrote, BURST)
        assert box.texts() == [f"Idee {number}" for number in range(BURST)]


async def from_a_position_on_nothing_is_lost_and_nothing_comes_twice(stage: Stage) -> None:
    """Hand over after a restart what came while nobody listened, and only that."""
    karin = await stage.enter("karin")
    async with stage.listening() as (_, box):
        await karin.say("eins")
        await box.has(Wrote)
        start = box.position
    await karin.say("zwei")
    async with stage.listening(start) as (_, box):
        await karin.say("drei")
        await box.has(Wrote, 2)
        assert box.texts() == ["zwei", "drei"]


async def from_an_older_position_on_the_same_comes_again(stage: Stage) -> None:
    """Lose nothing in a crash before the commit: the same sources come, so that they can be recognised."""
    karin = await stage.enter("karin")
    async with stage.listening() as (_, box):
        start = box.position
        await karin.say("eins")
        before = [each.source for each in await box.has(Wrote)]
    async with stage.listening(start) as (_, box):
        assert [each.source for each in await box.has(Wrote)] == before


async def reading_again_brings_what_the_platform_had_taken(stage: Stage) -> None:
    """Make the close of a vote reliable."""
    karin = await stage.enter("karin")
    async with stage.listening() as (platform, box):
        for ballot in ("4 4 9", "7", "1 2 3"):
            await karin.say(ballot)
            async with asyncio.timeout(PATIENCE):
                await platform.read_again()
            assert box.texts()[-1] == ballot


async def the_same_key_is_the_same_message(stage: Stage) -> None:
    """Say nothing twice when sending again after a lost answer, or after a restart."""
    async with stage.listening() as (platform, _):
        first = await platform.send(stage.home, Post("einmal"), "gleich")
        assert await platform.send(stage.home, Post("einmal"), "gleich") == first
        assert await platform.send(stage.home, Post("einmal"), "anders") != first
    async with stage.listening() as (platform, _):
        assert await platform.send(stage.home, Post("einmal"), "gleich") == first


async def what_the_bot_says_is_nothing_that_it_hears(stage: Stage) -> None:
    """Keep the bot's own words, signs and edits from coming back."""
    karin = await stage.enter("karin")
    async with stage.listening() as (platform, box):
        event = await platform.send(stage.home, Post("Hallo.", notice=False), "a")
        said = Source(f"{stage.home}/{event}")
        await platform.send(stage.home, Edit(said, "Guten Tag."), "b")
        await platform.send(stage.home, Mark(said, "👍"), "c")
        await karin.say("Guten Tag")
        await box.has(Wrote)
        assert [type(each) for each in box.incoming if not isinstance(each, Entered)] == [Wrote]


async def a_poll_is_answered_and_ended(stage: Stage) -> None:
    """Name the poll and the options' ids in the answers."""
    karin = await stage.enter("karin")
    async with stage.listening() as (platform, box):
        event = await platform.send(stage.home, Poll("Was zuerst?", (("1", "Bus"), ("2", "Bank")), 1), "p1")
        await karin.choose(event, "2")
        (answer,) = await box.has(Polled)
        assert (answer.target, answer.answers) == (Source(f"{stage.home}/{event}"), ("2",))
        assert await platform.send(stage.home, PollEnd(answer.target, "Platz 1: Bank"), "p2")


async def coming_and_going_is_seen(stage: Stage) -> None:
    """Know members by their names, see them come and go."""
    async with stage.listening() as (platform, box):
        karin = await stage.enter("karin")
        await box.until(lambda _: karin.account in platform.members(stage.home))
        assert platform.name_of(stage.home, karin.account).startswith("karin")
        await karin.leave()
        await box.until(lambda _: karin.account in {each.account for each in box.of(Departed)})
        mine = [each for each in box.incoming if each.account == karin.account]
        assert [(type(each), getattr(each, "unobserved", None)) for each in mine] == [
            (Entered, False),
            (Departed, False),
        ]
        assert karin.account not in platform.members(stage.home)


PROMISES: tuple[Callable[[Stage], Awaitable[None]], ...] = (
    what_people_do_arrives_as_what_it_is,
    what_was_said_before_the_bot_came_is_not_for_it,
    a_burst_arrives_whole_once_and_in_order,
    from_a_position_on_nothing_is_lost_and_nothing_comes_twice,
    from_an_older_position_on_the_same_comes_again,
    reading_again_brings_what_the_platform_had_taken,
    the_same_key_is_the_same_message,
    what_the_bot_says_is_nothing_that_it_hears,
    a_poll_is_answered_and_ended,
    coming_and_going_is_seen,
)
