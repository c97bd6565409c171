"""Ballots as people write them, in German and English, for every way to vote; never a guess, never an error."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commands.ballots.ballot import ballot, looks_like_ballot
from commands.ballots.problem import Problem
from commands.numbers import Reference, minutes, references
from commands.status import written
from workshop_flows.facts.votes import Option, VoteOpened
from workshop_flows.values import Ballot, Method, Text
from workshop_flows.votes import Vote


def vote(method: Method, limit: int = 3, *, options: int = 9, cumulative: bool = True) -> Vote:
    """Return an open vote on options 1 to `options`."""
    listed = tuple(Option(number, Text(f"Idee {number}")) for number in range(1, options + 1))
    return Vote(VoteOpened(1, Text("Was zuerst?"), method, listed, limit, cumulative), 0)


def accepted(number: int) -> int | None:
    """Know the options 1 to 9; 16 was bundled into 1."""
    return 1 if number == 16 else number if 1 <= number <= 9 else None


DOTS = vote(Method.DOTS)
NOT_TWICE = vote(Method.DOTS, cumulative=False)
APPROVAL = vote(Method.APPROVAL)
SINGLE = vote(Method.SINGLE, 1)
RESISTANCE = vote(Method.RESISTANCE, options=3)
OPINION = vote(Method.OPINION)
SCALE = vote(Method.SCALE, options=1)

READ: list[tuple[Vote, str, Ballot]] = [
    (DOTS, "4 4 9", ((4, 2), (9, 1))),
    (DOTS, "4,4,9", ((4, 2), (9, 1))),
    (DOTS, "4; 4; 9.", ((4, 2), (9, 1))),
    (DOTS, "4+4+9", ((4, 2), (9, 1))),
    (DOTS, "4/4/9", ((4, 2), (9, 1))),
    (DOTS, "4\n4\n9", ((4, 2), (9, 1))),
    (DOTS, "４ ４ ９", ((4, 2), (9, 1))),
    (DOTS, "4️⃣4️⃣9️⃣", ((4, 2), (9, 1))),
    (DOTS, "4 4 9 👍", ((4, 2), (9, 1))),
    (DOTS, "Danke! 4 4 9", ((4, 2), (9, 1))),
    (DOTS, "ich nehme die 1, 4 und 7", ((1, 1), (4, 1), (7, 1))),
    (DOTS, "Nr. 4, Nr. 4, Nr. 9", ((4, 2), (9, 1))),
    (DOTS, "#4 #7", ((4, 1), (7, 1))),
    (DOTS, "die 4 und die 9 bitte!", ((4, 1), (9, 1))),
    (DOTS, "3=2 7=1", ((3, 2), (7, 1))),
    (DOTS, "3:2, 7:1", ((3, 2), (7, 1))),
    (DOTS, "2x 4, 9", ((4, 2), (9, 1))),
    (DOTS, "2x4 1x9", ((4, 2), (9, 1))),
    (DOTS, "2 mal die 4", ((4, 2),)),
    (DOTS, "2 Punkte für die 4 und 1 Punkt für die 9", ((4, 2), (9, 1))),
    (DOTS, "1 Punkt auf 4, 2 Punkte auf 9", ((4, 1), (9, 2))),
    (DOTS, "je 1 Punkt für 4, 7 und 9", ((4, 1), (7, 1), (9, 1))),
    (DOTS, "alle Punkte für die 4", ((4, 3),)),
    (DOTS, "all my dots to 4", ((4, 3),)),
    (DOTS, "2 dots for 4 and 1 dot for 9", ((4, 2), (9, 1))),
    (DOTS, "I take 1, 4 and 7 please", ((1, 1), (4, 1), (7, 1))),
    (DOTS, "4", ((4, 1),)),
    (DOTS, "16 16 4", ((4, 1), (16, 2))),
    (NOT_TWICE, "4 7 9", ((4, 1), (7, 1), (9, 1))),
    (APPROVAL, "1 3 5", ((1, 1), (3, 1), (5, 1))),
    (APPROVAL, "1, 3 und 5", ((1, 1), (3, 1), (5, 1))),
    (APPROVAL, "5 3 1", ((1, 1), (3, 1), (5, 1))),
    (APPROVAL, "1 1 3", ((1, 1), (3, 1))),
    (APPROVAL, "Idee 4 und Idee 7", ((4, 1), (7, 1))),
    (APPROVAL, "1 16 4 7", ((1, 1), (4, 1), (7, 1), (16, 1))),
    (SINGLE, "4", ((4, 1),)),
    (SINGLE, "4.", ((4, 1),)),
    (SINGLE, "4!", ((4, 1),)),
    (SINGLE, "Nr. 4 bitte", ((4, 1),)),
    (SINGLE, "ich bin für die 4", ((4, 1),)),
    (SINGLE, "number 4 please", ((4, 1),)),
    (RESISTANCE, "1=0 2=7 3=10", ((1, 0), (2, 7), (3, 10))),
    (RESISTANCE, "3=10, 1=0, 2=7", ((1, 0), (2, 7), (3, 10))),
    (RESISTANCE, "1 = 0; 2 = 7", ((1, 0), (2, 7))),
    (RESISTANCE, "Nr. 1: 0, Nr. 2: 7, Nr. 3: 10", ((1, 0), (2, 7), (3, 10))),
    (RESISTANCE, "0 7 10", ((1, 0), (2, 7), (3, 10))),
    (RESISTANCE, "2=7", ((2, 7),)),
    (OPINION, "+3 -5", ((3, 1), (5, -1))),
    (OPINION, "+3 −5 ?7", ((3, 1), (5, -1), (7, 0))),
    (OPINION, "+3-5", ((3, 1), (5, -1))),
    (OPINION, "+ 3, - 5", ((3, 1), (5, -1))),
    (OPINION, "👍3 👎5", ((3, 1), (5, -1))),
    (OPINION, "ja 3 nein 5", ((3, 1), (5, -1))),
    (OPINION, "yes 3 no 5", ((3, 1), (5, -1))),
    (OPINION, "- 3\n- 5", ((3, -1), (5, -1))),
    (OPINION, "3", ((3, 1),)),
    (SCALE, "4", ((1, 4),)),
    (SCALE, "eine 4", ((1, 4),)),
    (SCALE, "4!", ((1, 4),)),
    (SCALE, "4 von 5", ((1, 4),)),
    (SCALE, "4/5", ((1, 4),)),
    (SCALE, "vier", ((1, 4),)),
    (SINGLE, "die vier", ((4, 1),)),
    (OPINION, "3 ja 5 nein", ((3, 1), (5, -1))),
    (OPINION, "3+ 5-", ((3, 1), (5, -1))),
    (OPINION, "3 👍 5 👎", ((3, 1), (5, -1))),
    (OPINION, "3: ja, 5: nein", ((3, 1), (5, -1))),
    (OPINION, "👎🏽5", ((5, -1),)),
    (OPINION, "ja zu 3, nein zu 5", ((3, 1), (5, -1))),
    (OPINION, "dafür 3, dagegen 5", ((3, 1), (5, -1))),
    (DOTS, "zweimal die 4 und einmal die 9", ((4, 2), (9, 1))),
    (DOTS, "alle 3 auf die 4", ((4, 3),)),
    (DOTS, "alle drei Punkte für die 4", ((4, 3),)),
    (DOTS, "4 (2 Punkte), 9", ((4, 2), (9, 1))),
    (RESISTANCE, "1 0 2 7 3 10", ((1, 0), (2, 7), (3, 10))),
    (RESISTANCE, "1-0 2-7 3-10", ((1, 0), (2, 7), (3, 10))),
]


@pytest.mark.parametrize(("asked", "text", "meant"), READ, ids=[f"{asked.method}: {text!a}" for asked, text, _ in READ])
def test_a_ballot_as_people_write_it(asked: Vote, text: str, meant: Ballot) -> None:
    """It looks like a ballot without any command, and is read as it was meant."""
    assert looks_like_ballot(text, asked.method)
    assert ballot(text, asked, accepted) == meant


WRONG: list[tuple[Vote, str, str]] = [
    (DOTS, "4 4 9 9", "ballot-too-many-dots"),
    (DOTS, "4=4", "ballot-too-many-dots"),
    (DOTS, "12", "ballot-unknown"),
    (DOTS, "0", "ballot-unknown"),
    (DOTS, "449", "ballot-unknown"),
    (DOTS, "keine", "ballot-empty"),
    (DOTS, "", "ballot-empty"),
    (NOT_TWICE, "4 4 9", "ballot-not-twice"),
    (NOT_TWICE, "4=2", "ballot-not-twice"),
    (APPROVAL, "1 3 5 7", "ballot-too-many"),
    (APPROVAL, "1 2027", "ballot-unknown"),
    (SINGLE, "4 und 7", "ballot-only-one"),
    (RESISTANCE, "1=11", "ballot-resistance-range"),
    (RESISTANCE, "12=1", "ballot-unknown"),
    (RESISTANCE, "0 7", "ballot-resistance"),
    (OPINION, "+3 -12", "ballot-unknown"),
    (OPINION, "ja", "ballot-opinion"),
    (SCALE, "6", "ballot-scale"),
    (SCALE, "0", "ballot-scale"),
    (SCALE, "4 5", "ballot-scale"),
    (DOTS, "je 2 Punkte für 4 und 7", "ballot-too-many-dots"),
    (DOTS, "4=0", "ballot-empty"),
    (RESISTANCE, "1=0 2=7 3 10", "ballot-resistance"),
]


@pytest.mark.parametrize(
    ("asked", "text", "problem"), WRONG, ids=[f"{asked.method}: {text!a}" for asked, text, _ in WRONG]
)
def test_a_ballot_that_cannot_be_taken_says_why(asked: Vote, text: str, problem: str) -> None:
    """Too many, unknown, twice where once is allowed: one sentence names it."""
    read = ballot(text, asked, accepted)
    assert isinstance(read, Problem)
    assert read.name == problem


def test_the_sentence_names_how_many_were_given_and_how_many_there_are() -> None:
    """The answer is `Das sind vier Punkte, Sie haben drei`."""
    assert ballot("2 4 7 9", DOTS, accepted) == Problem("ballot-too-many-dots", {"given": 4, "limit": 3})


TALK = [
    "Kann man mich hören?",
    "ja",
    "Um 12 Uhr kommt der Bus",
    "Ich habe 3 Kinder",
    "die Linie 4 fährt nicht mehr",
    "in 10 Minuten bin ich zurück",
    "4 Sitzbänke am See",
    "🙂",
    "",
]


@pytest.mark.parametrize("text", TALK)
def test_talk_with_a_number_in_it_is_no_ballot(text: str) -> None:
    """A vote never swallows what somebody only says."""
    assert not any(looks_like_ballot(text, method) for method in Method)


def test_a_long_message_is_no_ballot() -> None:
    """Whoever pastes a list of numbers did not vote."""
    assert not looks_like_ballot("1 " * 500, Method.DOTS)


REFERENCES = [
    ("7", [Reference("", 7)]),
    ("#7", [Reference("", 7)]),
    ("B7", [Reference("B", 7)]),
    ("b 7", [Reference("B", 7)]),
    ("F1 Danke", [Reference("F", 1)]),
    ("1 6 Mehr Bänke", [Reference("", 1), Reference("", 6)]),
    ("1, 6 und 7", [Reference("", 1), Reference("", 6), Reference("", 7)]),
    ("Bänke", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "meant"), REFERENCES)
def test_what_people_point_at(text: str, meant: list[Reference]) -> None:
    """Ideas by number, outside their room with the workshop's letter; questions with F."""
    assert references(text) == meant


