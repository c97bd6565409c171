"""A fact where and when it happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from workshop_flows.facts.agenda import AgendaFact
from workshop_flows.facts.conference import ConferenceFact, PlanFact
from workshop_flows.facts.ideas import IdeaFact
from workshop_flows.facts.messages import MessageFact
from workshop_flows.facts.people import PresenceFact
from workshop_flows.facts.questions import QuestionFact
from workshop_flows.facts.votes import VoteFact
from workshop_flows.values import Moment

Fact: TypeAlias = (
    ConferenceFact | PlanFact | AgendaFact | IdeaFact | QuestionFact | MessageFact | VoteFact | PresenceFact
)


class Entry(NamedTuple):
    """A fact where and when it happened. `workshop` is empty for what concerns the whole conference."""

    fact: Fact
    at: Moment
    workshop: str = ""


@dataclass(frozen=True, slots=True)
class In:
    """A fact that belongs to another workshop than the one at hand (empty: to the conference)."""

    workshop: str
    fact: Fact
