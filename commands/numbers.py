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
    "und oder sowie dann auch noch ich wir nehme nehmen wähle waehle gebe stimme stimmen bin für fuer auf an zu von",
    "die der das den dem meine mein meiner mir mich bitte nr nummer nummern note idee ideen vorschlag vorschläge punkt",
    "punkte je mal alle alles ja nein dafür dagegen hier sind ist wäre wären sehr gern gerne danke toll eine einen",
    "einmal zweimal dreimal viermal fünfmal doppelt beide beides egal enthaltung ein",
    "and or then also i we take choose give vote votes for against on the my please no number numbers idea ideas",
    "point points dot dots times all to yes of once twice",
)
FILLERS = frozenset(word for row in FILLER_ROWS for word in row.split())
WORDS = {
    "eins": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
TIMES = {
    "einmal": "1 mal", "zweimal": "2 mal", "dreimal": "3 mal", "viermal": "4 mal", "fünfmal": "5 mal",
    "doppelt": "2 mal", "once": "1 mal", "twice": "2 mal",
}  # fmt: skip
SPOKEN = {word: str(number) for word, number in WORDS.items()}
_KEYCAP = re.compile("\ufe0f?\u20e3")
_SKIN = re.compile("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")
_REFERENCE = re.compile(r"(?<![\w])#?([A-Za-z]{0,2})\s?(\d{1,5})(?!\w)")
_PAIR = re.compile(r"(\d{1,5})\s*[=:]\s*(\d{1,5})")
_DASH_PAIR = re.compile(r"(\d{1,5})\s*[-\u2013\u2212]\s*(\d{1,5})")
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
_OF_FIVE = re.compile(r"\b(\d)\s*(?:von|of|/)\s*5\b", re.IGNORECASE)
_OPINION = re.compile(r"👍|👎|[+\-\u2212\u2013?]|\d{1,5}|[^\W\d_]+")
_NUMERO = re.compile(r"\bno\.")
_FOR = frozenset({"+", "👍", "ja", "yes", "dafür", "dafuer", "for", "pro"})
_AGAINST = frozenset({"-", "\u2212", "\u2013", "👎", "nein", "no", "dagegen", "against", "contra", "kontra"})
_PASS = frozenset({"?", "egal", "enthaltung", "neutral", "pass"})
_MINUTES = re.compile(r"\s*\+?(\d{1,3})\s*(?:min(?:uten?|utes?)?)?\s*[.!]*\s*", re.IGNORECASE)

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


def looks_like_ballot(text: str, method: Method | None = None) -> bool:
    """Say whether a message is nothing but numbers, signs and filler words."""
    if len(text) > LONGEST_BALLOT:
        return False
    words = [word for word in _WORD.findall(text.casefold()) if word not in WORDS]
    if _NUMBER.search(text) is None:
        spoken = len(words) < len(_WORD.findall(text))
        if not spoken or method not in {Method.SCALE, Method.SINGLE}:
            return False
    return all(word in FILLERS or len(word) == 1 for word in words)


def ballot(text: str, vote: Vote, accepted: Accepted) -> Ballot | Problem:
    """Read a ballot for a vote, or say what is wrong with it. Never guesses.

    A bundled idea's number counts for its bundle; the ballot keeps the number that was written.
    """
    words = SPOKEN if vote.method in {Method.SCALE, Method.SINGLE} else TIMES
    plain = _digits(_KEYCAP.sub(" ", _SKIN.sub("", text[:LONGEST_BALLOT])), words)
    match vote.method:
        case Method.OPINION:
            return _opinion(plain, accepted)
        case Method.RESISTANCE:
            return _resistance(plain, vote, accepted)
        case Method.SCALE:
            return _scale(plain)
        case _:
            return _chosen(plain, vote, accepted)


def _digits(text: str, words: Mapping[str, str]) -> str:
    """Return the text with spoken numbers as digits: `zweimal die 4` is `2 mal die 4`."""
    return _WORD.sub(lambda found: words.get(found[0].casefold(), found[0]), text)


def _chosen(text: str, vote: Vote, accepted: Accepted) -> Ballot | Problem:
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
        if given.total() > limit:
            return Problem("ballot-too-many-dots", {"given": given.total(), "limit": limit})
        return tuple(sorted((number, weight) for number, weight in given.items() if weight))
    if len({accepted(number) for number in given}) > limit:
        name = "ballot-only-one" if limit == 1 else "ballot-too-many"
        return Problem(name, {"given": len(given), "limit": limit})
    return tuple((number, 1) for number in sorted(given))


def _plain_numbers(text: str) -> list[int]:
    return [int(number) for number in _NUMBER.findall(text) if len(number) < 6]


def _once(text: str) -> Counter[int]:
    """Return the numbers that are chosen; none if it is not clear which number is one and which is an amount."""
    return Counter() if _unclear(text) else Counter(set(_plain_numbers(text)))


def _unclear(text: str) -> bool:
    """Say whether a number may be an amount of something: `2 Stimmen für 4 und 7`, `zwei auf die 4`."""
    spoken = any(word in WORDS for word in _WORD.findall(text.casefold()))
    return spoken or _AMOUNT.search(text) is not None


def _dots(text: str, limit: int) -> Counter[int]:
    """Return how many dots each number gets: `4 4 9`, `3=2 7=1`, `2 Punkte für die 4`, `alle für die 4`."""
    if (whole := _ALL.fullmatch(text.strip())) is not None:
        return Counter({int(whole[1]): limit})
    if (each := _EACH.search(text)) is not None:
        rest = text[: each.start()] + text[each.end() :]
        return Counter(dict.fromkeys(_plain_numbers(rest), int(each[1])))
    given: Counter[int] = Counter()
    for pattern, number, weight in ((_DOTS_BEHIND, 1, 2), (_DOTS_FOR, 2, 1), (_PAIR, 1, 2)):
        for found in pattern.finditer(text):
            given[int(found[number])] += int(found[weight])
        text = pattern.sub(" ", text)
    if _unclear(text):
        return Counter()
    given.update(_plain_numbers(text))
    return given


def _resistance(text: str, vote: Vote, accepted: Accepted) -> Ballot | Problem:
    """Read `1=0 2=7 3=10`, `1-0 2-7`, pairs without a sign, or one number for each option in their order."""
    pattern = _PAIR if _PAIR.search(text) else _DASH_PAIR
    pairs = [(int(option), int(weight)) for option, weight in pattern.findall(text)]
    rest = _plain_numbers(pattern.sub(" ", text))
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


def _opinion(text: str, accepted: Accepted) -> Ballot | Problem:
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


def _scale(text: str) -> Ballot | Problem:
    numbers = _plain_numbers(_OF_FIVE.sub(r"\1", text))
    if len(numbers) != 1 or numbers[0] not in SCALE:
        return Problem("ballot-scale")
    return ((1, numbers[0]),)
