"""`!frage Wann fährt der Bus abends wieder öfter?`: ask the city."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.command import CITIZENS, Command, Decision, Refused, Said, refused
from commands.people import on_behalf
from workshop_flows.facts.questions import QuestionAsked
from workshop_flows.normal import normalised

if TYPE_CHECKING:
    from workshop_flows.workshop import Workshop

LONGEST = 1000


def decide(workshop: Workshop, said: Said) -> Decision:
    """Take a question; its number counts through the conference, in a trial through the trial."""
    someone = on_behalf(workshop, said)
    if isinstance(someone, Refused):
        return someone
    if not normalised(someone.rest):
        return refused("question-needs-text")
    if len(someone.rest) > LONGEST:
        return refused("too-long", most=LONGEST)
    number = (max(workshop.questions, default=0) if workshop.trial else workshop.conference.questions) + 1
    by = said.person if someone.entered else None
    return [*someone.facts, QuestionAsked(number, someone.person, someone.rest, said.source, by)]


QUESTION = Command("question", CITIZENS, decide, anywhere=True)
