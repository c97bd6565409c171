"""Ideas that may be like a new one are found by their words, and however many there are, few are looked at."""

from __future__ import annotations

import pytest

from workshop_flows.normal import normalised
from workshop_flows.wordings import NEWEST, Wordings

NEAR = [
    ("mehr Sitzbänke am Kemnader See", "Bänke am See"),
    ("Nachtbus am Wochenende", "Am Wochenende ein Nachtbus!"),
    ("Schwimmbad sanieren", "Sanierung der Schwimmbäder"),
    ("Klimafreundliche Projekte sollen Kredite erhalten", "Kredit für klimafreundliches Bauen"),
    ("ÖPNV kostenlos", "kostenloser Bus"),
]
FAR = [("mehr Sitzbänke am Kemnader See", "Ampeln mit längerem Grün"), ("Radwege", "Tempo 30"), ("Radwege", "👍")]


def noted(*ideas: str) -> Wordings:
    """Return what these ideas are found by, numbered from 1."""
    wordings = Wordings()
    for number, idea in enumerate(ideas, 1):
        wordings.note(number, normalised(idea))
    return wordings


@pytest.mark.parametrize(("one", "other"), NEAR)
def test_ideas_with_a_word_in_common_are_near_each_other_in_both_directions(one: str, other: str) -> None:
    """Whatever form the word has, and wherever it stands."""
    assert noted(one).near(normalised(other)).keys() == {1}
    assert noted(other).near(normalised(one)).keys() == {1}


@pytest.mark.parametrize(("one", "other"), FAR)
def test_ideas_without_a_word_in_common_are_not(one: str, other: str) -> None:
    """Short words as "am" are in every second sentence and tell nothing."""
    assert noted(one).near(normalised(other)) == {}


def test_of_a_word_that_everybody_uses_only_the_newest_ideas_are_looked_at() -> None:
    """A thousand ideas take no longer than twenty."""
    near = noted(*(f"Mehr Busse in Straße {number}" for number in range(1000))).near("mehr busse")
    assert near.keys() == set(range(1001 - NEWEST, 1001))


def test_an_idea_that_was_reworded_is_found_by_its_new_words() -> None:
    """And is shown with them, whoever still comes by the old ones."""
    wordings = noted("Nachtbus")
    assert wordings.near("nachtbus") == {1: "nachtbus"}
    wordings.note(1, "späte busse fahren")
    assert wordings.near("fahren") == wordings.near("nachtbus") == {1: "busse fahren späte"}
