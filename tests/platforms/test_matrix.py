"""The Matrix adapter against a real Synapse: what every platform promises, and how our words look there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

import pytest

from bot.demo.matrix.client import Client
from bot.platforms.incoming import Polled, Rewrote, Said, Wrote
from bot.platforms.matrix.adapter import Matrix
from bot.platforms.outgoing import Edit, File, Mark, Pin, Poll, PollEnd, Post, Unmark
from bot.platforms.platform import Impossible
from tests.platforms.contract import PROMISES, Box, Stage
from tests.platforms.scene import Scene


@dataclass
class Neighbour:
    """Somebody in the room of a scene."""

    client: Client
    room: str

    @property
    def account(self) -> str:
        """Their account, with its platform."""
        return f"matrix:{self.client.account.user_id}"

    async def say(self, text: str, reply_to: str | None = None) -> str:
        """Write a message."""
        return await self.client.say(self.room, text, reply_to)

    async def edit(self, event: str, text: str) -> str:
        """Edit a message."""
        return await self.client.edit(self.room, event, text)

    async def delete(self, event: str) -> str:
        """Delete a message."""
        return await self.client.delete(self.room, event)

    async def tap(self, event: str, sign: str) -> str:
        """Put a sign under a message."""
        return await self.client.tap(self.room, event, sign)

    async def choose(self, poll: str, answer: str) -> str:
        """Answer a poll."""
        return await self.client.choose(self.room, poll, answer)

    async def leave(self) -> None:
        """Leave the room."""
        await self.client.leave(self.room)


@dataclass
class MatrixStage:
    """A scene as the promises want it."""

    scene: Scene

    @property
    def home(self) -> str:
        """The room, with its platform."""
        return self.scene.home

    async def enter(self, name: str) -> Neighbour:
        """Let somebody new into the room."""
        return Neighbour(await self.scene.person(name), self.scene.room)

    def listening(self, position: str | None = None) -> AbstractAsyncContextManager[tuple[Matrix, Box]]:
        """Let the adapter listen."""
        return self.scene.listening(position)


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.__name__)
async def test_what_every_platform_promises(scene: Scene, promise: Callable[[Stage], Awaitable[None]]) -> None:
    """The same scenarios as on any other platform."""
    await promise(MatrixStage(scene))


async def test_what_the_bot_says_reads_as_it_should(scene: Scene) -> None:
    """A notice rings no phone, nobody is mentioned, the answer hangs below the question."""
    karin = await scene.person("karin")
    async with scene.listening() as (matrix, _):
        asked = await karin.say(scene.room, "!hilfe")
        answer = Post("Gern.", "<b>Gern.</b>", reply_to=scene.source(asked), covers=(scene.source(asked),))
        event = await matrix.send(scene.home, answer, "k1")
        mark = await matrix.send(scene.home, Mark(scene.source(asked), "💡7"), "k2")
        edit = await matrix.send(scene.home, Edit(scene.source(event), "Sehr gern."), "k3")
        bell = await matrix.send(scene.home, Post("Es geht los", notice=False, addresses_all=True), "k5")
        file = await matrix.send(scene.home, File("ideen.csv", "text/csv", b"1;2"), "k6")
    said = {each["event_id"]: each["content"] for each in await karin.history(scene.room)}
    relation = {"m.in_reply_to": {"event_id": asked}}
    assert said[event] == {
        "msgtype": "m.notice",
        "body": "Gern.",
        "format": "org.matrix.custom.html",
        "formatted_body": "<b>Gern.</b>",
        "m.mentions": {},
        "m.relates_to": relation,
        "org.werkstatt.covers": [asked],
        "org.werkstatt.key": "k1",
        "org.matrix.labels": ["org.werkstatt"],
    }
    assert said[mark]["m.relates_to"] == {"rel_type": "m.annotation", "event_id": asked, "key": "💡7"}
    assert said[mark]["org.werkstatt.covers"] == [asked]
    assert said[edit]["m.new_content"] == {"msgtype": "m.notice", "body": "Sehr gern.", "m.mentions": {}}
    assert said[edit]["m.relates_to"] == {"rel_type": "m.replace", "event_id": event}
    rings = {"msgtype": "m.text", "body": "Es geht los", "m.mentions": {"room": True}}
    assert said[bell] == rings | {"org.werkstatt.key": "k5", "org.matrix.labels": ["org.werkstatt"]}
    assert (said[file]["msgtype"], said[file]["body"], said[file]["info"]["size"]) == ("m.file", "ideen.csv", 3)


async def test_what_people_may_tap_on_comes_back_with_its_key_before_anybodys_tap(scene: Scene) -> None:
    """After a crash the bot knows its poll again; what nobody taps on does not come back."""
    karin = await scene.person("karin")
    async with scene.listening() as (matrix, box):
        await matrix.send(scene.home, Post("Guten Tag"), "k1")
        bell = await matrix.send(scene.home, Post("Sind Sie da?", expects=True), "k2")
        poll = await matrix.send(scene.home, Poll("Was zuerst?", (("1", "1 Bus"), ("2", "2 Bank")), 1), "k3")
        await karin.choose(scene.room, poll, "2")
        await box.has(Polled)
        assert [(each.source.event, each.key) for each in box.of(Said)] == [(bell, "k2"), (poll, "k3")]


async def test_a_poll_reads_as_it_should(scene: Scene) -> None:
    """The standing is hidden unless it may be seen; the end carries the official result, for every client."""
    karin = await scene.person("karin")
    async with scene.listening() as (matrix, _):
        options = (("1", "Bus"), ("2", "Bank"))
        secret = await matrix.send(scene.home, Poll("Was zuerst?", options, 2), "p1")
        shown = await matrix.send(scene.home, Poll("Und dann?", options, 1, disclosed=True), "p2")
        end = await matrix.send(scene.home, PollEnd(scene.source(secret), "Platz 1: Bank"), "p3")
    said = {each["event_id"]: each for each in await karin.history(scene.room)}
    start = said[secret]["content"]["org.matrix.msc3381.poll.start"]
    assert (start["kind"], start["max_selections"]) == ("org.matrix.msc3381.poll.undisclosed", 2)
    assert [(each["id"], each["org.matrix.msc1767.text"]) for each in start["answers"]] == list(options)
    assert said[shown]["content"]["org.matrix.msc3381.poll.start"]["kind"] == "org.matrix.msc3381.poll.disclosed"
    assert said[end]["content"]["m.relates_to"]["event_id"] == secret
    assert said[end]["content"]["body"] == "Platz 1: Bank"


async def test_what_others_pinned_stays(scene: Scene) -> None:
    """Only what we pinned before makes room."""
    anna = scene.people["anna"]
    hers = await anna.say(scene.room, "Hausordnung")
    await anna.state(scene.room, "m.room.pinned_events", {"pinned": [hers]})
    async with scene.listening() as (matrix, _):
        old = await matrix.send(scene.home, Post("Ablauf"), "a")
        await matrix.send(scene.home, Pin(scene.source(old)), "b")
        new = await matrix.send(scene.home, Post("Ablauf, neu"), "c")
        await matrix.send(scene.home, Pin(scene.source(new)), "d")
        await matrix.send(scene.home, Pin(scene.source(new)), "d")
    pinned = await anna.call("GET", f"/rooms/{scene.room}/state/m.room.pinned_events")
    assert pinned == {"pinned": [hers, new]}


async def test_a_sign_that_is_there_already_counts_as_put(scene: Scene) -> None:
    """And it is found, so that it can be taken back."""
    karin = await scene.person("karin")
    said = scene.source(await karin.say(scene.room, "mehr Bänke"))
    async with scene.listening() as (matrix, _):
        first = await matrix.send(scene.home, Mark(said, "💡7"), "k1")
        await matrix.send(scene.home, Mark(said, "✅"), "k2")
        assert await matrix.send(scene.home, Mark(said, "💡7"), "nach dem Vergessen") == first


async def test_a_sign_is_taken_away_without_a_trace(scene: Scene) -> None:
    """Hidden, shown and hidden again: each time the room looks as if nothing had been; twice is once."""
    karin = await scene.person("karin")
    said = scene.source(await karin.say(scene.room, "mehr Bänke"))
    async with scene.listening() as (matrix, _):
        await matrix.send(scene.home, Mark(said, "💡1"), "k0")
        await matrix.send(scene.home, Mark(said, "🙈"), "k1")
        assert await scene.signs() == ["💡1", "🙈"]
        assert await matrix.send(scene.home, Unmark(said, "🙈"), "k2")
        assert await matrix.send(scene.home, Unmark(said, "🙈"), "k3") == ""
        assert await scene.signs() == ["💡1"]
        await matrix.send(scene.home, Mark(said, "🙈"), "k4")
        assert await scene.signs() == ["💡1", "🙈"]


async def test_what_is_too_large_is_impossible(scene: Scene) -> None:
    """It is not tried for ever."""
    async with scene.listening() as (matrix, _):
        with pytest.raises(Impossible):
            await matrix.send(scene.home, Post("x" * 70_000), "gross")


async def test_threads_quotes_notices_and_captions(scene: Scene) -> None:
    """A message in a thread is no reply, a quoted line is none of theirs, bots are not heard, captions are."""
    karin = await scene.person("karin")
    thread = {"rel_type": "m.thread", "is_falling_back": True}
    async with scene.listening() as (_, box):
        first = await karin.say(scene.room, "mehr Bänke")
        back = {"m.in_reply_to": {"event_id": first}}
        text = {"msgtype": "m.text", "body": "im Faden", "m.relates_to": {**thread, "event_id": first, **back}}
        quote = {"msgtype": "m.text", "body": "> <@a:b> mehr Bänke\n\nja!", "m.relates_to": back}
        picture = {"msgtype": "m.image", "filename": "bank.png", "body": "so eine Bank", "url": "mxc://a/b"}
        bare = {"msgtype": "m.image", "filename": "bank.png", "body": "bank.png", "url": "mxc://a/b"}
        for content in (text, quote, {"msgtype": "m.notice", "body": "bin ein Bot"}, picture, bare):
            await karin.event(scene.room, "m.room.message", content)
        await karin.event(scene.room, "m.room.message", {"msgtype": "m.emote", "body": "winkt"})
        await box.until(lambda _: "winkt" in box.texts())
        assert [(each.text, each.reply_to) for each in box.of(Wrote)[1:]] == [
            ("im Faden", None),
            ("ja!", scene.source(first)),
            ("so eine Bank", None),
            ("winkt", None),
        ]


async def test_rubbish_stops_nobody(scene: Scene) -> None:
    """Whatever shape an event has, the next one is heard."""
    karin = await scene.person("karin")
    shapes: list[dict[str, object]] = [
        {"msgtype": "m.text", "body": "a", "m.relates_to": []},
        {"msgtype": "m.text", "body": "b", "m.relates_to": {"rel_type": "m.replace", "event_id": 7}},
        {"msgtype": "m.text", "body": "c", "m.relates_to": {"m.in_reply_to": "x"}},
        {"msgtype": "m.image", "body": "d"},
        {"msgtype": "m.text", "body": "e", "m.new_content": 3, "m.relates_to": {"rel_type": "m.replace"}},
    ]
    async with scene.listening() as (_, box):
        for shape in shapes:
            await karin.event(scene.room, "m.room.message", shape)
        await karin.event(scene.room, "m.poll.response", {"m.relates_to": 1, "m.selections": {}})
        await karin.event(scene.room, "m.room.encrypted", {"algorithm": "?", "ciphertext": 4})
        await karin.say(scene.room, "und weiter")
        await box.until(lambda _: "und weiter" in box.texts())
        assert not box.of(Rewrote)
