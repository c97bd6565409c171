"""Ideas that are lost, doubled or made up (I1, I2)."""

from __future__ import annotations

from tests.chaos.broken.hands import an_idea, drop_mark, mark, record, room_of, unwrite, write
from tests.chaos.evidence import Evidence


def an_idea_is_lost(evidence: Evidence) -> None:
    """Take away its mark and its row."""
    number, done = an_idea(evidence)
    drop_mark(evidence, done.event)
    unwrite(evidence, number)


def an_idea_is_stored_twice(evidence: Evidence) -> None:
    """Write it down under a second number, of which the room knows nothing."""
    number, _ = an_idea(evidence)
    words = next(each["text"] for each in record(evidence)["ideas"] if each["number"] == number)
    write(evidence, 900, words)


def an_idea_has_two_numbers(evidence: Evidence) -> None:
    """Decide it twice."""
    _, done = an_idea(evidence)
    numbers = {number for each in room_of(evidence).done for number in room_of(evidence).numbers(each.event)}
    mark(evidence, done.event, f"💡{max(numbers) + 1}")
    write(evidence, max(numbers) + 1, done.input.words)


def an_idea_was_never_said(evidence: Evidence) -> None:
    """Make one up."""
    write(evidence, 900, "Davon hat niemand gesprochen")


def an_acknowledged_idea_is_not_kept(evidence: Evidence) -> None:
    """Give the mark before the commit, and then let the power be cut."""
    unwrite(evidence, an_idea(evidence)[0])
