"""The Matrix adapter against a real Synapse: nothing is lost, nothing comes twice, nothing from before the bot."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

import pytest

from bot.demo.client import Client
from bot.platforms.matrix.adapter import Matrix
from bot.platforms.platform import (
    Batch,
    Deleted,
    Departed,
    DirectOpened,
    Edit,
    Entered,
    File,
    Impossible,
    Incoming,
    LoginRefused,
    Mark,
    Pin,
    Poll,
    Polled,
    PollEnd,
    Post,
    Rewrote,
    RoomLost,
    RoomMoved,
    Tapped,
    Unreadable,
    Wrote,
)
from tests.platforms.conftest import NUMBERS, Scene
from workshop_flows.values import Source

PATIENCE = 20


@dataclass
class Box:
    """An inbox that keeps everything."""

    batches: list[Batch] = field(default_factory=list)
    came: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, batch: Batch) -> None:
        """Keep a batch."""
        self.batches.append(batch)
        self.came.set()

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

    async def until(self, right: Callable[[list[Incoming]], bool]) -> list[Incoming]:
        """Wait until what came is right."""
        async with asyncio.timeout(PATIENCE):
            while not right(self.incoming):
                self.came.clear()
                await self.came.wait()
        return self.incoming


@contextlib.asynccontextmanager
async def listening(scene: Scene, position: str | None = None) -> AsyncIterator[tuple[Matrix, Box]]:
    """Let the adapter listen to the scene's room."""
    matrix = Matrix(scene.server.url, scene.bot.user_id, scene.folder / "keys", token=scene.bot.token)
    box = Box()
    try:
        joined = await matrix.connect([scene.alias], [])
        assert joined.rooms == {scene.alias: f"matrix:{scene.room}"}
        task = asyncio.create_task(matrix.listen(box, position))
        try:
            async with asyncio.timeout(PATIENCE):
                await matrix.caught_up()
            yield matrix, box
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
    finally:
        await matrix.close()


def source(scene: Scene, event: str) -> Source:
    """Return an event of the scene's room as the house calls it."""
    return Source(f"matrix:{scene.room}/{event}")


async def test_what_was_said_before_the_bot_came_is_not_for_it(scene: Scene) -> None:
    """Old commands are not run; members are found, without anybody having seen them come."""
    karin = await scene.person("karin")
    await karin.say(scene.room, "!idee von gestern")
    async with listening(scene) as (_, box):
        await karin.say(scene.room, "!idee von heute")
        await box.until(lambda came: any(isinstance(each, Wrote) for each in came))
        assert box.texts() == ["!idee von heute"]
        there = {each.account for each in box.incoming if isinstance(each, Entered) and each.unobserved}
        assert f"matrix:{karin.account.user_id}" in there


async def test_messages_edits_taps_and_deletions_are_understood(scene: Scene) -> None:
    """Everything that people do with a message arrives as what it is."""
    async with listening(scene) as (_, box):
        karin = await scene.person("karin")
        first = await karin.say(scene.room, "mehr Bänke")
        await karin.say(scene.room, "und Schatten", reply_to=first)
        await karin.edit(scene.room, first, "mehr Sitzbänke")
        await karin.tap(scene.room, first, "👍")
        await karin.delete(scene.room, first)
        came = await box.until(lambda came: any(isinstance(each, Deleted) for each in came))
        assert [each.reply_to for each in came if isinstance(each, Wrote)] == [None, source(scene, first)]
        assert [each.text for each in came if isinstance(each, Rewrote)] == ["mehr Sitzbänke"]
        assert [each.sign for each in came if isinstance(each, Tapped)] == ["👍"]
        assert [each.target for each in came if isinstance(each, Deleted)] == [source(scene, first)]


async def test_three_hundred_messages_at_once_all_arrive_once_and_in_order(scene: Scene) -> None:
    """A server sends a hundred at most; the gap is filled."""
    karin = await scene.person("karin")
    async with listening(scene) as (_, box):
        start = box.position
    for number in range(300):
        await karin.say(scene.room, f"Idee {number}")
    async with listening(scene, start) as (_, box):
        await box.until(lambda came: sum(isinstance(each, Wrote) for each in came) >= 300)
        assert box.texts() == [f"Idee {number}" for number in range(300)]


async def test_from_a_position_on_nothing_is_lost_and_nothing_comes_twice(scene: Scene) -> None:
    """What came while nobody listened comes after the restart."""
    karin = await scene.person("karin")
    async with listening(scene) as (_, box):
        await karin.say(scene.room, "eins")
        await box.until(lambda _: box.texts() == ["eins"])
        start = box.position
    await karin.say(scene.room, "zwei")
    async with listening(scene, start) as (_, box):
        await karin.say(scene.room, "drei")
        await box.until(lambda _: len(box.texts()) >= 2)
        assert box.texts() == ["zwei", "drei"]


