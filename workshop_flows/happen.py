"""The one door: what a fact changes, and what follows from it. The table of contents of the domain."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias, cast, get_args

from workshop_flows.changes import agenda, conference, ideas, presence, questions, votes
from workshop_flows.conference import Conference
from workshop_flows.effects import Effect, Say, Then
from workshop_flows.facts.agenda import AgendaFact, Paused, Resumed, RunoffCalled
from workshop_flows.facts.conference import ConferenceFact, PlanFact
from workshop_flows.facts.entry import Entry, Fact, In
from workshop_flows.facts.ideas import IdeaAdmitted, IdeaFact, IdeasUnbundled, IdeaTagged
from workshop_flows.facts.messages import MessageFact
from workshop_flows.facts.people import GuestAdded, HeadCounted, PresenceFact
from workshop_flows.facts.questions import QuestionFact
from workshop_flows.facts.votes import VoteFact
from workshop_flows.values import Moment
from workshop_flows.workshop import Workshop

ACTS = frozenset({Paused, Resumed, RunoffCalled, GuestAdded, HeadCounted, IdeaAdmitted, IdeasUnbundled, IdeaTagged})
"""Acts of the moderation. Those that can be taken back say how, where they happen."""
CONFERENCE = frozenset(get_args(ConferenceFact))
GROUPS: Mapping[type, Callable[[Workshop, Any, Moment], Then]] = {
    kind: group
    for facts, group in (
        (VoteFact, votes.happen),
        (PresenceFact, presence.happen),
        (IdeaFact, ideas.happen),
        (QuestionFact, questions.happen),
        (MessageFact, questions.happen),
        (AgendaFact, agenda.happen),
        (PlanFact, conference.plan),
    )
    for kind in get_args(facts)
}
"""What happens in a workshop, by the kind of fact."""
Scoped: TypeAlias = tuple[str, Effect]
"""An effect with the workshop in which it belongs (empty: the conference)."""


def happen(day: Conference, entry: Entry) -> Then:
    """Let a fact happen: change the state; return how to find the effects and the further facts. Never fails."""
    fact, at = entry.fact, entry.at
    day.belfry.stirred[entry.workshop] = None
    kind = type(fact)
    if kind in CONFERENCE:
        return conference.happen(day, cast("ConferenceFact", fact), at)
    workshop = day.workshop(entry.workshop)
    if kind in ACTS:
        workshop.undo = ()  # what can be taken back is the moderation's last act, and nothing before it
    return GROUPS[kind](workshop, fact, at)


def play(day: Conference, facts: Iterable[Fact | In], at: Moment, workshop: str) -> tuple[list[Entry], list[Scoped]]:
    """Let facts happen and everything that follows from them: the entries of one turn, and what to do after it.

    `workshop` is where a fact belongs that does not say so itself.
    """
    entries: list[Entry] = []
    effects: list[Scoped] = []
    waiting: list[tuple[Fact | In, str]] = [(fact, workshop) for fact in facts]
    while waiting:
        first, scope = waiting.pop(0)
        fact, scope = (first.fact, first.workshop) if isinstance(first, In) else (first, scope)
        entry = Entry(fact, at, "" if type(fact) in CONFERENCE else scope)
        following = happen(day, entry)()
        entries.append(entry)
        effects += [(entry.workshop or scope, effect) for effect in following.effects]
        if following.facts:
            waiting[:0] = [(further, scope) for further in following.facts]
    return entries, joined(effects)


def fold(entries: Iterable[Entry]) -> Conference:
    """Return the state that the journal's entries add up to. Further facts stand in the journal themselves."""
    day = Conference()
    for entry in entries:
        happen(day, entry)
    return day


def joined(effects: list[Scoped]) -> list[Scoped]:
    """Make one message of what one turn says in one place: close and open come together."""
    if len(effects) < 2:
        return effects
    said: dict[tuple[str, str, str], int] = {}
    result: list[Scoped] = []
    for workshop, effect in effects:
        if isinstance(effect, Say) and (workshop, effect.place, effect.side) in said:
            index = said[workshop, effect.place, effect.side]
            result[index] = (workshop, _together(result[index][1], effect))
            continue
        if isinstance(effect, Say):
            said[workshop, effect.place, effect.side] = len(result)
        result.append((workshop, effect))
    return result


def _together(one: Effect, other: Say) -> Effect:
    assert isinstance(one, Say)  # noqa: S101 - only messages are joined
    return Say(
        one.place,
        one.lines + other.lines,
        min(one.urgency, other.urgency, key=list(type(one.urgency)).index),
        one.rings or other.rings,
        one.addresses_all or other.addresses_all,
        other.anchor or one.anchor,
        one.taps + other.taps,
        one.side,
    )
