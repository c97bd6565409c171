"""`!dafür 12`, `+1 12`, or `+1` as a reply: be for an idea too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.command import CITIZENS, Command, Decision, Said, refused
from commands.references import idea_of, question_of
from workshop_flows.facts.ideas import IdeaSupported
from workshop_flows.facts.questions import QuestionSupported

if TYPE_CHECKING:
    from workshop_flows.workshop import Workshop


def decide(workshop: Workshop, said: Said) -> Decision:
    """Support an idea by its number, or the one that the message replies to."""
    question = question_of(workshop, said)
    if question is not None and question in workshop.questions:
        return [QuestionSupported(question, said.person)]
    number = idea_of(workshop, said)
    if number is None:
        return refused("support-needs-number")
    return support(workshop, said, number)


def support(workshop: Workshop, said: Said, number: int) -> Decision:
    """Note the support, once per person."""
    idea = workshop.ideas.get(number)
    if idea is None or not idea.open:
        return refused("idea-unknown", number=number)
    if idea.person == said.person:
        return refused("support-own")
    return [IdeaSupported(number, said.person, said.source)]


SUPPORT = Command("support", CITIZENS, decide, quiet_yes=True, anywhere=True)
