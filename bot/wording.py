"""Lines become sentences: in a language, for an address (Sie or du), escaped once for where they go."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser

from commands.reading import Vocabulary
from commands.table import COMMANDS
from workshop_flows.effects import Clock, Item, Items, Line, Person, Value
from workshop_flows.values import Moment, Text

if TYPE_CHECKING:
    from workshop_flows.facts.votes import Option

LANGUAGES = ("de", "en")
PREFIX = "command-"
ENTRY = re.compile(r"^([a-z][\w-]*) *=", re.MULTILINE)
"""How an entry of a file of words begins."""
BREAK = "\n"
WITHDRAWN = Line("withdrawn")
REFERENCES = frozenset({"number", "idea", "head", "first", "last", "rank"})
"""Values that are names of things and no amounts: never written `2.027`."""
LONG = 200
"""Characters from which on a value is put in after formatting: Fluent refuses values of more than 1,000."""
STAND_INS = {0xE000: None, 0xE001: None}
"""Signs that nobody writes, kept for ourselves."""
NO_PING = "\u2060"
"""Put behind an @ in people's words, so that nobody's phone rings because somebody wrote a name."""
COUNTED = {
    "de": ("null", "eine", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"),
    "en": ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
}


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message as plain text and as HTML."""

    plain: str
    html: str


@dataclass(frozen=True, slots=True)
class Setting:
    """What a sentence depends on besides its words: the time zone, how people are addressed, and their names."""

    zone: str = "Europe/Berlin"
    address: str = "Sie"
    names: Mapping[int, str] | None = None


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
        return Rendered(self.plain(lines, setting), self._html(lines, setting))

    def plain(self, lines: Sequence[Line], setting: Setting) -> str:
        """Return lines as plain text."""
        return self._joined(lines, _Plain(self, setting), BREAK)

    def _html(self, lines: Sequence[Line], setting: Setting) -> str:
        return self._joined(lines, _Html(self, setting), "<br>")

    def _joined(self, lines: Sequence[Line], format_: _Plain, row: str) -> str:
        said = ""
        for line in lines:
            text = format_.line(line)
            if not text:
                continue
            if said:
                said += row if self._stands_alone(line.name) else " "
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


class _Plain:
    """Values as plain text."""

    rows = BREAK

    def __init__(self, wording: Wording, setting: Setting) -> None:
        self.wording, self.setting = wording, setting

    def line(self, line: Line) -> str:
        values = {name: self.value(value, name) for name, value in line.values.items()}
        return self.wording.formatted(line.name, values, self.setting.address)

    def value(self, value: Value, name: str) -> object:
        match value:
            case Text():
                return self.people(value)
            case str():
                return self.ours(value, name)
            case Clock(at):
                return self.wording.formatted("clock", {"time": self.clock(at)}, self.setting.address)
            case Person(number):
                known = (self.setting.names or {}).get(number)
                return self.people(known) if known else self.wording.formatted("person-unknown", {}, "")
            case Item(reference, text):
                return f"{reference} „{self.words(text)}“"
            case Items():
                return self.items(value)
            case int() if name in REFERENCES:
                return str(value)
            case Line():
                return self.line(value)
            case tuple():
                return self.several([self.line(each) for each in value], rows=name == "rows")
            case _:
                return value

    def words(self, text: Text | Line) -> str:
        """Return the words of a list's row; erased ones were withdrawn."""
        return self.line(text) if isinstance(text, Line) else self.people(text) or self.line(WITHDRAWN)

    def people(self, text: str) -> str:
        """Return people's words: nobody is pinged by them."""
        return text.translate(STAND_INS).replace("@", f"@{NO_PING}")

    def ours(self, text: str, _name: str) -> str:
        return text

    def clock(self, at: Moment) -> str:
        local = datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(self.setting.zone))
        return f"{local.hour}:{local.minute:02}"

    def items(self, items: Items) -> str:
        rows = [f"{item.reference} {self.words(item.text)}" for item in items.items]
        return (self.rows if items.long else " · ").join(rows)

    def several(self, parts: list[str], *, rows: bool) -> str:
        if rows:
            return self.rows.join(parts)
        if len(parts) < 2:
            return "".join(parts)
        last = self.wording.formatted("and", {}, self.setting.address)
        return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


class _Html(_Plain):
    """Values as HTML."""

    rows = "<br>"

    def people(self, text: str) -> str:
        return html.escape(super().people(text)).replace("\n", "<br>")

    def ours(self, text: str, name: str) -> str:
        escaped = html.escape(text)
        return f"<strong>{escaped}</strong>" if name == "title" else escaped


@cache
def source(language: str) -> str:
    """Return the words of a language as they stand in the file."""
    return files("bot").joinpath("words", f"{language}.ftl").read_text("utf-8")


def entries(words: str) -> dict[str, str]:
    """Return a file of words cut into its entries, by name."""
    found = list(ENTRY.finditer(words))
    ends = [*(each.start() for each in found[1:]), len(words)]
    return {each[1]: words[each.start() : end] for each, end in zip(found, ends, strict=True)}


@cache
def wording(language: str) -> Wording:
    """Return the wording of a language; read once."""
    return Wording(language)


def labels(options: Iterable[Option], language: str) -> tuple[tuple[str, str], ...]:
    """Return a vote's options for tapping: each number, and the words that it is chosen by."""
    words = wording(language)

    def said(option: Option) -> str:
        return option.title or words.formatted("status-quo" if option.status_quo else WITHDRAWN.name, {}, "")

    return tuple((str(each.number), f"{each.number} {said(each)}") for each in options)


def vocabulary(names: Iterable[str] = ()) -> Vocabulary:
    """Return the words of all commands in all languages: both are understood in every room."""
    words: dict[str, str] = {}
    for command in COMMANDS:
        for language in LANGUAGES:
            for word in wording(language).words(command):
                words.setdefault(word, command)
    return Vocabulary(words, tuple(names))


Speak = Callable[[Sequence[Line]], Rendered]
