"""What the documentation consists of, before it becomes a page or Markdown: sections of blocks of plain text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeAlias


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some sentences. `note`: small print."""

    kind: ClassVar[str] = "paragraph"

    text: str
    note: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Words to copy as they stand."""

    kind: ClassVar[str] = "quote"

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; each point may carry a second paragraph (an answer below its question)."""

    kind: ClassVar[str] = "bullets"

    points: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `name`: the column that names a row. `numeric`: the columns of numbers.

    `bars`: a length in thousandths beside each row; the number itself stands in the row.
    """

    kind: ClassVar[str] = "table"

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    name: int = 0
    numeric: frozenset[int] = frozenset()
    bars: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands below it."""

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """The whole: the first lines, and the sections."""

    title: str
    tab: str
    """What the window and the printed page are called."""
    language: str
    mark: str
    """Draft or released."""
    draft: bool
    head: tuple[str, ...]
    contents: str
    sections: tuple[Section, ...]


Block: TypeAlias = Paragraph | Quote | Bullets | Table
