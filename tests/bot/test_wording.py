"""Both languages say the same things, every line that the code names exists, and no sentence is too long."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent
from fluent.syntax.visitor import Visitor

from bot.values import Setting
from bot.word_file import LANGUAGES, entries, source
from bot.wording import PREFIX, wording
from commands.help import FOR_CITIZENS, FOR_LEADING, FOR_OFFICIALS, RIGHTS
from commands.table import COMMANDS
from workshop_flows.effects import Line, line
from workshop_flows.values import Method

ROOT = Path(__file__).parents[2]
SOURCES = sorted(path for package in ("bot", "commands", "workshop_flows") for path in (ROOT / package).rglob("*.py"))
NAMING = {"line", "refused", "Line", "Refused", "Problem"}
"""Calls whose first argument is the name of a line, if they are those of these modules."""
VOCABULARY = {"workshop_flows.effects", "commands.command", "commands.numbers"}
COUNTED = (Method.DOTS, Method.APPROVAL, Method.SINGLE, Method.RESISTANCE)
TEMPLATES = {
    "help-{name}": [f"help-{name}" for name in (*FOR_CITIZENS, *FOR_LEADING, *FOR_OFFICIALS, *RIGHTS)],
    "result-{vote.method}": [],  # what it is put together with stands below
    "mydata-{name}": ["mydata-ideas", "mydata-questions", "mydata-messages"],
    "{name}-place": [f"result-{method}-place" for method in COUNTED],
    "{name}-tie": [f"result-{method}-tie" for method in COUNTED],
    "vote-how-{vote.method}": [f"vote-how-{method}" for method in Method],
    "vote-how-{method}": [f"vote-how-{method}" for method in Method],
    "vote-how-{opened.method}": [f"vote-how-{method}" for method in Method],
    "tap-{name}": [],  # named at the one place of Discord, without what they begin with
}
"""Names that are put together, and everything that they can be."""
NO_COMMANDS = {"meant", "unknown"}
"""Lines that begin like the words of a command and are sentences."""
WRITTEN_DOWN = ("digest-", "placard-", "overview-", "panel-", "tap-")
"""Lines of what is not said but written or pinned: their names may be put together."""
KEPT = {"or", "to"}
"""Small words for what is built next."""
MOST_WORDS = 25
PHONE_ROWS = 14
PHONE_ROW = 60
"""Characters of a row that a phone shows without breaking it more than once."""


# --- the file of words ------------------------------------------------------------------------------------------


class _Variables(Visitor):
    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_VariableReference(self, node: fluent.VariableReference) -> None:  # noqa: N802 - the library's name
        self.found.add(node.id.name)


def messages(language: str) -> dict[str, fluent.Message]:
    """Return the lines of a language as the parser sees them."""
    body = FluentParser().parse(source(language)).body
    junk = [entry.content for entry in body if isinstance(entry, fluent.Junk)]
    assert not junk, junk
    found = [entry for entry in body if isinstance(entry, fluent.Message)]
    names = [entry.id.name for entry in found]
    assert len(names) == len(set(names)), sorted(name for name in names if names.count(name) > 1)
    return {entry.id.name: entry for entry in found}


def variables(node: fluent.BaseNode | None) -> set[str]:
    """Return the variables of a pattern."""
    visitor = _Variables()
    if node is not None:
        visitor.visit(node)
    return visitor.found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_is_cut_where_its_entries_begin(language: str) -> None:
    """The cut is quicker than the parser, and finds what the parser finds: each entry means the same by itself."""
    cut = {name: FluentParser().parse(words).body for name, words in entries(source(language)).items()}
    whole = messages(language)
    assert cut.keys() == whole.keys()
    for name, (entry, *_) in cut.items():
        assert entry.equals(whole[name], ["span", "comment"]), name


def test_the_languages_have_the_same_lines() -> None:
    """What can be said in one can be said in all."""
    first, *others = (set(messages(language)) for language in LANGUAGES)
    for other in others:
        assert first ^ other == set()


def test_the_languages_need_the_same_values() -> None:
    """A value that one language names and the other does not is a fact that somebody does not hear."""
    german, english = messages("de"), messages("en")
    different = {
        name: variables(german[name].value) ^ variables(english[name].value)
        for name in german
        if variables(german[name].value) != variables(english[name].value)
    }
    assert different == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_with_du_needs_the_same_values_and_rows(language: str) -> None:
    """The friendly form is the same sentence; `row` begins a row in all languages or in none."""
    for name, message in messages(language).items():
        for attribute in message.attributes:
            assert attribute.id.name in {"du", "row", "gap"}, (name, attribute.id.name)
            if attribute.id.name == "du":
                assert variables(attribute.value) == variables(message.value), name


def test_rows_are_rows_in_both_languages() -> None:
    """A list in one language is no paragraph in the other."""
    rows = [
        {name for name, message in messages(language).items() if any(a.id.name == "row" for a in message.attributes)}
        for language in LANGUAGES
    ]
    assert rows[0] ^ rows[1] == set()


# --- what the code names ----------------------------------------------------------------------------------------


def _imported(tree: ast.Module) -> set[str]:
    """Return what a module imports that takes the name of a line."""
    imports = (node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module in VOCABULARY)
    return {alias.name for node in imports for alias in node.names} & NAMING


def named(tree: ast.Module) -> Iterator[str]:
    """Yield the names of lines in a module; those that are put together with all their fillings."""
    naming = _imported(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            function = node.func
            method = isinstance(function, ast.Attribute) and function.attr == "formatted"
            if method or (isinstance(function, ast.Name) and function.id in naming):
                yield from values(node.args[0])
        elif naming and isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in {"name", "intro"}:
            yield from values(node.value)


def values(node: ast.expr) -> Iterator[str]:
    """Yield what an expression that names a line may be; nothing for a plain variable, which is named elsewhere."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from values(node.body)
        yield from values(node.orelse)
    elif isinstance(node, ast.JoinedStr):
        parts = [part.value if isinstance(part, ast.Constant) else _braces(part) for part in node.values]
        yield from TEMPLATES["".join(str(part) for part in parts)]


