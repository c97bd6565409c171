"""Rooms on Matrix: coming and going, authority, removal, upgrades and direct chats."""

from __future__ import annotations

import asyncio

import pytest

from bot.platforms.incoming import Departed, DirectOpened, Entered, RoomLost, RoomMoved, Wrote
from bot.platforms.matrix.adapter import Matrix
from bot.platforms.outgoing import Post
from bot.platforms.platform import Impossible
from tests.platforms.contract import PATIENCE
from tests.platforms.scene import Scene


async def test_a_new_name_is_not_a_coming(scene: Scene) -> None:
    """Neither live nor in what came meanwhile."""
    karin = await scene.person("karin")
    me = f"matrix:{karin.account.user_id}"
    async with scene.listening() as (matrix, box):
        start = box.position
        await karin.named("Karin K.")
        await box.until(lambda _: matrix.name_of(scene.home, me) == "Karin K.")
        assert [each.unobserved for each in box.of(Entered) if each.account == me] == [True]
    async with scene.listening(start) as (matrix, box):
        assert [each.unobserved for each in box.of(Entered) if each.account == me] == [True]
        assert matrix.name_of(scene.home, me) == "Karin K."


async def test_who_came_and_went_meanwhile_was_seen(scene: Scene) -> None:
    """What the gap tells is observed, once, in its order; only the rest is found unobserved."""
    otto = await scene.person("otto")
    async with scene.listening() as (_, box):
        start = box.position
    karin = await scene.person("karin")
    for number in range(120):
        await karin.say(scene.room, f"{number}")
    await otto.leave(scene.room)
    await karin.say(scene.room, "ende")
    async with scene.listening(start) as (matrix, box):
        await box.until(lambda _: "ende" in box.texts())
        his, hers = f"matrix:{otto.account.user_id}", f"matrix:{karin.account.user_id}"
        moves = [each for each in box.incoming if isinstance(each, Entered | Departed) and each.account in {his, hers}]
        assert [(type(each), each.account, each.unobserved) for each in moves] == [
            (Entered, hers, False),
            (Departed, his, False),
        ]
        assert his not in matrix.members(scene.home)
        assert len(box.texts()) == 121


async def test_authority_comes_from_the_rooms_state(scene: Scene) -> None:
    """The creator leads, though room version 12 lists nobody; a citizen with a fine name does not."""
    karin = await scene.person("karin")
    await karin.named("Moderation")
    anna = scene.people["anna"]
    citizen, creator = f"matrix:{karin.account.user_id}", f"matrix:{anna.account.user_id}"
    async with scene.listening() as (matrix, box):
        assert matrix.leads(scene.home, creator)
        assert matrix.name_of(scene.home, citizen) == "Moderation"
        assert not matrix.leads(scene.home, citizen)
        chat = await karin.direct(scene.bot.user_id)
        await box.has(DirectOpened)
        assert not matrix.leads(f"matrix:{chat}", citizen)
        levels = {"users": {scene.bot.user_id: 50, karin.account.user_id: 50}}
        await anna.state(scene.room, "m.room.power_levels", levels)
        await karin.say(scene.room, "jetzt")
        await box.has(Wrote)
        assert matrix.leads(scene.home, citizen)


async def test_a_direct_chat_is_opened_by_people_and_its_first_words_are_heard(scene: Scene) -> None:
    """Somebody from the room may open one; a stranger may not, until they are in the room."""
    karin = await scene.person("karin")
    stranger = await scene.person("fremd")
    await stranger.leave(scene.room)
    async with scene.listening() as (_, box):
        await stranger.direct(scene.bot.user_id)
        chat = await karin.direct(scene.bot.user_id)
        await karin.say(chat, "das soll nicht jeder lesen")
        await box.has(Wrote)
        news = [each for each in box.incoming if each.room == f"matrix:{chat}" and not isinstance(each, Entered)]
        assert [type(each) for each in news] == [DirectOpened, Wrote]
        assert [each.account for each in box.of(DirectOpened)] == [f"matrix:{karin.account.user_id}"]
        await stranger.join(scene.room)
        await box.has(DirectOpened, 2)


async def test_a_direct_chat_survives_a_crash_before_it_was_written_down(scene: Scene) -> None:
    """The invitation is gone by then; the room itself tells that it is a direct chat."""
    karin = await scene.person("karin")
    async with scene.listening() as (_, box):
        start = box.position
        chat = await karin.direct(scene.bot.user_id)
        await box.has(DirectOpened)
        await karin.say(chat, "hallo?")
        await box.has(Wrote)
    async with scene.listening(start) as (_, box):
        await box.has(Wrote)
        assert [each.room for each in box.of(DirectOpened)] == [f"matrix:{chat}"]
        position = box.position
    await karin.say(chat, "noch da?")
    async with scene.listening(position, directs=(f"matrix:{chat}",)) as (_, box):
        await box.has(Wrote)
        assert (box.texts(), box.of(DirectOpened)) == (["noch da?"], [])


