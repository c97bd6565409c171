"""Opinions: agree, disagree or pass, on any of the ideas."""

from __future__ import annotations

import re

from commands.ballots.problem import Accepted, Problem
from workshop_flows.values import Ballot

_OPINION = re.compile(r"👍|👎|[+\-\u2212\u2013?]|\d{1,5}|[^\W\d_]+")
_NUMERO = re.compile(r"\bno\.")
_FOR = frozenset({"+", "👍", "ja", "yes", "dafür", "dafuer", "for", "pro"})
_AGAINST = frozenset({"-", "\u2212", "\u2013", "👎", "nein", "no", "dagegen", "against", "contra", "kontra"})
_PASS = frozenset({"?", "egal", "enthaltung", "neutral", "pass"})


def opinion(text: str, accepted: Accepted) -> Ballot | Problem:
    """Read `+3 -5 ?7`, `3 ja 5 nein`, `👍 3`: agree, disagree, pass. Numbers without any sign agree."""
    tokens = [token for token in map(_token, _OPINION.findall(_NUMERO.sub(" ", text.casefold()))) if token is not None]
    signs = [token for token in tokens if isinstance(token, str)]
    if len(signs) == len(tokens):
        return Problem("ballot-opinion" if signs else "ballot-empty")
    if not signs:
        return _opinions([(token, 1) for token in tokens if isinstance(token, int)], accepted)
    if isinstance(tokens[0], int):
        if len(signs) * 2 != len(tokens):
            return Problem("ballot-opinion")  # behind, every number has a sign of its own
        tokens.reverse()
    weight: int | None = None
    given = []
    for place, token in enumerate(tokens):
        if isinstance(token, int):
            if weight is None:
                return Problem("ballot-opinion")  # a number that no sign belongs to
            given.append((token, weight))
        elif place + 1 == len(tokens) or isinstance(tokens[place + 1], str):
            return Problem("ballot-opinion")  # a sign that belongs to no number
        else:
            weight = {"+": 1, "-": -1, "?": 0}[token]
    return _opinions(given, accepted)


def _token(word: str) -> str | int | None:
    """Return what a part of an opinion is: a number, a sign, or nothing to us."""
    if word.isdecimal():
        return int(word)
    if word in _FOR:
        return "+"
    if word in _AGAINST:
        return "-"
    return "?" if word in _PASS else None


def _opinions(given: list[tuple[int, int]], accepted: Accepted) -> Ballot | Problem:
    if unknown := [number for number, _ in given if accepted(number) is None]:
        return Problem("ballot-unknown", {"number": unknown[0]})
    return tuple(sorted(dict(given).items())) or Problem("ballot-empty")
