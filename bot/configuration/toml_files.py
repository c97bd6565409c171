"""A TOML file that was read: its data, and the line of everything in it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from bot.configuration.problems import Problem
from bot.configuration.toml_lines import KeyPath, Lines

SYNTAX = {
    "Cannot overwrite a value": "Diese Angabe steht schon weiter oben. Bitte eine der beiden Zeilen löschen.",
    "Cannot declare": (
        "Diesen Abschnitt gibt es schon weiter oben. Bitte beide zusammenlegen. "
        "(Nur [[workshop]] und [[phase]] in doppelten Klammern dürfen sich wiederholen.)"
    ),
    "Cannot mutate": "Dieser Abschnitt ist weiter oben schon abgeschlossen. Bitte beide zusammenlegen.",
    "Expected '=' after a key": 'Hier fehlt das Gleichheitszeichen. So ist es richtig: title = "Bürgerkonferenz"',
    "Invalid value": (
        "Der Wert nach dem Gleichheitszeichen ist unvollständig oder ein Text ohne Anführungszeichen. "
        'So ist es richtig: title = "Bürgerkonferenz", invited = 371, plain = true'
    ),
    "Illegal character '\\n'": "Am Ende des Textes fehlt das schließende Anführungszeichen.",
    "Unterminated string": "Ein Text wird nicht geschlossen: Es fehlt das Anführungszeichen am Ende.",
    "Unclosed array": 'Eine Liste wird nicht geschlossen: Es fehlt ein Komma oder ]. Beispiel: ["eins", "zwei"]',
    "Unclosed inline table": "Eine geschweifte Klammer wird nicht geschlossen: Es fehlt ein Komma oder }.",
    "at the end of a table declaration": "Die Überschrift wird nicht geschlossen. Beispiel: [conference]",
    "at the end of an array declaration": "Die Überschrift wird nicht geschlossen. Beispiel: [[workshop]]",
    "Expected newline": "Nach dem Wert steht noch etwas, das dort nicht hingehört. Eine Anmerkung beginnt mit #",
    "Unescaped '\\'": "Ein Rückwärtsschrägstrich \\ muss doppelt geschrieben werden: \\\\",
    "Invalid date or datetime": "Dieses Datum gibt es nicht. So ist es richtig: starts = 2027-06-20T11:00:00",
    "Duplicate inline table key": "In der geschweiften Klammer steht dieselbe Angabe zweimal.",
    "Invalid statement": "Diese Zeile ist nicht zu verstehen. Eine Anmerkung beginnt mit #",
}
SYNTAX_OTHERWISE = "Diese Zeile ist nicht zu verstehen. Eine Angabe hat die Form: name = wert"
NO_FILE = "Diese Datei gibt es nicht. Bitte Namen und Ordner prüfen."
NO_LEAVE = "Diese Datei lässt sich nicht lesen. Bitte prüfen, ob es eine Datei ist und wer sie lesen darf."
NOT_UTF8 = "Die Datei ist nicht als UTF-8 gespeichert. Bitte im Editor mit der Kodierung UTF-8 speichern."
TOO_DEEP = "Die Datei ist zu tief verschachtelt."
AT_LINE = re.compile(r"\(at line (\d+), column \d+\)$")
HEAD = re.compile(r"^[ \t]*\[\[?[A-Za-z0-9_.\- ]+\]\]?[ \t]*(?:#.*)?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class TomlFile:
    """Data with the place of each of its keys."""

    name: str
    data: dict[str, Any]
    lines: Lines

    def problem(self, path: KeyPath, sentence: str) -> Problem:
        """Return a problem at a key, or near it."""
        return Problem(self.name, self.lines.of(path), sentence)


def read(path: Path) -> TomlFile | list[Problem]:
    """Read a file; what comes back instead is everything that is wrong with its syntax. Never raises."""
    name = str(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return [Problem(name, 1, NO_FILE)]
    except UnicodeDecodeError:
        return [Problem(name, 1, NOT_UTF8)]
    except (OSError, ValueError):
        return [Problem(name, 1, NO_LEAVE)]
    return parse(text, name)


def parse(text: str, name: str) -> TomlFile | list[Problem]:
    """Read TOML that is at hand already; the same answers as `read`."""
    try:
        return TomlFile(name, tomllib.loads(text), Lines(text))
    except RecursionError:
        return [Problem(name, 1, TOO_DEEP)]
    except ValueError as error:
        return _parts(text, name) or [_problem(error, text, name, 0)]


def _parts(text: str, name: str) -> list[Problem]:
    """Look for errors in each table by itself: the parser stops at the first, people want to know them all."""
    starts = [0, *(head.start() for head in HEAD.finditer(text)), len(text)]
    problems = []
    for start, end in pairwise(starts):
        try:
            tomllib.loads(text[start:end])
        except (ValueError, RecursionError) as error:
            problems.append(_problem(error, text[start:end], name, text.count("\n", 0, start)))
    return problems


def _problem(error: Exception, text: str, name: str, above: int) -> Problem:
    found = AT_LINE.search(str(error))
    line = int(found[1]) if found else text.rstrip().count("\n") + 1
    sentence = next((words for part, words in SYNTAX.items() if part in str(error)), SYNTAX_OTHERWISE)
    return Problem(name, above + line, sentence)
