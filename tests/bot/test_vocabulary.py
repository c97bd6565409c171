"""A word of a command means the same in every room, whichever language it is of."""

from __future__ import annotations

from bot.vocabulary import vocabulary
from bot.word_file import LANGUAGES
from bot.wording import wording
from commands.reading import folded
from commands.table import COMMANDS


def test_a_word_means_one_command_in_all_languages() -> None:
    """With and without umlauts: `länger` and `laenger` are one word, and no other command's."""
    means: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for command in COMMANDS:
            for word in wording(language).words(command):
                assert word == word.strip().casefold()
                assert " " not in word
                means.setdefault(folded(word), set()).add(command)
    assert {word: commands for word, commands in means.items() if len(commands) > 1} == {}


def test_the_vocabulary_knows_every_word() -> None:
    """All words of all languages are understood in every room."""
    known = vocabulary()
    for language in LANGUAGES:
        for command in COMMANDS:
            assert {known.folded[folded(word)] for word in wording(language).words(command)} == {command}
