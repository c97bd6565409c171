"""What of a room the journal holds, by message: a platform that cannot tell what was deleted meanwhile compares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from workshop_flows.values import Source

if TYPE_CHECKING:
    from workshop_flows.conference import Conference
    from workshop_flows.questions import Message, Question
    from workshop_flows.workshop import Workshop


def kept(day: Conference, room: str, accounts: Mapping[int, str]) -> dict[str, str]:
    """Return the platform's ids of messages and taps in a room that still mean something, each with its account."""
    said = ((source, person) for workshop in day.workshops.values() for source, person in _said(workshop))
    here = ((source.event, accounts.get(person)) for source, person in said if source.room == room)
    return {event: account for event, account in here if account is not None}


def _said(workshop: Workshop) -> Iterator[tuple[Source, int]]:
    for idea in workshop.ideas:
        if not idea.withdrawn:
            yield idea.source, idea.person if idea.by is None else idea.by
    others: list[Question | Message] = [*workshop.questions.values(), *workshop.messages.values()]
    for said in others:
        if not said.withdrawn:
            yield said.source, said.person if said.by is None else said.by
    for source, (number, person) in workshop.ballot_sources.items():
        vote = workshop.votes[number]
        cast = vote.ballots.get(person)
        if vote.open and cast is not None and source in {cast.source, *cast.said.values()}:
            yield source, person if cast.by is None else cast.by
    for source, (number, person) in workshop.support_sources.items():
        if person in workshop.ideas.by_number[number].supporters:
            yield source, person
