"""Where something counts that was said in a direct chat or in a room of the staff."""

from __future__ import annotations

import pytest

from bot.rehearsal.rehearsal import Rehearsal
from bot.rehearsal.utterance import Utterance
from commands.heard import Outcome, Spot, Words
from workshop_flows.facts.conference import ConferencePlanned, FlowAdopted, WorkshopPlanned
from workshop_flows.facts.entry import In
from workshop_flows.flow import Flow, Kind, PhasePlan
from workshop_flows.values import MINUTE, Role

FLOW = Flow(title="Ideen", phases=(PhasePlan(kind=Kind.IDEAS, title="Ideen", minutes=30),))
NOON = 1_813_485_600_000


@pytest.fixture
def day() -> Rehearsal:
    """Return a day with two workshops that run, and no plenary."""
    plan = [ConferencePlanned("t", "T", "de", "Europe/Berlin")]
    rooms = [("mobil", "A", "Mobilität"), ("bildung", "B", "Digitale Bildung")]
    planned = [In(id_, WorkshopPlanned(letter, title, "de", NOON)) for id_, letter, title in rooms]
    rehearsal = Rehearsal([*plan, *planned, *(In(id_, FlowAdopted(FLOW)) for id_, _, _ in rooms)], NOON - MINUTE)
    rehearsal.until(NOON)
    return rehearsal


def direct(day: Rehearsal, name: str, text: str, spot: Spot = Spot.DIRECT, role: Role = Role.CITIZEN) -> Outcome:
    """Let somebody write to the bot directly."""
    return day.does(name, Words(text), spot=spot, role=role, shown=Utterance(day.now, name, text, "direkt"))


def ideas(day: Rehearsal, workshop: str) -> list[str]:
    """Return the ideas of a workshop."""
    return [idea.text for idea in day.day.workshop(workshop).ideas]


def test_it_counts_where_the_person_last_was(day: Rehearsal) -> None:
    """Nobody has to say where they are."""
    day.comes("Karin", "bildung")
    direct(day, "Karin", "Idee: Tablets für alle")
    assert ideas(day, "bildung") == ["Tablets für alle"]
    day.writes("Karin", "Guten Morgen!", "mobil")
    direct(day, "Karin", "Idee: Nachtbus am Wochenende")
    assert ideas(day, "mobil") == ["Nachtbus am Wochenende"]


def test_whoever_joined_the_day_before_is_where_their_words_are(day: Rehearsal) -> None:
    """Their one room, until they say something elsewhere; an idea tells it as well as talk does."""
    day.comes("Karin", "bildung", unobserved=True)
    direct(day, "Karin", "Idee: Tablets für alle")
    assert ideas(day, "bildung") == ["Tablets für alle"]
    day.comes("Karin", "mobil", unobserved=True)
    day.writes("Karin", "Idee: Nachtbus am Wochenende", "mobil")
    direct(day, "Karin", "Idee: Mehr Bänke am See")
    assert ideas(day, "mobil") == ["Nachtbus am Wochenende", "Mehr Bänke am See"]


@pytest.mark.parametrize("answer", ["B", "b", "Bildung", "digitale bildung"])
def test_where_it_is_not_clear_it_asks_and_keeps_what_was_written(day: Rehearsal, answer: str) -> None:
    """The answer says where; the idea that was written before counts there, once."""
    direct(day, "Karin", "Idee: Tablets für alle")
    assert ideas(day, "mobil") == ideas(day, "bildung") == []
    assert "Für welchen Workshop" in day.record.said[-1].text
    direct(day, "Karin", answer)
    assert ideas(day, "bildung") == ["Tablets für alle"]
    assert "💡1" in next(said for said in day.record.said if said.text.startswith("Idee:")).marks


def test_the_question_survives_a_restart(day: Rehearsal) -> None:
    """An open question to a person is a fact."""
    direct(day, "Karin", "Idee: Tablets für alle")
    day.restart()
    direct(day, "Karin", "B")
    assert ideas(day, "bildung") == ["Tablets für alle"]


def test_another_answer_drops_the_question(day: Rehearsal) -> None:
    """Whoever writes something else is asked for that."""
    direct(day, "Karin", "Idee: Tablets für alle")
    direct(day, "Karin", "Idee: WLAN in der Bücherei")
    direct(day, "Karin", "B")
    assert ideas(day, "bildung") == ["WLAN in der Bücherei"]


def test_in_the_control_room_a_letter_says_which_workshop(day: Rehearsal) -> None:
    """Before the command or behind it."""
    for text in ("B !pause 5", "!pause B 5"):
        direct(day, "Chef", text, Spot.CONTROL, Role.MODERATOR)
        assert day.day.workshop("bildung").paused is not None
        direct(day, "Chef", "B !weiter", Spot.CONTROL, Role.MODERATOR)
        assert day.day.workshop("bildung").paused is None
    assert day.day.workshop("mobil").paused is None
