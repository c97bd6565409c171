"""Resistance: each option with a number from 0 to 10."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from commands.ballots.problem import Accepted, Problem
from commands.numbers import numbers
from workshop_flows.values import Ballot

if TYPE_CHECKING:
    from workshop_flows.votes import Vote

MOST_RESISTANCE = 10
_PAIR = re.compile(r"(\d{1,5})\s*[=:]\s*(\d{1,5})")
_DASH_PAIR = re.compile(r"(\d{1,5})\s*[-\u2013\u2212]\s*(\d{1,5})")


def resistance(text: str, vote: Vote, accepted: Accepted) -> Ballot | Problem:
    """Read `1=0 2=7 3=10`, `1-0 2-7`, pairs without a sign, or one number for each option in their order."""
    pattern = _PAIR if _PAIR.search(text) else _DASH_PAIR
    pairs = [(int(option), int(weight)) for option, weight in pattern.findall(text)]
    rest = numbers(pattern.sub(" ", text))
    options = [option.number for option in vote.options]
    if not pairs and len(rest) == len(options):
        pairs, rest = list(zip(options, rest, strict=True)), []
    elif not pairs and len(rest) == 2 * len(options) and set(rest[::2]) == set(options):
        pairs, rest = list(zip(rest[::2], rest[1::2], strict=True)), []
    if rest or not pairs:
        return Problem("ballot-resistance", {"count": len(options)})
    if unknown := [option for option, _ in pairs if accepted(option) is None]:
        return Problem("ballot-unknown", {"number": unknown[0]})
    if any(weight > MOST_RESISTANCE for _, weight in pairs):
        return Problem("ballot-resistance-range")
    return tuple(sorted(dict(pairs).items()))
