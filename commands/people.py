"""Who is here (`!wer`), guests (`!gast Karin`), heads (`!anwesend 14`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from commands.command import LEADING, Answer, Command, Decision, Said, refused
from workshop_flows.effects import Person, line
from workshop_flows.facts.people import GuestAdded, HeadCounted
from workshop_flows.normal import normalised
from workshop_flows.values import Text

if TYPE_CHECKING:
    from workshop_flows.workshop import Workshop

NAMES_SHOWN = 40


def named(workshop: Workshop, name: str) -> list[int]:
    """Return the people of the workshop with this name, in full or as their first name."""
    wanted = normalised(name)
    known = workshop.presence.people
    names = {person: normalised(words) for person, words in workshop.conference.names.items() if person in known}
    exact = [person for person, words in names.items() if words == wanted]
    return exact or [person for person, words in names.items() if words.split(" ")[:1] == [wanted]]


def decide_people(workshop: Workshop, _said: Said) -> Decision:
    """Tell the moderation who is here, by name, and who left."""
    presence, roles = workshop.presence, workshop.conference.roles
    here, joined = presence.here(roles), presence.joined(roles)
    shown = tuple(line("name", person=Person(person)) for person in sorted(here)[:NAMES_SHOWN])
    said = [line("people-here", count=len(here), names=shown) if shown else line("people-nobody")]
    if gone := sorted(joined - here)[:NAMES_SHOWN]:
        said.append(line("people-left", count=len(gone), names=tuple(line("name", person=Person(p)) for p in gone)))
    return Answer(tuple(said))


def decide_guest(workshop: Workshop, said: Said) -> Decision:
    """Add a person without an account."""
    name = said.rest.strip()
    if not name or len(name) > 60:
        return refused("guest-needs-name")
    if named(workshop, name):
        return refused("guest-known", guest=Text(name))
    return [GuestAdded(said.spare, Text(name), said.person)]


def decide_present(_workshop: Workshop, said: Said) -> Decision:
    """Record the head count of the call."""
    digits = re.fullmatch(r"\s*([0-9]{1,4})\s*", said.rest)
    if digits is None:
        return refused("present-needs-number")
    return [HeadCounted(int(digits[1]), said.person)]


PEOPLE = Command("people", LEADING, decide_people)
GUEST = Command("guest", LEADING, decide_guest, quiet_yes=True)
PRESENT = Command("present", LEADING, decide_present, quiet_yes=True)
