"""The small values that facts and effects are made of."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

Moment: TypeAlias = int
"""An instant: milliseconds since 1970 in UTC."""

SECOND: Moment = 1000
MINUTE: Moment = 60 * SECOND


class Text(str):
    """Words of a person. The journal keeps them in a table of their own; an erased text comes back empty.

    Being a type of its own, it is escaped exactly once: where it leaves the house.
    """

    __slots__ = ()


class Source(str):
    """What caused a fact: `<room>/<event>`, for example `matrix:!abc/$xyz`. Kept until retention ends, then empty."""

    __slots__ = ()

    @property
    def room(self) -> str:
        """The room in which it was said, with its platform: `matrix:!abc`."""
        return self.split("/", 1)[0]

    @property
    def platform(self) -> str:
        """The platform on which it was said: `matrix`."""
        return self.partition(":")[0]

    @property
    def event(self) -> str:
        """The platform's own id of the event: `$xyz`."""
        return self.partition("/")[2]


NOWHERE = Source("")
UNTITLED = Text("")


class Role(StrEnum):
    """What a person is in a conference. Only citizens are counted as attending and voting."""

    CITIZEN = "citizen"
    MODERATOR = "moderator"
    ORGANISER = "organiser"
    OFFICIAL = "official"


class Method(StrEnum):
    """The ways to vote."""

    APPROVAL = "approval"
    DOTS = "dots"
    SINGLE = "single"
    RESISTANCE = "resistance"
    OPINION = "opinion"
    SCALE = "scale"


Ballot: TypeAlias = tuple[tuple[int, int], ...]
"""What one person says in one vote: (option, weight) pairs, ordered by option.

The weight is 1 (approval, single), the dots given, the resistance 0-10, the opinion 1, 0 (pass) or -1,
or the point on the scale 1-5 (then the option is always 1).
"""
