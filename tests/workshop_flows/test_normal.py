"""The same sentence typed twice on two phones is the same sentence; a different one stays different."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshop_flows.normal import LONGEST, normalised

SAME = [
    ("Nachtbus am Wochenende", "nachtbus am wochenende!!"),
    ("Nachtbus am Wochenende", "  Nachtbus   am\nWochenende.  "),
    ("Nachtbus am Wochenende", "„Nachtbus am Wochenende“"),
    ("Nachtbus am Wochenende", "Nachtbus am\u00a0Wochenende 🚌"),
    ("Straßenbäume", "STRASSENBÄUME"),
    ("Grüne Dächer", "Gru\u0308ne Da\u0308cher"),
    ("Café", "ＣＡＦＥ\u0301"),
]
DIFFERENT = [
    ("Mehr Busse", "Mehr Bussen"),
    ("Radwege", "Keine Radwege"),
    ("Tempo 30", "Tempo 50"),
    ("Buslinie 4", "Buslinie 44"),
    ("C++ lernen", "C lernen"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_words_are_the_same(one: str, other: str) -> None:
    """Case, punctuation, blanks, emoji and the ways to write an umlaut make no difference."""
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_words_stay_different(one: str, other: str) -> None:
    """A single letter may be another idea: nothing is merged by likeness."""
    assert normalised(one) != normalised(other)


@pytest.mark.parametrize("text", ["", "   ", "...", "🙂🙂", "!?", "\u200b"])
def test_nothing_is_left_of_what_has_no_words(text: str) -> None:
    """Such a message is no contribution."""
    assert normalised(text) == ""


@given(st.text(alphabet=st.characters(), max_size=700))
@settings(max_examples=200, deadline=None)
def test_any_text_can_be_made_comparable(text: str) -> None:
    """Whatever people send has a comparable form, without blanks around it."""
    words = normalised(text)
    assert words == words.strip()


@pytest.mark.timeout(5)
def test_64_kilobytes_of_combining_marks_are_cut_before_they_are_made_comparable() -> None:
    """A long text of marks would take long to normalise; only its beginning is looked at."""
    marks = "a" + "\u0301\u0316" * 32768
    assert normalised(marks) == normalised(marks[:LONGEST])
