"""Splitting a line into a command and the rest, as forgiving as people on phones need it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from rapidfuzz import fuzz, process

from workshop_flows.values import Text

LABELS = frozenset({"idea", "question", "message", "vote"})
"""Commands that a word with a colon stands for: `Idee: Nachtbus am Wochenende`."""
MEETBOT = frozenset({"startmeeting", "topic", "endmeeting"})
"""Words that people know from MeetBot, with its sign: `#topic`."""
CLOSE = 70.0
"""From this likeness (0-100) on a mistyped word is taken for a command that may be meant."""
MOST = 4000
"""Characters up to which a message is put into composed form."""
ALMOST = 80.0
"""From this likeness on what is kept anyway (an idea, a question) is taken without asking."""

_BLANKS = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile(
    r"[\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069\u0000-\u0008\u000b\u000c\u000e-\u001f]"
)
_BANG = re.compile(r"[!\uff01]\s*([^\W\d_]+)\s*[:,]?[ \t]*(.*)", re.DOTALL)
_SIGN = re.compile(r"[#^/]\s?([^\W\d_]+)\s*:?[ \t]*(.*)", re.DOTALL)
_LABEL = re.compile(r"([^\W\d_]+)\s*[:\uff1a][ \t]*(.+)", re.DOTALL)
_BANG_NUMBER = re.compile(r"[!\uff01]\s*(\d.*)", re.DOTALL)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of all commands in all languages, and the names by which people call the bot."""

    words: Mapping[str, str]
    """word -> command."""
    names: Collection[str] = ()
    folded: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        """Fold the words once (`laenger` is `länger`), and try long names first."""
        object.__setattr__(self, "folded", {folded(word): command for word, command in self.words.items()})
        object.__setattr__(self, "names", tuple(sorted(self.names, key=len, reverse=True)))


class Reading(NamedTuple):
    """A line, understood: a command and the rest, or plain words; `guess` is what a mistyped command may mean."""

    command: str
    rest: Text
    guess: str = ""
    sure: bool = False
    """The guess is so close that what loses nothing may be done at once."""


def folded(word: str) -> str:
    """Return a word in one case and without umlauts, as it may be typed anywhere."""
    return word.casefold().translate(_UMLAUTS)


def clean(text: str) -> str:
    """Return the text with plain blanks, without what nobody sees, and without lone surrogates."""
    if text.isascii() and text.isprintable():
        return text.strip()
    if text.isascii():
        return _INVISIBLE.sub("", text).strip()
    plain = _INVISIBLE.sub("", _BLANKS.sub(" ", text)).encode("utf-8", "ignore").decode().strip()
    # Composed, as a Mac does not paste it; but 64 KB of combining marks are not worth the time.
    return unicodedata.normalize("NFC", plain) if len(plain) <= MOST else plain


def read(text: str, vocabulary: Vocabulary) -> Reading:
    """Read a line. Words without a command come back whole, with an empty command."""
    line = _without_address(clean(text), vocabulary.names)
    first = line[:1]
    if first in {"!", "\uff01"}:
        return _commanded(line, vocabulary)
    if first in {"#", "^", "/"} and (found := _SIGN.match(line)):
        command = vocabulary.folded.get(folded(found[1]))
        known = command in LABELS or folded(found[1]) in MEETBOT
        return Reading(command, Text(found[2].strip())) if command and known else Reading("", Text(line))
    if (":" in line[:24] or "\uff1a" in line[:24]) and (found := _LABEL.match(line)):
        command = vocabulary.folded.get(folded(found[1]), "")
        if command in LABELS:
            return Reading(command, Text(unquoted(found[2].strip())))
    return Reading("", Text(line))


def unquoted(text: str) -> str:
    """Return the text without quotation marks around the whole of it."""
    if len(text) > 2 and text[0] in "\"'„“»«‚‘" and text[-1] in "\"'“”«»‘’":
        return text[1:-1].strip()
    return text


def _commanded(line: str, vocabulary: Vocabulary) -> Reading:
    if found := _BANG_NUMBER.match(line):
        return Reading("vote", Text(found[1].strip()))
    found = _BANG.match(line)
    if found is None:
        return Reading("", Text(line))
    word, rest = folded(found[1]), Text(unquoted(found[2].strip()))
    command = vocabulary.folded.get(word)
    if command is not None:
        return Reading(command, _unlabelled(command, rest, vocabulary))
    best = process.extractOne(word, vocabulary.folded.keys(), scorer=fuzz.ratio, score_cutoff=CLOSE)
    if best is None:
        return Reading("", Text(line), guess="?")
    return Reading("", rest, vocabulary.folded[best[0]], best[1] >= ALMOST)


def _unlabelled(command: str, rest: Text, vocabulary: Vocabulary) -> Text:
    """Return what was written behind a command, without its name: in a form for ideas some write `Idee:` once more."""
    found = _LABEL.match(rest) if command in LABELS else None
    if found is None or vocabulary.folded.get(folded(found[1])) != command:
        return rest
    return Text(found[2].strip())


def _without_address(line: str, names: Collection[str]) -> str:
    """Return the line without a leading mention of the bot: `Werkstatt: !idee ...`, `@Werkstatt Idee: ...`."""
    at = line[:1] == "@"
    start = line[1:] if at else line
    for name in names:
        if start[: len(name)].casefold() == name.casefold():
            rest = start[len(name) :]
            if rest[:1] in {":", ","}:
                return rest[1:].strip()
            if rest[:1] == " " and (at or rest.strip()[:1] == "!"):
                return rest.strip()
    return line
