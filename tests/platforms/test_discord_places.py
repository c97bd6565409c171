"""Who stays on Discord: voice and stage channels, threads and their members, raised hands."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

from bot.platforms.discord import reading
from bot.platforms.incoming import (
    Departed,
    Entered,
    FormsMissed,
    GotUp,
    HandLowered,
    HandRaised,
    Incoming,
    Known,
    SatDown,
    Wrote,
)
from bot.platforms.outgoing import Mark, Post
from tests.platforms.contract import Box
from tests.platforms.discord_stand_in import Citizen, answered
from tests.platforms.test_discord import DiscordStage, Settling, stage
from workshop_flows.values import Source

__all__ = ["stage"]

VOICE, STAGE = 2, 13


def told(box: Box, *kinds: type[Incoming]) -> list[tuple[str, str, bool]]:
    """Return what came of these kinds: what, who, and whether nobody saw it."""
    some = [each for each in box.incoming if isinstance(each, kinds)]
    return [(type(each).__name__, each.account, getattr(each, "unobserved", False)) for each in some]


@contextlib.asynccontextmanager
async def beside(stage: DiscordStage, voice: str, known: Known = Known()) -> AsyncIterator[Box]:  # noqa: B008 - frozen
    """Let the adapter listen to a channel with a voice channel beside it; the house knows this from before."""
    platform = stage.adapter(voices={int(voice): int(stage.channel)})
    async with stage.listening_with(platform, house=known) as box:
        yield box
    assert not stage.server.unanswered()


async def test_who_sits_in_the_voice_channel_beside_is_in_the_workshop(stage: DiscordStage) -> None:
    """Once for coming and once for going, whatever else their client tells of them."""
    voice = stage.server.world.channel("runde", VOICE)
    async with beside(stage, voice) as box:
        karin = Citizen.enter(stage.server, "Karin", stage.channel)
        karin.sit(voice)
        karin.sit(voice)
        karin.get_up()
        await box.has(GotUp)
        assert told(box, SatDown, GotUp) == [("SatDown", karin.account, False), ("GotUp", karin.account, False)]
        assert {each.room for each in box.of(SatDown)} == {stage.home}


async def test_a_voice_channel_can_be_the_room_itself(stage: DiscordStage) -> None:
    """It has a chat of its own; who is elsewhere on the server is not there."""
    voice, other = (stage.server.world.channel(name, VOICE) for name in ("runde", "kaffee"))
    room = DiscordStage(stage.server, stage.role, voice)
    async with room.listening() as (platform, box):
        karin, jonas = (Citizen.enter(stage.server, name, voice) for name in ("Karin", "Jonas"))
        jonas.sit(other)
        karin.sit(voice)
        await karin.say("hört man mich?")
        await box.has(Wrote)
        assert told(box, SatDown, Entered) == [("SatDown", karin.account, False)]
        assert platform.members(room.home) == {karin.account}


async def test_after_a_restart_the_voice_channel_is_as_it_is_now(stage: DiscordStage) -> None:
    """Who left meanwhile is gone, who came is there, and who stayed is nothing new."""
    voice = stage.server.world.channel("runde", VOICE)
    left, stayed, came = (Citizen.enter(stage.server, name, stage.channel, stage.role) for name in "abc")
    for each in (stayed, came):
        each.sit(voice)
    house = Known(frozenset(), frozenset({left.account, stayed.account}), frozenset({left.account}))
    async with beside(stage, voice, house) as box:
        await box.has(HandLowered)
        assert told(box, SatDown, GotUp, HandLowered) == [
            ("SatDown", came.account, True),
            ("GotUp", left.account, True),
            ("HandLowered", left.account, True),
        ]


async def test_after_a_restart_who_lost_the_channel_is_gone(stage: DiscordStage) -> None:
    """On a server so large that its members come in a second answer, nobody is gone before that."""
    crowd = [await stage.enter(f"Mensch{number}") for number in range(371)]
    outside = Citizen.enter(stage.server, "Uwe", stage.channel)
    house = Known(frozenset({outside.account, *(each.account for each in crowd[1:])}))
    async with stage.listening_with(stage.adapter(), house=house) as box:
        await box.has(Departed)
        await box.has(Entered)
        assert told(box, Entered, Departed) == [
            ("Entered", crowd[0].account, True),
            ("Departed", outside.account, True),
        ]


async def test_a_raised_hand_in_the_stage_is_a_request_to_speak(stage: DiscordStage) -> None:
    """Taking it down withdraws it, and so does leaving; a lost session brings what it is now."""
    voice = stage.server.world.channel("bühne", STAGE)
    async with beside(stage, voice) as box:
        karin, jonas = (Citizen.enter(stage.server, name, stage.channel) for name in ("Karin", "Jonas"))
        for each in (karin, jonas):
            each.sit(voice)
            each.raise_hand()
        karin.raise_hand(up=False)
        await box.has(HandLowered)
        sessions, stage.server.gateway.sessions = stage.server.gateway.sessions, {}
        jonas.get_up()
        karin.raise_hand()
        stage.server.gateway.sessions = sessions
        await stage.server.say_op(9)
        await box.has(HandLowered, 2)
        assert told(box, HandRaised, HandLowered) == [
            ("HandRaised", karin.account, False),
            ("HandRaised", jonas.account, False),
            ("HandLowered", karin.account, False),
            ("HandRaised", karin.account, True),
            ("HandLowered", jonas.account, True),
        ]


async def test_what_no_event_told_is_sampled(stage: DiscordStage) -> None:
    """The list counts: an event that could not be understood is made good by the next look at it."""
    voice = stage.server.world.channel("runde", VOICE)
    assert reading.SAMPLE <= 5
    platform = stage.adapter(voices={int(voice): int(stage.channel)})
    async with stage.listening_with(platform) as box:
        karin = Citizen.enter(stage.server, "Karin", stage.channel)
        platform._places.seated({"user_id": karin.id, "channel_id": voice})
        platform._reader._where.sample()
        await box.has(SatDown)
        assert told(box, SatDown) == [("SatDown", karin.account, True)]


async def test_what_is_typed_in_a_thread_belongs_to_its_room(stage: DiscordStage) -> None:
    """It is heard as the room's, and answered in the thread; also when it was written while nobody listened."""
    world = stage.server.world
    async with stage.listening() as (platform, box):
        karin = await stage.enter("Karin")
        await karin.say("vorher")
        await box.has(Wrote)
        thread = world.thread(stage.channel, "Gruppe 1", karin.id)
        inside = Citizen(stage.server, karin.id, thread)
        idea = await inside.say("mehr Bänke")
        wrote = (await box.has(Wrote, 2))[1]
        assert (wrote.room, wrote.source) == (stage.home, Source(f"discord:{thread}/{idea}"))
        await platform.send(wrote.source.room, Mark(wrote.source, "💡1"), "a")
        await platform.send(wrote.source.room, Post("Das ist Idee 1.", reply_to=wrote.source), "b")
        assert list(world.reactions[idea]) == ["💡", "1️⃣"]
        assert len(world.messages[thread]) == 2
        asked = inside.command("status")
        status = (await box.has(Wrote, 3))[2]
        assert (status.room, status.source.room) == (stage.home, f"discord:{thread}")
        await platform.send(status.source.room, Post("Alles gut.", reply_to=status.source), "c")
        assert (await answered(asked)).text == "Alles gut."
        position = box.position
    await inside.say("und Bäume")
    second = Citizen(stage.server, karin.id, world.thread(stage.channel, "Gruppe 2", karin.id))
    await second.say("und Brunnen")
    async with stage.listening(position) as (_, box):
        await box.has(Wrote, 2)
        assert box.texts() == ["und Bäume", "und Brunnen"]
        assert {each.room for each in box.of(Wrote)} == {stage.home}
        assert {each.source.room for each in box.of(FormsMissed)} >= {stage.home, f"discord:{thread}"}


