"""`!idee Mehr Bänke am Kemnader See`: contribute an idea, at any time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from commands.behalf import contribution
from commands.command import CITIZENS, Command, Decision, Refused, Said
from commands.topics import topics_in
from workshop_flows.facts.entry import Fact, In
from workshop_flows.facts.ideas import IdeaAdmitted, IdeaGiven, IdeaSupported, PairNoticed
from workshop_flows.flow import Kind
from workshop_flows.ideas import Idea
from workshop_flows.normal import normalised
from workshop_flows.wordings import in_order

if TYPE_CHECKING:
    from workshop_flows.workshop import Workshop

SIMILAR = 60
"""Ratio of the sorted words from which two ideas may be the same; measured on German pairs, only good for a hint."""
NEGATIONS = frozenset(
    {"kein", "keine", "keinen", "nicht", "nie", "weniger", "gegen", "ohne", "no", "not", "less", "without"}
)


def decide(workshop: Workshop, said: Said) -> Decision:
    """Take an idea: on the list in its phase, else into the Themenspeicher; the very same words become support."""
    someone = contribution(workshop, said, "idea-needs-text")
    if isinstance(someone, Refused):
        return someone
    text = someone.rest
    twin = workshop.ideas.same_as(text)
    if twin is not None:
        again = IdeaSupported(twin, someone.person, said.source, twin=True)
        waits = workshop.ideas.by_number[twin].parked
        listed = waits and not _parked(workshop, someone.person, entered=someone.entered)
        return [*someone.facts, *([IdeaAdmitted(twin, someone.person)] if listed else []), again]
    number = workshop.ideas.next_number
    given = IdeaGiven(
        number,
        someone.person,
        text,
        said.source,
        topics_in(text, workshop),
        parked=_parked(workshop, someone.person, entered=someone.entered),
        by=said.person if someone.entered else None,
        aloud=said.aloud,
    )
    facts: list[Fact | In] = [*someone.facts, given]
    similar = _similar(workshop, text)
    return [*facts, PairNoticed(similar.number, number)] if similar is not None else facts


def _parked(workshop: Workshop, person: int, *, entered: bool) -> bool:
    phase = workshop.phase
    if phase is None or phase.plan.kind is not Kind.IDEAS:
        return True
    limit = phase.plan.per_person
    return limit is not None and not entered and workshop.ideas.given.get(person, 0) >= limit


def _similar(workshop: Workshop, text: str) -> Idea | None:
    """Return the idea that looks most like this one, unless just one of the two negates."""
    words, ideas = normalised(text), workshop.ideas
    near = ideas.near(words)
    alike = process.extract(in_order(words), near, scorer=fuzz.ratio, score_cutoff=SIMILAR, limit=None) if near else ()
    found = [(ratio, number) for _, ratio, number in alike if ideas.by_number[number].listed]
    same = [each for each in found if _negates(words) == _negates(ideas.by_number[each[1]].key)]
    return ideas.by_number[max(same)[1]] if same else None


def _negates(words: str) -> bool:
    return not NEGATIONS.isdisjoint(words.split())


IDEA = Command("idea", CITIZENS, decide, anywhere=True)
