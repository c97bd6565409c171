"""What happens by itself in a rehearsal, and when: the day's bells, and the close after votes were read once more."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from workshop_flows.bells import due, next_due
from workshop_flows.counting import closing, ended
from workshop_flows.facts.entry import Fact, In
from workshop_flows.values import SECOND, Moment

if TYPE_CHECKING:
    from workshop_flows.conference import Conference

READ_AGAIN = 2 * SECOND
"""How long a closing vote is read once more."""


def next_bell(day: Conference) -> Moment | None:
    """Return when something happens next by itself."""
    read = [since + READ_AGAIN for since, _ in _closing(day)]
    bell = next_due(day)
    return min([*read, *([bell] if bell is not None else [])], default=None)


def rung(day: Conference, now: Moment) -> Fact | In | None:
    """Return what happens by itself now: what was read once more ends before anything else."""
    read = [over for since, over in _closing(day) if now >= since + READ_AGAIN]
    return read[0] if read else due(day, now)


def _closing(day: Conference) -> Iterator[tuple[Moment, In]]:
    """Yield what closes just now: since when, and what ends it."""
    for workshop in day.workshops.values():
        for since, over in closing(workshop) if workshop.running else ():
            yield since, In(workshop.id, ended(workshop, over) or over)
