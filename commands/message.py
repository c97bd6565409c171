"""`!botschaft Fragen Sie uns öfter.`: one closing sentence to the city."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.command import CITIZENS, Command, Decision, Refused, Said, refused
from commands.people import on_behalf
from workshop_flows.facts.messages import MessageGiven
from workshop_flows.normal import normalised

if TYPE_CHECKING:
    from workshop_flows.workshop import Workshop

LONGEST = 1000


def decide(workshop: Workshop, said: Said) -> Decision:
    """Take a message to the city, at any time."""
    someone = on_behalf(workshop, said)
    if isinstance(someone, Refused):
        return someone
    if not normalised(someone.rest):
        return refused("message-needs-text")
    if len(someone.rest) > LONGEST:
        return refused("too-long", most=LONGEST)
    number = len(workshop.messages) + 1
    by = said.person if someone.entered else None
    return [*someone.facts, MessageGiven(number, someone.person, someone.rest, said.source, by)]


MESSAGE = Command("message", CITIZENS, decide, anywhere=True)
