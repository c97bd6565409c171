"""Words and sources lie beside the facts, in tables of their own, and are read along with them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TypeVar

import msgspec

Words = TypeVar("Words", bound=str)

AT_ONCE = 4096
"""Rows that are read together: as JSON they come sooner than one by one, and no more than these are held."""
_rows = msgspec.json.Decoder(dict[int, str]).decode


def beside(
    connection: sqlite3.Connection, table: str, column: str, kind: Callable[[str], Words]
) -> Callable[[int], Words]:
    """Return what finds the words with a number; empty if there are none.

    Numbers are given in the order in which facts name them, so nearly always they are at hand.
    """
    query = f"SELECT CAST(json_group_object(id, {column}) AS BLOB) FROM {table} WHERE id >= ? AND id < ?"  # noqa: S608 - our own names
    at_hand: dict[int, str] = {}

    def find(number: int) -> Words:
        nonlocal at_hand
        words = at_hand.get(number)
        if words is None and number:
            (rows,) = connection.execute(query, (number, number + AT_ONCE)).fetchone()
            at_hand = _rows(rows)
            words = at_hand.get(number)
        return kind(words or "")

    return find
