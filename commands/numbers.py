"""Numbers as people write them: references such as `7`, `B7` and `F1`, minutes, spoken ones."""

from __future__ import annotations

import re
from dataclasses import dataclass

WORDS = {
    "eins": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
NUMBER = re.compile(r"\d+")
WORD = re.compile(r"[^\W\d_]+")
_REFERENCE = re.compile(r"(?<![\w])#?([A-Za-z]{0,2})\s?(\d{1,5})(?!\w)")
_MINUTES = re.compile(r"\s*\+?(\d{1,3})\s*(?:min(?:uten?|utes?)?)?\s*[.!]*\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reference:
    """Something pointed at: an idea (`7`, `B7`) or a question (`F1`)."""

    letter: str
    number: int


def references(text: str) -> list[Reference]:
    """Return everything pointed at, in order: `1 6`, `B7`, `F1`, `#12`."""
    return [Reference(letter.upper(), int(number)) for letter, number in _REFERENCE.findall(text)]


def minutes(text: str) -> int | None:
    """Return a number of minutes (`5`, `+5`, `5 min`), or None if the text is something else."""
    found = _MINUTES.fullmatch(text)
    return int(found[1]) if found else None


def only_numbers(text: str) -> bool:
    """Say whether a text is numbers and blanks: then there is nothing to find out about how they are meant."""
    return text.replace(" ", "").isdecimal()


def numbers(text: str) -> list[int]:
    """Return the numbers of a text, in order; one of more than five digits is none."""
    return [int(number) for number in NUMBER.findall(text) if len(number) < 6]
