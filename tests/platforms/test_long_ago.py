"""What may have been said longer ago than the server remembers is looked for in the room, and not said twice."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.clock import WallClock
from bot.delivery.delivery import Delivery
from bot.demo.matrix.homeserver import Homeserver
from bot.platforms.outgoing import Edit, File, Mark, Outgoing, Poll, Post
from bot.platforms.platform import Platform
from bot.thanks import merged
from storage.journal import Commit, Journal
from storage.rows import Row
from tests.platforms.scene import Scene
from tests.platforms.test_discord import DiscordStage, stage
from workshop_flows.values import MINUTE, SECOND, Moment, Source

__all__ = ["stage"]

DAY = 24 * 60 * MINUTE
LONG: Moment = 1_000_000


async def forgets(server: Homeserver) -> None:
    """Take from a homeserver what it knows of transactions, as it does by itself after 24 hours."""
    server.kill()
    with closing(sqlite3.connect(server.folder / "homeserver.db")) as database, database:
        database.execute("DELETE FROM event_txn_id_device_id")
    await server.start()


def things(scene: Scene, target: str) -> list[Outgoing]:
    """Return one of everything that a row can bring into a room under a key of its own."""
    return [
        Post("Ideen sammeln, bis 12:02 Uhr."),
        Mark(scene.source(target), "💡1"),
        Edit(scene.source(target), "anders"),
        Poll("Was?", (("1", "Bänke"), ("2", "Bus")), 1),
        File("dokumentation.html", "text/html", b"<p>"),
    ]


async def test_everything_that_we_say_on_matrix_can_be_found_by_its_key(scene: Scene) -> None:
    """In a room where others talk; and the server's own memory is indeed gone."""
    anna = scene.people["anna"]
    async with scene.listening() as (matrix, _):
        target = await matrix.send(scene.home, Post("zuerst"), "k0")
        said = things(scene, target)
        events = [await matrix.send(scene.home, each, f"k{number}") for number, each in enumerate(said, 1)]
        await anna.say(scene.room, "dazwischen")
        await forgets(scene.server)
        found = [await matrix.find(scene.home, each, f"k{number}", LONG) for number, each in enumerate(said, 1)]
        assert found == events
        assert await matrix.find(scene.home, Post("nie"), "k9", LONG) is None
        assert await matrix.send(scene.home, Post("zuerst"), "k0") != target


async def test_a_row_that_waits_for_longer_than_a_day_is_said_once(scene: Scene, tmp_path: Path) -> None:
    """The crash came between the server's yes and ours; the next start is a day later."""
    now = WallClock().now()
    rows = [Row(f"row{number}", scene.home, "phase", "post", {"plain": f"Ansage {number}"}) for number in range(3)]
    async with await Journal.open(tmp_path / "journal", now=now) as journal:
        await journal.commit(Commit(outbox=rows, turn=1), now - DAY - MINUTE)
        async with scene.listening() as (matrix, _):
            for row in rows[:2]:
                await matrix.send(scene.home, Post(row.body["plain"]), row.id)
            await forgets(scene.server)
            await deliver(journal, matrix, tmp_path)
        assert await journal.outbox.waiting() == []
    history = await scene.people["anna"].history(scene.room)
    bodies = [each["content"].get("body") for each in history if each["sender"] == scene.bot.user_id]
    assert [body for body in bodies if body] == ["Ansage 0", "Ansage 1", "Ansage 2"]


async def deliver(journal: Journal, platform: Platform, folder: Path) -> None:
    """Say what waits, as the running bot does."""
    delivery = Delivery(
        journal.outbox, {platform.name: platform}, WallClock(), merge=lambda rows: merged("de", rows), folder=folder
    )
    running = asyncio.create_task(delivery.run())
    assert await delivery.drained(30 * SECOND)
    await delivery.stop(0)
    await running


@pytest.mark.parametrize("said", [True, False])
async def test_on_discord_our_own_words_are_recognised(stage: DiscordStage, *, said: bool) -> None:
    """A nonce is known for minutes only, and no message has a place for our key."""
    karin = await stage.enter("Karin")
    asked = await karin.say("Wann?")
    posts = [Post("Noch 2 Minuten."), Post("Bald.", reply_to=Source(f"{stage.home}/{asked}")), Post("lang " * 900)]
    async with stage.listening() as (before, _):
        sent = [await before.send(stage.home, each, f"k{number}") for number, each in enumerate(posts)] if said else []
    await karin.say("Noch 2 Minuten.")
    async with stage.listening() as (after, _):
        found = [await after.find(stage.home, each, f"k{number}", LONG) for number, each in enumerate(posts)]
        assert [each for each in found if each is not None] == sent
        assert await after.find(stage.home, posts[0], "another", LONG) is None
