"""Ten people are forgotten on a real homeserver, and the bot is killed in the middle of it, again and again."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import closing

import pytest

from bot.demo.matrix.client import Client
from bot.failpoint import VARIABLE
from storage.folder import journal_file
from storage.journal import Journal
from tests.platforms.conftest import Scene
from tests.platforms.house import CONFIG, FLOW, heard, noted
from tests.platforms.sides import MatrixSide
from tests.platforms.test_run import PATIENCE, ready
from tests.storage.test_forgetting import bytes_of
from workshop_flows.conference import Conference
from workshop_flows.happen import fold

POINTS = ("in-erasure:1", "in-erasure:3")
"""Committed and nothing more; and clean but for the copies: each kills the bot over one wish."""
GONE = [f"weg{number}" for number in range(10)]
DATA = "var/probe"


@contextlib.asynccontextmanager
async def running(scene: Scene, point: str = "") -> AsyncIterator[asyncio.subprocess.Process]:
    """Run the bot until it is ready; with a point it kills itself there."""
    environment = os.environ | {"WERKSTATT_MATRIX__ACCESS_TOKEN": scene.bot.token, VARIABLE: point}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.cli", "run", str(scene.folder / "config.toml")),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env=environment,
    )
    try:
        await ready(process)
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.communicate()


async def dies(process: asyncio.subprocess.Process) -> None:
    """Wait until the bot was killed at its point."""
    async with asyncio.timeout(PATIENCE):
        assert await process.wait() == -signal.SIGKILL


async def state(scene: Scene) -> Conference:
    """Return what the journal says."""
    async with await Journal.open(scene.folder / DATA, now=0, readonly=True) as journal:
        return fold(await journal.entries())


async def wishes(side: MatrixSide, people: Sequence[Client], number: int) -> None:
    """Let people say that they want to be forgotten, and that they are sure; so many were asked then."""
    for guest in people:
        await guest.say(side.scene.room, "!löschen")
    await heard(side, "Soll ich Ihre Daten löschen?", number)
    for guest in people:
        await guest.say(side.scene.room, "!löschen ja")


async def test_f19(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """No byte of their ids, names and words is left; the sums stand; a resync from zero brings nobody back."""
    monkeypatch.setenv("WERKSTATT_MATRIX__ACCESS_TOKEN", scene.bot.token)
    side = MatrixSide(scene)
    anna = scene.people["anna"]
    people = [await scene.person(name) for name in GONE]
    karin = await scene.person("karin")
    config = CONFIG.format(tables=side.tables, rooms=side.place)
    (scene.folder / "config.toml").write_text(config, "utf-8")
    (scene.folder / "flow.toml").write_text(FLOW, "utf-8")
    async with running(scene):
        await anna.say(scene.room, "!start")
        await heard(side, "Ideen sammeln")
        for number, guest in enumerate(people, 1):
            await noted(side, await guest.say(scene.room, f"Ein Brunnen Nummer {number}x am Markt"), f"💡{number}")
        await noted(side, await karin.say(scene.room, "Nachtbus am Wochenende"), "💡11")
        await anna.say(scene.room, "!weiter")
        await heard(side, "Die letzte Nachricht gilt.")
        for guest in (*people, karin):
            await noted(side, await guest.say(scene.room, "1 11 11"), "✅")
        await anna.say(scene.room, "!auszählen")
        await heard(side, "Platz 1: Nachtbus am Wochenende (11), 22 Punkte")
    before = (await state(scene)).workshop("raum").votes[1].result
    for number, point in enumerate(POINTS):
        async with running(scene, point) as process:
            await wishes(side, people[number : number + 1], number + 1)
            await dies(process)
        async with running(scene):  # it begins with what was left undone
            assert people[number].account.user_id.encode() not in bytes_of(scene.folder / DATA)
    async with running(scene) as process:
        await wishes(side, people[len(POINTS) :], len(GONE))
        await heard(side, "Ihre Daten sind gelöscht.", len(GONE))
        process.kill()
        await process.wait()
    with closing(sqlite3.connect(journal_file(scene.folder / DATA))) as journal, journal:
        journal.execute("DELETE FROM positions")
    async with running(scene) as process:
        await noted(side, await karin.say(scene.room, "!frage Wann fährt der Bus?"), "❓F1")
        process.send_signal(signal.SIGTERM)
        await process.wait()
    day = await state(scene)
    workshop = day.workshop("raum")
    after = workshop.votes[1].result
    assert before is not None
    assert after is not None
    assert [(row.option, row.value) for row in after.rows] == [(row.option, row.value) for row in before.rows]
    assert (after.turnout, len(workshop.votes[1].ballots)) == (before.turnout, 11)
    assert [idea.number for idea in workshop.ideas if idea.open] == [11]
    assert len(day.erased) == len(GONE)
    held = bytes_of(scene.folder / DATA)
    ids = [guest.account.user_id for guest in people]
    secrets = [*ids, *(each.removeprefix("@").partition(":")[0] for each in ids), "Ein Brunnen Nummer"]
    assert [each for each in secrets if each.encode() in held] == []
    assert karin.account.user_id.encode() in held
