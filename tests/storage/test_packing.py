"""Every fact goes to the disk and comes back the same, whatever people wrote into it."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.packing import FACTS, Numbering, pack
from storage.unpacking import UnknownFact, reading
from storage.words import clean, clean_json, clean_number
from workshop_flows.facts.conference import AskedWhere, FlowAdopted
from workshop_flows.facts.entry import Fact
from workshop_flows.facts.ideas import IdeaGiven
from workshop_flows.facts.people import Left
from workshop_flows.flow import Flow, Kind, PhasePlan
from workshop_flows.values import Source, Text

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
NUMBERS = st.integers(-(2**63) + 1, 2**63 - 1)
SIMPLE: dict[Any, st.SearchStrategy[Any]] = {
    str: WORDS,
    Text: WORDS.map(Text),
    Source: WORDS.map(Source),
    int: NUMBERS,
    bool: st.booleans(),
    NoneType: st.none(),
}


def anything(hint: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401
    """Return values of a type that a fact's field may have."""
    if hint in SIMPLE:
        return SIMPLE[hint]
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        return st.builds(hint, **{one.name: anything(hints[one.name]) for one in fields(hint)})  # type: ignore[arg-type]
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return st.sampled_from(hint)
    inner = get_args(hint)
    if get_origin(hint) is tuple:
        one_kind = len(inner) == 2 and inner[1] is Ellipsis
        many = st.lists(anything(inner[0]), max_size=3).map(tuple)
        return many if one_kind else st.tuples(*[anything(one) for one in inner])
    assert isinstance(hint, UnionType) or get_origin(hint) is not None
    return st.one_of([anything(one) for one in inner])


def there_and_back(fact: Fact) -> Fact:
    """Return the fact after it was on the disk."""
    numbering = Numbering(7, 3)
    kind, body = pack(fact, numbering)
    texts = {number: Text(words) for number, words in enumerate(numbering.texts, 7)}
    sources = {number: Source(words) for number, words in enumerate(numbering.sources, 3)}
    read = reading(lambda number: texts.get(number, Text("")), lambda number: sources.get(number, Source("")))
    return read(kind, body)


def wordless(kind: str, body: str) -> Fact:
    """Return the fact from a disk where all words were erased."""
    return reading(lambda _number: Text(""), lambda _number: Source(""))(kind, body)


@pytest.mark.parametrize("kind", FACTS.values(), ids=FACTS)
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_fact_comes_back(kind: type, data: st.DataObject) -> None:
    """What was packed is unpacked the same, types of nested values included."""
    fact = data.draw(anything(kind))
    back = there_and_back(fact)
    assert back == fact
    assert [type(getattr(back, one.name)) for one in fields(kind)] == [
        type(getattr(fact, one.name)) for one in fields(kind)
    ]


@pytest.mark.parametrize("kind", FACTS.values(), ids=FACTS)
def test_old_journals_fold_for_ever(kind: type) -> None:
    """A field that an old journal lacks gets its default; one that a new journal has too many is ignored."""
    needed = {one.name: one for one in fields(kind) if one.default is MISSING and one.default_factory is MISSING}
    full = json.loads(pack(_example(kind), Numbering())[1])
    old = {name: value for name, value in full.items() if name in needed}
    back = wordless(kind.__name__, json.dumps(old | {"later": [1]}))
    for one in fields(kind):
        if one.name not in needed:
            assert getattr(back, one.name) == one.default


def _example(kind: type) -> Fact:
    hints = get_type_hints(kind)
    values: dict[Any, Any] = {str: "a", Text: Text("a"), Source: Source("a"), int: 1, bool: True, Flow: _flow()}

    def value(hint: Any) -> Any:  # noqa: ANN401
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            return next(iter(hint))
        return values.get(hint, () if get_origin(hint) is tuple else None)

    return kind(**{one.name: value(hints[one.name]) for one in fields(kind)})  # type: ignore[no-any-return]


def _flow() -> Flow:
    return Flow(title="Straße", phases=(PhasePlan(kind=Kind.IDEAS, title="Ideen", minutes=20),))


def test_a_flow_is_nested_json() -> None:
    """A flow inside a fact is written out, its kinds by their values."""
    assert json.loads(pack(FlowAdopted(_flow()), Numbering())[1])["flow"]["phases"][0]["kind"] == "ideas"


def test_words_lie_apart_from_facts() -> None:
    """The JSON of a fact holds numbers where a person's words and a source were; empty ones are zero."""
    numbering = Numbering(12, 30)
    body = json.loads(pack(IdeaGiven(1, 2, Text("Bänke"), Source("")), numbering)[1])
    assert (body["text"], body["source"]) == (12, 0)
    assert (numbering.texts, numbering.sources) == (["Bänke"], [])


def test_erased_words_come_back_empty() -> None:
    """A number without a row is an erased text, and stays a text."""
    kind, body = pack(IdeaGiven(1, 2, Text("Bänke"), Source("matrix:!a/$b")), Numbering())
    back = wordless(kind, body)
    assert back == IdeaGiven(1, 2, Text(""), Source(""))
    assert isinstance(back, IdeaGiven)
    assert isinstance(back.text, Text)
    assert isinstance(back.source, Source)


def test_torn_words_are_mended() -> None:
    """Lone surrogates and NUL, which JSON allows and SQLite does not, become the sign for "unreadable"."""
    back = there_and_back(AskedWhere(1, Text("a\ud800b\0"), Source("m/\udfff"), ("\ud83d\ude00", "\ud800")))
    assert back == AskedWhere(1, Text("a\ufffdb\ufffd"), Source("m/\ufffd"), ("\U0001f600", "\ufffd"))


def test_huge_numbers_are_bounded() -> None:
    """A number beyond 64 bits does not stop the batch, however long it is."""
    assert there_and_back(Left(10**5000)) == Left(2**63 - 1)
    assert clean_number(-(2**70)) == -(2**63) + 1


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("NoSuchFact", "{}"),
        ("Left", "{}"),
        ("Left", "no JSON"),
        ("RoleGiven", '{"person":1,"role":"x"}'),
    ],
)
def test_what_is_no_fact_says_so(kind: str, body: str) -> None:
    """A kind, a value or a shape that this version does not know is an error with the name in it."""
    with pytest.raises(UnknownFact, match=kind):
        wordless(kind, body)


@given(st.text(st.characters(), max_size=30))
def test_clean_words_can_be_written(words: str) -> None:
    """Whatever comes in, what comes out can be encoded, and is left alone if it could be before."""
    mended = clean(words)
    assert "\0" not in mended
    assert clean(mended) == mended
    mended.encode()


def test_clean_json_reaches_everything() -> None:
    """Strings and numbers are mended in lists, in objects and in their keys."""
    assert clean_json({"a\0": ["\ud800", 2**64, None, True, 1.5, ("x",)]}) == {
        "a\ufffd": ["\ufffd", 2**63 - 1, None, True, 1.5, ["x"]]
    }
    with pytest.raises(TypeError):
        clean_json(object())
