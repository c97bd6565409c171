"""The documentation as Markdown: the same blocks, for those who paste it elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.digest.blocks import Block, Bullets, Document, Paragraph, Quote, Section, Table

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&$!^{}])")
_BEGINNING = re.compile(r"^(\d+(?=[.)])|(?=[#+\-=]))")
"""What would begin a list, a heading or a rule at the beginning of a row: `- `, `1. `, `# `."""


def markdown(document: Document) -> str:
    """Return the document as Markdown with tables."""
    rows = [f"# {escaped(document.title)}", "", f"**{escaped(document.mark)}**", ""]
    for sentence in document.head:
        rows += [escaped(sentence), ""]
    for section in document.sections:
        rows += _section(section, 2)
    return "\n".join(rows).rstrip("\n") + "\n"


def escaped(text: str) -> str:
    """Return words so that Markdown shows them as they are, in one row."""
    row = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _BEGINNING.sub(r"\1\\", row)


def _section(section: Section, level: int) -> Iterator[str]:
    yield f"{'#' * level} {escaped(section.title)}"
    yield ""
    for block in section.blocks:
        yield from _block(block)
        yield ""
    for each in section.sections:
        yield from _section(each, level + 1)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield escaped(block.text)
        case Quote():
            yield f"> {escaped(block.text)}"
        case Bullets():
            for first, second in block.points:
                yield f"- {escaped(first)}"
                if second:
                    yield ""
                    yield f"  {escaped(second)}"
                    yield ""
        case Table():
            yield f"**{escaped(block.caption)}**"
            yield ""
            yield _row(block.head)
            yield (
                "|"
                + "|".join(" ---: " if place in block.numeric else " --- " for place in range(len(block.head)))
                + "|"
            )
            for row in block.rows:
                yield _row(row)


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(escaped(cell) for cell in cells) + " |"
