"""What the server is asked for, and what is made of its answers, in clear and without nio."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from bot.platforms.matrix.answer import Answer
from bot.platforms.matrix.calls import call
from bot.platforms.matrix.door import Door
from bot.platforms.matrix.reading import Reader
from bot.platforms.matrix.sending import send
from bot.platforms.matrix.session import Session
from bot.platforms.outgoing import Mark, Post
from tests.platforms.scene import Scene


async def test_what_we_say_is_not_told_to_us(scene: Scene) -> None:
    """It would cost an answer for each answer. What others say, and what is done by our account elsewhere, is told."""
    karin = await scene.person("karin")
    session = Session(scene.server.url, scene.bot.user_id, scene.folder / "keys", token=scene.bot.token)
    await session.login()
    door = Door(session.client)
    room = await door.enter(scene.alias)
    reader = Reader(session.client, door)
    try:
        since = (await reader.ask(None, wait=False)).next_batch
        reader._fresh = False  # the rooms are not what is looked at
        event = await send(session.client, room, Post("Guten Tag"), "k1", secret=False)
        await send(session.client, room, Mark(scene.source(event), "💡1"), "k2", secret=False)
        quiet = await reader.ask(since, wait=False)
        assert not quiet.joined
        said = await karin.say(room, "Danke")
        by_hand = f"/_matrix/client/v3/rooms/{quote(room)}/send/m.room.message/by-hand"
        reply = await call(session.client, "PUT", by_hand, {"msgtype": "m.text", "body": "Hier tippt ein Mensch"})
        loud = await reader.ask(quiet.next_batch, wait=False)
    finally:
        await session.close()
    assert [each["event_id"] for each in loud.joined[room].events] == [said, reply.content["event_id"]]


@pytest.mark.parametrize("content", [{}, {"next_batch": 7}, {"rooms": {}}])
def test_what_names_no_place_to_read_on_is_no_answer(content: dict[str, Any]) -> None:
    """A proxy's greeting, for instance."""
    assert Answer.read(content) is None


@pytest.mark.parametrize("rubbish", [None, 7, "x", [], [7], {"events": 7}, {"events": [7, None]}])
def test_rubbish_in_an_answer_brings_nothing(rubbish: object) -> None:
    """Wherever it stands."""
    room = {"state": rubbish, "timeline": rubbish}
    answer = Answer.read(
        {
            "next_batch": "s1",
            "to_device": rubbish,
            "rooms": {"join": {"!r": room, "!s": rubbish}, "leave": {"!r": room}, "invite": {"!t": rubbish}},
        }
    )
    assert answer is not None
    for news in (*answer.joined.values(), *answer.left.values()):
        assert (news.state, news.events, news.limited, news.prev_batch) == ([], [], False, None)
    assert answer.invited == {"!t": []}
    assert Answer.read({"next_batch": "s1", "rooms": rubbish}) == Answer("s1", {}, {}, {}, {})
