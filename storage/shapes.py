"""People's words as they stand in what we say: they ring nobody's phone, and in HTML they are no markup.

Whoever says them and whoever looks for them, to hide or to erase them, has the shape from here.
"""

from __future__ import annotations

import html
from collections.abc import Iterator

NO_PING = "\u2060"
"""Put behind an @, so that nobody's phone rings because somebody wrote a name."""
STAND_INS = {0xE000: None, 0xE001: None}
"""Signs that nobody writes, kept for the sentences' own use."""


def visible(words: str) -> str:
    """Return words without what is never shown of them."""
    return words.translate(STAND_INS)


def plain(words: str) -> str:
    """Return words as they stand in plain text."""
    return visible(words).replace("@", f"@{NO_PING}")


def rich(words: str) -> str:
    """Return words as they stand in HTML."""
    return html.escape(plain(words)).replace("\n", "<br>")


def shapes(words: str) -> Iterator[str]:
    """Yield words as they may stand in a message: as they were typed, in plain text and in HTML; each shape once.

    Of words that are never shown there is none but what was typed.
    """
    yield from filter(None, dict.fromkeys((words, plain(words), html.escape(plain(words)), rich(words))))
