"""What a rehearsal sounded like, as a text that an organiser reads before the day."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.rehearsal.utterance import BOT

if TYPE_CHECKING:
    from bot.rehearsal.utterance import Utterance
    from workshop_flows.values import Moment

WIDTH = 120
NAME = 10
SIDE = 8
EVERYWHERE = "beide"


def transcript(said: Iterable[Utterance], zone: str, workshop: str | None = None, *, sided: bool = False) -> str:
    """Return the utterances of one workshop (None: of all), a line each, long ones indented.

    `sided`: it has rooms on two platforms, and each line says where it is heard.
    """
    rows = [_row(each, zone, sided=sided) for each in said if workshop is None or each.workshop == workshop]
    return "\n".join(rows) + "\n"


def indent(*, sided: bool) -> int:
    """Return how far the words stand from the left."""
    return 6 + (SIDE if sided else 0) + NAME + 1


def clock(at: Moment, zone: str) -> str:
    """Return an instant as the time of day, `11:45`."""
    return f"{datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(zone)):%H:%M}"


def _row(said: Utterance, zone: str, *, sided: bool) -> str:
    direct = said.to.startswith("-> ")
    who = said.to if direct else said.who
    words = [f"({said.to})" if said.to and not direct else "", f"({said.action})" if said.action else "", said.text]
    marks = f"  [{' '.join(said.marks)}]" if said.marks else ""
    text = " ".join(word for word in words if word)
    where = f"{_heard(said):<{SIDE}}" if sided else ""
    head, margin = f"{clock(said.at, zone)} {where}{who:<{NAME}} ", " " * indent(sided=sided)
    lines = [_wrapped(line, head if number == 0 else margin, margin) for number, line in enumerate(text.split("\n"))]
    return "\n".join(lines).rstrip() + marks


def _heard(said: Utterance) -> str:
    """Return where it is heard: on one platform, on all of them, or elsewhere than in the workshop's rooms."""
    everywhere = said.who == BOT and not said.to
    return said.side.title() or (EVERYWHERE if everywhere else "")


def _wrapped(line: str, head: str, margin: str) -> str:
    return (
        textwrap.fill(
            line,
            WIDTH,
            initial_indent=head,
            subsequent_indent=margin,
            break_long_words=False,
            break_on_hyphens=False,
        )
        or head
    )
