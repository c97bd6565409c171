"""The crowd of the chaos runs hears what the bot announces, however much is said after it."""

from __future__ import annotations

from bot.demo.matrix.client import Client
from tests.chaos.wire import Wire
from tests.platforms.scene import Scene

BACKLOG = 25
"""More than a server hands out of a room unasked: ten."""


async def test_an_announcement_under_a_backlog_is_heard(scene: Scene) -> None:
    """The server was away, and everybody sends at once what they have: nobody misses the phase for that."""
    anna = scene.people["anna"]
    async with Client(scene.server.url, scene.bot) as bot, Wire(scene.server.url) as wire:
        await bot.join(scene.room)
        before = await wire.news(anna.account.token, "", scene.bot.user_id)
        await bot.say(scene.room, "Erste Wahl, bis 13:10 Uhr.")
        for number in range(BACKLOG):
            await anna.say(scene.room, f"Idee {number}")
        news = await wire.news(anna.account.token, before["next_batch"], scene.bot.user_id)
    events = news["rooms"]["join"][scene.room]["timeline"]["events"]
    assert [each["content"]["body"] for each in events] == ["Erste Wahl, bis 13:10 Uhr."]
