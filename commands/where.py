"""Where something counts that was not said in a workshop's room: in a direct chat, or in a room of the staff."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from commands.command import Answer
from commands.heard import Heard, Spot
from commands.reading import clean
from commands.turn import Turn, carry_out
from workshop_flows.effects import line
from workshop_flows.facts.conference import AskedWhere, WhereAnswered
from workshop_flows.normal import normalised
from workshop_flows.values import Text

if TYPE_CHECKING:
    from workshop_flows.conference import Conference
    from workshop_flows.workshop import Workshop

SHORTEST = 3
"""Letters of a workshop's title by which it can be meant."""
_LETTER = re.compile(r"([A-Za-z]{1,2})\s*[:,]?\s+(?=[!\uff01])(.*)", re.DOTALL)
_LETTER_BEHIND = re.compile(r"([!\uff01]\s*[^\W\d_]+)\s+([A-Z]{1,2})(?:\s+(.*))?", re.DOTALL)


class Routed(NamedTuple):
    """Where words count: the workshop, the words, and the input as it is to be heard there."""

    workshop: Workshop
    text: str
    heard: Heard


def routed(day: Conference, heard: Heard, text: str) -> Routed | Turn:
    """Return where words count, or the turn that asks for it."""
    if heard.spot is Spot.ROOM:
        return Routed(day.workshop(heard.workshop), text, heard)
    if heard.spot is not Spot.DIRECT:
        return _staff(day, heard, text)
    asked = day.asked_where.get(heard.person)
    return _direct(day, heard, text) if asked is None else _answered(day, heard, asked, text)


def _direct(day: Conference, heard: Heard, text: str) -> Routed | Turn:
    lettered = _lettered(day, heard, text)
    if lettered is not None:
        return lettered
    running = day.running
    if len(running) == 1:
        return Routed(running[0], text, heard)
    for workshop in (
        day.workshops.get(day.last_seen.get(heard.person, "")),
        _only_room(day, heard.person),
        day.plenary,
    ):
        if workshop is not None and (workshop.running or not running):
            return Routed(workshop, text, heard)
    if not running:
        return Routed(next(iter(day.workshops.values()), day.workshop("")), text, heard)
    return _ask(day, heard, text, running)


def _only_room(day: Conference, person: int) -> Workshop | None:
    """Return the one running workshop whose room somebody is in, as on Matrix since the day before, if it is one."""
    known = [(each, each.presence.people.get(person)) for each in day.running if each is not day.plenary]
    rooms = [workshop for workshop, presence in known if presence is not None and presence.left is None]
    return rooms[0] if len(rooms) == 1 else None


def _ask(day: Conference, heard: Heard, text: str, running: list[Workshop]) -> Turn:
    asked = AskedWhere(heard.person, Text(clean(text)), heard.source, tuple(workshop.id for workshop in running))
    rows = tuple(line("where-row", letter=workshop.letter, title=workshop.title) for workshop in running)
    return carry_out(day, heard, "", Answer((line("where-asked"), *rows), (asked,)))


def _answered(day: Conference, heard: Heard, asked: AskedWhere, text: str) -> Routed | Turn:
    """Take the next word as the answer; what had been written then counts there."""
    wanted = normalised(clean(text))
    workshops = [day.workshop(id_) for id_ in asked.among]
    lettered = [workshop for workshop in workshops if wanted == workshop.letter.casefold()]
    titled = [workshop for workshop in workshops if len(wanted) >= SHORTEST and wanted in normalised(workshop.title)]
    if found := lettered or titled:
        answered = heard._replace(source=asked.source, before=(WhereAnswered(heard.person, found[0].id),))
        return Routed(found[0], asked.text, answered)
    return _direct(day, heard._replace(before=(WhereAnswered(heard.person),)), text)


def _staff(day: Conference, heard: Heard, text: str) -> Routed:
    """In rooms of the staff a letter says which workshop is meant: `C !weiter`, `!weiter C`; else the plenary."""
    lettered = _lettered(day, heard, text)
    if lettered is not None:
        return lettered
    if day.plenary is not None:
        return Routed(day.plenary, text, heard)
    candidates = day.running or list(day.workshops.values())
    return Routed(candidates[0] if candidates else day.workshop(""), text, heard)


def _lettered(day: Conference, heard: Heard, text: str) -> Routed | None:
    letters = {workshop.letter: workshop for workshop in day.workshops.values() if workshop.letter}
    plain = clean(text)
    if (found := _LETTER.fullmatch(plain)) and found[1].upper() in letters:
        return Routed(letters[found[1].upper()], found[2], heard)
    if (found := _LETTER_BEHIND.fullmatch(plain)) and found[2] in letters:
        return Routed(letters[found[2]], f"{found[1]} {found[3] or ''}".strip(), heard)
    return None
