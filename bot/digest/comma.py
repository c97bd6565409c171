"""Tables as files: for machines by RFC 4180, and for Excel as it opens in a German office."""

from __future__ import annotations

import csv
import io
import unicodedata
from fractions import Fraction

from bot.digest.sentences import Sentences
from bot.digest.tables import Cell, Instant, Sheet

FORMULA = frozenset("=+-@＝＋－＠")
BOM = "\ufeff"


def comma_separated(sheet: Sheet, say: Sentences) -> str:
    """Return a table for machines: comma, CRLF, ISO 8601 with offset, decimal point; texts as people wrote them."""
    rows = [sheet.columns, *(tuple(_plain(row.get(name), say) for name in sheet.columns) for row in sheet.rows)]
    return _written(rows, ",")


def for_excel(sheet: Sheet, say: Sentences) -> str:
    """Return a table that a double click opens: semicolon, BOM, headings in words, and no text that computes."""
    head = tuple(say(f"csv-{name}") for name in sheet.columns)
    rows = [head, *(tuple(_excel(row.get(name), say) for name in sheet.columns) for row in sheet.rows)]
    return BOM + _written(rows, ";")


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, also not behind spaces that it would skip."""
    if text[:1] in {"\t", "\r", "\n"}:
        return f"'{text}"
    seen = next((mark for mark in text if not mark.isspace() and unicodedata.category(mark) not in {"Cf", "Cc"}), "")
    return f"'{text}" if seen in FORMULA and seen else text


def _written(rows: list[tuple[str, ...]], separator: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def _plain(cell: Cell, say: Sentences) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case Fraction():
            return _decimal(cell, ".")
        case Instant(at):
            return say.iso(at)
        case _:
            return str(cell)


def _excel(cell: Cell, say: Sentences) -> str:
    match cell:
        case bool():
            return say("yes" if cell else "no")
        case Fraction():
            return _decimal(cell, "," if say.language == "de" else ".")  # a German Excel takes 3.7 for the 3rd of July
        case Instant(at):
            return say.local(at).strftime("%Y-%m-%d %H:%M:%S")
        case str():
            return guarded(cell)
        case _:
            return _plain(cell, say)


def _decimal(value: Fraction, sign: str) -> str:
    """Return a fraction with two decimals, rounded half up; none if it is whole."""
    if value.denominator == 1:
        return str(value.numerator)
    hundredths = (value.numerator * 200 + value.denominator) // (value.denominator * 2)
    return f"{hundredths // 100}{sign}{hundredths % 100:02}"
