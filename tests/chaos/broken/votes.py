"""Ballots and results that are other ones (I4)."""

from __future__ import annotations

from tests.chaos.broken.hands import a_ballot, drop_mark, history, mark, room_of
from tests.chaos.evidence import Evidence
from tests.chaos.room import COUNTED, body


def a_ballot_too_many_is_counted(evidence: Evidence) -> None:
    """Tell the room of more people than voted."""
    event = next(each for each in history(evidence) if COUNTED.search(body(each)))
    event["content"]["body"] = body(event).replace("Danke, ", "Danke, 1", 1)


def a_result_is_another_one(evidence: Evidence) -> None:
    """Tell the room other points than were given."""
    event = next(each for each in history(evidence) if "Platz 1" in body(each))
    event["content"]["body"] = body(event).replace(" Stimme", "0 Stimme").replace(" Punkt", "0 Punkt")


def a_ballot_in_time_is_not_accepted(evidence: Evidence) -> None:
    """Say no yes to what was there before the time was over."""
    drop_mark(evidence, a_ballot(evidence).event)


def a_ballot_after_the_close_is_accepted(evidence: Evidence) -> None:
    """Publish the result, and still tell somebody yes."""
    room = room_of(evidence)
    late = next(each for each in room.done if each.input.kind == "ballot" and room.said_late(each.event))
    mark(evidence, late.event, "✅")
