"""`werkstatt run` as an operator starts it, on a real homeserver: its line, its exit codes, its memory."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.platforms.conftest import Scene

PATIENCE = 30
CONFIG = """\
[conference]
name = "probe"
title = "Eine Probe"

[privacy]
controller = "Stadt Musterhausen"
contact = "datenschutz@example.org"
legal_basis = "Art. 6 Abs. 1 lit. e DSGVO"
retention_days = 30

[matrix]
homeserver = "{url}"
user_id = "{user}"

[[workshop]]
id = "raum"
title = "Ein Raum"
flow = "bochum-workshop"
matrix_room = "{room}"

[organisers]
email = ["orga@example.org"]

[mail]
host = "mail.example.org"
sender = "werkstatt@example.org"
"""


def configured(scene: Scene) -> Path:
    """Write the configuration of the scene."""
    path = scene.folder / "config.toml"
    path.write_text(CONFIG.format(url=scene.server.url, user=scene.bot.user_id, room=scene.alias), "utf-8")
    return path


@contextlib.asynccontextmanager
async def running(scene: Scene, *, token: str | None = None) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run the bot, and make sure that it is gone afterwards."""
    environment = os.environ | {"WERKSTATT_MATRIX__ACCESS_TOKEN": token or scene.bot.token}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.cli", "run", str(configured(scene))),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=environment,
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.communicate()


async def ready(process: asyncio.subprocess.Process) -> str:
    """Wait for the line that says who listens."""
    assert process.stdout is not None
    async with asyncio.timeout(PATIENCE):
        while line := (await process.stdout.readline()).decode():
            if line.startswith("READY"):
                return line.strip()
    raise AssertionError("it ended without being ready")


async def marks(scene: Scene) -> list[str]:
    """Return the signs that the bot put under messages, in order."""
    anna = scene.people["anna"]
    events = [event for event in await anna.history(scene.room) if event["sender"] == scene.bot.user_id]
    relations = [event["content"].get("m.relates_to") or {} for event in events]
    return [str(relation["key"]) for relation in relations if "key" in relation]


async def until_marked(scene: Scene, sign: str) -> list[str]:
    """Wait until the bot has put a sign somewhere."""
    async with asyncio.timeout(PATIENCE):
        while sign not in (found := await marks(scene)):  # noqa: ASYNC110 - a real server is asked
            await asyncio.sleep(0.1)
    return found


async def test_it_is_ready_and_ends_orderly_on_a_signal(scene: Scene) -> None:
    """One line for who waits for it; a signal is no failure."""
    async with running(scene) as process:
        assert await ready(process) == "READY matrix"
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(PATIENCE):
            assert await process.wait() == 0


async def test_killed_in_the_middle_it_goes_on_as_if_nothing_had_been(scene: Scene) -> None:
    """What was typed while it was dead is kept once; the numbers go on."""
    anna = scene.people["anna"]
    karin = await scene.person("karin")
    async with running(scene) as process:
        await ready(process)
        await anna.say(scene.room, "!start")
        await until_marked(scene, "✅")
        await karin.say(scene.room, "!idee mehr Bänke am See")
        await until_marked(scene, "💡1")
        process.kill()
        await process.wait()
    await karin.say(scene.room, "!idee Nachtbus am Wochenende")
    async with running(scene) as process:
        await ready(process)
        await karin.say(scene.room, "!idee Haltestellen ohne Stufen")
        found = await until_marked(scene, "💡3")
        assert [sign for sign in found if sign.startswith("💡")] == ["💡1", "💡2", "💡3"]


async def test_a_second_one_on_the_same_folder_says_so_and_ends(scene: Scene) -> None:
    """Two bots on one journal would say everything twice."""
    async with running(scene) as first:
        await ready(first)
        async with running(scene) as second:
            _, errors = await second.communicate()
            assert second.returncode == 3, errors.decode()
            assert "Traceback" not in errors.decode()


@pytest.mark.parametrize("damage", ["empty", "rubbish"])
async def test_a_damaged_journal_is_never_a_fresh_start(scene: Scene, damage: str) -> None:
    """The operator is told what to do."""
    async with running(scene) as process:
        await ready(process)
        process.send_signal(signal.SIGTERM)
        await process.wait()
    journal = next(scene.folder.glob("var/probe/*.sqlite3"))
    journal.write_bytes(b"" if damage == "empty" else b"not a database" * 4096)
    for other in scene.folder.glob("var/probe/*-wal"):
        other.unlink()
    async with running(scene) as process:
        _, errors = await process.communicate()
        assert process.returncode == 4, errors.decode()
        assert "Traceback" not in errors.decode()


async def test_a_refused_login_has_its_own_exit_code(scene: Scene) -> None:
    """Systemd does not start it again, and the operator reads why."""
    async with running(scene, token="syt_wrong") as process:
        _, errors = await process.communicate()
        assert process.returncode == 5, errors.decode()
        assert "weist die Anmeldung" in errors.decode()
        assert "syt_wrong" not in errors.decode()
