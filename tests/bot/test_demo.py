"""The demonstration: four hours in less than three minutes, the same people every time."""

from __future__ import annotations

import random
import re
from importlib.resources import files
from pathlib import Path
from typing import cast

import pytest
from rich.console import Console

from bot.clock import WallClock
from bot.configuration import flow_files
from bot.demo.cast import Act, Citizen, Do, acts, ballot, citizens, typed
from bot.demo.crowd import Crowd
from bot.demo.discord.hall import Hall
from bot.demo.discord.server import Discord
from bot.demo.discord.venue import Town
from bot.demo.lines import IDEAS, TOPICS
from bot.demo.log import Log
from bot.demo.matrix.accounts import local
from bot.demo.outcomes import Outcomes
from bot.demo.picture import Picture
from bot.demo.stage import BEGINS, SPEED
from bot.demo.venue import Venue, opens
from workshop_flows.flow import Flow, Kind, PhasePlan, Way


@pytest.fixture
def flow(tmp_path: Path) -> Flow:
    """Return the flow of the demonstration."""
    path = tmp_path / "ablauf.toml"
    path.write_text(files("bot.demo").joinpath("flow.toml").read_text("utf-8"), "utf-8")
    read = flow_files.read(path)
    assert not read.problems
    assert read.flow is not None
    return read.flow


def test_four_hours_pass_in_less_than_three_minutes(flow: Flow) -> None:
    """And show every kind of phase that people take part in."""
    assert flow.minutes == 240
    assert flow.minutes * 60 / SPEED < 180
    assert {phase.kind for phase in flow.phases} == set(Kind)


def test_the_same_seed_is_the_same_people(flow: Flow) -> None:
    """What sixty people do is decided by one number."""

    def played(seed: int) -> list[object]:
        chance = random.Random(seed)
        people = citizens(60, trouble=True)
        return [act for plan in flow.phases for act in acts(people, plan, "bildung", chance, 4)]

    assert played(1) == played(1)
    assert played(1) != played(2)


def test_sixty_people_are_as_people_are() -> None:
    """One makes trouble, some leave, some vote where nobody sees it, some tap; nobody has another's account."""
    people = citizens(60, trouble=True)
    assert sum(person.troublemaker for person in people) == 1
    assert sum(person.leaves for person in people) == 5
    assert any(person.secret for person in people)
    assert any(person.taps for person in people)
    assert len({local(person.name) for person in people}) == 60


@pytest.mark.parametrize("way", list(Way))
def test_ballots_are_of_the_options(way: Way) -> None:
    """Whatever the way to vote."""
    plan = PhasePlan(kind=Kind.VOTE, title="Punkte", minutes=5, method=way)
    chance = random.Random(1)
    for _ in range(50):
        written = ballot(plan, [3, 4, 9], chance)
        assert {3, 4, 9} & {int(number) for number in re.findall(r"\d+", written)}, written


def test_nobody_types_as_it_is_printed() -> None:
    """Small letters, swapped ones, no umlauts, shouting."""
    chance = random.Random(1)
    written = {typed("Sichere Radwege zur Schule, ohne Lücken", chance) for _ in range(60)}
    assert len(written) > 5


def test_every_workshop_has_ideas_of_its_own() -> None:
    """Nobody proposes a bus stop in the school workshop."""
    assert set(IDEAS) == set(TOPICS)
    everything = [idea for ideas in IDEAS.values() for idea in ideas]
    assert len(set(everything)) == len(everything)


def test_the_picture_shows_the_clock_the_phase_and_the_rooms(flow: Flow) -> None:
    """What the audience sees."""
    chance, log = random.Random(1), Log()
    server = Discord()
    casts = {id_: citizens(15, trouble=False) for id_ in TOPICS}
    town = Town(server, Hall.built(server, casts), casts, log, chance)
    log.note("discord:1/2", "Nachtbus am Wochenende")
    console = Console(width=110)
    with console.capture() as capture:
        console.print(Picture(Crowd([town], flow, WallClock(1, BEGINS), BEGINS, chance), log))
    drawn = capture.get()
    assert "09:00 Uhr" in drawn
    assert "Ankommen" in drawn
    assert "Digitale Bildung" in drawn
    assert "Nachtbus am Wochenende" in drawn


def test_one_input_without_an_outcome_is_a_failure() -> None:
    """The exit code of the demonstration depends on it."""
    assert Outcomes(sent=5).agree
    assert not Outcomes(sent=5, problems=["Ohne Ergebnis: da"]).agree
    assert not Outcomes(sent=0).agree


def test_somebody_who_left_does_nothing_more() -> None:
    """A person leaves after saying so."""
    plan = PhasePlan(kind=Kind.TALK, title="Im Gespräch", minutes=20)
    leaving = next(person for person in citizens(12, trouble=False) if person.leaves)
    done = [act.do for act in acts([leaving], plan, "bildung", random.Random(1), 5)]
    assert done.index(Do.LEAVE) > done.index(Do.SAY)


class _LateRoom:
    """A room in which every phase begins late."""

    def __init__(self, flow: Flow) -> None:
        self.casts = {"bildung": citizens(12, trouble=False)}
        self.opened = {plan.title for plan in flow.phases if plan.kind is Kind.WELCOME}
        self.too_early: list[Act] = []
        self.done = 0
        self._asked: dict[str, int] = {}

    async def watch(self) -> None:
        """See nothing but what is asked for."""

    def reads(self, _workshop: str, phase: str) -> bool:
        """Say so when asked for the third time."""
        self._asked[phase] = self._asked.get(phase, 0) + 1
        if self._asked[phase] > 2:
            self.opened.add(phase)
        return phase in self.opened

    async def do(self, act: Act, _citizen: Citizen, _workshop: str, plan: PhasePlan) -> None:
        """Note what is done, and whether it was time for it."""
        self.done += 1
        if plan.title not in self.opened:
            self.too_early.append(act)


async def test_people_do_nothing_of_a_phase_before_the_room_reads_that_it_began(flow: Flow) -> None:
    """On a slow machine the day shifts; nobody runs ahead of it."""
    clock = WallClock(20_000, BEGINS)
    room = _LateRoom(flow)
    await Crowd([cast("Venue", room)], flow, clock, BEGINS, random.Random(1)).play(lambda: True)
    assert room.done > 12
    assert not room.too_early


def test_what_opens_a_phase_is_no_warning_and_no_hint() -> None:
    """The crowd waits for the words that everybody reads."""
    assert opens("Danke, 14 Ideen!\nBündeln, bis 11:23 Uhr. Was gehört zusammen?", "Bündeln")
    assert opens("Was zuerst? Bis 12:20 Uhr.", "Was zuerst?")
    assert not opens("In 1 Minute beginnt „Bündeln“. Mehr Zeit: !länger 2", "Bündeln")
    assert not opens("Noch 2 Minuten. 14 Ideen sind da.", "Bündeln")
