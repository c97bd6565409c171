"""A file of words: one a language, cut into its entries."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

LANGUAGES = ("de", "en")
ENTRY = re.compile(r"^([a-z][\w-]*) *=", re.MULTILINE)
"""How an entry begins."""


@cache
def source(language: str, package: str = "bot") -> str:
    """Return the words of a language as they stand in the file; parts of the house may have files of their own."""
    return files(package).joinpath("words", f"{language}.ftl").read_text("utf-8")


def entries(words: str) -> dict[str, str]:
    """Return a file of words cut into its entries, by name."""
    found = list(ENTRY.finditer(words))
    ends = [*(each.start() for each in found[1:]), len(words)]
    return {each[1]: words[each.start() : end] for each, end in zip(found, ends, strict=True)}
