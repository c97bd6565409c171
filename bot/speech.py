"""Who speaks how: the language, address and names of a workshop, and "Probe:" before all that is only a trial."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.values import Setting
from bot.wording import Rendered, wording
from workshop_flows.effects import Line, Place, line

if TYPE_CHECKING:
    from workshop_flows.conference import Conference

WORKSHOP_PLACES = frozenset({Place.ROOM, Place.LEAD})


def say(day: Conference, workshop: str, lines: Sequence[Line], place: Place = Place.ROOM) -> Rendered:
    """Return what people read. In rooms of the staff the conference's language is spoken."""
    known = day.workshops.get(workshop)
    inside = known is not None and place in WORKSHOP_PLACES
    language = known.language if known is not None and inside else day.plan.language
    words = wording(language)
    said = words.render(lines, setting(day))
    if known is None or not known.trial or not inside or not said.plain:
        return said
    trial = words.plain((line("trial"),), setting(day))
    return Rendered(f"{trial} {said.plain}", f"{trial} {said.html}" if said.html else "")


def setting(day: Conference) -> Setting:
    """Return what sentences of this conference depend on."""
    return Setting(day.plan.timezone, day.plan.address, day.names)
