"""Tending the list: hide and show, bundle and take apart, name topics, give a clean title, admit parked ideas."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from commands.command import LEADING, Command, Decision, Said, refused
from commands.references import idea_of, ideas_of, question_of
from workshop_flows.facts.entry import Fact, In
from workshop_flows.facts.ideas import (
    IdeaAdmitted,
    IdeaHidden,
    IdeasBundled,
    IdeaShown,
    IdeasUnbundled,
    IdeaTagged,
    IdeaTitled,
)
from workshop_flows.facts.messages import MessageHidden
from workshop_flows.facts.questions import QuestionHidden
from workshop_flows.normal import normalised
from workshop_flows.values import Method, Text

if TYPE_CHECKING:
    from workshop_flows.workshop import Workshop

_LEADING_NUMBERS = re.compile(
    r"\s*((?:#?[A-Za-z]{0,2}\d{1,5}(?:\s*(?:[,;+&/:]|(?:und|and|mit)\b)\s*|\s+|$))+)(.*)", re.DOTALL | re.IGNORECASE
)
_MESSAGE = re.compile(r"\s*(?:botschaft|message|✉️?)\s*(\d{1,5})\s*", re.IGNORECASE)
LONGEST_TITLE = 300


def decide_hide(workshop: Workshop, said: Said) -> Decision:
    """Take an idea, a question (`F3`) or a message out of sight; nobody is told in the room."""
    return _sight(workshop, said, hidden=True)


def decide_show(workshop: Workshop, said: Said) -> Decision:
    """Put it back."""
    return _sight(workshop, said, hidden=False)


def _sight(workshop: Workshop, said: Said, *, hidden: bool) -> Decision:
    message = _message_of(workshop, said)
    if message is not None:
        return [MessageHidden(message, said.person, hidden)] if message in workshop.messages else _unknown(message)
    question = question_of(workshop, said)
    if question is not None:
        found = workshop.conference.question(question)
        where = workshop if question in workshop.questions else found[0] if found else None
        return [In(where.id, QuestionHidden(question, said.person, hidden))] if where else _unknown(question)
    number = idea_of(workshop, said)
    if number is None:
        return refused("number-needed")
    if workshop.ideas.get(number) is None:
        return _unknown(number)
    return [IdeaHidden(number, said.person)] if hidden else [IdeaShown(number, said.person)]


def _unknown(number: int) -> Decision:
    return refused("idea-unknown", number=number)


def _message_of(workshop: Workshop, said: Said) -> int | None:
    found = _MESSAGE.fullmatch(said.rest)
    if found is not None:
        return int(found[1])
    return workshop.message_sources.get(said.reply_to) if said.reply_to and not said.rest.strip() else None


def leading_numbers(workshop: Workshop, text: str) -> tuple[list[int], Text]:
    """Split `1 6 Gemeinsamer Titel` into the numbers of this workshop's ideas and the words after them."""
    found = _LEADING_NUMBERS.match(text)
    if found is None:
        return [], Text(text.strip())
    return list(dict.fromkeys(ideas_of(workshop, found[1]))), Text(found[2].strip())


def decide_bundle(workshop: Workshop, said: Said) -> Decision:
    """Put ideas together under the first number, with a common title if one is given."""
    numbers, title = leading_numbers(workshop, said.rest)
    if len(numbers) < 2:
        return refused("bundle-needs-two")
    for number in numbers:
        idea = workshop.ideas.get(number)
        if idea is None or idea.withdrawn:
            return _unknown(number)
    return bundle(workshop, numbers, said.person, title)


def bundle(workshop: Workshop, numbers: list[int], person: int, title: Text) -> Decision:
    """Bundle known ideas; the first one's bundle takes the others'."""
    vote = workshop.vote
    if vote is not None and vote.method is Method.RESISTANCE:
        return refused("bundle-not-now")
    heads = list(dict.fromkeys(workshop.ideas.head(number) for number in numbers))
    if len(heads) < 2 and not title:
        return refused("bundle-already")
    if len(title) > LONGEST_TITLE:
        return refused("too-long", most=LONGEST_TITLE)
    return [IdeasBundled(heads[0], tuple(heads[1:]), person, title)]


def decide_unbundle(workshop: Workshop, said: Said) -> Decision:
    """Take a bundle apart."""
    number = idea_of(workshop, said)
    if number is None or workshop.ideas.get(number) is None:
        return refused("number-needed")
    head = workshop.ideas.head(number)
    if not workshop.ideas.bundle(head):
        return refused("unbundle-nothing", number=number)
    return [IdeasUnbundled(head, said.person)]


def decide_tag(workshop: Workshop, said: Said) -> Decision:
    """Name the topics of an idea: `!thema 4 Mobilität, Verkehr`."""
    numbers, words = leading_numbers(workshop, said.rest)
    if not numbers or not words:
        return refused("tag-needs-words")
    known = {normalised(topic): topic for topic in (workshop.flow.topics if workshop.flow else ())}
    named = [part.strip(" #") for part in re.split(r"[,;#]", words)]
    topics = tuple(known.get(normalised(topic), topic) for topic in named if topic)
    missing = [number for number in numbers if workshop.ideas.get(number) is None]
    return _unknown(missing[0]) if missing else [IdeaTagged(number, topics, said.person) for number in numbers]


def decide_title(workshop: Workshop, said: Said) -> Decision:
    """Give an idea a clean title; the original stays in the appendix."""
    numbers, title = leading_numbers(workshop, said.rest)
    if len(numbers) != 1 or not title:
        return refused("title-needs-words")
    if len(title) > LONGEST_TITLE:
        return refused("too-long", most=LONGEST_TITLE)
    if workshop.ideas.get(numbers[0]) is None:
        return _unknown(numbers[0])
    return [IdeaTitled(numbers[0], title, said.person)]


def decide_admit(workshop: Workshop, said: Said) -> Decision:
    """Put parked ideas on the list."""
    numbers = ideas_of(workshop, said.rest)
    if not numbers:
        return refused("number-needed")
    facts: list[Fact | In] = []
    for number in numbers:
        idea = workshop.ideas.get(number)
        if idea is None or idea.withdrawn:
            return _unknown(number)
        if idea.parked:
            facts.append(IdeaAdmitted(number, said.person))
    return facts or refused("admit-already", number=numbers[0])


HIDE = Command("hide", LEADING, decide_hide, quiet_yes=True, anywhere=True)
SHOW = Command("show", LEADING, decide_show, quiet_yes=True, anywhere=True)
BUNDLE = Command("bundle", LEADING, decide_bundle, quiet_yes=True, anywhere=True)
UNBUNDLE = Command("unbundle", LEADING, decide_unbundle, quiet_yes=True, anywhere=True)
TAG = Command("tag", LEADING, decide_tag, quiet_yes=True, anywhere=True)
TITLE = Command("title", LEADING, decide_title, quiet_yes=True, anywhere=True)
ADMIT = Command("admit", LEADING, decide_admit, quiet_yes=True, anywhere=True)
