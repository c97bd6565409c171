"""Signs under messages: Discord knows only whole emoji, so a number stands beside the lamp in emoji of its own."""

from __future__ import annotations

import re

_PARTS = re.compile(r"(?P<mark>[^0-9A-Za-z?]+)(?P<reference>[0-9A-Za-z?]*)")
_KEYCAP = "\ufe0f\u20e3"
_FIRST_LETTER = 0x1F1E6


def signs(sign: str) -> list[str] | None:
    """Return the emoji to put under a message; None if it cannot be said so: each emoji stands there only once."""
    parts = _PARTS.fullmatch(sign)
    if parts is None:
        return None
    found = [parts["mark"], *(_emoji(each) for each in parts["reference"].upper())]
    return found if len(set(found)) == len(found) else None


def words(sign: str) -> str:
    """Return a sign as words, for a short answer instead."""
    parts = _PARTS.fullmatch(sign)
    return sign if parts is None else f"{parts['mark']} {parts['reference']}".strip()


def _emoji(letter: str) -> str:
    if letter.isdigit():
        return letter + _KEYCAP
    return "❔" if letter == "?" else chr(_FIRST_LETTER + ord(letter) - ord("A"))
