"""Facts as JSON and back; words and sources become numbers of tables of their own, so that they can be erased there.

Generic over the fields of the dataclasses: a new fact needs nothing here. Every field is written, also where it has
its default, so that a changed default does not change the past. Unknown keys are ignored, missing ones get the default.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeAlias, Union, cast, get_args, get_origin, get_type_hints

from storage.words import as_json, clean
from workshop_flows.facts.entry import Fact
from workshop_flows.values import NOWHERE, UNTITLED, Source, Text

NOTHING = 0
"""The number of an empty text or source: it needs no row."""

FACTS: Mapping[str, type] = {kind.__name__: kind for kind in get_args(Fact)}

WRONG = (KeyError, TypeError, ValueError, AttributeError)
"""What comes of reading something that is no fact."""

Texts: TypeAlias = Mapping[int, Text]
Sources: TypeAlias = Mapping[int, Source]


class UnknownFact(ValueError):  # noqa: N818
    """What the journal holds is no fact that this version knows."""


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
_Read: TypeAlias = Callable[[Any, Texts, Sources], Any]


@dataclass(frozen=True, slots=True)
class _Both:
    write: _Write | None
    read: _Read | None
    """None: the value is the JSON value."""


def pack(fact: Fact, numbering: Numbering) -> tuple[str, str]:
    """Return the fact as kind and JSON; its texts and sources are put into the numbering."""
    kind: Any = type(fact)
    write = _both(kind).write
    return kind.__name__, as_json(write(fact, numbering) if write else fact)


def unpack(kind: str, body: str, texts: Texts, sources: Sources) -> Fact:
    """Return the fact. Numbers without a row come back empty. Raises UnknownFact."""
    try:
        return cast("Fact", _reader(kind)(json.loads(body), texts, sources))
    except WRONG as error:
        raise UnknownFact(f"{kind}: {error!r}") from error


def unpack_all(facts: Sequence[tuple[str, str]], texts: Texts, sources: Sources) -> list[Fact]:
    """Return the facts of (kind, body): read together they take half the time. Raises UnknownFact."""
    try:
        values = json.loads(f"[{','.join([body for _, body in facts])}]")
        return [_reader(kind)(value, texts, sources) for (kind, _), value in zip(facts, values, strict=True)]
    except WRONG:
        return [unpack(kind, body, texts, sources) for kind, body in facts]  # one by one, to name the wrong one


@cache
def _reader(kind: str) -> _Read:
    return _both(FACTS[kind]).read or _as_it_is


@cache
def _both(hint: Any) -> _Both:  # noqa: ANN401
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    if is_dataclass(hint):
        return _of_class(cast("type", hint))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _Both(None, _by_value(hint))
    if get_origin(hint) is tuple:
        return _of_tuple(get_args(hint))
    if get_origin(hint) in (Union, UnionType):
        (inner,) = (kind for kind in get_args(hint) if kind is not NoneType)
        return _or_none(_both(inner))
    raise TypeError(f"no way to write {hint!r}")


def _by_value(kind: type[StrEnum]) -> _Read:
    members = {member.value: member for member in kind}
    return lambda value, _texts, _sources: members[value]


def _or_none(inner: _Both) -> _Both:
    write, read = inner.write, inner.read
    return _Both(
        write and (lambda value, numbering: None if value is None else write(value, numbering)),
        read and (lambda value, texts, sources: None if value is None else read(value, texts, sources)),
    )


def _of_tuple(kinds: Sequence[Any]) -> _Both:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return _of_many(_both(kinds[0]))
    each = [_both(kind) for kind in kinds]
    writes = [one.write or _unchanged for one in each]
    reads = [one.read or _as_it_is for one in each]

    def write(value: Any, numbering: Numbering) -> Any:  # noqa: ANN401
        return [write_part(part, numbering) for write_part, part in zip(writes, value, strict=True)]

    def read(value: Any, texts: Texts, sources: Sources) -> Any:  # noqa: ANN401
        return tuple([read_part(part, texts, sources) for read_part, part in zip(reads, value, strict=True)])

    def read_plain(value: Any, _texts: Texts, _sources: Sources) -> Any:  # noqa: ANN401
        if len(value) != len(kinds):
            raise ValueError(f"{len(value)} parts where there are {len(kinds)}")
        return tuple(value)

    return _Both(
        write if any(one.write for one in each) else None, read if any(one.read for one in each) else read_plain
    )


def _of_many(inner: _Both) -> _Both:
    write, read = inner.write, inner.read

    def read_all(value: Any, texts: Texts, sources: Sources) -> Any:  # noqa: ANN401
        return tuple(value) if read is None else tuple([read(part, texts, sources) for part in value])

    return _Both(write and (lambda value, numbering: [write(part, numbering) for part in value]), read_all)


def _unchanged(value: Any, _numbering: Numbering) -> Any:  # noqa: ANN401
    return value


def _as_it_is(value: Any, _texts: Texts, _sources: Sources) -> Any:  # noqa: ANN401
    return value


def _of_class(kind: type) -> _Both:
    hints = get_type_hints(kind)
    parts = [(one.name, _both(hints[one.name])) for one in fields(kind) if one.init]
    writes = [(name, both.write) for name, both in parts if both.write is not None]
    known = frozenset(name for name, _ in parts)
    reads = [(name, both.read) for name, both in parts if both.read is not None]

    def write(value: Any, numbering: Numbering) -> dict[str, Any]:  # noqa: ANN401
        body = {name: getattr(value, name) for name, _ in parts}
        for name, write_part in writes:
            body[name] = write_part(body[name], numbering)
        return body

    def read(value: Any, texts: Texts, sources: Sources) -> Any:  # noqa: ANN401
        if not known.issuperset(value):
            value = {name: part for name, part in value.items() if name in known}
        for name, read_part in reads:
            if name in value:
                value[name] = read_part(value[name], texts, sources)
        return kind(**value)

    return _Both(write, read)


_SIMPLE: dict[Any, _Both] = {
    Text: _Both(lambda value, numbering: numbering.text(value), lambda value, texts, _: texts.get(value, UNTITLED)),
    Source: _Both(
        lambda value, numbering: numbering.source(value), lambda value, _, sources: sources.get(value, NOWHERE)
    ),
    str: _Both(None, None),
    int: _Both(None, None),
    bool: _Both(None, None),
}
