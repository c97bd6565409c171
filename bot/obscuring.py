"""Hiding is silent: messages of ours that show what was hidden are edited, and edited back when it is shown again."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from bot.saying import Saying
from bot.speech import setting
from bot.wording import wording
from storage.outbox import Row
from workshop_flows.effects import Obscure, Urgency
from workshop_flows.sides import OTHERS
from workshop_flows.values import Text

if TYPE_CHECKING:
    from workshop_flows.conference import Conference
    from workshop_flows.workshop import Workshop

SHORTEST = 4
"""Words with fewer characters stand in too many messages by chance."""


def edits(
    day: Conference, saying: Saying, turn: int, effect: Obscure, shown: Iterable[tuple[Row, str]]
) -> Iterator[Row]:
    """Yield the edits of the messages in `shown` (with the platform's id): everything hidden now is taken out."""
    covered = {text for workshop in day.workshops.values() for text in _hidden(workshop)}
    for row, event in shown:
        if len(effect.words) < SHORTEST or row.anchor.startswith(f"{OTHERS}:"):
            continue  # what was passed on is amended where it follows from the fact
        workshop = day.workshops.get(row.workshop)
        words = wording(workshop.language if workshop is not None else day.plan.language)
        instead = words.formatted("hidden", {}, setting(day).address)
        plain, rich = str(row.body.get("plain", "")), str(row.body.get("html", ""))
        for text in covered:
            plain = _without(plain, text, instead)
            rich = _without(rich, html.escape(text), instead)
        body = {"target": f"{row.room}/{event}", "plain": plain, "html": rich}
        yield Row(
            saying.key("obscure", str(turn), row.id), row.room, Urgency.MODERATION, "edit", body, "", row.workshop
        )


def _without(said: str, text: str, instead: str) -> str:
    """Return what was said without these words, but for words that only begin or end like them."""
    return re.sub(rf"(?<!\w){re.escape(text)}(?!\w)", lambda _: instead, said)


def _hidden(workshop: Workshop) -> Iterator[Text]:
    for idea in workshop.ideas:
        if idea.hidden:
            yield from {idea.text, idea.words}
    yield from (question.text for question in workshop.questions.values() if question.hidden)
    yield from (message.text for message in workshop.messages.values() if message.hidden)
