"""What facts about people change: who came, who is here, who is what."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from workshop_flows.effects import NOTHING, Next
from workshop_flows.facts.people import (
    Active,
    Came,
    GuestAdded,
    HeadCounted,
    Left,
    PresenceFact,
    RoleGiven,
    Told,
    Waved,
)
from workshop_flows.flow import Kind
from workshop_flows.values import Moment, Role

if TYPE_CHECKING:
    from workshop_flows.workshop import Workshop


def happen(workshop: Workshop, fact: PresenceFact, at: Moment) -> Next:
    """Let a fact about a person happen."""
    presence = workshop.presence
    match fact:
        case Active(person):
            presence.active(person, at)
            workshop.conference.last_seen[person] = workshop.id
        case Came(person, unobserved):
            presence.came(person, at, unobserved=unobserved)
            if not unobserved:
                workshop.conference.last_seen[person] = workshop.id
        case Left(person, unobserved):
            presence.left(person, at, unobserved=unobserved)
        case Waved(person, phase):
            kind = workshop.phases[phase - 1].plan.kind if phase else Kind.WELCOME
            presence.waved(person, at, closing=kind is Kind.CLOSING)
            workshop.conference.last_seen[person] = workshop.id
        case RoleGiven(person, role):
            _give_role(workshop, person, role)
        case GuestAdded(person, name):
            presence.guest(person, at)
            workshop.conference.names[person] = name
        case HeadCounted(count):
            presence.counted(count, at)
        case Told(person, about):
            workshop.told[person, about] = at
        case _:
            assert_never(fact)
    return NOTHING


def _give_role(workshop: Workshop, person: int, role: Role) -> None:
    roles = workshop.conference.roles
    if role is Role.CITIZEN:
        roles.pop(person, None)
    else:
        roles[person] = role
    if role in {Role.MODERATOR, Role.ORGANISER}:
        workshop.led = True