async def test_a_thread_of_a_foreign_channel_is_none_of_ours(stage: DiscordStage) -> None:
    """What is typed there is not heard, and a command there is told so."""
    async with stage.listening() as (_, box):
        karin = await stage.enter("Karin")
        other = stage.server.world.channel("plauderei")
        inside = Citizen(stage.server, karin.id, stage.server.world.thread(other, "Gruppe", karin.id))
        await inside.say("mehr Bänke")
        assert (await answered(inside.command("idea", "x"))).text == "In diesem Kanal läuft kein Workshop."
        await karin.say("hier")
        await box.has(Wrote)
        assert box.texts() == ["hier"]


async def test_a_thread_that_is_the_room_has_members(stage: DiscordStage) -> None:
    """Who joins and leaves it comes and goes; who is in it at the start is found there."""
    anna, karin, jonas = (Citizen.enter(stage.server, name, stage.channel) for name in ("Anna", "Karin", "Jonas"))
    thread = stage.server.world.thread(stage.server.world.channel("alle"), "Gruppe", anna.id)
    room = DiscordStage(stage.server, stage.role, thread)
    house = Known(frozenset({jonas.account}))
    platform = room.adapter()
    async with room.listening_with(platform, house=house) as box:
        await box.has(Departed)
        stage.server.world.threads.join(thread, karin.id)
        stage.server.world.threads.join(thread, karin.id, into=False)
        await box.has(Departed, 2)
        assert told(box, Entered, Departed) == [
            ("Entered", anna.account, True),
            ("Departed", jonas.account, True),
            ("Entered", karin.account, False),
            ("Departed", karin.account, False),
        ]
        assert platform.members(room.home) == {anna.account}
        assert isinstance(box, Settling)