def _braces(part: ast.expr) -> str:
    assert isinstance(part, ast.FormattedValue)
    return "{" + ast.unparse(part.value) + "}"


def test_every_line_that_the_code_names_exists() -> None:
    """A name without words would fall silent, or fall over, in front of everybody."""
    known = set(messages("de"))
    missing = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in SOURCES
        for tree in [ast.parse(path.read_text("utf-8"))]
        for name in named(tree)
        if name not in known
    }
    assert missing == set()


def test_no_line_is_left_over() -> None:
    """Words that nobody says any more are deleted."""
    said = {name for path in SOURCES for name in _texts(ast.parse(path.read_text("utf-8")))}
    said |= {name for names in TEMPLATES.values() for name in names}
    said |= {PREFIX + name for name in COMMANDS}
    left = set(messages("de")) - said
    assert {name for name in left - KEPT if not name.startswith(WRITTEN_DOWN)} == set()


def _texts(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


# --- the words of the commands ----------------------------------------------------------------------------------


def test_every_command_has_words_in_every_language() -> None:
    """And no words are there for a command that is not."""
    for language in LANGUAGES:
        have = {name.removeprefix(PREFIX) for name in messages(language) if name.startswith(PREFIX)}
        assert have - NO_COMMANDS == set(COMMANDS)


# --- help -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["Sie", "du"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_citizens_help_fits_one_phone_screen(language: str, address: str) -> None:
    """At most fourteen short rows."""
    lines = [line("help-intro"), *(Line(f"help-{name}") for name in FOR_CITIZENS)]
    rows = wording(language).plain(lines, Setting(address=address)).split("\n")
    assert len(rows) == len(FOR_CITIZENS) + 1 <= PHONE_ROWS
    assert max(len(row) for row in rows) <= PHONE_ROW


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_names_commands_that_are_there(language: str) -> None:
    """Every row begins with the command's own first word."""
    for name in (*FOR_CITIZENS, *FOR_LEADING, *FOR_OFFICIALS):
        row = wording(language).plain([Line(f"help-{name}")], Setting())
        assert row.startswith(f"!{wording(language).word(name)}"), row
        assert name in COMMANDS


# --- the sentences ----------------------------------------------------------------------------------------------


def sentences(language: str) -> Iterator[tuple[str, str]]:
    """Yield every sentence with its line: each variant of each pattern, a value counting as one word."""
    for name, message in messages(language).items():
        if name.startswith(PREFIX):
            continue
        patterns = [message.value, *(a.value for a in message.attributes if a.id.name == "du")]
        for pattern in patterns:
            for text in _variants(pattern):
                yield from ((name, part) for part in re.split(r"(?<=[.!?:;])\s+|\n", text) if part.strip())


def _variants(pattern: fluent.Pattern | None) -> Iterator[str]:
    elements = pattern.elements if pattern is not None else []
    for parts in product(*(_element(element) for element in elements)):
        yield "".join(parts)


def _element(element: fluent.TextElement | fluent.Placeable) -> list[str]:
    if isinstance(element, fluent.TextElement):
        return [element.value]
    inner = element.expression
    if isinstance(inner, fluent.SelectExpression):
        return [text for variant in inner.variants for text in _variants(variant.value)]
    return [str(inner.value) if isinstance(inner, fluent.StringLiteral) else "X"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_too_long(language: str) -> None:
    """Whoever reads on a phone between two others speaking reads twenty-five words at most."""
    long = [(name, text) for name, text in sentences(language) if len(text.split()) > MOST_WORDS]
    assert long == []


def test_german_keeps_to_the_words_for_people() -> None:
    """No jargon and nothing official: the words that are not said, in any line."""
    wrong = re.compile(
        r"Ablaufplan|mergen|Punktabfrage|Konsensieren|Passivlösung|Stichwahl|geteilter Rang|Abdeckung|Abstimmung\b"
        r"(?<!Stichabstimmung)|verbergen|Teilnehmer\b|Benutzer|User\b|Nutzer|Fehler|ungültig|Bot\b",
    )
    assert [(name, text) for name, text in sentences("de") if wrong.search(text)] == []


def test_typography() -> None:
    """German quotation marks in German, English ones in English, no straight ones, no double blanks."""
    for name, text in [*sentences("de"), *sentences("en")]:
        assert '"' not in text, (name, text)
        assert "  " not in text.strip(), (name, text)
        assert " ." not in text, (name, text)
    for name, text in sentences("de"):
        assert text.count("„") == text.count("“"), (name, text)
    for name, text in sentences("en"):
        assert "„" not in text, (name, text)
