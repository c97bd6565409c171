"""Every platform is read once more: after a standstill before the bells ring, and before a vote is counted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.platforms.incoming import Batch
from tests.bot.house import BEGINS, House, house
from workshop_flows.values import MINUTE, SECOND


@pytest.fixture
async def stalled(tmp_path: Path) -> AsyncIterator[House]:
    """Give a workshop whose time for ideas ran out while the bot stood still, and a platform that is silent since."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        here.platform.answers.clear()
        await here.clock.advance(6 * MINUTE)
        yield here


async def test_what_was_said_while_the_bot_stood_still_comes_before_the_bells(stalled: House) -> None:
    """The time for ideas is over meanwhile; whoever wrote one in it is heard first, if the platform answers at all."""
    workshop = stalled.conductor.day.workshop("w")
    stalled.conductor.notice = stalled.conductor.bells.hear_first
    await stalled.hears(stalled.wrote("karin", "Mehr Bänke am See, bitte"))
    assert (workshop.current, len(workshop.ideas)) == (1, 1)
    stalled.conductor.notice = lambda: None
    stalled.platform.answers.set()
    await stalled.until(lambda: workshop.current == 2)
    await stalled.hears(stalled.wrote("jonas", "Und mehr Bäume an die Straßen"))
    assert len(workshop.ideas) == 1
    assert stalled.platform.read == 1


async def test_bells_wait_also_for_what_was_read_and_not_yet_decided(stalled: House) -> None:
    """The disk is slow just then: what the platform brought waits in the queue when it has answered."""
    workshop = stalled.conductor.day.workshop("w")
    stalled.conductor.bells.hear_first()
    disk = await stalled.writes_slowly(stalled.wrote("jonas", "Nachtbus am Wochenende"))
    await stalled.conductor.take(Batch("matrix", "s2", (stalled.wrote("karin", "Mehr Bänke am See"),)))
    stalled.platform.answers.set()
    for _ in range(50):
        await asyncio.sleep(0)
    disk.set()
    await stalled.until(lambda: workshop.current == 2)
    assert [idea.parked for idea in workshop.ideas] == [False, False]


async def test_whoever_stands_still_twice_hears_twice(stalled: House) -> None:
    """The first question was asked before the second standstill: its answer does not know what was said in that."""
    workshop = stalled.conductor.day.workshop("w")
    stalled.conductor.bells.hear_first()
    stalled.conductor.bells.hear_first()
    stalled.platform.answers.set()
    await stalled.until(lambda: workshop.current == 2)
    assert stalled.platform.read == 2


async def test_a_platform_that_is_silent_after_a_stall_keeps_the_bells_for_a_moment_only(stalled: House) -> None:
    """After eight seconds the day goes on without it."""
    workshop = stalled.conductor.day.workshop("w")
    stalled.conductor.bells.hear_first()
    await stalled.clock.somebody_sleeps()
    await stalled.rings(stalled.clock.now())
    assert workshop.current == 1
    await stalled.clock.advance(8 * SECOND)
    await stalled.until(lambda: workshop.current == 2)


async def test_a_vote_is_counted_without_a_platform_that_is_away(tmp_path: Path) -> None:
    """The result says so, the control room hears when it is back, and the next vote is not blamed for it."""
    async with house(tmp_path) as here:
        await here.comes_to_a_vote()
        await here.hears(here.wrote("karin", "1 2 2"))
        here.platform.answers.clear()
        await here.rings(BEGINS + 10 * MINUTE)
        day = here.conductor.day
        await here.clock.somebody_sleeps()
        await here.clock.advance(8 * SECOND)
        await here.until(lambda: day.workshop("w").vote is None)
        assert any("Matrix war dabei nicht erreichbar" in words for words in await here.said())
        assert day.away == {"matrix"}
        here.platform.answers.set()
        await here.until(lambda: not day.away)
        assert day.missed == {"matrix"}


