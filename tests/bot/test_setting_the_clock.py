"""The computer's clock was set: the control room hears of it, and whoever leads says which clock is right."""

from __future__ import annotations

from pathlib import Path

from bot.platforms.incoming import Batch
from bot.rooms import Seat
from commands.heard import Spot
from tests.bot.house import BEGINS, House, house
from workshop_flows.facts.agenda import PhaseEnded
from workshop_flows.facts.conference import ClockAdopted, ClockJumped
from workshop_flows.values import MINUTE, SECOND, Moment

HOUR = 60 * MINUTE


async def jumped(here: House, by: Moment) -> None:
    """Let the workshop begin, and the computer's clock be set after a minute of it."""
    here.rooms.seats["matrix:!regie"] = Seat(Spot.CONTROL)
    await here.rings(BEGINS)
    await here.clock.advance(MINUTE)
    await here.conductor.happened(ClockJumped(by))
    await here.conductor.settled()


async def test_a_jump_forward_is_adopted_and_nobody_loses_time(tmp_path: Path) -> None:
    """Four minutes are left of the phase, and stay so; the room reads the new end, and nothing is asked twice."""
    async with house(tmp_path) as here:
        await jumped(here, HOUR)
        assert any("60 Minuten gesprungen" in words and "!uhr" in words for words in await here.said())
        await here.hears(here.wrote("anna", "!uhr"))
        assert any("auf dem Rechner" in words and "!uhr stellen" in words for words in await here.said())
        assert here.clock.set == []
        await here.hears(here.wrote("anna", "!uhr stellen"))
        assert here.clock.set == [HOUR]
        phase = here.conductor.day.workshop("w").phase
        assert phase is not None
        assert phase.ends == BEGINS + HOUR + 5 * MINUTE
        await here.clock.advance(HOUR)
        await here.rings(phase.ends - SECOND)
        assert not any(isinstance(entry.fact, PhaseEnded) for entry in await here.journal.entries())
        await here.hears(here.wrote("anna", "!uhr stellen", "$again"))
        assert (await here.outcomes())["$again"] == "refused"
        assert here.clock.set == [HOUR]


async def test_a_jump_back_makes_the_day_stand_still_and_says_so(tmp_path: Path) -> None:
    """Nothing moves in the plan: what ends at five past ends when both clocks say so."""
    async with house(tmp_path) as here:
        await jumped(here, -HOUR)
        await here.hears(here.wrote("anna", "!uhr stellen"))
        assert here.clock.set == [-HOUR]
        phase = here.conductor.day.workshop("w").phase
        assert phase is not None
        assert phase.ends == BEGINS + 5 * MINUTE
        assert any("bis die Uhr meines Rechners so weit ist" in words for words in await here.said())


async def test_only_who_leads_sets_the_clock(tmp_path: Path) -> None:
    """Karin is told so, as with every word that is not hers."""
    async with house(tmp_path) as here:
        await jumped(here, HOUR)
        await here.hears(here.wrote("karin", "!uhr stellen"))
        assert here.clock.set == []
        assert here.conductor.day.clock_jump == HOUR


async def test_the_clock_is_set_once_the_word_is_on_the_disk(tmp_path: Path) -> None:
    """While nothing can be written it stays as it is: a restart in between begins with the computer's anyway."""
    async with house(tmp_path) as here:
        await jumped(here, HOUR)
        await here.journal.place.limit_pages(1)
        long = tuple(here.wrote("karin", f"Idee {n}: " + "viel " * 90) for n in range(80))
        await here.conductor.take(Batch("matrix", "s9", (here.wrote("anna", "!uhr stellen"), *long)))
        await here.clock.somebody_sleeps()
        assert here.clock.set == []
        await here.journal.place.limit_pages(100_000)
        await here.clock.advance(2 * SECOND)
        await here.conductor.settled()
        assert here.clock.set == [HOUR]


async def test_after_a_restart_there_is_nothing_left_to_set(tmp_path: Path) -> None:
    """What a restart took over is written down, too."""
    async with house(tmp_path) as here:
        await jumped(here, HOUR)
        await here.conductor.happened(ClockAdopted(0))
        await here.conductor.settled()
        await here.hears(here.wrote("anna", "!uhr stellen", "$late"))
        assert (await here.outcomes())["$late"] == "refused"
        assert here.clock.set == []
