"""A file is handed to the server once, whatever happens between that and the message which names it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.platforms.matrix.uploads import Uploads
from bot.platforms.outgoing import File
from bot.platforms.platform import Impossible
from tests.platforms.scene import Scene

LEVELS = "m.room.power_levels"
WHERE = {"url": "mxc://werkstatt.example/abc"}


def uploads(scene: Scene) -> int:
    """Return how many files the server was handed by our account."""
    with closing(sqlite3.connect(scene.server.folder / "homeserver.db")) as database:
        query = "SELECT count(*) FROM local_media_repository WHERE user_id = ?"
        return int(database.execute(query, (scene.bot.user_id,)).fetchone()[0])


async def test_a_restart_between_the_file_and_its_message_hands_it_over_once(scene: Scene) -> None:
    """The server has the file and refuses the message; after the restart only the message is sent again."""
    file, levels = File("ideen.csv", "text/csv", b"1;2"), {"users": {scene.bot.user_id: 50}}
    await scene.people["anna"].state(scene.room, LEVELS, {**levels, "events": {"m.room.message": 75}})
    async with scene.listening() as (matrix, _):
        with pytest.raises(Impossible):
            await matrix.send(scene.home, file, "k1")
    await scene.people["anna"].state(scene.room, LEVELS, levels)
    async with scene.listening() as (matrix, _):
        event = await matrix.send(scene.home, file, "k1")
        assert uploads(scene) == 1
        await matrix.send(scene.home, file, "k2")
        assert uploads(scene) == 2
    (sent,) = [each for each in await scene.people["anna"].history(scene.room) if each["event_id"] == event]
    assert sent["content"]["url"].startswith("mxc://")


def test_what_is_known_is_known_by_its_key_and_by_what_is_in_it(tmp_path: Path) -> None:
    """A documentation that was written anew meanwhile is another file."""
    before = Uploads(tmp_path)
    before.note("k1", b"draft", WHERE)
    after = Uploads(tmp_path)
    assert after.where("k1", b"draft") == WHERE
    assert (after.where("k1", b"final"), after.where("k2", b"draft")) == (None, None)
    after.forget("k1")
    assert Uploads(tmp_path).where("k1", b"draft") is None
    assert [path.name for path in tmp_path.iterdir()] == ["matrix-uploads.json"]


def test_notes_that_cannot_be_read_are_none(tmp_path: Path) -> None:
    """At worst a file is handed over once more."""
    (tmp_path / "matrix-uploads.json").write_text('{"k1', "utf-8")
    assert Uploads(tmp_path).where("k1", b"draft") is None
