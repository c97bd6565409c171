"""How people are asked to vote: what to write, that the room sees it, and what there is to choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_flows.effects import Clock, Item, Items, Line, line
from workshop_flows.values import Method

if TYPE_CHECKING:
    from workshop_flows.votes import Vote

POLL_AT_MOST = 20
"""Options that a native poll can have."""
TAPPED = frozenset({Method.APPROVAL, Method.DOTS, Method.SINGLE})
"""The ways to vote that a native poll can carry."""


def invitation(vote: Vote) -> tuple[Line, ...]:
    """Say how to vote, that the room sees it, and what there is."""
    opened = vote.opened
    if opened.runoff_of is not None:
        return (line("runoff-how"), line("vote-list", options=listing(vote)))
    numbers = [option.number for option in opened.options if not option.status_quo]
    example = " ".join(
        str(number) for number in _example(opened.method, opened.limit, numbers, repeat=opened.cumulative)
    )
    said = []
    if opened.phase is None:
        said.append(line("poll-opens", title=opened.title, ends=Clock(opened.ends or 0)))
    if opened.method is Method.SCALE:
        said.append(line("vote-question", question=opened.options[0].title))
    said.append(
        line(f"vote-how-{opened.method}", limit=opened.limit, first=numbers[0], last=numbers[-1], example=example)
    )
    said.append(line("vote-adds-up" if opened.method is Method.OPINION else "vote-last-counts"))
    said.append(line("vote-visible-poll" if tapped(vote) else "vote-visible"))
    if opened.method is Method.SCALE:
        return tuple(said)
    said.append(line("vote-list", options=listing(vote)))
    quo = next((option for option in opened.options if option.status_quo), None)
    if quo is not None:
        said.append(
            line("vote-status-quo", number=quo.number, title=quo.title)
            if quo.title
            else line("vote-status-quo-own", number=quo.number)
        )
    return tuple(said)


def _example(method: Method, limit: int, numbers: list[int], *, repeat: bool) -> list[int]:
    """Return an example that cannot be mistaken for a recommendation: first, middle, middle again."""
    if method is Method.SINGLE or len(numbers) < 2:
        return numbers[:1]
    if method is Method.DOTS and repeat and limit >= 2:
        other = numbers[min(3, len(numbers) - 1)]
        return [numbers[0], *([other] * (limit - 1))][: max(2, limit)]
    return [numbers[0], *numbers[3:]][: max(1, limit)] if len(numbers) > 3 else numbers[: max(1, limit)]


def listing(vote: Vote) -> Items:
    """Return the options of a vote as a list."""
    return Items(
        tuple(Item(str(option.number), option.title) for option in vote.options if not option.status_quo), long=True
    )


def tapped(vote: Vote) -> bool:
    """Say whether a native poll can carry this vote as well."""
    return vote.method in TAPPED and len(vote.options) <= POLL_AT_MOST and vote.opened.runoff_of is None
