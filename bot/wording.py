"""Lines become sentences: in a language, for an address (Sie or du), escaped once for where they go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser

from bot.values import Html, Plain, Setting
from bot.word_file import entries, source
from workshop_flows.effects import Line

PREFIX = "command-"
LONG = 200
"""Characters from which on a value is put in after formatting: Fluent refuses values of more than 1,000."""
COUNTED = {
    "de": ("null", "eine", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"),
    "en": ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
}


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message as plain text and as HTML."""

    plain: str
    html: str


class Wording:
    """The sentences of one language."""

    def __init__(self, language: str, words: str | None = None) -> None:
        """Know the words of a language, or those handed in; fall back on nothing: a test keeps the languages equal.

        Each entry is parsed when it is first said: all of them at the start would take a quarter of a second.
        """
        self.language = language
        self._entries = entries(source(language) if words is None else words)
        functions: dict[str, Any] = {"COMMAND": self.word, "WORD": self._count}
        self._bundle = FluentBundle([language], use_isolating=False, functions=functions)
        self._parser = FluentParser(with_spans=False)

    def word(self, command: str) -> str:
        """Return the first word of a command, as help names it."""
        return self.words(str(command))[0]

    def words(self, command: str) -> list[str]:
        """Return all words of a command in this language."""
        return [word.strip() for word in self.formatted(PREFIX + command, {}, "").split(",")]

    def _count(self, number: Any) -> str:  # noqa: ANN401 - fluent's own number type
        value = int(number)
        return COUNTED[self.language][value] if 0 <= value < len(COUNTED[self.language]) else str(value)

    def names(self) -> frozenset[str]:
        """Return the names of all lines."""
        return frozenset(self._entries)

    def render(self, lines: Sequence[Line], setting: Setting) -> Rendered:
        """Return lines as one message: in one paragraph, but for those that stand on a row of their own."""
        return Rendered(self.plain(lines, setting), self._joined(lines, Html(self, setting)))

    def plain(self, lines: Sequence[Line], setting: Setting) -> str:
        """Return lines as plain text."""
        return self._joined(lines, Plain(self, setting))

    def _joined(self, lines: Sequence[Line], format_: Plain) -> str:
        said = ""
        for line in lines:
            text = format_.line(line)
            if not text:
                continue
            if said:
                said += format_.rows if self._stands_alone(line.name) else " "
            said += text
        return said

    def _stands_alone(self, name: str) -> bool:
        return "row" in self._message(name).attributes

    def formatted(self, name: str, values: Mapping[str, object], address: str) -> str:
        """Return one sentence. Raises KeyError for a line that does not exist, ValueError for a missing value."""
        message = self._message(name)
        pattern = message.attributes.get(address, message.value)
        if pattern is None:
            raise KeyError(name)
        long = {key: str(value) for key, value in values.items() if isinstance(value, str) and len(value) > LONG}
        stand_ins = {key: f"\ue000{place}\ue001" for place, key in enumerate(long)}
        text, errors = self._bundle.format_pattern(pattern, {**values, **stand_ins})
        text = str(text)
        if errors:
            raise ValueError(f"{self.language}: {name}: {errors[0]}")
        for key, stand_in in stand_ins.items():
            text = text.replace(stand_in, long[key])
        return text

    def _message(self, name: str) -> Any:  # noqa: ANN401 - fluent's own type
        if not self._bundle.has_message(name):
            self._bundle.add_resource(self._parser.parse(self._entries[name]))
        return self._bundle.get_message(name)


@cache
def wording(language: str) -> Wording:
    """Return the wording of a language; read once."""
    return Wording(language)
