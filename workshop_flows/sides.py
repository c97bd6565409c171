"""A workshop with rooms on several platforms: each room is told which ideas it did not hear.

Calmly, a few at a time in one message, without names; what the list of a phase shows need not be told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_flows.effects import Amend, Item, Items, Line, Place, Say, Urgency, line
from workshop_flows.flow import Kind
from workshop_flows.values import MINUTE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workshop_flows.ideas import Idea
    from workshop_flows.values import Moment, Text
    from workshop_flows.workshop import Workshop

GATHERING = MINUTE
"""While ideas are collected, one waits so long for others that come in the same message."""
CALM = 4 * MINUTE
"""So much time lies between two such messages, and so long one waits in other phases."""
SOON = 2 * MINUTE
"""If the list comes within this time, it says it all."""
NAMED = 8
"""Ideas that one message names: more would be a list that nobody reads on a phone."""
OTHERS = "others"
BULB = "💡"
LISTING = frozenset({Kind.SORT, Kind.VOTE})
"""Phases that begin with the list."""


def await_passing_on(workshop: Workshop, idea: Idea) -> None:
    """Let a new idea wait until the rooms that did not hear it are told."""
    if len(workshop.sides) > 1 and any(_unheard(idea, side) for side in workshop.sides):
        workshop.ideas.waiting.append(idea.number)


def listed(workshop: Workshop) -> None:
    """Note that every room reads the list now."""
    ideas = workshop.ideas
    if not ideas.waiting:
        return
    shown = {idea.number for idea in ideas.listed}
    ideas.waiting = [number for number in ideas.waiting if number not in shown]


def untold(workshop: Workshop) -> tuple[int, ...]:
    """Return what waits and can be seen."""
    return tuple(number for number in workshop.ideas.waiting if workshop.ideas.by_number[number].open)


def passing_on_due(workshop: Workshop) -> Moment | None:
    """Return when the rooms are told: not during a vote, and not just before a phase that shows the list."""
    numbers = untold(workshop)
    if not numbers or workshop.vote is not None:
        return None
    phase, following = workshop.phase, workshop.next_phase
    collects = phase is not None and phase.plan.kind is Kind.IDEAS
    first = workshop.ideas.by_number[numbers[0]].at
    at = max(first + (GATHERING if collects else CALM), workshop.ideas.passed_on_at + CALM)
    soon = phase is not None and phase.ends is not None and phase.ends - at <= SOON
    return None if soon and following is not None and following.plan.kind in LISTING else at


def pass_on(workshop: Workshop, numbers: tuple[int, ...], at: Moment) -> None:
    """Note that each room is told what it did not hear of these."""
    ideas = workshop.ideas
    ideas.waiting = [number for number in ideas.waiting if number not in numbers]
    ideas.passed_on.append(numbers)
    ideas.passed_on_at = at


def passed_on(workshop: Workshop) -> tuple[Say, ...]:
    """Return what each room is told of the ideas that were passed on last."""
    told = (_told(workshop, len(workshop.ideas.passed_on), side) for side in workshop.sides)
    return tuple(said for said in told if said.lines)


def reworded(workshop: Workshop, number: int) -> tuple[Amend, ...]:
    """Put the new words of an idea, or that it is gone, where the rooms were told of it."""
    idea = workshop.ideas.by_number[number]
    return tuple(
        Amend(f"{OTHERS}:{place}", _lines(workshop, place, side), side)
        for place, numbers in enumerate(workshop.ideas.passed_on, 1)
        for side in workshop.sides
        if number in numbers and _unheard(idea, side)
    )


def _told(workshop: Workshop, place: int, side: str) -> Say:
    lines = _lines(workshop, place, side)
    taps = tuple(f"{BULB}{idea.number}" for idea in _of(workshop, place, side))[:NAMED]
    return Say(Place.ROOM, lines, Urgency.ANSWER, anchor=f"{OTHERS}:{place}", taps=taps, side=side)


def _lines(workshop: Workshop, place: int, side: str) -> tuple[Line, ...]:
    """Return what the rooms on a side read in a message, in the words of now; nothing if they heard all of it."""
    ideas = list(_of(workshop, place, side))
    if not ideas:
        return ()
    named, more = ideas[:NAMED], len(ideas) - NAMED
    said = [line("others-ideas", ideas=Items(tuple(Item(str(idea.number), _words(idea)) for idea in named)))]
    if more > 0:
        said.append(line("others-more", count=more))
    if place == 1:
        said.append(line("others-how", idea=named[0].number))
    return tuple(said)


def _of(workshop: Workshop, place: int, side: str) -> Iterator[Idea]:
    known = (workshop.ideas.by_number[number] for number in workshop.ideas.passed_on[place - 1])
    return (idea for idea in known if _unheard(idea, side))


def _unheard(idea: Idea, side: str) -> bool:
    return not idea.aloud or idea.source.platform != side


def _words(idea: Idea) -> Text | Line:
    return idea.words if idea.open else line("hidden" if idea.hidden else "withdrawn")