async def test_what_the_server_had_taken_is_handed_over_by_reading_again(scene: Scene) -> None:
    """The close of a vote relies on it."""
    karin = await scene.person("karin")
    async with listening(scene) as (matrix, box):
        await karin.say(scene.room, "4 4 9")
        async with asyncio.timeout(PATIENCE):
            await matrix.read_again()
        assert box.texts() == ["4 4 9"]


async def test_what_the_bot_says_reads_as_it_should(scene: Scene) -> None:
    """A notice rings no phone, nobody is mentioned, the answer hangs below the question, the pin is there."""
    karin = await scene.person("karin")
    async with listening(scene) as (matrix, _):
        room = f"matrix:{scene.room}"
        asked = await karin.say(scene.room, "!hilfe")
        answer = Post("Gern.", "<b>Gern.</b>", reply_to=source(scene, asked), covers=(source(scene, asked),))
        event = await matrix.send(room, answer, "k1")
        await matrix.send(room, Mark(source(scene, asked), "💡7"), "k2")
        await matrix.send(room, Edit(source(scene, event), "Sehr gern."), "k3")
        await matrix.send(room, Pin(source(scene, event)), "k4")
        await matrix.send(room, Post("Es geht los", notice=False, addresses_all=True), "k5")
        await matrix.send(room, File("ideen.csv", "text/csv", b"1;2"), "k6")
    said = {each["event_id"]: each for each in await karin.history(scene.room)}
    content = said[event]["content"]
    assert content["msgtype"] == "m.notice"
    assert content["m.mentions"] == {}
    assert content["m.relates_to"] == {"m.in_reply_to": {"event_id": asked}}
    assert content["org.werkstatt.covers"] == [asked]
    others = [each for each in said.values() if each["sender"] == scene.bot.user_id]
    assert [each["content"]["m.relates_to"]["key"] for each in others if each["type"] == "m.reaction"] == ["💡7"]
    assert [[event]] == [each["content"]["pinned"] for each in others if each["type"] == "m.room.pinned_events"]
    bells = [each["content"] for each in others if each["content"].get("msgtype") == "m.text"]
    assert [bell["m.mentions"] for bell in bells] == [{"room": True}]
    assert [each["content"]["body"] for each in others if each["content"].get("msgtype") == "m.file"] == ["ideen.csv"]


async def test_the_same_key_is_the_same_message(scene: Scene) -> None:
    """Sending again after a lost answer, or after a restart, says nothing twice."""
    async with listening(scene) as (matrix, _):
        first = await matrix.send(f"matrix:{scene.room}", Post("einmal"), "gleich")
    async with listening(scene) as (matrix, _):
        again = await matrix.send(f"matrix:{scene.room}", Post("einmal"), "gleich")
    assert first == again


async def test_a_poll_can_be_answered_and_ended(scene: Scene) -> None:
    """The answers name the poll; its end carries the official result."""
    karin = await scene.person("karin")
    async with listening(scene) as (matrix, box):
        poll = Poll("Was zuerst?", (("1", "Bus"), ("2", "Bank")), 1)
        event = await matrix.send(f"matrix:{scene.room}", poll, "p1")
        await karin.choose(scene.room, event, "2")
        came = await box.until(lambda came: any(isinstance(each, Polled) for each in came))
        assert [(each.target.event, each.answers) for each in came if isinstance(each, Polled)] == [(event, ("2",))]
        await matrix.send(f"matrix:{scene.room}", PollEnd(source(scene, event), "Platz 1: Bank"), "p2")
    ends = [each for each in await karin.history(scene.room) if each["type"].endswith("poll.end")]
    assert [each["content"]["body"] for each in ends] == ["Platz 1: Bank"]


async def test_coming_going_and_a_new_name(scene: Scene) -> None:
    """A changed profile is not a coming."""
    async with listening(scene) as (matrix, box):
        karin = await scene.person("karin")
        await karin.named("Karin K.")
        await karin.leave(scene.room)
        me = f"matrix:{karin.account.user_id}"
        came = await box.until(lambda came: any(isinstance(each, Departed) and each.account == me for each in came))
        assert [type(each) for each in came if each.account == me] == [Entered, Departed]
        assert me not in matrix.members(f"matrix:{scene.room}")


