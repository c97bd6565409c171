"""An edited message edits what it said: the idea, the question, the message to the city, the ballot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands import words
from commands.answer import ANSWER, send
from commands.ballots.ballot import looks_like_ballot
from commands.command import Answer, Refused, Said
from commands.heard import Heard, Outcome, Rewording, Words
from commands.reading import Vocabulary, clean, read
from commands.topics import topics_in
from commands.turn import Turn, carry_out
from workshop_flows.effects import line
from workshop_flows.facts.entry import Fact, In
from workshop_flows.facts.ideas import IdeaEdited
from workshop_flows.facts.messages import MessageEdited
from workshop_flows.facts.questions import QuestionEdited
from workshop_flows.facts.votes import BallotLate
from workshop_flows.normal import normalised
from workshop_flows.values import Source, Text

if TYPE_CHECKING:
    from workshop_flows.conference import Conference
    from workshop_flows.workshop import Workshop


def hear(day: Conference, heard: Heard, edit: Rewording, vocabulary: Vocabulary) -> Turn:
    """Edit what the message had said; if it had said nothing that is kept, hear it as if it were new."""
    text = Text(read(edit.text, vocabulary).rest or clean(edit.text))
    for workshop in day.workshops.values():
        facts = _edits(workshop, heard, edit.target, text)
        if facts is not None:
            return carry_out(day, heard, workshop.id, facts if normalised(text) else [])
        if edit.target in workshop.ballot_sources:
            vote, person = workshop.ballot_sources[edit.target]
            if person != heard.person:
                return carry_out(day, heard, workshop.id, [])  # nobody edits somebody else's ballot
            if workshop.votes[vote].open:
                return _ballot(workshop, heard, edit, vocabulary)
            if _still_votes(edit, vocabulary):
                return _too_late(workshop, heard, edit, vote)
    answered = _answer(day, heard, edit, text)
    if answered is not None:
        return answered
    return words.hear(day, heard._replace(source=edit.target), Words(edit.text), vocabulary)


def _edits(workshop: Workshop, heard: Heard, target: Source, text: Text) -> list[Fact | In] | None:
    """Return what follows for the author; nothing for anybody else; None if the message was no contribution."""
    if (number := workshop.ideas.by_source.get(target)) is not None:
        idea = workshop.ideas.by_number[number]
        return [IdeaEdited(number, text, topics_in(text, workshop))] if _own(heard, idea.person, idea.by) else []
    if (number := workshop.question_sources.get(target)) is not None:
        question = workshop.questions[number]
        return [QuestionEdited(number, text)] if _own(heard, question.person, question.by) else []
    if (number := workshop.message_sources.get(target)) is not None:
        message = workshop.messages[number]
        return [MessageEdited(number, text)] if _own(heard, message.person, message.by) else []
    return None


def _own(heard: Heard, person: int, by: int | None) -> bool:
    return heard.person in {person, by}


def _ballot(workshop: Workshop, heard: Heard, edit: Rewording, vocabulary: Vocabulary) -> Turn:
    """Vote again with the new numbers; numbers that cannot be read leave the earlier ballot."""
    reading = read(edit.text, vocabulary)
    rest = reading.rest if reading.command in {"", "vote"} else Text("")
    again = heard._replace(source=edit.target)
    return words.command(workshop, again, Words(edit.text), "vote", rest)


def _still_votes(edit: Rewording, vocabulary: Vocabulary) -> bool:
    """Say whether a message is meant as a ballot also after the edit."""
    reading = read(edit.text, vocabulary)
    return "vote" in {reading.command, reading.guess} or looks_like_ballot(reading.rest)


def _too_late(workshop: Workshop, heard: Heard, edit: Rewording, vote: int) -> Turn:
    """Leave a vote that is closed as it is; in the one that is open now a message of its own counts, and no old one."""
    said = [line("ballot-edit-late")]
    if workshop.vote is not None:
        said.append(line("ballot-edit-new"))
    again = heard._replace(source=edit.target)
    return carry_out(workshop.conference, again, workshop.id, Answer(tuple(said), (BallotLate(vote, heard.person),)))


def _answer(day: Conference, heard: Heard, edit: Rewording, text: Text) -> Turn | None:
    """Correct an answer of the city: at once if it went out already, else as a new draft."""
    for workshop in day.workshops.values():
        for question in workshop.questions.values():
            if question.draft_source == edit.target and question.draft_by == heard.person:
                said = Said(heard.person, heard.role, heard.at, text, edit.target)
                decision = ANSWER.decide(workshop, said)
                if isinstance(decision, Refused) or question.answer is None:
                    return carry_out(day, heard, workshop.id, decision)
                turn = carry_out(day, heard, workshop.id, decision)
                sent = send(question, heard.person)
                corrected = carry_out(day, heard, workshop.id, [sent] if sent is not None else [])
                effects = [*corrected.effects]
                return Turn([*turn.entries, *corrected.entries], effects, Outcome.FACT)
    return None
