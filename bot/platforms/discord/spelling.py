"""Commands on Discord begin with a slash, and everybody's client offers them; the house writes `!` before them."""

from __future__ import annotations

import re
from functools import cache

from bot.platforms.discord.lines import ENGLISH, GERMAN
from bot.wording import wording
from commands.table import COMMANDS


def slashed(text: str) -> str:
    """Return our words with the commands as Discord offers them."""
    return _ours().sub(r"/\1", text)


def unslashed(text: str) -> str:
    """Return a command that was typed with its slash, and sent as a plain message, as the house reads it."""
    return _typed().sub(r"!\1", text, count=1)


@cache
def _ours() -> re.Pattern[str]:
    first = "|".join(sorted(_words(1), key=len, reverse=True))
    return re.compile(rf"(?<![\w!])!({first})(?!\w)")


@cache
def _typed() -> re.Pattern[str]:
    every = "|".join(sorted(_words(None), key=len, reverse=True))
    return re.compile(rf"\A\s*/({every})(?!\w)", re.IGNORECASE)


def _words(most: int | None) -> set[str]:
    """Return the words of all commands; `most`: so many of each command in each language."""
    every = [wording(language).words(name)[:most] for language in (GERMAN, ENGLISH) for name in COMMANDS]
    return {re.escape(word) for words in every for word in words}
