"""What a rehearsal sounded like, as a text that an organiser reads before the day."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from bot.rehearsal.rehearsal import Utterance
    from workshop_flows.values import Moment

WIDTH = 120
NAME = 10
INDENT = 6 + NAME + 1


def transcript(said: Iterable[Utterance], zone: str, workshop: str | None = None) -> str:
    """Return the utterances of one workshop (None: of all), a line each, long ones indented."""
    rows = [_row(each, zone) for each in said if workshop is None or each.workshop == workshop]
    return "\n".join(rows) + "\n"


def clock(at: Moment, zone: str) -> str:
    """Return an instant as the time of day, `11:45`."""
    return f"{datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(zone)):%H:%M}"


def _row(said: Utterance, zone: str) -> str:
    direct = said.to.startswith("-> ")
    who = said.to if direct else said.who
    words = [f"({said.to})" if said.to and not direct else "", f"({said.action})" if said.action else "", said.text]
    marks = f"  [{' '.join(said.marks)}]" if said.marks else ""
    text = " ".join(word for word in words if word)
    head = f"{clock(said.at, zone)} {who:<{NAME}} "
    lines = [_wrapped(line, head if number == 0 else " " * INDENT) for number, line in enumerate(text.split("\n"))]
    return "\n".join(lines).rstrip() + marks


def _wrapped(line: str, head: str) -> str:
    return (
        textwrap.fill(
            line,
            WIDTH,
            initial_indent=head,
            subsequent_indent=" " * INDENT,
            break_long_words=False,
            break_on_hyphens=False,
        )
        or head
    )
