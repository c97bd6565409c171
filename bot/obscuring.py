"""Hiding is silent: messages of ours that show what was hidden are said anew, and again when it is shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.own_words import own_words
from bot.speech import setting
from bot.wording import wording
from storage.cover import Cover, telling
from storage.rows import Row
from storage.shapes import shapes
from workshop_flows.effects import Obscure
from workshop_flows.values import Text

if TYPE_CHECKING:
    from workshop_flows.conference import Conference
    from workshop_flows.workshop import Workshop


def covers(day: Conference, obscured: Iterable[tuple[str, Obscure]]) -> list[Cover]:
    """Return the words that are to be looked for in what was said, and where."""
    ours = own_words(day)
    return [Cover(each.words, workshop) for workshop, each in obscured if telling(each.words, ours)]


def covered(day: Conference, row: Row) -> Row:
    """Return a row as it may be seen now: everything hidden is taken out of its words."""
    seen = without(day, row.workshop, day.workshops.values())
    body = {**row.body}
    body |= {name: seen(str(body[name])) for name in ("plain", "html", "question") if name in body}
    if "options" in body:
        body["options"] = [[number, seen(str(text))] for number, text in body["options"]]
    return replace(row, body=body)


def without(day: Conference, place: str, workshops: Iterable[Workshop]) -> Callable[[str], str]:
    """Return what takes out of words, said in a workshop, whatever is hidden in these."""
    found = [text for workshop in workshops for text in _hidden(workshop)]
    ours = own_words(day) if found else ()
    hidden = {shape for text in found if telling(text, ours) for shape in shapes(text)}
    known = day.workshops.get(place)
    words = wording(known.language if known is not None else day.plan.language)
    instead = words.formatted("hidden", {}, setting(day).address)
    # The longest first; and not where words only begin or end like them.
    either = "|".join(re.escape(text) for text in sorted(hidden, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{either})(?!\w)")
    return lambda said: pattern.sub(lambda _: instead, said) if hidden else said


def _hidden(workshop: Workshop) -> Iterator[Text]:
    for idea in workshop.ideas:
        if idea.hidden:
            yield from {idea.text, idea.words}
    yield from (question.text for question in workshop.questions.values() if question.hidden)
    yield from (message.text for message in workshop.messages.values() if message.hidden)
