"""Results that wait until the officials are told of them, in one message."""

from __future__ import annotations

from workshop_flows.values import Moment
from workshop_flows.workshop import Workshop

BULLETIN_WAIT = 20_000
"""Results of several workshops within this time go to the officials as one message."""


def remember(workshop: Workshop, at: Moment) -> None:
    """Let the officials hear of the newest result some seconds after `at`."""
    day = workshop.conference
    if not day.plan.officials:
        return
    if workshop.id not in day.bulletin:
        day.bulletin.append(workshop.id)
    day.bulletin_due = day.bulletin_due or at + BULLETIN_WAIT


def recall(workshop: Workshop) -> None:
    """Keep a result from the officials that is not the last word."""
    day = workshop.conference
    if workshop.id in day.bulletin:
        day.bulletin.remove(workshop.id)
        day.bulletin_due = day.bulletin_due if day.bulletin else None
