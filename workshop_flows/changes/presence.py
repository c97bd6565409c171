"""What facts about people change: who came, who is here, who is what."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from workshop_flows.changes.erasure import erase
from workshop_flows.effects import NOTHING, Acknowledge, Next, Then
from workshop_flows.facts.people import (
    Active,
    Came,
    GotUp,
    GuestAdded,
    HeadCounted,
    Left,
    PresenceFact,
    RoleGiven,
    SatDown,
    SpeakAsked,
    SpeakDone,
    Told,
    TracesErased,
    Waved,
)
from workshop_flows.flow import Kind
from workshop_flows.values import MINUTE, Moment, Role

if TYPE_CHECKING:
    from workshop_flows.presence import Presence
    from workshop_flows.workshop import Workshop


HAND = "✋"
JUST_BACK = MINUTE
"""So long after a gap the platforms have told what changed in it."""


def happen(workshop: Workshop, fact: PresenceFact, at: Moment) -> Then:
    """Let a fact about a person happen."""
    presence = workshop.presence
    match fact:
        case Active(person):
            workshop.seen(person, at)
        case Came(person, unobserved):
            presence.came(person, at, unobserved=unobserved)
            if not unobserved:
                workshop.conference.last_seen[person] = workshop.id
        case Left(person, unobserved):
            presence.left(person, at, unobserved=unobserved)
            workshop.hands.pop(person, None)
        case SatDown(person, unobserved):
            presence.sat_down(person, at)
            if not unobserved:
                workshop.conference.last_seen[person] = workshop.id
        case GotUp(person, unobserved):
            presence.got_up(person, _certain(workshop, at) if unobserved else at)
            workshop.hands.pop(person, None)
        case SpeakAsked(person, source):
            workshop.hands.setdefault(person, at)
            place = str(list(workshop.hands).index(person) + 1)
            return lambda: Next((Acknowledge(source, person, HAND, place),))
        case SpeakDone(person):
            workshop.hands.pop(person, None)
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
        case TracesErased(person):
            _gone(presence, fact, at)
            return erase(workshop, person)
        case _:
            assert_never(fact)
    return NOTHING


def _gone(presence: Presence, fact: TracesErased, at: Moment) -> None:
    """Let somebody have been there until now, and no longer: whoever comes back is counted as somebody new."""
    if fact.last is not None:
        known = presence.of(fact.person)
        known.first_sign, known.last_sign = fact.first, fact.last
        known.left = at if fact.left is None else fact.left
    if fact.person in presence.people:
        presence.got_up(fact.person, at)


def _certain(workshop: Workshop, at: Moment) -> Moment:
    """Return until when it is certain who was there: until now, or if nobody watched just before, until then."""
    since, until = workshop.conference.gone[-1] if workshop.conference.gone else (at, 0)
    return since if at - until <= JUST_BACK else at


def _give_role(workshop: Workshop, person: int, role: Role) -> None:
    roles = workshop.conference.roles
    if role is Role.CITIZEN:
        roles.pop(person, None)
    else:
        roles[person] = role
    if role in {Role.MODERATOR, Role.ORGANISER}:
        workshop.led = True