MINUTES = [("5", 5), ("+5", 5), (" 5 min ", 5), ("5 Minuten", 5), ("1 minute", 1), ("", None), ("viel", None)]


@pytest.mark.parametrize(("text", "meant"), MINUTES)
def test_minutes(text: str, meant: int | None) -> None:
    """A number, with or without its unit."""
    assert minutes(text) == meant


PIECES = st.sampled_from(
    ["1", "9", "99999", "0", "=", ":", "+", "-", "−", "?", "👍", "👎", "x", " ", "und", "Punkte für die", "alle", "B"]
)
ANYTHING = st.one_of(
    st.text(alphabet=st.characters(), max_size=200),
    st.lists(PIECES, max_size=30).map("".join),
    st.text(alphabet="0123456789 ,=+-²½٤४\u20e3\ufe0f", max_size=60),
)


@given(st.sampled_from([DOTS, NOT_TWICE, APPROVAL, SINGLE, RESISTANCE, OPINION, SCALE]), ANYTHING)
@settings(max_examples=600, deadline=None)
def test_no_text_makes_a_ballot_fail(asked: Vote, text: str) -> None:
    """Whatever is read is a ballot on the options, in order and within the limit, or a problem with a name."""
    looks_like_ballot(text, asked.method)
    references(text)
    minutes(text)
    read = ballot(text, asked, accepted)
    if isinstance(read, Problem):
        assert read.name.startswith("ballot-")
        return
    options = [option for option, _ in read]
    assert options == sorted(set(options))
    assert all(accepted(option) for option in options) or asked.method is Method.SCALE
    if asked.method is Method.DOTS:
        assert sum(weight for _, weight in read) <= asked.opened.limit


