"""The demonstration: four hours in less than three minutes, the same people every time."""

from __future__ import annotations

import random
import re
from importlib.resources import files
from pathlib import Path

import pytest
from rich.console import Console

from bot.clock import WallClock
from bot.configuration import flow_files
from bot.demo.cast import Do, acts, ballot, citizens, typed
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
