"""`!botschaft Fragen Sie uns öfter.`: one closing sentence to the city."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.behalf import contribution
from commands.command import CITIZENS, Command, Decision, Refused, Said
from workshop_flows.facts.messages import MessageGiven

if TYPE_CHECKING:
    from workshop_flows.workshop import Workshop


def decide(workshop: Workshop, said: Said) -> Decision:
    """Take a message to the city, at any time."""
    someone = contribution(workshop, said, "message-needs-text")
    if isinstance(someone, Refused):
        return someone
    number = len(workshop.messages) + 1
    by = said.person if someone.entered else None
    return [*someone.facts, MessageGiven(number, someone.person, someone.rest, said.source, by)]


MESSAGE = Command("message", CITIZENS, decide, anywhere=True)
