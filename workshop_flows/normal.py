"""Words made comparable: the same sentence typed twice on two phones is the same sentence."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LONGEST = 500
"""Characters of a contribution that are looked at. Cut before normalising: 64 KB of combining marks take 800 ms."""

_NOT_WORD = re.compile(r"[^\w+-]+")


@lru_cache(256)  # one contribution is compared in several places
def normalised(text: str) -> str:
    """Return the words in one case, without punctuation, emoji and superfluous spaces; empty if nothing is left."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).casefold()
    return _NOT_WORD.sub(" ", plain).strip()
