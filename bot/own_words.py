"""Words that are ours, whoever else writes them: each word of our sentences, and what the plan calls things.

Where somebody's words are taken out of what was said, these stay: a message without them would say nothing any more.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from bot.word_file import source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workshop_flows.conference import Conference


def own_words(day: Conference) -> frozenset[str]:
    """Return them for a day, in the languages that are spoken there."""
    languages = {workshop.language for workshop in day.workshops.values()}
    return frozenset(_planned(day)).union(*map(_spoken, languages))


def _planned(day: Conference) -> Iterator[str]:
    for workshop in day.workshops.values():
        yield workshop.title
        yield from (phase.plan.title for phase in workshop.phases)
        yield from workshop.flow.topics if workshop.flow is not None else ()


@cache
def _spoken(language: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", source(language)))