async def test_invitations_to_other_rooms_are_left_alone(scene: Scene) -> None:
    """A direct chat of three is left again, another room is not entered."""
    karin, otto = await scene.person("karin"), await scene.person("otto")
    async with scene.listening() as (matrix, box):
        more = {"is_direct": True, "preset": "trusted_private_chat"}
        crowd = await karin.create("", "zu dritt", invite=[otto.account.user_id], **more)
        await otto.join(crowd)
        await karin.call("POST", f"/rooms/{crowd}/invite", {"user_id": scene.bot.user_id})
        other = await karin.create("", "kein Zwiegespräch", invite=[scene.bot.user_id])
        await karin.direct(scene.bot.user_id)
        await box.has(DirectOpened)
        await matrix.read_again()
        rooms = {each.room for each in box.incoming}
        assert not rooms & {f"matrix:{crowd}", f"matrix:{other}"}
        with pytest.raises(Impossible):
            await matrix.send(f"matrix:{other}", Post("hallo?"), "k")


async def test_being_removed_is_noticed_and_the_way_back_is_open(scene: Scene) -> None:
    """What was said before is still heard, sending there is impossible, other rooms go on, an invitation leads back."""
    anna = scene.people["anna"]
    karin = await scene.person("karin")
    async with scene.listening() as (matrix, box):
        chat = await karin.direct(scene.bot.user_id)
        await box.has(DirectOpened)
        await karin.say(scene.room, "kurz davor")
        await anna.call("POST", f"/rooms/{scene.room}/ban", {"user_id": scene.bot.user_id, "reason": "versehentlich"})
        assert [each.reason for each in await box.has(RoomLost)] == ["versehentlich"]
        assert box.texts() == ["kurz davor"]
        with pytest.raises(Impossible):
            await matrix.send(scene.home, Post("hallo?"), "weg")
        await karin.say(chat, "bist du noch da?")
        await box.has(Wrote, 2)
        await anna.call("POST", f"/rooms/{scene.room}/unban", {"user_id": scene.bot.user_id})
        await anna.call("POST", f"/rooms/{scene.room}/invite", {"user_id": scene.bot.user_id})
        me = f"matrix:{anna.account.user_id}"
        await box.until(lambda _: me in matrix.members(scene.home))
        await karin.say(scene.room, "willkommen zurück")
        await box.has(Wrote, 3)
        await matrix.send(scene.home, Post("danke"), "da")


async def test_who_is_put_out_and_comes_back_hears_what_was_said_while_there(scene: Scene) -> None:
    """The words before the kick were for us, those between were not."""
    anna = scene.people["anna"]
    async with scene.listening() as (_, box):
        start = box.position
    await anna.say(scene.room, "davor")
    await anna.call("POST", f"/rooms/{scene.room}/kick", {"user_id": scene.bot.user_id})
    await anna.say(scene.room, "ohne den Bot")
    async with scene.listening(start) as (_, box):
        await anna.say(scene.room, "danach")
        await box.until(lambda _: "danach" in box.texts())
        assert box.texts() == ["davor", "danach"]


async def test_a_room_that_was_lost_while_away_is_missing_and_impossible(scene: Scene) -> None:
    """The operator is told why; nobody tries for ever to say something there."""
    anna = scene.people["anna"]
    async with scene.listening() as (_, box):
        start = box.position
    await anna.call("POST", f"/rooms/{scene.room}/ban", {"user_id": scene.bot.user_id})
    async with scene.listening(start) as (matrix, _):
        joined = await matrix.connect([scene.alias, "#gibtsnicht:werkstatt.example"], [])
        assert joined.rooms == {}
        assert set(joined.missing) == {scene.alias, "#gibtsnicht:werkstatt.example"}
        assert all(why.startswith("Diesen Raum gibt es nicht") for why in joined.missing.values())
        with pytest.raises(Impossible):
            await matrix.send(scene.home, Post("hallo?"), "weg")


async def test_a_room_that_is_upgraded_is_followed(scene: Scene) -> None:
    """The workshop goes on in the successor: the first words there are heard, after the news of the move."""
    anna = scene.people["anna"]
    async with scene.listening() as (matrix, box):
        answer = await anna.call("POST", f"/rooms/{scene.room}/upgrade", {"new_version": "11"})
        successor = answer["replacement_room"]
        await anna.say(successor, "hier geht es weiter")
        await box.has(Wrote)
        assert [each.successor for each in box.of(RoomMoved)] == [f"matrix:{successor}"]
        kinds = [type(each) for each in box.incoming if isinstance(each, RoomMoved | Wrote)]
        assert kinds == [RoomMoved, Wrote]
        await matrix.send(f"matrix:{successor}", Post("Ich bin auch da."), "k")
    matrix = Matrix(scene.server.url, scene.bot.user_id, scene.folder / "keys", token=scene.bot.token)
    assert (await matrix.connect([scene.room], [])).rooms == {scene.room: f"matrix:{successor}"}
    await matrix.close()


async def test_a_successor_with_a_closed_door_is_entered_when_we_are_invited(scene: Scene) -> None:
    """The news of the move comes when the bot is there."""
    anna = scene.people["anna"]
    await anna.state(scene.room, "m.room.join_rules", {"join_rule": "public"})
    async with scene.listening() as (_, box):
        closed = await anna.create("", "neu", preset="private_chat")
        await anna.state(scene.room, "m.room.tombstone", {"body": "umgezogen", "replacement_room": closed})
        await anna.say(scene.room, "Ist der Bot schon drüben?")
        await box.has(Wrote)
        assert not box.of(RoomMoved)
        async with asyncio.timeout(PATIENCE):
            await anna.call("POST", f"/rooms/{closed}/invite", {"user_id": scene.bot.user_id})
        assert [each.successor for each in await box.has(RoomMoved)] == [f"matrix:{closed}"]
