"""Where in a TOML file something stands: key path -> line. The parser of the standard library does not say."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from typing import TypeAlias

KeyPath: TypeAlias = tuple[str | int, ...]
"""`("workshop", 2, "starts")`: names of keys, and places in lists counted from 0."""

BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
SPACE = re.compile(r"[ \t]*")
BARE_KEY = re.compile(r"[^\s=.,\[\]{}#\"']+")
BARE_VALUE = re.compile(r"[^,\]}#\n]*")
REST_OF_LINE = re.compile(r"[^\n]*")
STRINGS = (
    ('"""', re.compile(r'"""(?:\\.|[^\\])*?"{3,5}', re.DOTALL)),
    ("'''", re.compile(r"'''.*?'{3,5}", re.DOTALL)),
    ('"', re.compile(r'"(?:\\.|[^"\\\n])*"?')),
    ("'", re.compile(r"'[^'\n]*'?")),
)


class Lines:
    """The lines of one text. What cannot be found is looked for at the table around it; never raises."""

    def __init__(self, text: str) -> None:
        self._known = _Scanner(text).known

    def of(self, path: KeyPath) -> int:
        """Return the line (from 1) of a key, or of the nearest thing around it that stands in the text."""
        while path:
            if path in self._known:
                return self._known[path]
            path = path[:-1]
        return 1


class _Scanner:
    """One walk through the text. It trusts that a parser accepted it, and only ever moves forward."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.known: dict[KeyPath, int] = {}
        self.counts: dict[KeyPath, int] = {}
        self.breaks = [place for place, sign in enumerate(text) if sign == "\n"]
        table: KeyPath = ()
        self._skip(BLANK)
        while self.at < len(text):
            start = self.at
            table = self._statement(table)
            self._skip(REST_OF_LINE)
            self._skip(BLANK)
            self.at = max(self.at, start + 1)

    def _statement(self, table: KeyPath) -> KeyPath:
        """Read a table's head or `key = value`; return the table that the following lines belong to."""
        if self.text.startswith("[", self.at):
            return self._head()
        self._pair(table)
        return table

    def _head(self) -> KeyPath:
        start = self.at
        several = self.text.startswith("[[", start)
        self.at += 2 if several else 1
        names = self._names()
        if not names:
            return ()
        path = self._resolved(names[:-1]) if several else self._resolved(names)
        if several:
            path = (*path, names[-1])
            self._note(path, start)
            self.counts[path] = self.counts.get(path, 0) + 1
            path = (*path, self.counts[path] - 1)
        self._note(path, start)
        return path

    def _resolved(self, names: list[str]) -> KeyPath:
        """Return the path of a table; in an array of tables the last one so far is meant."""
        path: KeyPath = ()
        for name in names:
            path = (*path, name)
            if path in self.counts:
                path = (*path, self.counts[path] - 1)
        return path

    def _pair(self, table: KeyPath) -> None:
        start = self.at
        path = table
        for name in self._names():
            path = (*path, name)
            self._note(path, start)
        self._skip(SPACE)
        if self.text.startswith("=", self.at):
            self.at += 1
            self._value(path)

    def _names(self) -> list[str]:
        """Read a key; a dotted one has several names."""
        names = []
        while True:
            self._skip(SPACE)
            quoted = self._string()
            names.append(self._take(BARE_KEY) if quoted is None else _unquoted(quoted))
            self._skip(SPACE)
            if not self.text.startswith(".", self.at):
                return [name for name in names if name]
            self.at += 1

    def _value(self, path: KeyPath) -> None:
        self._skip(SPACE)
        if self._string() is not None:
            return
        if self.text.startswith("[", self.at):
            self._list(path)
        elif self.text.startswith("{", self.at):
            self._inline(path)
        else:
            self._skip(BARE_VALUE)

    def _list(self, path: KeyPath) -> None:
        number = 0
        while self._goes_on("]"):
            start = self.at
            self._note((*path, number), start)
            self._value((*path, number))
            number += 1
            self.at = max(self.at, start + 1)

    def _inline(self, path: KeyPath) -> None:
        while self._goes_on("}"):
            start = self.at
            self._pair(path)
            self.at = max(self.at, start + 1)

    def _goes_on(self, end: str) -> bool:
        """Step over the bracket or comma; say whether another element follows."""
        self._skip(BLANK)
        if self.text.startswith(("[", "{", ","), self.at):
            self.at += 1
            self._skip(BLANK)
        if self.text.startswith(end, self.at):
            self.at += 1
            return False
        return self.at < len(self.text)

    def _string(self) -> str | None:
        for quote, pattern in STRINGS:
            if self.text.startswith(quote, self.at):
                return self._take(pattern) or self._take(REST_OF_LINE)
        return None

    def _take(self, pattern: re.Pattern[str]) -> str:
        start = self.at
        self._skip(pattern)
        return self.text[start : self.at]

    def _skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def _note(self, path: KeyPath, at: int) -> None:
        self.known.setdefault(path, bisect_right(self.breaks, at - 1) + 1)


def _unquoted(literal: str) -> str:
    try:
        return str(tomllib.loads(f"key = {literal}")["key"])
    except tomllib.TOMLDecodeError:
        return literal.strip("\"'")
