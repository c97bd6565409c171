"""What a vote came to: rows by rank, who stays, who voted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

from workshop_flows.values import Method, Text


class Row(NamedTuple):
    """One option of a counted vote."""

    option: int
    title: Text
    rank: int
    value: int
    """Voters (approval, single), dots, the sum of resistance, agreeing minus disagreeing, or answers on the scale."""
    status_quo: bool = False
    agree: int = 0
    disagree: int = 0
    passed: int = 0


@dataclass(frozen=True, slots=True)
class Turnout:
    """Who voted, of how many. `visible`: the room could read it. `entered`: by the moderation. `late`: not counted."""

    ballots: int
    present: int
    joined: int
    visible: int = 0
    entered: int = 0
    late: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    """What a vote came to."""

    method: Method
    rows: tuple[Row, ...]
    """By rank, and within a rank by number."""
    shortlist: tuple[int, ...]
    """The options that stay: as many as were to be kept, and everyone tied with the last of them."""
    tied_at_cut: tuple[int, ...]
    """Those of the shortlist that share its last rank, if there are too many of them."""
    places: int
    """How many of the tied there was room for."""
    turnout: Turnout
    coverage: tuple[int, int] | None = None
    """(voters with a vote among the shortlist, voters); None where the method does not say."""
    points: tuple[tuple[int, int], ...] = ()
    """Scale: (point, answers)."""
    average: Fraction | None = None

    def settled(self, winners: tuple[int, ...]) -> Result:
        """Return the result after a run-off among those tied at the cut."""
        stay = tuple(option for option in self.shortlist if option not in self.tied_at_cut or option in winners)
        return replace(self, shortlist=stay, tied_at_cut=())
