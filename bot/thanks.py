"""Many are thanked together: a crowd shares a row of the outbox, and much that waits for single people one message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import islice
from typing import Any, NamedTuple

from bot.delivery.response import CROWD, SHARED, is_thanks
from bot.values import Setting
from bot.wording import Rendered, wording
from storage import shapes
from storage.rows import Row
from workshop_flows.effects import Acknowledge, Line
from workshop_flows.values import Source, Text

LONGEST = 60
"""Characters of a name that shares a row: however people call themselves, one message has room for a row of them."""


class Thanks(NamedTuple):
    """A quiet yes of one batch: the effect, where it belongs, and the place of it that its row's id is made of."""

    effect: Acknowledge
    workshop: str
    turn: int
    ordinal: int
    name: str


def crowds(thanks: Iterable[Thanks]) -> Iterator[list[Thanks]]:
    """Yield those of a batch who share a row, so many in one room that they will be thanked in one message anyway.

    Everybody else is yielded alone.
    """
    rooms: dict[str, list[Thanks]] = {}
    for each in thanks:
        if len(each.name) > LONGEST:
            yield [each]
        else:
            rooms.setdefault(each.effect.source.room, []).append(each)
    for them in rooms.values():
        left = iter(them)
        for _ in range(len(them) // CROWD):
            yield list(islice(left, CROWD))
        yield from ([each] for each in left)


def shared(crowd: Sequence[Thanks]) -> dict[str, Any]:
    """Return the body of the row that a crowd shares; it is never said as it is, but in a merged message."""
    return {"thanks": [(each.effect.source, each.name, each.effect.reference or each.effect.mark) for each in crowd]}


def merged(language: str, rows: Sequence[Row]) -> dict[str, Any]:
    """Return one message in the place of much that waits for single people: it names everybody."""
    noted = [each for row in rows if is_thanks(row) for each in _noted(row)]
    said, covers = [], [source for source, _, _ in noted]
    if noted:
        items = Text(", ".join(f"{name} {what}".strip() for _, name, what in noted))
        said.append(wording(language).render((Line("acknowledged", {"items": items}),), Setting()))
    for alike in _alike(row for row in rows if row.kind == "post"):
        said.append(_by_name(alike))
        covers += [source for row in alike for source in row.body["covers"]]
    plain, html = "\n".join(each.plain for each in said), "<br>".join(each.html or escape(each.plain) for each in said)
    return {"plain": plain, "html": html, "notice": True, "covers": covers}


def _noted(row: Row) -> Sequence[tuple[Source, str, str]]:
    """Return what was noted of whom by a row: (source, `Karin`, `12`)."""
    body = row.body
    if row.kind == SHARED:
        return [(source, name, what) for source, name, what in body["thanks"]]
    return [(body["target"], body.get("name", ""), body.get("reference") or body.get("mark", ""))]


def _alike(answers: Iterable[Row]) -> Iterable[list[Row]]:
    """Return answers with those of the same words together."""
    groups: dict[str, list[Row]] = {}
    for row in answers:
        groups.setdefault(row.body["plain"], []).append(row)
    return groups.values()


def _by_name(alike: Sequence[Row]) -> Rendered:
    """Return an answer with the names of all whom it answers before it."""
    names = ", ".join(dict.fromkeys(row.body["name"] for row in alike))
    words, html = alike[0].body["plain"], alike[0].body["html"]
    return Rendered(f"{shapes.plain(names)}: {words}", f"{shapes.rich(names)}: {html or escape(words)}")
