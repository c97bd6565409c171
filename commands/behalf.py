"""Whose words they are: the speaker's own or, entered by a moderator, `für Karin: ...`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from commands.command import Refused, Said, refused
from commands.people import named
from workshop_flows.facts.entry import Fact
from workshop_flows.facts.people import GuestAdded
from workshop_flows.normal import normalised
from workshop_flows.values import Text

if TYPE_CHECKING:
    from workshop_flows.workshop import Workshop

LONGEST = 1000
"""Characters of an idea, a question or a message."""
_FOR = re.compile(r"^\s*(?:für|fuer|for)\s+([^:\n]{1,60}):\s*(.*)$", re.IGNORECASE | re.DOTALL)


class Words(NamedTuple):
    """For whom something is said: the speaker, or the person that a moderator names."""

    person: int
    rest: Text
    entered: bool = False
    facts: tuple[Fact, ...] = ()


def on_behalf(workshop: Workshop, said: Said) -> Words | Refused:
    """Read `für Karin: ...` by a moderator; somebody unknown becomes a guest, a name of two people is a question."""
    found = _FOR.match(said.rest) if said.leads else None
    if found is None:
        return Words(said.person, said.rest)
    name, rest = Text(found[1].strip()), Text(found[2].strip())
    known = named(workshop, name)
    if len(known) > 1:
        return refused("guest-which", guest=name, count=len(known))
    if known:
        return Words(known[0], rest, entered=True)
    return Words(said.spare, rest, entered=True, facts=(GuestAdded(said.spare, name, said.person),))


def contribution(workshop: Workshop, said: Said, missing: str) -> Words | Refused:
    """Read what somebody contributes; without a word in it that is refused as `missing`."""
    words = on_behalf(workshop, said)
    if isinstance(words, Refused):
        return words
    if not normalised(words.rest):
        return refused(missing)
    return refused("too-long", most=LONGEST) if len(words.rest) > LONGEST else words
