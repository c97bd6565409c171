"""A vote's options as people tap on them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.values import WITHDRAWN
from bot.wording import wording

if TYPE_CHECKING:
    from workshop_flows.facts.votes import Option


def labels(options: Iterable[Option], language: str) -> tuple[tuple[str, str], ...]:
    """Return a vote's options for tapping: each number, and the words that it is chosen by."""
    words = wording(language)

    def said(option: Option) -> str:
        return option.title or words.formatted("status-quo" if option.status_quo else WITHDRAWN.name, {}, "")

    return tuple((str(each.number), f"{each.number} {said(each)}") for each in options)
