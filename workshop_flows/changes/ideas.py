"""What facts about ideas change."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from workshop_flows.effects import (
    NOTHING,
    Acknowledge,
    Effect,
    Item,
    Next,
    Obscure,
    Place,
    Reply,
    Say,
    Then,
    Unsay,
    Urgency,
    Veil,
    line,
)
from workshop_flows.facts.ideas import (
    IdeaAdmitted,
    IdeaEdited,
    IdeaFact,
    IdeaGiven,
    IdeaHidden,
    IdeasBundled,
    IdeaShown,
    IdeasPassedOn,
    IdeasUnbundled,
    IdeaSupported,
    IdeaTagged,
    IdeaTitled,
    IdeaWithdrawn,
    PairNoticed,
    SupportWithdrawn,
)
from workshop_flows.ideas import Idea, Ideas
from workshop_flows.invitation import tapped
from workshop_flows.sides import await_passing_on, pass_on, passed_on, reworded
from workshop_flows.values import UNTITLED, Moment, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workshop_flows.workshop import Workshop

BULB = "💡"
EXPLAINED_AT_MOST = 12
"""So many people of a workshop are told what becomes of a parked idea; the room reads it, and then it is noise."""


def happen(workshop: Workshop, fact: IdeaFact, at: Moment) -> Then:
    """Let a fact about an idea happen."""
    ideas = workshop.ideas
    match fact:
        case IdeaGiven():
            return _give(workshop, fact, at)
        case IdeaSupported():
            return _support(workshop, fact, at)
        case SupportWithdrawn(number, person):
            ideas.by_number[number].supporters.discard(person)
        case IdeaEdited(number, text, topics):
            _edit(workshop, ideas.by_number[number], text, topics)
            return lambda: Next(reworded(workshop, number))
        case IdeaWithdrawn(number):
            ideas.by_number[number].withdrawn = True
            ideas.forget_words(ideas.by_number[number])
            ideas.give_head(ideas.by_number[number])
            return lambda: Next((*reworded(workshop, number), Unsay(ideas.by_number[number].source)))
        case IdeaHidden(number, by):
            return _hide(workshop, ideas.by_number[number], by, hidden=True)
        case IdeaShown(number, by):
            return _hide(workshop, ideas.by_number[number], by, hidden=False)
        case IdeaTagged(number, topics, by):
            workshop.undo = (IdeaTagged(number, ideas.by_number[number].topics, by),)
            ideas.by_number[number].topics = topics
        case IdeaTitled(number, title, by):
            workshop.undo = (IdeaTitled(number, ideas.by_number[number].title or UNTITLED, by),)
            ideas.by_number[number].title = title or None
        case IdeaAdmitted(number):
            ideas.by_number[number].parked = False
        case IdeasBundled():
            _bundle(workshop, fact)
        case IdeasUnbundled(into, by):
            _unbundle(workshop, into, by)
        case PairNoticed(one, other):
            return _notice(workshop, one, other)
        case IdeasPassedOn(numbers):
            pass_on(workshop, numbers, at)
            return lambda: Next(passed_on(workshop))
        case _:
            assert_never(fact)
    return NOTHING


def _give(workshop: Workshop, fact: IdeaGiven, at: Moment) -> Then:
    ideas = workshop.ideas
    idea = Idea(fact.idea, fact.person, fact.text, fact.source, at, workshop.current, fact.topics, fact.parked, fact.by)
    idea.aloud = fact.aloud
    ideas.add(idea)
    await_passing_on(workshop, idea)
    if fact.by is None:
        workshop.seen(fact.person, at)
    explained = fact.parked and bool(fact.source) and _unexplained(ideas, fact.person)
    if explained:
        ideas.explained.add(("parked", fact.person))
    side = fact.source.platform if len(workshop.sides) > 1 else ""
    first = (fact.aloud or not side) and side not in ideas.greeted and not fact.parked
    if first:
        ideas.greeted.add(side)
    return lambda: Next(tuple(_given(fact, side, explained=explained, first=first)))


def _given(fact: IdeaGiven, side: str, *, explained: bool, first: bool) -> Iterator[Effect]:
    if fact.source:
        yield Acknowledge(fact.source, fact.person, BULB, str(fact.idea))
    if explained:
        yield Reply(fact.source, fact.person, (line("idea-parked", idea=fact.idea),))
    if first:
        yield Say(Place.ROOM, (line("idea-first", idea=fact.idea),), Urgency.ANSWER, side=side)


def _unexplained(ideas: Ideas, person: int) -> bool:
    """Say whether somebody is told what becomes of a parked idea."""
    told = sum(about == "parked" for about, _ in ideas.explained)
    return ("parked", person) not in ideas.explained and told < EXPLAINED_AT_MOST


def _support(workshop: Workshop, fact: IdeaSupported, at: Moment) -> Then:
    workshop.seen(fact.person, at)
    idea = workshop.ideas.by_number[fact.idea]
    idea.supporters.add(fact.person)
    if fact.source:
        workshop.support_sources[fact.source] = (fact.idea, fact.person)
    if not fact.twin:
        return NOTHING
    name = "idea-twin-own" if idea.person == fact.person else "idea-twin"
    return lambda: Next((Reply(fact.source, fact.person, (line(name, idea=fact.idea),)),))


def _edit(workshop: Workshop, idea: Idea, text: Text, topics: tuple[str, ...]) -> None:
    workshop.ideas.forget_words(idea)
    idea.text, idea.topics, idea.edited = text, topics or idea.topics, True
    workshop.ideas.word(idea)


def _hide(workshop: Workshop, idea: Idea, by: int, *, hidden: bool) -> Then:
    idea.hidden = hidden
    if hidden:
        workshop.ideas.give_head(idea)
    workshop.undo = (IdeaShown(idea.number, by) if hidden else IdeaHidden(idea.number, by),)
    worded = dict.fromkeys((idea.words, idea.text))  # what was said before it had its title shows its own words
    vote = workshop.vote
    polled = vote is not None and tapped(vote) and idea.number in vote.by_number
    obscured = [Obscure(each, hidden, polled and each == idea.words) for each in worded]
    veiled = [Veil(idea.source, hidden)] if idea.source else []
    return lambda: Next((*obscured, *reworded(workshop, idea.number), *veiled))


def _bundle(workshop: Workshop, fact: IdeasBundled) -> None:
    """Put ideas, and whatever was bundled under them, under one head."""
    ideas = workshop.ideas
    for number in fact.ideas:
        for idea in (ideas.by_number[number], *ideas.bundle(number)):
            if idea.number != fact.into:
                idea.bundled_into = fact.into
    if fact.title:
        ideas.by_number[fact.into].title = fact.title
    workshop.undo = (IdeasUnbundled(fact.into, fact.by),)


def _unbundle(workshop: Workshop, into: int, by: int) -> None:
    head, members = workshop.ideas.by_number[into], workshop.ideas.bundle(into)
    workshop.undo = (IdeasBundled(into, tuple(idea.number for idea in members), by, head.title or UNTITLED),)
    for idea in members:
        idea.bundled_into = None
    head.title = None


def _notice(workshop: Workshop, one: int, other: int) -> Then:
    workshop.ideas.noticed.add((one, other))
    return lambda: _noticed(workshop, one, other)


def _noticed(workshop: Workshop, one: int, other: int) -> Next:
    first, second = workshop.ideas.by_number[one], workshop.ideas.by_number[other]
    said = line("pair-hint", one=Item(str(one), first.words), other=Item(str(other), second.words))
    return Next((Say(Place.LEAD, (said,), Urgency.HINT, anchor=f"pair:{one}:{other}", taps=("🔗",)),))