async def test_a_platform_that_breaks_over_a_second_look_has_not_answered(tmp_path: Path) -> None:
    """It is asked again, and the result says that it was missing if that goes on."""
    async with house(tmp_path) as here:
        await here.comes_to_a_vote()
        await here.hears(here.wrote("karin", "1 2 2"))
        here.platform.breaks = KeyError("next_batch")
        await here.rings(BEGINS + 10 * MINUTE)
        day = here.conductor.day
        for _ in range(4):
            assert day.workshop("w").vote is not None
            await here.clock.somebody_sleeps()
            await here.clock.advance(2 * SECOND)
        await here.until(lambda: day.workshop("w").vote is None)
        assert any("Matrix war dabei nicht erreichbar" in words for words in await here.said())
        here.platform.breaks = None
        await here.clock.advance(2 * SECOND)
        await here.until(lambda: not day.away)


async def test_a_vote_is_read_once_more_before_it_is_counted(tmp_path: Path) -> None:
    """What the server had taken counts; what comes after the close is late, and both are told so."""
    async with house(tmp_path) as here:
        await here.comes_to_a_vote()
        await here.rings(BEGINS + 10 * MINUTE)
        workshop = here.conductor.day.workshop("w")
        assert workshop.closing is not None
        await here.hears(here.wrote("karin", "1 2 2", "$in-time"))
        await here.clock.somebody_sleeps()
        assert here.platform.read == 1
        await here.clock.advance(3 * SECOND)
        await here.until(lambda: workshop.vote is None)
        await here.hears(here.wrote("jonas", "1 1 1", "$too-late"))
        outcomes = await here.outcomes()
        assert (outcomes["$in-time"], outcomes["$too-late"]) == ("fact", "late")
        result = workshop.votes[1].result
        assert result is not None
        assert result.turnout.ballots == 1


async def test_a_ballot_that_waits_behind_a_slow_disk_is_not_late(tmp_path: Path) -> None:
    """It was read in time; the disk took longer than a vote stays open, whatever happens."""
    async with house(tmp_path) as here:
        await here.comes_to_a_vote()
        await here.rings(BEGINS + 10 * MINUTE)
        workshop = here.conductor.day.workshop("w")
        disk = await here.writes_slowly()
        await here.conductor.take(Batch("matrix", "s2", (here.wrote("karin", "1 2 2", "$in-time"),)))
        await here.clock.advance(11 * SECOND)
        here.conductor.bells.ring()
        disk.set()
        await here.until(lambda: workshop.vote is None)
        assert (await here.outcomes())["$in-time"] == "fact"
        assert [len(vote.ballots) for vote in workshop.votes.values()] == [1]


async def test_a_poll_in_between_is_read_once_more_before_it_is_counted(tmp_path: Path) -> None:
    """Whoever answered it in its last moment is heard, and the result is told a moment later."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        await here.hears(here.wrote("anna", "!umfrage 2 Minuten: Wo treffen wir uns? Rathaus | Park"))
        workshop = here.conductor.day.workshop("w")
        assert workshop.vote is not None
        await here.rings(workshop.vote.opened.ends or 0)
        await here.hears(here.wrote("karin", "2", "$in-time"))
        await here.clock.somebody_sleeps()
        assert here.platform.read == 1
        await here.clock.advance(3 * SECOND)
        await here.until(lambda: workshop.vote is None)
        await here.hears(here.wrote("jonas", "1", "$too-late"))
        outcomes = await here.outcomes()
        assert (outcomes["$in-time"], outcomes["$too-late"]) == ("fact", "late")
        assert len(workshop.votes[1].ballots) == 1


async def test_a_vote_that_was_closing_when_the_bot_went_is_read_once_more_after_the_restart(tmp_path: Path) -> None:
    """Nobody waits for the bell that closes a vote whatever happens."""
    async with house(tmp_path) as here:
        await here.comes_to_a_vote()
        await here.hears(here.wrote("karin", "1 2 2"))
        await here.rings(BEGINS + 10 * MINUTE)
        assert here.conductor.day.workshop("w").closing is not None
    async with house(tmp_path, now=BEGINS + 10 * MINUTE + SECOND) as again:
        workshop = again.conductor.day.workshop("w")
        await again.clock.somebody_sleeps()
        assert (again.platform.read, workshop.vote is not None) == (1, True)
        await again.clock.advance(2 * SECOND)
        await again.until(lambda: workshop.vote is None)
        result = workshop.votes[1].result
        assert result is not None
        assert result.turnout.ballots == 1
