"""Speaking through the bot: `!ansage` in one workshop, `!durchsage` in all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.command import LEADING, Answer, Command, Decision, Said, refused
from workshop_flows.effects import Place, Say, line

if TYPE_CHECKING:
    from workshop_flows.workshop import Workshop

LONGEST = 2000


def decide_announce(_workshop: Workshop, said: Said) -> Decision:
    """Say something in the workshop, so that phones ring."""
    problem = _problem(said)
    if problem is not None:
        return problem
    return Answer((), effects=(Say(Place.ROOM, (line("announcement", text=said.rest),), rings=True),))


def decide_broadcast(workshop: Workshop, said: Said) -> Decision:
    """Say something in every workshop."""
    problem = _problem(said)
    if problem is not None:
        return problem
    say = Say(Place.ROOM, (line("broadcast", text=said.rest),), rings=True)
    return Answer((), elsewhere=tuple((id_, say) for id_ in workshop.conference.workshops))


def _problem(said: Said) -> Decision | None:
    if not said.rest.strip():
        return refused("announce-needs-text")
    return refused("too-long", most=LONGEST) if len(said.rest) > LONGEST else None


ANNOUNCE = Command("announce", LEADING, decide_announce, quiet_yes=True, anywhere=True)
BROADCAST = Command("broadcast", LEADING, decide_broadcast, quiet_yes=True, anywhere=True)
