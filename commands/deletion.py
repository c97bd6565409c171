"""A deleted message takes back what it said; deleted by the moderation it goes out of sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.command import LEADING
from commands.heard import Deletion, Heard
from commands.turn import Turn, carry_out, chat
from workshop_flows.facts.entry import Fact, In
from workshop_flows.facts.ideas import IdeaHidden, IdeaWithdrawn, SupportWithdrawn
from workshop_flows.facts.messages import MessageHidden, MessageWithdrawn
from workshop_flows.facts.questions import QuestionHidden, QuestionWithdrawn
from workshop_flows.facts.votes import BallotWithdrawn
from workshop_flows.values import Method, Source

if TYPE_CHECKING:
    from workshop_flows.conference import Conference
    from workshop_flows.workshop import Workshop


def hear(day: Conference, heard: Heard, deleted: Deletion) -> Turn:
    """Take back what the message had said."""
    for workshop in day.workshops.values():
        facts = _contribution(workshop, heard, deleted.target)
        facts = _tally(workshop, heard, deleted.target) if facts is None else facts
        if facts is not None:
            return carry_out(day, heard, workshop.id, facts)
    return chat(day, heard, heard.workshop)


def _contribution(workshop: Workshop, heard: Heard, target: Source) -> list[Fact | In] | None:
    me = heard.person
    if (number := workshop.ideas.by_source.get(target)) is not None:
        idea = workshop.ideas.by_number[number]
        return _taken_back(heard, me in {idea.person, idea.by}, IdeaWithdrawn(number), IdeaHidden(number, me))
    if (number := workshop.question_sources.get(target)) is not None:
        question = workshop.questions[number]
        mine = me in {question.person, question.by}
        return _taken_back(heard, mine, QuestionWithdrawn(number), QuestionHidden(number, me))
    if (number := workshop.message_sources.get(target)) is not None:
        message = workshop.messages[number]
        mine = me in {message.person, message.by}
        return _taken_back(heard, mine, MessageWithdrawn(number), MessageHidden(number, me))
    return None


def _taken_back(heard: Heard, mine: bool, withdrawn: Fact, hidden: Fact) -> list[Fact | In]:  # noqa: FBT001
    if mine:
        return [withdrawn]
    return [hidden] if heard.role in LEADING else []


def _tally(workshop: Workshop, heard: Heard, target: Source) -> list[Fact | In] | None:
    """Take back a ballot of an open vote, or support. After the close the counted ballot stands."""
    if (cast := workshop.ballot_sources.get(target)) is not None:
        vote, person = workshop.votes[cast[0]], cast[1]
        ballot = vote.ballots.get(person)
        if person != heard.person or not vote.open or ballot is None:
            return []
        if vote.method is Method.OPINION:
            gone = tuple(option for option, source in ballot.said.items() if source == target)
            return [BallotWithdrawn(vote.number, person, gone)] if gone else []
        return [BallotWithdrawn(vote.number, person)] if ballot.source == target else []
    if (given := workshop.support_sources.get(target)) is not None:
        return [SupportWithdrawn(*given)] if given[1] == heard.person else []
    return None
