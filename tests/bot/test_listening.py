"""Platforms come and go, each by itself: one that is away keeps no other waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from bot.listening import AWAY, Listening
from bot.platforms.incoming import Batch, Inbox, Known
from bot.platforms.platform import Joined, LoginRefused, Unreachable
from bot.rooms import Rooms, Seat
from commands.heard import Spot
from workshop_flows.facts.conference import PlatformBack, PlatformMissed
from workshop_flows.facts.entry import Fact, In
from workshop_flows.values import Source


class Platform:
    """A platform that answers as it is told to."""

    def __init__(self, name: str) -> None:
        self.name, self.trouble = name, list[Exception]()
        self.positions: list[str | None] = []
        self.breaks = 0
        self.answers = asyncio.Event()
        self.listens = asyncio.Event()
        self.closed = False

    async def connect(self, rooms: Sequence[str], _directs: Sequence[str]) -> Joined:
        if self.trouble:
            raise self.trouble.pop(0)
        return Joined({room: f"{self.name}:{room}" for room in rooms}, {})

    async def listen(self, _inbox: Inbox, position: str | None) -> None:
        self.positions.append(position)
        if self.breaks:
            self.breaks -= 1
            raise RuntimeError("a bug")
        self.listens.set()
        await asyncio.Event().wait()

    async def caught_up(self) -> None:
        await self.answers.wait()

    async def close(self) -> None:
        self.closed = True


class Decider:
    """Takes note of what happened."""

    def __init__(self) -> None:
        self.facts: list[Fact | In] = []
        self.heard = asyncio.Event()

    async def take(self, _batch: Batch) -> None:
        """Not asked here."""

    async def still(self) -> None:
        """Nothing is ever under way."""

    def standing(self, _poll: Source, _account: str) -> None:
        """Know of no poll."""

    def recognise(self, _message: Source, _key: str) -> None:
        """Know of no message."""

    def known(self, _room: str) -> Known:
        """Know nobody."""
        return Known()

    def kept(self, _room: str) -> dict[str, str]:
        """Keep nothing."""
        return {}

    async def happened(self, *facts: Fact | In) -> None:
        self.facts += facts
        self.heard.set()

    async def settled(self) -> None:
        """Nothing waits."""


class Journal:
    """Knows where it stands with Matrix, and which rooms were found."""

    def __init__(self) -> None:
        self.known: dict[str, dict[str, str]] = {}

    async def positions(self) -> dict[str, str]:
        return {"matrix": "s1"}

    async def rooms(self, platform: str) -> dict[str, str]:
        return self.known.get(platform, {})

    async def found(self, platform: str, where: Mapping[str, str]) -> None:
        self.known[platform] = {**self.known.get(platform, {}), **where}


def wanted(name: str) -> Mapping[str, Seat]:
    """Return the one room of a platform."""
    return {"raum": Seat(Spot.ROOM, name)}


@pytest.fixture
def matrix() -> Platform:
    """Return a platform that is there."""
    platform = Platform("matrix")
    platform.answers.set()
    return platform


@pytest.fixture
def discord() -> Platform:
    """Return another one."""
    return Platform("discord")


@pytest.fixture
def rooms() -> Rooms:
    """Return the rooms, of which none is known yet."""
    return Rooms()


@pytest.fixture
def house(matrix: Platform, discord: Platform, rooms: Rooms) -> Listening:
    """Return what keeps both, without its long pauses."""
    platforms: Mapping[str, Any] = {"matrix": matrix, "discord": discord}
    return Listening(platforms, rooms, asyncio.Event(), patience=0.05, pause=0)


async def test_a_platform_that_is_away_keeps_the_other_from_nothing(house: Listening, discord: Platform) -> None:
    """The day begins on Matrix; Discord is missed, connects later, and is back."""
    discord.trouble = [Unreachable("weg")] * 10_000
    decider = Decider()
    await house.begin(wanted, decider, Journal())
    assert (house.names, house.silent) == (["matrix"], {"discord": AWAY})
    await house.catch_up(decider)
    assert decider.facts == [PlatformMissed("discord")]
    decider.heard.clear()
    discord.trouble.clear()
    discord.answers.set()
    await asyncio.wait_for(decider.heard.wait(), 5)
    assert decider.facts[1:] == [PlatformBack("discord")]
    await house.close()
    assert discord.closed


async def test_both_are_waited_for_if_both_answer(house: Listening, discord: Platform) -> None:
    """A server that answers at the second try belongs to the day from its beginning."""
    discord.trouble = [Unreachable("weg")]
    discord.answers.set()
    decider = Decider()
    await house.begin(wanted, decider, Journal())
    await house.catch_up(decider)
    assert (sorted(house.names), house.silent, decider.facts) == (["discord", "matrix"], {}, [])
    await house.close()


async def test_listening_begins_again_where_the_journal_stands(house: Listening, matrix: Platform) -> None:
    """A fault of ours costs nothing: what was not committed is read again."""
    matrix.breaks = 2
    decider = Decider()
    await house.begin(wanted, decider, Journal())
    await asyncio.wait_for(matrix.listens.wait(), 5)
    assert matrix.positions == ["s1", "s1", "s1"]
    await house.close()


async def test_without_any_login_there_is_nothing_to_wait_for(
    house: Listening, matrix: Platform, discord: Platform
) -> None:
    """Every platform refused: the bot ends, and says why."""
    matrix.trouble, discord.trouble = [LoginRefused("Nein.")], [LoginRefused("Auch nicht.")]
    await asyncio.wait_for(house.begin(wanted, Decider(), Journal()), 5)
    assert house.refused
    assert sorted(house.complaints) == ["Auch nicht.", "Nein."]
    await house.close()


async def test_one_refused_login_leaves_the_other_alone(house: Listening, discord: Platform) -> None:
    """The day begins with whoever is there."""
    discord.trouble = [LoginRefused("Nein.")]
    decider = Decider()
    await house.begin(wanted, decider, Journal())
    await house.catch_up(decider)
    assert (house.names, house.silent, house.refused) == (["matrix"], {"discord": "Nein."}, False)
    assert decider.facts == []
    await house.close()


async def test_rooms_of_a_platform_that_is_away_are_those_of_the_last_start(
    house: Listening, discord: Platform, rooms: Rooms
) -> None:
    """What is said before Discord is back waits for its room, and is not lost; what is no longer wanted is left out."""
    journal = Journal()
    journal.known = {"discord": {"raum": "discord:7", "früher": "discord:8"}}
    discord.trouble = [Unreachable("weg")] * 10_000
    await house.begin(wanted, Decider(), journal)
    assert set(rooms.seats) == {"matrix:raum", "discord:7"}
    assert journal.known["matrix"] == {"raum": "matrix:raum"}
    await house.close()


async def test_a_name_that_means_another_room_now_is_followed(
    house: Listening, discord: Platform, rooms: Rooms
) -> None:
    """The platform's word counts, as soon as it answers."""
    journal = Journal()
    journal.known = {"discord": {"raum": "discord:7"}}
    discord.answers.set()
    await house.begin(wanted, Decider(), journal)
    assert set(rooms.seats) == {"matrix:raum", "discord:raum"}
    await house.close()
