"""Words are read along with the facts, in whatever order these name them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from storage.beside import AT_ONCE, beside
from workshop_flows.values import Text

FAR = 3 * AT_ONCE


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    """Give a table of a few words in which the third row is missing and the last is far away."""
    with closing(sqlite3.connect(":memory:")) as opened:
        opened.execute("CREATE TABLE texts (id INTEGER PRIMARY KEY, words TEXT NOT NULL)")
        rows = [(1, "eins"), (2, 'zwei "Bänke"'), (4, "vier"), (5, ""), (FAR, "fern")]
        opened.executemany("INSERT INTO texts VALUES (?, ?)", rows)
        yield opened


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((1, 2, 4), ["eins", 'zwei "Bänke"', "vier"]),
        ((0, 1, 0, 2), ["", "eins", "", 'zwei "Bänke"']),
        ((1, 3, 4, 5), ["eins", "", "vier", ""]),
        ((FAR, 4, 1, 4), ["fern", "vier", "eins", "vier"]),
        ((1, 1, 1), ["eins", "eins", "eins"]),
        ((5, FAR, FAR + 1, 1, -1), ["", "fern", "", "eins", ""]),
    ],
    ids=["in order", "empty ones", "a missing row", "backwards", "again and again", "beyond the end"],
)
def test_words_are_found_by_their_numbers(
    connection: sqlite3.Connection, numbers: tuple[int, ...], words: list[str]
) -> None:
    """In order is how they come; any other order takes longer, and finds the same."""
    find = beside(connection, "texts", "words", Text)
    found = [find(number) for number in numbers]
    assert found == words
    assert {type(each) for each in found} == {Text}
