"""Who would like to speak: `!wort` puts somebody on the list, `!fertig` takes them off it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.command import CITIZENS, Command, Decision, Said, refused
from commands.people import named
from workshop_flows.facts.people import SpeakAsked, SpeakDone

if TYPE_CHECKING:
    from workshop_flows.workshop import Workshop


def decide_speak(workshop: Workshop, said: Said) -> Decision:
    """Put somebody on the list of those who would like to speak."""
    if said.person in workshop.hands:
        return refused("speak-noted", place=list(workshop.hands).index(said.person) + 1)
    return [SpeakAsked(said.person, said.source)]


def decide_done(workshop: Workshop, said: Said) -> Decision:
    """Take oneself off the list; who leads takes off whoever they name, or the first."""
    if said.person in workshop.hands:
        return [SpeakDone(said.person)]
    hands = list(workshop.hands)
    wanted = named(workshop, said.rest) if said.leads and said.rest.strip() else hands[:1] if said.leads else []
    done = next((person for person in hands if person in wanted), None)
    return refused("speak-nobody") if done is None else [SpeakDone(done, said.person)]


SPEAK = Command("speak", CITIZENS, decide_speak)
DONE = Command("done", CITIZENS, decide_done, quiet_yes=True, once=True)
