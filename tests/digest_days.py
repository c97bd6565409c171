"""Days to document: the model workshop, and small ones made for one question."""

from __future__ import annotations

from pathlib import Path

from bot.rehearsal.rehearsal import Rehearsal
from tests.scripts import Play, instant, parse
from workshop_flows.conference import Conference
from workshop_flows.facts.conference import ConferencePlanned, FlowAdopted, WorkshopPlanned
from workshop_flows.facts.entry import Fact, In
from workshop_flows.flow import Flow, Kind, PhasePlan, Way
from workshop_flows.happen import fold
from workshop_flows.values import MINUTE, SECOND, Moment, Role

TRANSCRIPTS = Path(__file__).parent / "transcripts"
BEGIN = instant("10:00")
LEAD = "Anna"


def model() -> Rehearsal:
    """Return the model workshop, played to its end."""
    return transcript("model-workshop")


def transcript(name: str) -> Rehearsal:
    """Return a transcript of the tests, played to its end."""
    path = TRANSCRIPTS / f"{name}.txt"
    stage = Play(parse(path.read_text("utf-8")), path.parent)
    stage.run()
    return stage.rehearsal


def folded(rehearsal: Rehearsal) -> Conference:
    """Return the same day from its journal alone, without a name."""
    return fold(entry for turn in rehearsal.turns for entry in turn)


def phase(kind: Kind, minutes: int = 10, **keys: object) -> PhasePlan:
    """Return a phase with a plain title."""
    title = {Kind.IDEAS: "Ideen sammeln", Kind.VOTE: "Auswählen", Kind.SURVEY: "Rückblick"}.get(kind, "Gespräch")
    return PhasePlan(kind=kind, **{"title": title, "minutes": minutes, **keys})  # type: ignore[arg-type]


class Day:
    """A conference of small workshops, each of ideas and what else is asked for."""

    def __init__(
        self,
        *phases: PhasePlan,
        language: str = "de",
        people: int = 6,
        workshops: int = 1,
        start: str = "!start",
        **plan: object,
    ) -> None:
        """Plan it and start every workshop, ideas first unless phases are given."""
        flow = Flow(title="Klein", phases=phases or (phase(Kind.IDEAS, prompt="Was fehlt?"),))
        conference = ConferencePlanned("klein", "Kleine Konferenz", language, "Europe/Berlin", **plan)  # type: ignore[arg-type]
        facts: list[Fact | In] = [conference]
        self.ids = [f"w{number}" for number in range(1, workshops + 1)]
        for number, id_ in enumerate(self.ids):
            facts.append(In(id_, WorkshopPlanned("BCDEF"[number], f"Thema {number + 1}", language)))
            facts.append(In(id_, FlowAdopted(flow)))
        self.rehearsal = Rehearsal(facts, BEGIN)
        self.people = [f"Person{number}" for number in range(1, people + 1)]
        for id_ in self.ids:
            self.lead(start, id_)

    @property
    def state(self) -> Conference:
        """The conference as it stands."""
        return self.rehearsal.day

    @property
    def now(self) -> Moment:
        """The instant at hand."""
        return self.rehearsal.now

    def lead(self, text: str, workshop: str = "w1") -> None:
        """Let the moderation write."""
        self._pass()
        self.rehearsal.writes(LEAD, text, workshop, Role.MODERATOR)

    def say(self, person: int, text: str, workshop: str = "w1") -> None:
        """Let the n-th person write."""
        self._pass()
        self.rehearsal.writes(self.people[person - 1], text, workshop)

    def _pass(self) -> None:
        self.rehearsal.until(self.rehearsal.now + SECOND)

    def after(self, minutes: int) -> None:
        """Let time pass until so many minutes after the beginning."""
        self.rehearsal.until(BEGIN + minutes * MINUTE)

    def over(self) -> Day:
        """Let everything come to its end."""
        self.after(12 * 60)
        return self


def vote(method: Way = Way.DOTS, **keys: object) -> tuple[PhasePlan, PhasePlan]:
    """Return a flow that collects ideas and votes on them."""
    return phase(Kind.IDEAS, prompt="Was fehlt?"), phase(Kind.VOTE, 5, method=method, **keys)
