"""Numbers as people write them: ballots with filler words, references such as `7`, `B7` and `F1`, minutes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from workshop_flows.effects import Value
from workshop_flows.values import Ballot, Method

if TYPE_CHECKING:
    from workshop_flows.votes import Vote

LONGEST_BALLOT = 400
"""Characters; a longer message is no ballot."""
MOST_RESISTANCE = 10
SCALE = range(1, 6)

FILLER_ROWS = (
    "und oder sowie dann auch noch ich wir nehme nehmen wähle waehle gebe stimme stimmen bin für fuer auf an",
    "die der das den dem meine mein meiner bitte nr nummer nummern idee ideen vorschlag vorschläge punkt punkte je mal",
    "alle alles ja nein hier sind ist sehr gern gerne danke eine einen einmal zweimal dreimal beide beides",
    "and or then also i we take choose give vote votes for on the my please no number numbers idea ideas point points",
    "dot dots times all to yes",
)
FILLERS = frozenset(word for row in FILLER_ROWS for word in row.split())
_KEYCAP = re.compile("\ufe0f?\u20e3")
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")
_REFERENCE = re.compile(r"(?<![\w])#?([A-Za-z]{0,2})\s?(\d{1,5})(?!\w)")
_PAIR = re.compile(r"(\d{1,5})\s*[=:]\s*(\d{1,5})")
_DOTS_FOR = re.compile(
    r"(\d{1,3})\s*(?:punkte?|points?|dots?|x|mal|×)\s*(?:für|fuer|auf|an|for|on|to)?\s*"
    r"(?:die|den|das|the)?\s*(?:idee|idea|nr\.?|nummer|number|no\.?)?\s*(\d{1,5})",
    re.IGNORECASE,
)
_ALL = re.compile(r"\b(?:alle|alles|all)\b", re.IGNORECASE)
_OPINION = re.compile(r"(👍|👎|[+\-\u2212\u2013?=]|\b(?:ja|nein|yes|no)\b)?[\s:]*#?(\d{1,5})", re.IGNORECASE)
_AGAINST = frozenset({"-", "\u2212", "\u2013", "👎", "nein", "no"})
_PASS = frozenset({"?", "="})
_MINUTES = re.compile(r"\s*\+?(\d{1,3})\s*(?:min(?:uten?|utes?|\.)?)?\s*", re.IGNORECASE)


Accepted: TypeAlias = "Callable[[int], int | None]"
"""Names the option under which a written number counts; None: there is no such number to choose."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Something pointed at: an idea (`7`, `B7`) or a question (`F1`)."""

    letter: str
    number: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a ballot cannot be taken: a line and its values."""

    name: str
    values: Mapping[str, Value] = field(default_factory=dict)


def references(text: str) -> list[Reference]:
    """Return everything pointed at, in order: `1 6`, `B7`, `F1`, `#12`."""
    return [Reference(letter.upper(), int(number)) for letter, number in _REFERENCE.findall(text)]


def minutes(text: str) -> int | None:
    """Return a number of minutes (`5`, `+5`, `5 min`), or None if the text is something else."""
    found = _MINUTES.fullmatch(text)
    return int(found[1]) if found else None


def looks_like_ballot(text: str) -> bool:
    """Say whether a message is nothing but numbers, signs and filler words."""
    if len(text) > LONGEST_BALLOT or _NUMBER.search(text) is None:
        return False
    return all(word in FILLERS or len(word) == 1 for word in _WORD.findall(text.casefold()))


def ballot(text: str, vote: Vote, accepted: Accepted) -> Ballot | Problem:
    """Read a ballot for a vote, or say what is wrong with it.

    A bundled idea's number counts for its bundle; the ballot keeps the number that was written.
    """
    plain = _KEYCAP.sub(" ", text[:LONGEST_BALLOT])
    match vote.method:
        case Method.OPINION:
            return _opinion(plain, accepted)
        case Method.RESISTANCE:
            return _resistance(plain, vote, accepted)
        case Method.SCALE:
            return _scale(plain)
        case _:
            return _chosen(plain, vote, accepted)


def _chosen(text: str, vote: Vote, accepted: Accepted) -> Ballot | Problem:
    """Read the numbers of an approval, dots or single vote."""
    limit = vote.opened.limit
    given = _weights(text, vote)
    if not given:
        return Problem("ballot-empty")
    if unknown := [number for number in given if accepted(number) is None]:
        return Problem("ballot-unknown", {"number": unknown[0]})
    if vote.method is Method.DOTS:
        if not vote.opened.cumulative and max(given.values()) > 1:
            return Problem("ballot-not-twice")
        if given.total() > limit:
            return Problem("ballot-too-many-dots", {"given": given.total(), "limit": limit})
        return tuple(sorted((number, weight) for number, weight in given.items() if weight))
    if len({accepted(number) for number in given}) > limit:
        name = "ballot-only-one" if limit == 1 else "ballot-too-many"
        return Problem(name, {"given": len(given), "limit": limit})
    return tuple((number, 1) for number in sorted(given))


def _weights(text: str, vote: Vote) -> Counter[int]:
    """Return how often each number is chosen: `4 4 9`, `3=2 7=1`, `2 Punkte für die 4`, `alle für die 4`."""
    given: Counter[int] = Counter()
    if vote.method is Method.DOTS:
        for weight, number in _DOTS_FOR.findall(text):
            given[int(number)] += int(weight)
        text = _DOTS_FOR.sub(" ", text)
        for number, weight in _PAIR.findall(text):
            given[int(number)] += int(weight)
        text = _PAIR.sub(" ", text)
    given.update(int(number) for number in _NUMBER.findall(text)[:LONGEST_BALLOT] if len(number) < 6)
    if vote.method is Method.DOTS and len(given) == 1 and given.total() == 1 and _ALL.search(text):
        return Counter(dict.fromkeys(given, vote.opened.limit))
    return given


def _resistance(text: str, vote: Vote, accepted: Accepted) -> Ballot | Problem:
    """Read `1=0 2=7 3=10`, or one number for each option in their order."""
    pairs = [(int(option), int(weight)) for option, weight in _PAIR.findall(text)]
    if not pairs:
        numbers = [int(number) for number in _NUMBER.findall(text) if len(number) < 6]
        if len(numbers) != len(vote.options):
            return Problem("ballot-resistance", {"count": len(vote.options)})
        pairs = [(option.number, number) for option, number in zip(vote.options, numbers, strict=True)]
    if unknown := [option for option, _ in pairs if accepted(option) is None]:
        return Problem("ballot-unknown", {"number": unknown[0]})
    if any(weight > MOST_RESISTANCE for _, weight in pairs):
        return Problem("ballot-resistance-range")
    return tuple(sorted(dict(pairs).items()))


def _opinion(text: str, accepted: Accepted) -> Ballot | Problem:
    """Read `+3 -5 ?7`: agree, disagree, pass. A number without a sign agrees."""
    given: dict[int, int] = {}
    for sign, number in _OPINION.findall(text):
        if accepted(int(number)) is None:
            return Problem("ballot-unknown", {"number": int(number)})
        given[int(number)] = -1 if sign.casefold() in _AGAINST else 0 if sign in _PASS else 1
    return tuple(sorted(given.items())) or Problem("ballot-empty")


def _scale(text: str) -> Ballot | Problem:
    numbers = [int(number) for number in _NUMBER.findall(text) if len(number) < 6]
    if len(numbers) != 1 or numbers[0] not in SCALE:
        return Problem("ballot-scale")
    return ((1, numbers[0]),)
