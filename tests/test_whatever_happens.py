"""Whatever people write, tap, edit and delete, and whenever: nothing fails, and the journal tells the same story."""

from __future__ import annotations

import random
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from commands.heard import (
    Arrival,
    Deletion,
    Departure,
    Outcome,
    PollAnswer,
    PollWeight,
    Rewording,
    Spot,
    Tap,
    What,
    Words,
)
from tests.scripts import ROOM, Play, Script, instant
from workshop_flows.bells import bells, next_due
from workshop_flows.conference import Conference
from workshop_flows.happen import fold
from workshop_flows.result import Result
from workshop_flows.values import MINUTE, SECOND, Method, Role, Source
from workshop_flows.votes import Vote
from workshop_flows.workshop import Workshop

FOLDER = Path(__file__).parent / "transcripts"
FLOWS = sorted(path.name for path in FOLDER.glob("*.toml"))
PEOPLE = ("Karin", "Ben", "Cem", "Dora")
SAID = (
    "da|1|1 2|2 2 3|3=2 1=1|+1 -2|+1 2|+1|4|4 von 5|5=3 1=0|Idee: Nachtbus {n}|Mehr Bänke am See {n}|!idde x",
    "mehr bänke am see|!zurückziehen 1|!zurückziehen|!frage Wann {n}?|!botschaft Danke {n}|!meine|!stand",
    "!ablauf|!ergebnis|!meinedaten|!datenschutz|!löschen|!löschen ja|!löschen ja",
    "!hilfe|!dafür 1|!dafür B2|!xyzq|B1|!regie|!stimme 1 2|!frage|!antwort F1 ja|Kann man mich hören?|!start|💡|...",
)
LED = (
    "!weiter|!weiter|!vorige|!anhalten|!anhalten 2|!länger 2|!kürzer 1|!auszählen|!beenden|!rückgängig|!rückgängig",
    "!ausblenden 1|!einblenden 1|!bündeln 1 2|!bündeln 2 3 Titel|!bündeln 3 1|!trennen 1|!thema 1 X|!titel 1 Y",
    "!aufnehmen 1 2 3|!umfrage Wo? Park | See|!stichwahl|!wer|!anwesend 4|!gast Otto|!idee für Otto: Baum {n}",
    "!stimme für Otto: 1|!stimme für Eva: 1 2|!ansage Hallo|!durchsage Guten Tag|!start|!start probe|!freigeben",
    "!antwort F1 Ja|!antwort F1|!ausblenden F1|!ausblenden botschaft 1",
)
SIGNS = ("👍", "👎", "💡", "💡1", "👋", "✅", "🔗", "⏭")
ANCHORS = ("", "", "wave", "answer:1", "panel", "vote:1")


