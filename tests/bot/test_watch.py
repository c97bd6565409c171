"""A process that stood still, a machine that slept, a clock that was set: each is noticed, and told once."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.clock import WallClock
from bot.watch import Watch, at_start
from tests.bot.house import BEGINS, house
from tests.bot.test_clock import Computer
from workshop_flows.conference import Conference
from workshop_flows.facts.agenda import PhaseBegan, PhaseEnded
from workshop_flows.facts.conference import BotGone, ClockAdopted, ClockJumped
from workshop_flows.facts.entry import Fact
from workshop_flows.values import MINUTE, SECOND, Moment
from workshop_flows.workshop import Course


@dataclass
class Scene:
    """A watch on a computer whose clocks are in our hands."""

    computer: Computer
    speed: int = 1
    running: bool = True
    woke: int = 0
    told: list[Fact] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Begin to watch."""
        begins = None if self.speed == 1 else BEGINS
        self.clock = WallClock(self.speed, begins)
        self.watch = Watch(self.clock, self._tell, lambda: self.running, self._wakes)

    def _wakes(self) -> None:
        self.woke += 1

    async def _tell(self, fact: Fact) -> None:
        self.told.append(fact)

    async def looks_after(self, milliseconds: Moment) -> None:
        """Let time pass, and the watch look."""
        self.computer.passes(milliseconds)
        await self.watch.look()


@pytest.fixture
def computer(monkeypatch: pytest.MonkeyPatch) -> Computer:
    """Give a computer."""
    return Computer(monkeypatch)


async def test_nothing_is_told_while_all_is_well(computer: Computer, caplog: pytest.LogCaptureFixture) -> None:
    """A look a second, some of them a little late."""
    scene = Scene(computer)
    for late in (0, 40, 900, 0):
        await scene.looks_after(SECOND + late)
    assert (scene.told, caplog.text) == ([], "")


@pytest.mark.parametrize("stall", [2, 5])
async def test_a_short_stall_is_for_the_operator(
    computer: Computer, caplog: pytest.LogCaptureFixture, stall: int
) -> None:
    """Nobody in the rooms need know of two or five seconds; the log names them."""
    scene = Scene(computer)
    await scene.looks_after((1 + stall) * SECOND)
    await scene.looks_after(SECOND)
    assert scene.told == []
    assert caplog.text.count(f"stand {stall}.0 s still") == 1


async def test_whoever_acts_first_after_a_stall_notices_it(
    computer: Computer, caplog: pytest.LogCaptureFixture
) -> None:
    """Before the watch itself looks; it is told once all the same, and the bells know before they ring."""
    scene = Scene(computer)
    await scene.looks_after(SECOND)
    since = scene.clock.now()
    computer.passes(40 * SECOND)
    scene.watch.notice()
    scene.watch.notice()
    assert (scene.woke, scene.told) == (1, [])
    await scene.looks_after(0)
    await scene.looks_after(SECOND)
    assert scene.told == [BotGone(since, since + 40 * SECOND)]
    assert caplog.text.count("s still") == scene.woke == 1


@pytest.mark.parametrize("speed", [1, 60])
async def test_a_process_that_stood_is_told_once(
    computer: Computer, caplog: pytest.LogCaptureFixture, speed: int
) -> None:
    """Half a minute in which nobody watched: presence and control room know since when."""
    scene = Scene(computer, speed)
    await scene.looks_after(SECOND)
    since = scene.clock.now()
    await scene.looks_after(30 * SECOND)
    await scene.looks_after(SECOND)
    assert scene.told == [BotGone(since, since + 30 * SECOND * speed)]
    assert "stand 29.0 s still" in caplog.text


async def test_before_and_after_the_day_nobody_is_told(computer: Computer) -> None:
    """A computer that slept through the night before has missed nothing."""
    scene = Scene(computer, running=False)
    await scene.looks_after(9 * 60 * MINUTE)
    assert scene.told == []


@pytest.mark.parametrize("jump", [MINUTE, -60 * MINUTE])
async def test_a_clock_that_was_set_is_told_once(computer: Computer, jump: Moment) -> None:
    """By how much, and again only if it is set again."""
    scene = Scene(computer)
    computer.wall += jump
    await scene.looks_after(SECOND)
    await scene.looks_after(SECOND)
    computer.wall -= jump
    await scene.looks_after(SECOND)
    assert scene.told == [ClockJumped(jump), ClockJumped(-jump)]


async def test_a_jump_that_was_adopted_is_no_absence(computer: Computer) -> None:
    """Our clock goes on by an hour all at once, and nobody was away."""
    scene = Scene(computer)
    computer.wall += 60 * MINUTE
    await scene.looks_after(SECOND)
    scene.clock.adopt(60 * MINUTE)
    await scene.looks_after(SECOND)
    assert scene.told == [ClockJumped(60 * MINUTE)]
    assert scene.clock.now() == computer.wall


@pytest.mark.parametrize(
    ("ended", "jump", "told", "stands"),
    [
        (-10 * SECOND, 0, [], False),
        (-5 * MINUTE, 0, [BotGone(-5 * MINUTE, 0)], False),
        (-61 * MINUTE, 60 * MINUTE, [ClockAdopted(0), BotGone(-MINUTE, 0)], False),
        (10 * SECOND, 0, [], True),
        (60 * MINUTE, -60 * MINUTE, [ClockAdopted(-60 * MINUTE)], True),
        (60 * MINUTE, 0, [ClockAdopted(-60 * MINUTE)], True),
        (400 * 24 * 60 * MINUTE, 0, [], False),
    ],
)
async def test_a_start_goes_on_where_the_journal_ends(
    computer: Computer,
    ended: Moment,
    jump: Moment,
    told: list[Fact],
    stands: bool,  # noqa: FBT001 - a column of a table
) -> None:
    """A restart takes over the computer's clock, but never runs backwards, unless it would stand still for ever.

    `ended`: when the journal's last sign of life was, seen from now.
    """
    clock, day, now = WallClock(), Conference(), computer.wall
    day.workshop("w").course = Course.RUNNING
    day.clock_jump = jump
    happened = list(at_start(clock, day, now + ended))
    moved = [BotGone(now + each.since, now + each.until) if isinstance(each, BotGone) else each for each in told]
    assert happened == moved
    computer.passes(SECOND)
    assert clock.now() == now + (ended if stands else SECOND)


async def test_what_was_due_meanwhile_comes_late_and_once(tmp_path: Path) -> None:
    """The phase that was open ends when we are back; the next one lasts as long as it shall, and none is left out."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        back = BEGINS + 7 * MINUTE
        await here.clock.advance(back - here.clock.now())
        await here.conductor.happened(BotGone(BEGINS + MINUTE, back))
        for _ in range(3):
            await here.rings(back)
        facts = [(entry.at, entry.fact) for entry in await here.journal.entries()]
        assert [at for at, fact in facts if isinstance(fact, PhaseEnded)] == [back]
        assert [fact.number for _, fact in facts if isinstance(fact, PhaseBegan)] == [1, 2]
        phase = here.conductor.day.workshop("w").phase
        assert phase is not None
        assert phase.ends == back + 5 * MINUTE
        assert sum("Ich war etwa 6 Minuten weg" in words for words in await here.said()) <= 1
