"""`!antwort F7 (Tiefbauamt) Ab Dezember.`: the city answers a question, after a look at how it will read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from commands.command import ANSWERING, Command, Decision, Said, refused
from workshop_flows.facts.entry import Fact, In
from workshop_flows.facts.questions import AnswerDrafted, AnswerGiven
from workshop_flows.values import UNTITLED, Text

if TYPE_CHECKING:
    from workshop_flows.questions import Question
    from workshop_flows.workshop import Workshop

_ANSWER = re.compile(r"\s*F?\s?(\d{1,5})\s*[:,.]?\s*(?:\(([^()\n]{1,60})\)\s*:?)?\s*(.*)", re.IGNORECASE | re.DOTALL)
LONGEST = 2000


def decide(workshop: Workshop, said: Said) -> Decision:
    """Draft an answer; without words send the draft that is waiting."""
    found = _ANSWER.fullmatch(said.rest)
    if found is None:
        return refused("answer-how")
    asked = workshop.conference.question(int(found[1]))
    if asked is None or not asked[1].open:
        return refused("question-unknown", question=f"F{int(found[1])}")
    where, question = asked
    words = Text(found[3].strip())
    if len(words) > LONGEST:
        return refused("too-long", most=LONGEST)
    if words:
        office = Text(found[2].strip()) if found[2] else UNTITLED
        return [In(where.id, AnswerDrafted(question.number, said.person, words, said.source, office))]
    sent = send(question, said.person)
    return [In(where.id, sent)] if sent is not None else refused("answer-how")


def send(question: Question, person: int) -> Fact | None:
    """Return the fact that the waiting draft goes out; None if there is no draft."""
    if question.draft is None:
        return None
    corrected = question.answer is not None
    return AnswerGiven(question.number, person, question.draft, corrected, question.office)


ANSWER = Command("answer", ANSWERING, decide, anywhere=True)