class Chaos:
    """An hour in which everybody does anything."""

    def __init__(self, flow: str, seed: int) -> None:
        """Set the scene."""
        head = {"title": "Test", "flow": flow, "begin": "10:00", "leads": "Anna", "listeners": "Die Stadt"}
        head |= {"sides": "matrix discord", "discord": "Cem Dora"}
        self.play = Play(Script({**head, "people": " ".join(PEOPLE)}), FOLDER)
        self.chance = random.Random(seed)
        self.sources: list[Source] = []
        self.outcomes: list[Outcome] = []

    def run(self) -> Workshop:
        """Let it happen, and what is left of the day after it."""
        rehearsal = self.play.rehearsal
        rehearsal.does("Anna", Words("!start"), workshop=ROOM, role=Role.MODERATOR)
        now = instant("10:00")
        for number in range(self.chance.randint(10, 60)):
            now += self.chance.choice([1, 5, 30, 60, 120, 200]) * SECOND
            rehearsal.until(now)
            self._somebody(number)
            self._looks_at_the_clock()
        rehearsal.until(now + 180 * MINUTE)
        return rehearsal.day.workshop(ROOM)

    def _looks_at_the_clock(self) -> None:
        """Check that the next bell is the one that the whole state, looked through anew, would name."""
        day = self.play.rehearsal.day
        anew = [moment for workshop in day.workshops.values() for moment, _, _ in bells(workshop)]
        anew += [day.bulletin_due] if day.bulletin_due is not None else []
        assert next_due(day) == min(anew, default=None)

    def _somebody(self, number: int) -> None:
        leads = self.chance.random() < 0.35
        who, role = ("Anna", Role.MODERATOR) if leads else (self.chance.choice(PEOPLE), Role.CITIZEN)
        what = self._something(number, "|".join(LED if leads else SAID).split("|"))
        spot = Spot.DIRECT if isinstance(what, Words) and self.chance.random() < 0.1 else Spot.ROOM
        place = ROOM if spot is Spot.ROOM else ""
        rehearsal = self.play.rehearsal
        self.outcomes.append(rehearsal.does(who, what, workshop=place, spot=spot, role=role))
        self.sources.append(Source(f"{rehearsal.roll.sides[who]}:{place or spot.value}/{rehearsal.record.sources}"))

    def _something(self, number: int, words: list[str]) -> What:
        text = self.chance.choice(words).replace("{n}", str(number))
        before = self.chance.choice(self.sources) if self.sources else None
        kind = self.chance.random()
        if kind < 0.7 or before is None:
            return Words(text, reply_to=before if self.chance.random() < 0.15 else None)
        if kind < 0.8:
            return Rewording(before, text)
        if kind < 0.87:
            return Deletion(before)
        if kind < 0.93:
            return Tap(before, self.chance.choice(SIGNS), self.chance.choice(ANCHORS), 2, "Ein Wort mehr")
        if kind < 0.96:
            unseen = self.chance.random() < 0.5
            return Arrival(unseen) if self.chance.random() < 0.5 else Departure(unseen)
        if kind < 0.98:
            option, weight = self.chance.choices(range(-1, 6), k=2)
            return PollWeight(self.chance.randint(0, 3), option, weight, kind < 0.97)
        return PollAnswer(self.chance.randint(0, 3), tuple(self.chance.sample(range(1, 6), self.chance.randint(0, 3))))


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("flow", FLOWS)
def test_nothing_fails_and_the_journal_tells_the_same(flow: str, seed: int) -> None:
    """Every input has an outcome, the votes are in order, and folding the journal gives the very same state."""
    chaos = Chaos(flow, seed)
    workshop = chaos.run()
    assert all(isinstance(outcome, Outcome) for outcome in chaos.outcomes)
    assert [idea.number for idea in workshop.ideas] == list(range(1, len(workshop.ideas) + 1))
    for vote in workshop.votes.values():
        _in_order(vote)
        if vote.result is not None:
            _counted(vote, vote.result)
    rehearsal = chaos.play.rehearsal
    again = fold(entry for turn in rehearsal.turns for entry in turn)
    assert snapshot(again.workshop(ROOM)) == snapshot(workshop)
    assert _of_day(again) == _of_day(rehearsal.day)


def _of_day(day: Conference) -> list[object]:
    """Return what the day as a whole remembers, without what is set from outside or follows from its workshops."""
    apart = {"workshops", "names", "ready_made", "pace", "belfry"}
    return [(one.name, snapshot(getattr(day, one.name))) for one in fields(day) if one.name not in apart]


def _in_order(vote: Vote) -> None:
    """Check that no ballot weighs more than it may."""
    for cast in vote.ballots.values():
        assert cast.weights or vote.method is Method.DOTS
        if vote.method is Method.DOTS:
            assert sum(cast.weights.values()) <= vote.opened.limit
        if vote.method is Method.RESISTANCE:
            assert all(0 <= weight <= 10 for weight in cast.weights.values())


def _counted(vote: Vote, result: Result) -> None:
    """Check that the shortlist is of what was asked, and that those covered are some of those who voted."""
    assert set(result.shortlist) <= set(vote.by_number)
    assert set(result.tied_at_cut) <= set(result.shortlist)
    if result.coverage is not None:
        assert 0 <= result.coverage[0] <= result.coverage[1] == result.turnout.ballots


def snapshot(value: object, above: frozenset[int] = frozenset()) -> object:
    """Return a state as something that can be compared; what is set from outside or made when asked is left out."""
    if id(value) in above:
        return None
    if is_dataclass(value):
        inner, shown = above | {id(value)}, [f.name for f in fields(value) if f.compare and f.name != "conference"]
        return [(name, snapshot(getattr(value, name), inner)) for name in shown]
    if isinstance(value, dict):
        return [(key, snapshot(each, above)) for key, each in value.items()]
    if isinstance(value, list | tuple):
        return [snapshot(each, above) for each in value]
    return sorted(map(repr, value)) if isinstance(value, set | frozenset) else repr(value)
