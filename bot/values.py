"""The values of a line become text, once, for where it goes: plain or HTML."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from storage.shapes import plain, rich
from workshop_flows.effects import Clock, Item, Items, Line, Person, Value
from workshop_flows.values import Moment, Text

WITHDRAWN = Line("withdrawn")
REFERENCES = frozenset({"number", "idea", "head", "first", "last", "rank"})
"""Values that are names of things and no amounts: never written `2.027`."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a sentence depends on besides its words: the time zone, how people are addressed, and their names."""

    zone: str = "Europe/Berlin"
    address: str = "Sie"
    names: Mapping[int, str] | None = None


class Sentences(Protocol):
    """Where the small words come from that values need."""

    def formatted(self, name: str, values: Mapping[str, object], address: str) -> str:
        """Return one sentence. Raises KeyError for a line that does not exist, ValueError for a missing value."""


class Plain:
    """Values as plain text."""

    rows = "\n"
    """What stands between rows."""

    def __init__(self, sentences: Sentences, setting: Setting) -> None:
        """Write values that stand in these sentences, and lines that are values of lines."""
        self.sentences, self.setting = sentences, setting

    def line(self, line: Line) -> str:
        """Return a line with its values. Raises KeyError and ValueError as its sentence does."""
        values = {name: self.value(value, name) for name, value in line.values.items()}
        return self.sentences.formatted(line.name, values, self.setting.address)

    def value(self, value: Value, name: str) -> object:
        """Return a value as it is put into a sentence; `name` is what the line calls it."""
        match value:
            case Text():
                return self.people(value)
            case str():
                return self.ours(value, name)
            case Clock(at):
                return self.sentences.formatted("clock", {"time": self.clock(at)}, self.setting.address)
            case Person(number):
                known = (self.setting.names or {}).get(number)
                return self.people(known) if known else self.sentences.formatted("person-unknown", {}, "")
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
        return plain(text)

    def ours(self, text: str, _name: str) -> str:
        """Return words of our own, or of the plan."""
        return text

    def clock(self, at: Moment) -> str:
        """Return a time of day: `9:02`."""
        local = datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(self.setting.zone))
        return f"{local.hour}:{local.minute:02}"

    def items(self, items: Items) -> str:
        """Return a list of what people gave: in a line, or each on a row of its own."""
        rows = [f"{item.reference} {self.words(item.text)}" for item in items.items]
        return (self.rows if items.long else " · ").join(rows)

    def several(self, parts: list[str], *, rows: bool) -> str:
        """Return parts below each other, or as a list that is read aloud: `A, B und C`."""
        if rows:
            return self.rows.join(parts)
        if len(parts) < 2:
            return "".join(parts)
        last = self.sentences.formatted("and", {}, self.setting.address)
        return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


class Html(Plain):
    """Values as HTML."""

    rows = "<br>"

    def people(self, text: str) -> str:
        """Return people's words, escaped, with their own rows."""
        return rich(text)

    def ours(self, text: str, name: str) -> str:
        """Return words of our own, or of the plan, escaped; a title stands out."""
        escaped = html.escape(text)
        return f"<strong>{escaped}</strong>" if name == "title" else escaped
