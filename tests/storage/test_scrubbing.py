"""What was said of somebody who is erased loses their words and their name, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from storage.cover import telling
from storage.scrubbing import Scrubber

HERS, HIS = "matrix:!w/$hers", "matrix:!w/$his"
SCRUBBER = Scrubber(
    words=frozenset({"Mehr Bus", "a < b", "\ue000Fragt @Ruth\ue001"}),
    names=frozenset({"Max", "\ue000"}),
    sources=frozenset({HERS}),
    rooms=frozenset({"matrix:!d"}),
    public=frozenset({"matrix:!w"}),
    withdrawn="(zurückgezogen)",
    someone="jemand",
)
Body = dict[str, Any]
CASES: dict[str, tuple[str, Body, Body | None]] = {
    "a list": (
        "matrix:!w",
        {"plain": "1 Mehr Bus\n2 Mehr Busse", "html": "1 Mehr Bus<br>2 Mehr Busse"},
        {"plain": "1 (zurückgezogen)\n2 Mehr Busse", "html": "1 (zurückgezogen)<br>2 Mehr Busse"},
    ),
    "escaped": ("matrix:!w", {"html": "1 a &lt; b"}, {"html": "1 (zurückgezogen)"}),
    "pinging nobody": (
        "matrix:!w",
        {"plain": "1 Fragt @\u2060Ruth", "options": [["1", "\ue000Fragt @Ruth\ue001"]]},
        {"plain": "1 (zurückgezogen)", "options": [["1", "(zurückgezogen)"]]},
    ),
    "a poll": (
        "matrix:!w",
        {"options": [["1", "1 Mehr Bus"], ["2", "2 Max-Straße"]]},
        {"options": [["1", "1 (zurückgezogen)"], ["2", "2 Max-Straße"]]},
    ),
    "a thank-you to many": (
        "matrix:!w",
        {"plain": "Notiert: Max 1, Ben 2", "covers": [HERS, HIS]},
        {"plain": "Notiert: jemand 1, Ben 2", "covers": [HIS]},
    ),
    "thanks that wait with others": (
        "matrix:!w",
        {"thanks": [[HERS, "Max", "1"], [HIS, "Ben", "2"]]},
        {"thanks": [[HIS, "Ben", "2"]]},
    ),
    "thanks to nobody else": ("matrix:!w", {"thanks": [[HERS, "Max", "1"]]}, None),
    "a hint to the moderation": ("matrix:!control", {"plain": "Max ruft."}, {"plain": "jemand ruft."}),
    "a name that is a word as well": ("matrix:!w", {"plain": "Mehr Max am See"}, {"plain": "Mehr Max am See"}),
    "what is for us": (
        "matrix:!w",
        {"question": "Mehr Bus?", "method": "Mehr Bus", "anchor": "Mehr Bus:3"},
        {"question": "(zurückgezogen)?", "method": "Mehr Bus", "anchor": "Mehr Bus:3"},
    ),
    "a sign under their message": ("matrix:!w", {"target": HERS, "sign": "💡1"}, None),
    "one under another's": ("matrix:!w", {"target": HIS, "sign": "💡2"}, {"target": HIS, "sign": "💡2"}),
    "an answer to them": ("matrix:!w", {"reply_to": HERS, "plain": "Schon da.", "name": "Max"}, None),
}


@pytest.mark.parametrize(("room", "body", "left"), CASES.values(), ids=list(CASES))
def test_what_waits_is_said_like_this(room: str, body: Body, left: Body | None) -> None:
    """None: it is not said at all."""
    assert SCRUBBER.left(room, body, said=False) == left


@pytest.mark.parametrize(
    ("words", "tells"),
    [
        ("Mehr Bus", True),
        ("Idee", False),
        ("Punkte vergeben", False),
        ("Ideen", True),
        ("12", False),
        ("Zoo", False),
        ("\ue000\ue001Zoo", False),
        ("\ue000Idee", False),
    ],
)
def test_words_that_are_ours_stay_whoever_wrote_them(words: str, tells: bool) -> None:  # noqa: FBT001 - a row of a table
    """Else one person could take the sense out of all that the bot said."""
    assert telling(words, {"Notiert", "als", "Idee", "Punkte vergeben"}) == tells


def test_an_answer_that_stands_in_the_room_stays_without_them() -> None:
    """It is edited there: it may hold their words."""
    body = {"reply_to": HERS, "covers": [HERS], "plain": "Idee 1 ist „Mehr Bus“.", "name": "Max"}
    left = {"covers": [], "plain": "Idee 1 ist „(zurückgezogen)“.", "name": "jemand"}
    assert SCRUBBER.left("matrix:!w", body, said=True) == left
