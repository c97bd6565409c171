"""What facts about questions to the city, and messages to it, change."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from workshop_flows.effects import (
    NOTHING,
    Acknowledge,
    Amend,
    Item,
    Line,
    Next,
    Obscure,
    Place,
    Reply,
    Say,
    Then,
    Unsay,
    Urgency,
    Value,
    Veil,
    line,
)
from workshop_flows.facts.messages import MessageEdited, MessageFact, MessageGiven, MessageHidden, MessageWithdrawn
from workshop_flows.facts.questions import (
    AnswerDrafted,
    AnswerGiven,
    QuestionAsked,
    QuestionEdited,
    QuestionFact,
    QuestionHidden,
    QuestionSupported,
    QuestionWithdrawn,
)
from workshop_flows.questions import Message, Question
from workshop_flows.values import Moment, Text

if TYPE_CHECKING:
    from workshop_flows.workshop import Workshop

QUESTION = "❓"
LETTER = "✉️"
YES = "✅"


def happen(workshop: Workshop, fact: QuestionFact | MessageFact, at: Moment) -> Then:
    """Let a fact about a question or a message happen."""
    match fact:
        case MessageGiven():
            return _message(workshop, fact, at)
        case QuestionAsked():
            return _ask(workshop, fact, at)
        case QuestionEdited(number, text):
            workshop.questions[number].text = text
        case QuestionWithdrawn(number):
            return _withdraw(workshop.questions[number])
        case QuestionHidden(number, by, hidden):
            workshop.undo = (QuestionHidden(number, by, not hidden),)
            return _hide(workshop.questions[number], hidden=hidden)
        case QuestionSupported(number, person):
            workshop.questions[number].supporters.add(person)
            workshop.seen(person, at)
        case AnswerDrafted():
            return _draft(workshop.questions[fact.question], fact)
        case AnswerGiven():
            return _answer(workshop.questions[fact.question], fact)
        case MessageEdited(number, text):
            workshop.messages[number].text = text
        case MessageWithdrawn(number):
            return _withdraw(workshop.messages[number])
        case MessageHidden(number, by, hidden):
            workshop.undo = (MessageHidden(number, by, not hidden),)
            return _hide(workshop.messages[number], hidden=hidden)
        case _:
            assert_never(fact)
    return NOTHING


def _ask(workshop: Workshop, fact: QuestionAsked, at: Moment) -> Then:
    question = Question(fact.question, fact.person, fact.text, fact.source, at, fact.by)
    workshop.questions[fact.question] = question
    if not workshop.trial:
        workshop.conference.questions = max(workshop.conference.questions, fact.question)
    if fact.by is None:
        workshop.seen(fact.person, at)
    if not fact.source:
        return NOTHING
    workshop.question_sources[fact.source] = fact.question
    return lambda: Next((Acknowledge(fact.source, fact.person, QUESTION, f"F{fact.question}"),))


def _draft(question: Question, fact: AnswerDrafted) -> Then:
    question.draft, question.draft_by, question.draft_source = fact.text, fact.person, fact.source
    question.office = fact.office
    return lambda: _drafted(question, fact)


def _drafted(question: Question, fact: AnswerDrafted) -> Next:
    said = (
        line("answer-preview"),
        _worded(question, fact.text, fact.office),
        line("answer-confirm", question=f"F{question.number}"),
    )
    return Next((Reply(fact.source, fact.person, said, anchor=f"answer:{question.number}", taps=(YES,)),))


def _worded(question: Question, answer: Text, office: Text) -> Line:
    values: dict[str, Value] = {"question": Item(f"F{question.number}", question.text), "answer": answer}
    return line("answer-office", office=office, **values) if office else line("answer", **values)


def _answer(question: Question, fact: AnswerGiven) -> Then:
    question.answer, question.answered_by, question.draft = fact.text, fact.person, None
    question.office = fact.office
    said = (_worded(question, fact.text, fact.office),)
    anchor = f"answered:{question.number}"
    if fact.corrected:
        return lambda: Next((Amend(anchor, said),))
    return lambda: Next((Say(Place.ROOM, said, Urgency.RESULT, anchor=anchor),))


def _message(workshop: Workshop, fact: MessageGiven, at: Moment) -> Then:
    workshop.messages[fact.message] = Message(fact.message, fact.person, fact.text, fact.source, at, fact.by)
    if fact.by is None:
        workshop.seen(fact.person, at)
    if not fact.source:
        return NOTHING
    workshop.message_sources[fact.source] = fact.message
    return lambda: Next((Acknowledge(fact.source, fact.person, LETTER, str(fact.message)),))


def _withdraw(said: Question | Message) -> Then:
    said.withdrawn = True
    return lambda: Next((Unsay(said.source),))


def _hide(said: Question | Message, *, hidden: bool) -> Then:
    said.hidden = hidden
    obscured = Obscure(said.text, hidden)
    return lambda: Next((obscured, Veil(said.source, hidden)) if said.source else (obscured,))
