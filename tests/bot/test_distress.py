"""While the journal cannot be written somebody is told, past the outbox: soon, once, and nobody waits for it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import pytest

from bot.distress import Distress
from bot.platforms.incoming import Batch, DirectOpened
from bot.platforms.platform import Impossible, NotNow, Platform, Unreachable
from bot.rooms import Seat
from bot.saying import Saying
from commands.heard import Spot
from tests.bot.house import BEGINS, House, house
from tests.bot.quiet_platform import QuietPlatform
from workshop_flows.facts.conference import DiskWasFull
from workshop_flows.values import MINUTE, SECOND, Source

CONTROL, DIRECT = "matrix:!regie", "matrix:!direkt"
ROOMY = 100_000


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[House]:
    """Give a workshop that runs, with a control room."""
    async with house(tmp_path) as opened:
        opened.rooms.seats[CONTROL] = Seat(Spot.CONTROL)
        await opened.rings(BEGINS)
        yield opened


async def fills(here: House) -> None:
    """Let the disk be full, and people write more than it takes."""
    await here.journal.place.limit_pages(1)
    await writes_on(here)


async def writes_on(here: House) -> None:
    """Let people write a lot."""
    ideas = tuple(here.wrote("karin", f"Idee {number}: " + "viel " * 90) for number in range(80))
    await here.conductor.take(Batch("matrix", "s", ideas))
    await here.clock.somebody_sleeps()


async def called(here: House, tries: int = 1) -> list[tuple[str, str]]:
    """Return what was said past the outbox, after so many tries."""
    async with asyncio.timeout(20):
        while here.platform.tries < tries:  # noqa: ASYNC110 - other tasks of this loop are waited for, not time
            await asyncio.sleep(0)
    return list(here.platform.calls.values())


async def freed(here: House) -> None:
    """Make room on the disk, and wait until everything is caught up."""
    await here.journal.place.limit_pages(ROOMY)
    await here.clock.advance(MINUTE)
    await here.conductor.settled()


async def test_a_full_disk_is_told_to_the_control_room_at_once(here: House) -> None:
    """Not only afterwards: while it lasts, with what to do; and the outbox, which cannot be written, knows nothing."""
    waiting = await here.said()
    await fills(here)
    [(room, words)] = await called(here)
    assert room == CONTROL
    assert words.startswith("Seit 11:00 Uhr kann ich nichts speichern.")
    assert "Mein Rechner braucht Platz." in words
    assert "Nichts ist verloren" in words
    assert await here.said() == waiting
    await freed(here)
    assert len(here.conductor.day.workshop("w").ideas) == 80
    assert any("lang konnte ich nichts speichern" in each for each in await here.said())


async def test_one_trouble_is_told_once_and_the_next_one_again(here: House) -> None:
    """However often it is tried in vain."""
    await fills(here)
    for _ in range(5):
        tried = here.conductor.conducted
        await here.clock.advance(SECOND)
        async with asyncio.timeout(20):
            while here.conductor.conducted == tried:  # noqa: ASYNC110 - the conductor of this loop is waited for
                await asyncio.sleep(0)
    assert (len(await called(here)), here.platform.tries) == (1, 1)
    await freed(here)
    await fills(here)
    assert len(await called(here, 2)) == 2


async def test_a_restart_in_the_same_trouble_says_nothing_new(tmp_path: Path) -> None:
    """The key is made of what the journal last wrote; where a server forgot it, it is looked for."""
    server = QuietPlatform()
    for number, memory in enumerate((server.memory, server.memory, 0), 1):
        server.memory = memory
        async with house(tmp_path, now=BEGINS + number * MINUTE, platform=server) as here:
            here.rooms.seats[CONTROL] = Seat(Spot.CONTROL)
            await fills(here)
            await called(here, min(number, 2))
            assert len(server.calls) == 1


async def test_another_program_that_holds_the_journal_is_trouble_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After SQLite's patience, also if nobody writes anything: the sign of life cannot be written either."""
    monkeypatch.setattr("storage.schema.BUSY_SECONDS", 0.05)
    async with house(tmp_path) as here:
        here.rooms.seats[CONTROL] = Seat(Spot.CONTROL)
        stranger = sqlite3.connect(tmp_path / "journal.sqlite3", isolation_level=None)
        stranger.execute("BEGIN IMMEDIATE")
        here.conductor.beat()
        assert [room for room, _ in await called(here)] == [CONTROL]
        stranger.execute("ROLLBACK")
        stranger.close()
        await here.clock.somebody_sleeps()
        await here.clock.advance(MINUTE)
        await here.conductor.settled()
        assert isinstance((await here.journal.entries())[-1].fact, DiskWasFull)


async def test_without_a_control_room_those_who_lead_are_told(here: House) -> None:
    """In the chats that they opened with the bot."""
    del here.rooms.seats[CONTROL]
    await here.hears(DirectOpened(Source(f"{DIRECT}/$1"), DIRECT, "matrix:anna", 1), here.wrote("anna", "Guten Tag"))
    assert here.rooms.direct(1) == DIRECT
    await fills(here)
    assert [room for room, _ in await called(here)] == [DIRECT]


@pytest.mark.parametrize("refusal", [Unreachable("502"), NotNow(5 * SECOND)])
async def test_it_is_tried_until_somebody_hears_it(here: House, refusal: Exception) -> None:
    """A server that is away or wants to wait is asked again, calmly; the conductor does not wait for it."""
    here.platform.refuses = refusal
    await fills(here)
    assert await called(here) == []
    here.platform.refuses = None
    await here.clock.somebody_sleeps()
    await here.clock.advance(MINUTE)
    assert [room for room, _ in await called(here, 2)] == [CONTROL]


async def test_a_platform_that_is_not_loaded_yet_is_waited_for(here: House) -> None:
    """A bot that just began may find that nothing can be written before it has a voice."""
    platforms: dict[str, Platform] = {}
    distress = Distress(Saying(here.rooms, "journal:1"), platforms, here.clock)
    distress.call(here.conductor.day, BEGINS)
    await here.clock.somebody_sleeps()
    platforms["matrix"] = cast("Platform", here.platform)
    await here.clock.advance(MINUTE)
    assert [room for room, _ in await called(here)] == [CONTROL]
    distress.over()


@pytest.mark.parametrize("refusal", [Impossible("weg"), RuntimeError("stumbled")])
async def test_who_cannot_be_told_stops_nothing(
    here: House, refusal: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    """The log says so, and with room on the disk everything goes on."""
    here.platform.refuses = refusal
    await fills(here)
    await called(here)
    await freed(here)
    assert len(here.conductor.day.workshop("w").ideas) == 80
    assert f"in {CONTROL}" in caplog.text or f"erreicht {CONTROL} nicht" in caplog.text


async def test_the_bot_counts_as_alive_while_the_disk_is_full(here: House) -> None:
    """A service manager that started it again and again would only make it worse."""
    before = here.conductor.conducted
    await fills(here)
    assert here.conductor.conducted > before
