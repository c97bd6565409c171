"""Choosing: approval and single choice name numbers, dots give each number some."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from commands.ballots.problem import Accepted, Problem
from commands.numbers import WORD, WORDS, numbers, only_numbers
from workshop_flows.values import Ballot, Method

if TYPE_CHECKING:
    from workshop_flows.votes import Vote

_PAIR = re.compile(r"(\d{1,5})\s*[=:]\s*(\d{1,5})")
_UNIT = r"(?:punkte?n?|points?|dots?|x|mal|×)"
_LINK = (
    r"(?:\s*(?:für|fuer|auf|an|for|on|to|zu))?(?:\s*(?:die|den|das|the))?"
    r"(?:\s*(?:idee|idea|nr\.?|nummer|number|no\.?))?"
)
_DOTS_FOR = re.compile(rf"\b(\d{{1,3}})\s*{_UNIT}(?![^\W\d]){_LINK}\s*(\d{{1,5}})", re.IGNORECASE)
_DOTS_BEHIND = re.compile(rf"\b(\d{{1,5}})\s*\(\s*(\d{{1,3}})\s*{_UNIT}?\s*\)", re.IGNORECASE)
_EACH = re.compile(rf"\b(?:je|jeweils|each)\s*(\d{{1,3}})\s*{_UNIT}?\b", re.IGNORECASE)
_AMOUNT = re.compile(rf"\d\s*(?:{_UNIT}|stimmen?|ideen|nummern|votes?|ideas|numbers)(?![^\W\d])", re.IGNORECASE)
_ALL = re.compile(
    rf"\b(?:alle|alles|all)\b(?:\s*(?:my|the|meine|die))?(?:\s*(?:\d{{1,3}}|[^\W\d_]{{3,6}}))?(?:\s*{_UNIT})?{_LINK}\s*(\d{{1,5}})\D*",
    re.IGNORECASE,
)


def chosen(text: str, vote: Vote, accepted: Accepted) -> Ballot | Problem:
    """Read the numbers of an approval, dots or single vote."""
    limit = vote.opened.limit
    given = _dots(text, limit) if vote.method is Method.DOTS else _once(text)
    if not any(given.values()):
        return Problem("ballot-empty")
    if unknown := [number for number in given if accepted(number) is None]:
        return Problem("ballot-unknown", {"number": unknown[0]})
    if vote.method is Method.DOTS:
        if not vote.opened.cumulative and max(given.values()) > 1:
            return Problem("ballot-not-twice")
        if (total := sum(given.values())) > limit:
            return Problem("ballot-too-many-dots", {"given": total, "limit": limit})
        return tuple(sorted([(number, weight) for number, weight in given.items() if weight]))
    if len({accepted(number) for number in given}) > limit:
        name = "ballot-only-one" if limit == 1 else "ballot-too-many"
        return Problem(name, {"given": len(given), "limit": limit})
    return tuple((number, 1) for number in sorted(given))


def _once(text: str) -> dict[int, int]:
    """Return the numbers that are chosen; none if it is not clear which number is one and which is an amount."""
    return {} if not only_numbers(text) and _unclear(text) else dict.fromkeys(numbers(text), 1)


def _unclear(text: str) -> bool:
    """Say whether a number may be an amount of something: `2 Stimmen für 4 und 7`, `zwei auf die 4`."""
    spoken = any(word in WORDS for word in WORD.findall(text.casefold()))
    return spoken or _AMOUNT.search(text) is not None


def _dots(text: str, limit: int) -> dict[int, int]:
    """Return how many dots each number gets: `4 4 9`, `3=2 7=1`, `2 Punkte für die 4`, `alle für die 4`."""
    if only_numbers(text):
        return _added({}, numbers(text))
    if (whole := _ALL.fullmatch(text.strip())) is not None:
        return {int(whole[1]): limit}
    if (each := _EACH.search(text)) is not None:
        rest = text[: each.start()] + text[each.end() :]
        return dict.fromkeys(numbers(rest), int(each[1]))
    given: dict[int, int] = {}
    for pattern, number, weight in ((_DOTS_BEHIND, 1, 2), (_DOTS_FOR, 2, 1), (_PAIR, 1, 2)):
        for found in pattern.finditer(text):
            given[int(found[number])] = given.get(int(found[number]), 0) + int(found[weight])
        text = pattern.sub(" ", text)
    if _unclear(text):
        return {}
    return _added(given, numbers(text))


def _added(given: dict[int, int], found: Iterable[int]) -> dict[int, int]:
    """Return what was given, with one dot more for each number that was found."""
    for number in found:
        given[number] = given.get(number, 0) + 1
    return given