async def test_authority_comes_from_the_rooms_state(scene: Scene) -> None:
    """The creator leads, though room version 12 lists nobody; a citizen with a fine name does not."""
    karin = await scene.person("karin")
    await karin.named("Moderation")
    async with listening(scene) as (matrix, box):
        room = f"matrix:{scene.room}"
        anna = f"matrix:{scene.people['anna'].account.user_id}"
        await box.until(lambda _: f"matrix:{karin.account.user_id}" in matrix.members(room))
        assert matrix.leads(room, anna)
        assert not matrix.leads(room, f"matrix:{karin.account.user_id}")
        assert matrix.name_of(room, f"matrix:{karin.account.user_id}") == "Moderation"


async def test_a_direct_chat_is_opened_by_people_and_its_first_words_are_heard(scene: Scene) -> None:
    """Somebody from the room may open one; a stranger may not."""
    karin = await scene.person("karin")
    stranger = await scene.person("fremd")
    await stranger.leave(scene.room)
    async with listening(scene) as (_, box):
        await stranger.direct(scene.bot.user_id)
        chat = await karin.direct(scene.bot.user_id)
        await karin.say(chat, "das soll nicht jeder lesen")
        await box.until(lambda _: "das soll nicht jeder lesen" in box.texts())
        opened = [each.account for each in box.incoming if isinstance(each, DirectOpened)]
        assert opened == [f"matrix:{karin.account.user_id}"]


async def test_being_removed_is_noticed_and_nothing_else_stops(scene: Scene) -> None:
    """The bot says that the room is lost; sending there is impossible, not tried for ever."""
    anna = scene.people["anna"]
    async with listening(scene) as (matrix, box):
        body = {"user_id": scene.bot.user_id, "reason": "versehentlich"}
        await anna.call("POST", f"/rooms/{scene.room}/kick", body)
        came = await box.until(lambda came: any(isinstance(each, RoomLost) for each in came))
        assert [each.reason for each in came if isinstance(each, RoomLost)] == ["versehentlich"]
        with pytest.raises(Impossible):
            await matrix.send(f"matrix:{scene.room}", Post("hallo?"), "weg")


async def test_a_room_that_is_upgraded_is_followed(scene: Scene) -> None:
    """The workshop goes on in the successor."""
    anna = scene.people["anna"]
    async with listening(scene) as (_, box):
        answer = await anna.call("POST", f"/rooms/{scene.room}/upgrade", {"new_version": "11"})
        came = await box.until(lambda came: any(isinstance(each, RoomMoved) for each in came))
        moved = [each.successor for each in came if isinstance(each, RoomMoved)]
        assert moved == [f"matrix:{answer['replacement_room']}"]
        await anna.say(answer["replacement_room"], "hier geht es weiter")
        await box.until(lambda _: "hier geht es weiter" in box.texts())


async def test_an_encrypted_room_is_read_and_answered_or_said_to_be_unreadable(scene: Scene) -> None:
    """Two bots understand each other there; what has no key is waiting, and nobody is silent about it."""
    anna = scene.people["anna"]
    await anna.state(scene.room, "m.room.encryption", {"algorithm": "m.megolm.v1.aes-sha2"})
    other = await scene.server.account(f"zweitbot{next(NUMBERS)}")
    second = Matrix(scene.server.url, other.user_id, scene.folder / "second", token=other.token)
    hears = Box()
    async with listening(scene) as (matrix, box):
        await second.connect([scene.alias], [])
        task = asyncio.create_task(second.listen(hears, None))
        await second.caught_up()
        await box.until(lambda _: f"matrix:{other.user_id}" in matrix.members(f"matrix:{scene.room}"))
        await matrix.send(f"matrix:{scene.room}", Post("geheim", notice=False), "g1")
        await hears.until(lambda came: any(isinstance(each, Wrote | Unreadable) for each in came))
        await hears.until(lambda _: hears.texts() == ["geheim"])
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await second.close()


async def test_a_revoked_token_is_a_refused_login(scene: Scene) -> None:
    """Nothing helps but a new one; nobody spins."""
    async with listening(scene) as (matrix, _):
        async with Client(scene.server.url, scene.bot) as elsewhere:
            await elsewhere.call("POST", "/logout", {})
        with pytest.raises(LoginRefused):
            await matrix.send(f"matrix:{scene.room}", Post("hallo?"), "weg")
    again = Matrix(scene.server.url, scene.bot.user_id, scene.folder / "keys", token=scene.bot.token)
    with pytest.raises(LoginRefused):
        await again.connect([scene.alias], [])
    await again.close()
