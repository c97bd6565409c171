"""The clock of the house."""

from __future__ import annotations

import asyncio
import time

import pytest

from bot import clock as clock_module
from bot.clock import WallClock, happens
from tests.bot.fake_clock import FakeClock
from workshop_flows.values import MINUTE, SECOND, Moment


class Computer:
    """A computer whose clock can be set, as `bot/clock.py` reads it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Stand behind the two readings of the clock."""
        self.wall: Moment = 1_800_000_000_000
        self.elapsed: Moment = 5_000
        monkeypatch.setattr(clock_module, "_wall", lambda: self.wall)
        monkeypatch.setattr(clock_module, "_elapsed", lambda: self.elapsed)

    def passes(self, milliseconds: Moment) -> None:
        """Let time pass as usual."""
        self.wall += milliseconds
        self.elapsed += milliseconds


def test_time_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without jumps, ours is the computer's time."""
    computer = Computer(monkeypatch)
    clock = WallClock()
    computer.passes(90 * SECOND)
    assert clock.now() == computer.wall
    assert clock.jump() == 0


@pytest.mark.parametrize("jump", [MINUTE, -MINUTE])
def test_a_jump_of_the_computers_clock_is_reported_and_not_followed(
    monkeypatch: pytest.MonkeyPatch, jump: Moment
) -> None:
    """Phases count what has elapsed; what the computer's clock did is for people to judge."""
    computer = Computer(monkeypatch)
    clock = WallClock()
    before = clock.now()
    computer.wall += jump
    computer.passes(SECOND)
    assert clock.now() == before + SECOND
    assert clock.jump() == jump


def test_an_adopted_jump_forward_is_followed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """After adopting, both clocks say the same; it has jumped all the same, and is not told a second time."""
    computer = Computer(monkeypatch)
    clock = WallClock()
    computer.wall += MINUTE
    clock.adopt(clock.jump())
    assert clock.now() == computer.wall
    assert clock.jump() == MINUTE


def test_an_adopted_jump_back_makes_us_stand_still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time never runs backwards: it waits until the computer's has caught up. Who waits for a server does not."""
    computer = Computer(monkeypatch)
    clock = WallClock()
    before = clock.now()
    patience = clock.real()
    computer.wall -= 10 * SECOND
    clock.adopt(clock.jump())
    computer.passes(4 * SECOND)
    assert clock.now() == before
    assert patience.now() == before + 4 * SECOND
    computer.passes(8 * SECOND)
    assert clock.now() == before + 2 * SECOND


def test_a_rehearsal_begins_when_it_likes_and_hurries(monkeypatch: pytest.MonkeyPatch) -> None:
    """It knows no jumps, and what the world's clock will show when something is due in it."""
    computer = Computer(monkeypatch)
    clock = WallClock(speed=60, begins=1000)
    computer.passes(SECOND)
    assert clock.now() == 1000 + MINUTE
    assert clock.jump() == 0
    assert clock.computer_at(1000 + 2 * MINUTE) == computer.wall + SECOND
    assert clock.real().now() == computer.wall


@pytest.mark.skipif(not hasattr(time, "CLOCK_BOOTTIME"), reason="only Linux has such a clock")
def test_a_machine_that_slept_knows_how_late_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """Linux counts the sleep of the machine in one of its clocks only: that is the one that is read."""
    readings = {time.CLOCK_BOOTTIME: 9 * 3600 * SECOND, time.CLOCK_MONOTONIC: 3600 * SECOND}
    monkeypatch.setattr(time, "clock_gettime_ns", lambda which: readings[which] * 1_000_000)
    clock = WallClock(begins=1000)
    readings[time.CLOCK_BOOTTIME] += MINUTE
    assert clock.now() == 1000 + MINUTE


async def test_sleep_ends_when_it_is_time() -> None:
    """The real clock does not wake people early."""
    clock = WallClock()
    at = clock.now() + 30
    await clock.sleep_until(at)
    assert clock.now() >= at


async def test_waiting_for_an_event_ends_with_it_or_in_time() -> None:
    """Whoever waits is told which of the two it was, and no waiting is left behind."""
    clock, event = FakeClock(), asyncio.Event()
    began = clock.now()
    assert not await happens(event, clock, began + SECOND)
    assert clock.now() == began + SECOND
    event.set()
    assert await happens(event, clock, began + MINUTE)
    assert clock.now() == began + SECOND
