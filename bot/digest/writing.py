"""The files of the documentation: each is there whole or not at all, and for its owner's eyes only."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from bot.digest.comma import comma_separated, for_excel
from bot.digest.data import data
from bot.digest.document import document
from bot.digest.markdown import markdown
from bot.digest.page import page
from bot.digest.sentences import Sentences
from bot.digest.tables import sheets
from bot.failpoint import passing
from workshop_flows.conference import Conference
from workshop_flows.records import Summary
from workshop_flows.summary import summarise
from workshop_flows.values import Moment

OWNER_ONLY = 0o700


def write(folder: Path, day: Conference, at: Moment, workshop: str | None = None) -> list[Path]:
    """Write all files, of the whole day or of one workshop; returns them. Raises OSError if the disk refuses.

    `at`: the instant of the last fact; it matters only while something runs. The same day makes the same bytes.
    """
    return save(folder, summarise(day, at, workshop))


def save(folder: Path, summary: Summary) -> list[Path]:
    """Write all files of a summary; it is frozen, so that this may happen in another thread. Raises OSError."""
    folder.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
    return [_written(folder / name, text) for name, text in contents(summary)]


def contents(summary: Summary) -> Iterator[tuple[str, str]]:
    """Yield the names of the files and what stands in them."""
    say = Sentences(summary)
    whole = document(summary, say)
    yield "dokumentation.html", page(whole)
    yield "digest.md", markdown(whole)
    for sheet in sheets(summary, say):
        yield f"{sheet.name}.csv", comma_separated(sheet, say)
        yield f"{sheet.name}-excel.csv", for_excel(sheet, say)
    yield "summary.json", data(summary, say)


def _written(path: Path, text: str) -> Path:
    """Write a file beside its place (nobody else can read it), and put it there in one step.

    The name beside it is always the same: what a power cut leaves there is overwritten by the next writing.
    """
    beside = path.with_name(f".{path.name}.new")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8", "replace"))
        passing("in-digest")
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return path
