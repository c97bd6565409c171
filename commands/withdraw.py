"""`!zurückziehen 12`: take an own idea back (`F3`: a question; without a number: the ballot)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.command import CITIZENS, Command, Decision, Said, refused
from commands.references import idea_of, question_of
from workshop_flows.facts.ideas import IdeaWithdrawn
from workshop_flows.facts.questions import QuestionWithdrawn
from workshop_flows.facts.votes import BallotWithdrawn

if TYPE_CHECKING:
    from workshop_flows.workshop import Workshop


def decide(workshop: Workshop, said: Said) -> Decision:
    """Take back what is the person's own. What is listed in an open vote stays until the close."""
    question = question_of(workshop, said)
    if question is not None:
        asked = workshop.questions.get(question)
        if asked is None or asked.person != said.person:
            return refused("withdraw-not-yours")
        return [QuestionWithdrawn(question)]
    number = idea_of(workshop, said)
    if number is not None:
        idea = workshop.ideas.get(number)
        if idea is None or idea.person != said.person or idea.withdrawn:
            return refused("withdraw-not-yours")
        return [IdeaWithdrawn(number)]
    vote = workshop.vote
    if vote is not None and said.person in vote.ballots:
        return [BallotWithdrawn(vote.number, said.person)]
    return refused("withdraw-needs-number")


WITHDRAW = Command("withdraw", CITIZENS, decide, quiet_yes=True, anywhere=True)
