"""People's words without what cannot be seen: fit to stand in a document beside others."""

from __future__ import annotations

import unicodedata

UNSEEN = frozenset("\u061c\u200b\u200e\u200f\u2060\ufeff")
"""Characters that nobody sees and that turn or hide what stands beside them."""
TURNING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
"""What turns the direction of the writing until something ends it."""


def plain(text: str) -> str:
    """Return people's words without what cannot be seen: control characters, and marks that turn the writing."""
    kept = "".join(mark for mark in text if mark == "\n" or mark.isprintable() or not _unseen(mark))
    return "\n".join(" ".join(row.split()) for row in kept.splitlines()).strip()


def rowless(text: str) -> str:
    """Return people's words in one row."""
    return " ".join(plain(text).split())


def _unseen(mark: str) -> bool:
    if mark.isspace():
        return False
    return (
        mark in UNSEEN or unicodedata.category(mark) in {"Cc", "Cs", "Co"} or unicodedata.bidirectional(mark) in TURNING
    )
