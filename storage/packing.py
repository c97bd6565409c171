"""Facts as JSON; words and sources become numbers of tables of their own, so that they can be erased there.

Generic over the fields of the dataclasses: a new fact needs nothing here. Every field is written, also where it has
its default, so that a changed default does not change the past. The way back is `unpacking.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeAlias, Union, cast, get_args, get_origin, get_type_hints

from storage.words import as_json, clean
from workshop_flows.facts.entry import Fact
from workshop_flows.values import Source, Text

NOTHING = 0
"""The number of an empty text or source: it needs no row."""

FACTS: Mapping[str, type] = {kind.__name__: kind for kind in get_args(Fact)}


@dataclass(slots=True)
class Numbering:
    """Texts and sources on their way to tables of their own: `texts[i]` has the number `first_text + i` there."""

    first_text: int = 1
    first_source: int = 1
    texts: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)

    def text(self, text: str) -> int:
        return self._number(text, self.texts, self.first_text)

    def source(self, source: str) -> int:
        return self._number(source, self.sources, self.first_source)

    @staticmethod
    def _number(words: str, known: list[str], first: int) -> int:
        if not words:
            return NOTHING
        known.append(clean(words))
        return first + len(known) - 1


_Write: TypeAlias = Callable[[Any, Numbering], Any]


def pack(fact: Fact, numbering: Numbering) -> tuple[str, str]:
    """Return the fact as kind and JSON; its texts and sources are put into the numbering."""
    kind: Any = type(fact)
    write = _writer(kind)
    return kind.__name__, as_json(write(fact, numbering) if write else fact)


@cache
def _writer(hint: Any) -> _Write | None:  # noqa: ANN401
    """Return what makes a JSON value of a value with this type; None: it is one."""
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    if is_dataclass(hint):
        return _of_class(cast("type", hint))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return None
    if get_origin(hint) is tuple:
        return _of_tuple(get_args(hint))
    if get_origin(hint) in (Union, UnionType):
        (inner,) = (kind for kind in get_args(hint) if kind is not NoneType)
        return _or_none(_writer(inner))
    raise TypeError(f"no way to write {hint!r}")


def _or_none(write: _Write | None) -> _Write | None:
    return write and (lambda value, numbering: None if value is None else write(value, numbering))


def _of_tuple(kinds: Sequence[Any]) -> _Write | None:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return _of_many(_writer(kinds[0]))
    writes = [_writer(kind) for kind in kinds]

    def write(value: Any, numbering: Numbering) -> Any:  # noqa: ANN401
        parts = zip(writes, value, strict=True)
        return [write_part(part, numbering) if write_part else part for write_part, part in parts]

    return write if any(writes) else None


def _of_many(write: _Write | None) -> _Write | None:
    return write and (lambda value, numbering: [write(part, numbering) for part in value])


def _of_class(kind: type) -> _Write:
    hints = get_type_hints(kind)
    parts = [(one.name, _writer(hints[one.name])) for one in fields(kind) if one.init]
    names = [name for name, _ in parts]
    writes = [(name, write) for name, write in parts if write is not None]

    def write(value: Any, numbering: Numbering) -> dict[str, Any]:  # noqa: ANN401
        body = {name: getattr(value, name) for name in names}
        for name, write_part in writes:
            body[name] = write_part(body[name], numbering)
        return body

    return write


_SIMPLE: dict[Any, _Write | None] = {
    Text: lambda value, numbering: numbering.text(value),
    Source: lambda value, numbering: numbering.source(value),
    str: None,
    int: None,
    bool: None,
}