@pytest.mark.timeout(5)
@pytest.mark.parametrize("piece", ["\u0301", "1\u0301", "1=", "1 ", "9" * 7 + " ", "2 Punkte für die ", "\u20e3"])
@pytest.mark.parametrize("asked", [DOTS, RESISTANCE, OPINION], ids=lambda asked: str(asked.method))
def test_64_kilobytes_of_anything_are_read_quickly(asked: Vote, piece: str) -> None:
    """Nobody can stop the workshop with a long message."""
    text = piece * (65536 // len(piece))
    looks_like_ballot(text, asked.method)
    ballot(text, asked, accepted)


@pytest.mark.parametrize(
    ("method", "cast", "shown"),
    [
        (Method.DOTS, ((2, 1), (4, 2)), "2 4 4"),
        (Method.APPROVAL, ((1, 1), (7, 1)), "1 7"),
        (Method.RESISTANCE, ((0, 9), (3, 2)), "0=9 3=2"),
        (Method.OPINION, ((3, 1), (5, -1), (7, 0)), "+3 -5 ?7"),
        (Method.SCALE, ((1, 4),), "4"),
    ],
)
def test_a_ballot_is_shown_as_it_is_written(method: Method, cast: Ballot, shown: str) -> None:
    """`!meine` says it in the voter's own way."""
    assert written(method, cast) == shown
