"""Encrypted rooms: read and answered; what cannot be read is said, and read when its key comes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.demo.matrix.client import Client
from bot.platforms.incoming import DirectOpened, Polled, Unreadable, Wrote
from bot.platforms.matrix.adapter import Matrix
from bot.platforms.outgoing import Poll, Post
from bot.platforms.platform import Unreachable
from tests.platforms.contract import Box
from tests.platforms.scene import NUMBERS, Scene, heard

ENCRYPTION = {"algorithm": "m.megolm.v1.aes-sha2"}
SECRET = [{"type": "m.room.encryption", "state_key": "", "content": ENCRYPTION}]


@pytest.fixture(autouse=True)
def _people_speak_through_an_adapter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hear what carries our key: here the program of people is our own adapter."""
    monkeypatch.setattr("bot.platforms.matrix.events.KEY", "org.werkstatt.key-of-nobody")


@asynccontextmanager
async def somebody(scene: Scene, room: str) -> AsyncIterator[tuple[Matrix, Box, Client]]:
    """Let somebody with a chat program that encrypts be in a room: a second adapter does."""
    account = await scene.server.account(f"karin{next(NUMBERS)}")
    matrix = Matrix(scene.server.url, account.user_id, scene.folder / account.user_id, token=account.token)
    try:
        await matrix.connect([room], [])
        async with heard(matrix) as box, Client(scene.server.url, account) as client:
            yield matrix, box, client
    finally:
        await matrix.close()


async def test_an_encrypted_room_is_read_and_answered(scene: Scene) -> None:
    """Both ways, and polls as well."""
    await scene.people["anna"].state(scene.room, "m.room.encryption", ENCRYPTION)
    async with scene.listening() as (matrix, box), somebody(scene, scene.alias) as (karin, hers, _):
        me, her = scene.bot.user_id, karin._client.user_id
        await hers.until(lambda _: f"matrix:{me}" in karin.members(scene.home))
        await box.until(lambda _: f"matrix:{her}" in matrix.members(scene.home))
        await karin.send(scene.home, Post("!idee mehr Bänke", notice=False), "a")
        (asked,) = await box.has(Wrote)
        assert (asked.text, asked.account) == ("!idee mehr Bänke", f"matrix:{her}")
        answer = Post("Gern.", notice=False, reply_to=asked.source)
        await matrix.send(scene.home, answer, "b")
        assert [(each.text, each.reply_to) for each in await hers.has(Wrote)] == [("Gern.", asked.source)]
        poll = await matrix.send(scene.home, Poll("Was?", (("1", "Bus"),), 1), "c")
        response: dict[str, Any] = {
            "m.relates_to": {"rel_type": "m.reference", "event_id": poll},
            "org.matrix.msc3381.poll.response": {"answers": ["1"]},
        }
        await karin._client.room_send(
            scene.room, "org.matrix.msc3381.poll.response", response, ignore_unverified_devices=True
        )
        assert [each.answers for each in await box.has(Polled)] == [("1",)]
        assert not box.of(Unreadable)
    history = await scene.people["anna"].history(scene.room)
    said = [each for each in history if each["sender"] == me and each["type"] != "m.room.member"]
    assert {each["type"] for each in said} == {"m.room.encrypted"}


async def test_a_key_that_the_server_never_got_is_given_again(scene: Scene) -> None:
    """What was said into the wind can be read when it is said again."""
    await scene.people["anna"].state(scene.room, "m.room.encryption", ENCRYPTION)
    async with scene.listening() as (matrix, box), somebody(scene, scene.alias) as (karin, hers, client):
        await hers.until(lambda _: f"matrix:{scene.bot.user_id}" in karin.members(scene.home))
        await box.until(lambda _: f"matrix:{client.account.user_id}" in matrix.members(scene.home))
        await karin.send(scene.home, Post("hallo?", notice=False), "a")
        await box.until(lambda _: box.texts() == ["hallo?"])
        await matrix.send(scene.home, Post("Ja?", notice=False), "b")
        matrix._client.invalidate_outbound_session(scene.room)  # as after a hundred messages
        scene.server.kill()
        try:
            with pytest.raises(Unreachable):
                await matrix.send(scene.home, Post("Gern.", notice=False), "c")
        finally:
            await scene.server.start()
        await matrix.send(scene.home, Post("Gern.", notice=False), "c")
        await hers.until(lambda _: "Gern." in hers.texts())


async def test_an_encrypted_direct_chat_is_opened(scene: Scene) -> None:
    """Chat programs of today encrypt these without being asked."""
    async with scene.listening() as (matrix, box), somebody(scene, scene.alias) as (karin, hers, client):
        await box.until(lambda _: f"matrix:{client.account.user_id}" in matrix.members(scene.home))
        more = {"is_direct": True, "preset": "trusted_private_chat", "initial_state": SECRET}
        chat = await client.create("", "", invite=[scene.bot.user_id], **more)
        await karin.connect([chat], [])
        await box.has(DirectOpened)
        await hers.until(lambda _: f"matrix:{scene.bot.user_id}" in karin.members(f"matrix:{chat}"))
        await karin.send(f"matrix:{chat}", Post("unter uns", notice=False), "a")
        assert [(each.text, each.room) for each in await box.has(Wrote)] == [("unter uns", f"matrix:{chat}")]


async def test_a_key_that_comes_after_a_restart_makes_readable_what_waited(scene: Scene) -> None:
    """What waits is part of the position."""
    await scene.people["anna"].state(scene.room, "m.room.encryption", ENCRYPTION)
    async with somebody(scene, scene.alias) as (karin, hers, _):
        late = Matrix(scene.server.url, scene.bot.user_id, scene.folder / "keys", token=scene.bot.token)
        await late.connect([scene.alias], [])
        await hers.until(lambda _: f"matrix:{scene.bot.user_id}" in karin.members(scene.home))
        # The bot has joined, but nobody knows its device yet: this is not encrypted for it.
        await karin.send(scene.home, Post("!idee mehr Bänke", notice=False), "a")
        async with heard(late) as box:
            (waiting,) = await box.has(Unreadable)
            position = box.position
        await late.close()
        keys = str(scene.folder / "keys.txt")
        await karin._client.export_keys(keys, "geheim")
        again = Matrix(scene.server.url, scene.bot.user_id, scene.folder / "keys", token=scene.bot.token)
        await again.connect([scene.alias], [])
        await again._client.import_keys(keys, "geheim")
        async with heard(again, position) as box:
            (wrote,) = await box.has(Wrote)
            assert (wrote.text, wrote.source) == ("!idee mehr Bänke", waiting.source)
            assert box.position.startswith("s")
        await again.close()
