"""The workshops together: the day as a whole, and who is what."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workshop_flows.belfry import Belfry
from workshop_flows.facts.conference import ConferencePlanned
from workshop_flows.values import Role
from workshop_flows.workshop import Workshop

if TYPE_CHECKING:
    from workshop_flows.facts.conference import AskedWhere
    from workshop_flows.flow import Flow
    from workshop_flows.questions import Question
    from workshop_flows.values import Moment


@dataclass(slots=True)
class Conference:
    """The day: its plan, its workshops, its people. One journal folds to one of these."""

    plan: ConferencePlanned = field(default_factory=lambda: ConferencePlanned("", "", "de", "Europe/Berlin"))
    workshops: dict[str, Workshop] = field(default_factory=dict)
    roles: dict[int, Role] = field(default_factory=dict)
    """Who is not a citizen."""
    last_seen: dict[int, str] = field(default_factory=dict)
    """person -> the workshop that they last joined or spoke in."""
    asked_where: dict[int, AskedWhere] = field(default_factory=dict)
    asked_to_erase: dict[int, Moment] = field(default_factory=dict)
    """person -> when they were asked whether they want to be forgotten."""
    erased: set[int] = field(default_factory=set)
    """The numbers of those who were forgotten: given to nobody else."""
    questions: int = 0
    """How many questions were asked; a trial's do not count."""
    gone: list[tuple[Moment, Moment]] = field(default_factory=list)
    """When nobody watched: (since, until)."""
    clock_jump: Moment = 0
    """By how much the computer's clock jumped and ours did not (negative: back)."""
    bulletin: list[str] = field(default_factory=list)
    """Workshops with a result that the officials have not heard yet, in the order of the results."""
    bulletin_due: Moment | None = None
    missed: set[str] = field(default_factory=set)
    """The platforms that did not answer in time once in the day."""
    away: set[str] = field(default_factory=set)
    """Those of them that still do not."""
    released: Moment | None = None
    belfry: Belfry = field(default_factory=Belfry)
    ready_made: dict[str, Flow] = field(default_factory=dict)
    """The ready-made flows by name. Set from outside: what a workshop follows is journalled when it is adopted."""
    pace: int = 1
    """How much faster than real time its clock runs, in a demonstration. Set from outside."""
    names: dict[int, str] = field(default_factory=dict)
    """person -> name. Kept up to date from outside, never journalled: deciding may look, happening not."""

    def role(self, person: int) -> Role:
        """Return what a person is."""
        return self.roles.get(person, Role.CITIZEN)

    def workshop(self, id_: str) -> Workshop:
        """Return a workshop; made at its first mention. Without an id: what happens in no workshop, and is not kept."""
        if not id_:
            return Workshop("", self)
        if id_ not in self.workshops:
            self.workshops[id_] = Workshop(id_, self)
        return self.workshops[id_]

    @property
    def plenary(self) -> Workshop | None:
        """The plenary, if the day has one."""
        return next((workshop for workshop in self.workshops.values() if workshop.plenary), None)

    @property
    def running(self) -> list[Workshop]:
        """The workshops that run now."""
        return [workshop for workshop in self.workshops.values() if workshop.running]

    @property
    def last_end(self) -> Moment:
        """The instant of the last thing that ended, for documents that must not depend on a clock; 0 before."""
        ends = [workshop.ended or workshop.begun or 0 for workshop in self.workshops.values()]
        return max([self.released or 0, *ends], default=0)

    def question(self, number: int) -> tuple[Workshop, Question] | None:
        """Find a question by its number, with the workshop in which it was asked."""
        for workshop in self.workshops.values():
            if not workshop.trial and number in workshop.questions:
                return workshop, workshop.questions[number]
        return None
