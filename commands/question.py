"""`!frage Wann fährt der Bus abends wieder öfter?`: ask the city."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.behalf import contribution
from commands.command import CITIZENS, Command, Decision, Refused, Said
from workshop_flows.facts.questions import QuestionAsked

if TYPE_CHECKING:
    from workshop_flows.workshop import Workshop


def decide(workshop: Workshop, said: Said) -> Decision:
    """Take a question; its number counts through the conference, in a trial through the trial."""
    someone = contribution(workshop, said, "question-needs-text")
    if isinstance(someone, Refused):
        return someone
    number = (max(workshop.questions, default=0) if workshop.trial else workshop.conference.questions) + 1
    by = said.person if someone.entered else None
    return [*someone.facts, QuestionAsked(number, someone.person, someone.rest, said.source, by)]


QUESTION = Command("question", CITIZENS, decide, anywhere=True)
