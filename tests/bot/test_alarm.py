"""The alarm, with the real scheduler and the real clock."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator

import pytest

from bot.alarm import Alarm
from bot.clock import WallClock
from workshop_flows.values import SECOND, Moment


class Bells:
    """Somebody who notes each ring, and may be clumsy."""

    def __init__(self, clock: WallClock) -> None:
        """Begin in silence."""
        self.clock = clock
        self.rang: list[Moment] = []
        self.threads: set[int] = set()
        self.heard = asyncio.Event()
        self.clumsy = False

    def ring(self) -> None:
        """Note the ring."""
        self.rang.append(self.clock.now())
        self.threads.add(threading.get_ident())
        self.heard.set()
        if self.clumsy:
            raise RuntimeError("fell off the ladder")

    async def next(self, seconds: float = 3) -> Moment:
        """Return when it rang next."""
        self.heard.clear()
        await asyncio.wait_for(self.heard.wait(), seconds)
        return self.rang[-1]


@pytest.fixture
async def bells() -> Bells:
    """Give somebody who listens."""
    return Bells(WallClock())


@pytest.fixture
async def alarm(bells: Bells) -> AsyncIterator[Alarm]:
    """Give an alarm that is switched on."""
    alarm = Alarm(bells.clock, bells.ring)
    alarm.start()
    yield alarm
    alarm.stop()
    await asyncio.sleep(0)


async def test_rings_on_time(alarm: Alarm, bells: Bells) -> None:
    """Not by the tick of a second, but when it is due; and in the loop's own thread."""
    at = bells.clock.now() + 150
    alarm.set(at)
    assert at <= await bells.next() < at + 100
    assert bells.threads == {threading.get_ident()}


async def test_a_date_that_has_passed_rings_at_once(alarm: Alarm, bells: Bells) -> None:
    """Whoever was switched off when it was due is told on return."""
    now = bells.clock.now()
    alarm.set(now - 3600 * SECOND)
    assert await bells.next() < now + 100


async def test_a_date_that_passes_while_everything_stalls_rings_afterwards(alarm: Alarm, bells: Bells) -> None:
    """The scheduler would drop a date that it missed by more than a second; ours does not."""
    alarm.set(bells.clock.now() + 50)
    time.sleep(1.3)  # noqa: ASYNC251 - the stall is what is tested
    woken = bells.clock.now()
    assert await bells.next() < woken + 100


async def test_a_failing_ring_is_repeated(alarm: Alarm, bells: Bells, caplog: pytest.LogCaptureFixture) -> None:
    """An error of the one who is rung does not kill the alarm."""
    bells.clumsy = True
    alarm.set(bells.clock.now())
    await bells.next()
    bells.clumsy = False
    await bells.next()
    assert len(bells.rang) == 2
    assert "fell off the ladder" in caplog.text


async def test_rings_again_every_second_until_another_date_is_set(alarm: Alarm, bells: Bells) -> None:
    """Nobody is lost because a single ring was not heard; once heard, there is silence."""
    alarm.set(bells.clock.now())
    first = await bells.next()
    assert await bells.next() - first <= 1100
    alarm.set(None)
    with pytest.raises(TimeoutError):
        await bells.next(1.2)


class Misled(WallClock):
    """A clock on a computer whose own clock was set: what the scheduler waits for is so much too late."""

    def __init__(self, too_late: Moment) -> None:
        """Begin at the right time; the computer's clock was put back by this."""
        super().__init__()
        self.too_late = too_late

    def computer_at(self, at: Moment) -> Moment:
        """Return what the scheduler makes of it."""
        return super().computer_at(at) + self.too_late


@pytest.mark.parametrize("too_late", [-3600 * SECOND, -60 * SECOND, 4 * SECOND, 3600 * SECOND])
async def test_a_phase_is_as_long_as_it_shall_be_while_the_computers_clock_jumps(too_late: Moment) -> None:
    """An hour forward or back, as in the nights of summer time, a minute, four seconds: what has elapsed counts."""
    clock = Misled(too_late)
    bells = Bells(clock)
    alarm = Alarm(clock, bells.ring)
    alarm.start()
    for length in (400, 1300):
        at = clock.now() + length
        alarm.set(at)
        assert at <= await bells.next() < at + 250
    alarm.stop()
    await asyncio.sleep(0)


async def test_the_latest_date_counts(alarm: Alarm, bells: Bells) -> None:
    """A pause moves what was due: the old date is silent."""
    now = bells.clock.now()
    alarm.set(now + 100)
    alarm.set(now + 300)
    assert await bells.next() >= now + 300


async def test_rings_on_time_in_a_day_that_hurries() -> None:
    """A rehearsal at sixty times the speed: a quarter of a minute is a quarter of a second."""
    clock = WallClock(speed=60, begins=1_800_000_000_000)
    bells = Bells(clock)
    alarm = Alarm(clock, bells.ring)
    alarm.start()
    alarm.set(clock.now() + 15 * SECOND)
    rang = await bells.next(0.7)
    assert 1_800_000_015_000 <= rang < 1_800_000_015_000 + 60 * 100
    alarm.stop()
    await asyncio.sleep(0)


async def test_after_the_stop_there_is_silence_and_no_task() -> None:
    """Nothing is left behind, also if it was never started."""
    bells = Bells(WallClock())
    alarm = Alarm(bells.clock, bells.ring)
    alarm.stop()
    alarm.start()
    alarm.set(bells.clock.now() + 50)
    alarm.stop()
    with pytest.raises(TimeoutError):
        await bells.next(0.2)
    assert asyncio.all_tasks() == {asyncio.current_task()}
