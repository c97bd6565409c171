"""`!dokumentation` writes it again; `!freigeben` releases it: no draft any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.command import LEADING, Answer, Command, Decision, Said, refused
from workshop_flows.effects import Publish, line
from workshop_flows.facts.conference import Released

if TYPE_CHECKING:
    from workshop_flows.workshop import Workshop


def decide_digest(workshop: Workshop, _said: Said) -> Decision:
    """Hand the documentation to the organisers as it stands now."""
    return Answer((line("digest-coming"),), effects=(Publish(workshop.id),))


def decide_release(workshop: Workshop, said: Said) -> Decision:
    """Release the documentation, once nothing runs any more."""
    day = workshop.conference
    if day.released is not None:
        return refused("release-already")
    running = [other.title for other in day.running if not other.trial]
    if running:
        return refused("release-running", titles=", ".join(running))
    return [Released(said.person)]


DIGEST = Command("digest", LEADING, decide_digest, anywhere=True)
RELEASE = Command("release", LEADING, decide_release, quiet_yes=True, anywhere=True)
