"""The words of all commands in all languages: both are understood in every room."""

from __future__ import annotations

from collections.abc import Iterable

from bot.word_file import LANGUAGES
from bot.wording import wording
from commands.reading import Vocabulary
from commands.table import COMMANDS


def vocabulary(names: Iterable[str] = ()) -> Vocabulary:
    """Return what commands are called; `names` is what the bot is called."""
    words: dict[str, str] = {}
    for command in COMMANDS:
        for language in LANGUAGES:
            for word in wording(language).words(command):
                words.setdefault(word, command)
    return Vocabulary(words, tuple(names))
