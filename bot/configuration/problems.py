"""What is wrong in a file, in a sentence that somebody understands who has never seen a program.

The sentences for the errors of the fields stand here, in one table; they are in German, as a press office reads them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from bot.configuration.toml_lines import KeyPath


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, and where: the file as it was named, the line counted from 1."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}, Zeile {self.line}: {self.sentence}"


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a file as its readers know it: what it says, and an example of a whole line."""

    says: str
    example: str


Guide: TypeAlias = Mapping[tuple[str, ...], Key]
"""All keys of a kind of file by their names, without the places in lists: `("workshop", "starts")`."""

REPEATED = {"workshop", "phase"}
"""Tables that may stand in a file several times, in double brackets."""
NO_KEY = Key("so ein Wert ist hier nicht vorgesehen", "siehe config.example.toml")

SENTENCES = {
    "missing": "{place} fehlt „{key}“: {says}. Beispiel: {example}",
    "extra_forbidden": "„{key}“ gibt es {place_small} nicht. {near}",
    "string_type": "„{key}“ muss ein Text in Anführungszeichen sein: {says}. Beispiel: {example}",
    "string_too_short": "„{key}“ darf nicht leer sein: {says}. Beispiel: {example}",
    "string_too_long": "„{key}“ ist zu lang, höchstens {max_length} Zeichen. Beispiel: {example}",
    "string_pattern_mismatch": "„{input}“ passt nicht bei „{key}“: {says}. Beispiel: {example}",
    "int_type": "„{key}“ muss eine ganze Zahl ohne Anführungszeichen sein: {says}. Beispiel: {example}",
    "float_type": "„{key}“ muss eine Zahl ohne Anführungszeichen sein: {says}. Beispiel: {example}",
    "bool_type": "„{key}“ muss true (ja) oder false (nein) sein, ohne Anführungszeichen. Beispiel: {example}",
    "tuple_type": "„{key}“ muss eine Liste in eckigen Klammern sein: {says}. Beispiel: {example}",
    "too_short": "„{key}“ darf nicht leer sein: {says}. Beispiel: {example}",
    "greater_than_equal": "„{key}“ ist {input}, muss aber mindestens {ge} sein: {says}. Beispiel: {example}",
    "less_than_equal": "„{key}“ ist {input}, darf aber höchstens {le} sein: {says}. Beispiel: {example}",
    "literal_error": "„{input}“ geht bei „{key}“ nicht. Möglich ist: {expected}. {near}",
    "datetime_type": "„{key}“ muss Tag und Uhrzeit ohne Anführungszeichen sein. Beispiel: {example}",
    "timezone_naive": (
        "„{key}“ bitte als Ortszeit der Veranstaltung schreiben, ohne Z und ohne +02:00 am Ende. Beispiel: {example}"
    ),
    "model_type": "„{key}“ muss ein eigener Abschnitt sein: {says}. Beispiel: {example}",
}
OTHERWISE = "Der Wert von „{key}“ passt nicht: {says}. Beispiel: {example}"
SAME_AS = {
    "unexpected_keyword_argument": "extra_forbidden",
    "enum": "literal_error",
    "list_type": "tuple_type",
    "datetime_from_date_parsing": "datetime_type",
    "datetime_parsing": "datetime_type",
    "dict_type": "model_type",
    "model_attributes_type": "model_type",
    "dataclass_type": "model_type",
    "int_from_float": "int_type",
}


def sentences(error: ValidationError, guide: Guide) -> Iterable[tuple[KeyPath, str]]:
    """Yield the path and the sentence of each error."""
    for details in error.errors(include_url=False):
        yield details["loc"], sentence(details, details["loc"], guide)


def sentence(details: ErrorDetails, path: KeyPath, guide: Guide) -> str:
    """Return what is wrong at a key in plain words, what is expected, and an example."""
    names = tuple(part for part in path if isinstance(part, str))
    kind = SAME_AS.get(details["type"], details["type"])
    if kind == "string_pattern_mismatch" and not str(details["input"]).strip():
        kind = "string_too_short"
    key = guide.get(names, NO_KEY)
    values = {name: str(value) for name, value in details.get("ctx", {}).items()}
    values |= {
        "key": names[-1] if names else "Datei",
        "says": key.says,
        "example": key.example,
        "place": place(names[:-1]),
        "place_small": place(names[:-1]).replace("In", "in", 1),
        "input": _shown(details["input"]),
        "near": "",
    }
    if kind == "extra_forbidden":
        values["near"] = near(names[-1], keys_of(guide, names[:-1]))
    if kind == "literal_error":
        choices = [choice.strip("' ") for choice in values["expected"].replace(" or ", ",").split(",")]
        values["expected"] = ", ".join(choices)
        values["near"] = meant(values["input"], choices)
    return SENTENCES.get(kind, OTHERWISE).format_map(values).strip()


def place(names: tuple[str, ...]) -> str:
    """Return where in the file a key belongs."""
    if not names:
        return "In der Datei"
    return f"In [[{names[-1]}]]" if names[-1] in REPEATED else f"In [{names[-1]}]"


def keys_of(guide: Guide, table: tuple[str, ...]) -> list[str]:
    """Return the keys that a table may have."""
    return [names[-1] for names in guide if names[:-1] == table]


def near(word: str, known: Iterable[str]) -> str:
    """Return a hint to what was probably meant, or to everything that there is."""
    known = list(known)
    return meant(word, known) or f"Möglich ist: {', '.join(known)}."


def meant(word: str, known: Iterable[str]) -> str:
    """Return the question whether the nearest known word was meant, or nothing."""
    close = get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return f"Meinten Sie „{close[0]}“?" if close else ""


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
