"""People type on phones: a line becomes the command that was meant, and no text whatsoever makes reading fail."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.vocabulary import vocabulary
from commands.reading import clean, folded, read, unquoted

WORDS = vocabulary(["Werkstatt"])

IDEAS = [
    "!idee Nachtbus",
    "! idee Nachtbus",
    "! Idee: Nachtbus",
    "!IDEE Nachtbus",
    "!Idee, Nachtbus",
    "!idee:Nachtbus",
    "!idee Idee: Nachtbus",
    "!idee Vorschlag: Nachtbus",
    "!vorschlag Nachtbus",
    "!idea Nachtbus",
    "!proposal Nachtbus",
    "Idee: Nachtbus",
    "idee : Nachtbus",
    "IDEE:Nachtbus",
    "Idee:\nNachtbus",
    "Vorschlag: Nachtbus",
    "Idea: Nachtbus",
    "#idea Nachtbus",
    "#Idee Nachtbus",
    "^idea Nachtbus",
    "/idee Nachtbus",
    "！idee Nachtbus",
    "  !idee   Nachtbus  ",
    "\n!idee Nachtbus\n",
    "!idee\nNachtbus",
    "!idee\u00a0Nachtbus",
    "!\u00a0idee\u202fNachtbus",
    "Idee:\u00a0Nachtbus",
    "\u200b!idee Nachtbus",
    "!\u200bidee\u200d Nachtbus",
    "\ufeffIdee: Nachtbus",
    "\u2068!idee Nachtbus\u2069",
    "!idee „Nachtbus“",
    "!idee “Nachtbus”",
    "!idee «Nachtbus»",
    '!idee "Nachtbus"',
    "Idee: ‚Nachtbus‘",
    "Werkstatt: !idee Nachtbus",
    "Werkstatt, !idee Nachtbus",
    "werkstatt !idee Nachtbus",
    "@Werkstatt !idee Nachtbus",
    "@Werkstatt: Idee: Nachtbus",
    "Werkstatt: Idee: Nachtbus",
]


@pytest.mark.parametrize("line", IDEAS)
def test_an_idea_however_it_is_typed(line: str) -> None:
    """Every one of these is the idea "Nachtbus"."""
    reading = read(line, WORDS)
    assert (reading.command, reading.rest) == ("idea", "Nachtbus")


COMMANDS = [
    ("!1 4 7", "vote", "1 4 7"),
    ("! 4 4 9", "vote", "4 4 9"),
    ("!stimme 1 4 7", "vote", "1 4 7"),
    ("Punkte: 4 4 9", "vote", "4 4 9"),
    ("!punkte4", "vote", "4"),
    ("!dafür 12", "support", "12"),
    ("!dafuer 12", "support", "12"),
    ("!laenger 2", "extend", "2"),
    ("!LÄNGER 2", "extend", "2"),
    ("!kuerzer", "shorten", ""),
    ("!zurueckziehen 7", "withdraw", "7"),
    ("!rueckgaengig", "undo", ""),
    ("!buendeln 1 6 Mehr Bänke", "bundle", "1 6 Mehr Bänke"),
    ("!start probe", "start", "probe"),
    ("!startmeeting", "start", ""),
    ("#startmeeting", "start", ""),
    ("!topic", "next", ""),
    ("!endmeeting", "end", ""),
    ("Frage: Wann kommt der Bus?", "question", "Wann kommt der Bus?"),
    ("Botschaft: Danke", "message", "Danke"),
    ("!frage Wann?\nUnd wo?", "question", "Wann?\nUnd wo?"),
    ("!hilfe", "help", ""),
    ("!help", "help", ""),
]


@pytest.mark.parametrize(("line", "command", "rest"), COMMANDS)
def test_commands_in_both_languages_and_without_umlauts(line: str, command: str, rest: str) -> None:
    """German and English words mean the same, and a keyboard without umlauts is no barrier."""
    reading = read(line, WORDS)
    assert (reading.command, reading.rest) == (command, rest)


TALK = [
    "Kann man mich hören?",
    "Hallo zusammen",
    "!!!",
    "!",
    "Das ist super!",
    "#mobilität ist wichtig",
    "Um 12:02 Uhr geht es weiter",
    "Stand: gestern",
    "Weiter: mit dem Bus",
    "Ende: offen",
    "Start: 9 Uhr",
    "Werkstatt ist ein schöner Name",
    "",
    "   ",
    "🙂",
]


@pytest.mark.parametrize("line", TALK)
def test_talk_is_no_command(line: str) -> None:
    """A sentence stays whole: only a sign, or a label that contributes, makes a command."""
    reading = read(line, WORDS)
    assert (reading.command, reading.rest) == ("", clean(line))


MISTYPED = [
    ("!iddee Nachtbus", "idea", True),
    ("!ide Nachtbus", "idea", True),
    ("!ideen Nachtbus", "idea", True),
    ("!idde Nachtbus", "idea", False),
    ("!stimmme 1 4", "vote", True),
    ("!weitr", "next", True),
    ("!hlfe", "help", True),
    ("!datenshutz", "privacy", True),
    ("!zurükziehen 4", "withdraw", True),
    ("!xyz", "?", False),
]


@pytest.mark.parametrize(("line", "guess", "sure"), MISTYPED)
def test_a_mistyped_command_is_guessed(line: str, guess: str, sure: bool) -> None:  # noqa: FBT001 - a table
    """The one likely meant is named; a word like none is not."""
    reading = read(line, WORDS)
    assert (reading.command, reading.guess, reading.sure) == ("", guess, sure)


def test_quotation_marks_around_the_whole_go_and_others_stay() -> None:
    """A quotation within a sentence is part of it."""
    assert unquoted("„Nachtbus“") == "Nachtbus"
    assert unquoted("der „Nachtbus“") == "der „Nachtbus“"
    assert unquoted('"') == '"'
    assert unquoted('""') == '""'


def test_folding_makes_one_word_of_all_its_spellings() -> None:
    """`Länger`, `LAENGER` and `laenger` are one word."""
    assert {folded("Länger"), folded("LAENGER"), folded("laenger")} == {"laenger"}


SIGNS = st.sampled_from(["!", "#", "^", "/", ":", "！", "\u200b", "\u00a0", "„", "“", '"', "\n", "Idee", "idee", "@"])
ANYTHING = st.one_of(
    st.text(alphabet=st.characters(), max_size=300),
    st.lists(st.one_of(SIGNS, st.text(alphabet=st.characters(), max_size=8)), max_size=20).map("".join),
)


@given(ANYTHING)
@settings(max_examples=300, deadline=None)
def test_no_text_makes_reading_fail(text: str) -> None:
    """Lone surrogates, control characters, right-to-left marks: all of it is read as something."""
    reading = read(text, WORDS)
    str(reading.rest).encode("utf-8")
    assert not reading.command or not reading.guess


@pytest.mark.timeout(5)
@pytest.mark.parametrize(
    "text",
    [
        "\u0301" * 65536,
        "!idee " + "a\u0301" * 32768,
        "Idee: " + "\u0489" * 65536,
        "!" * 65536,
        "!" + " " * 65536,
        "! " * 32768,
        "Werkstatt: " * 6000,
        "Idee" + " " * 65536 + ":",
        "\u200b" * 65536,
        "1 " * 32768,
        "\ud800" * 1000,
    ],
    ids=lambda text: f"{len(text)} {text[:6]!a}",
)
def test_very_long_and_strange_texts_are_read_quickly(text: str) -> None:
    """64 KB of combining marks or blanks take no time worth mentioning."""
    read(text, WORDS)
