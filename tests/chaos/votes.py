"""The votes of a room: who was told what (I4), and whether the count is the one that this comes to (I4, I7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.chaos.ballots import Ballots, Weights, comes_to, first, polls
from tests.chaos.evidence import Evidence
from tests.chaos.room import Room
from tests.chaos.violation import Violation


def votes(evidence: Evidence, room: Room, record: dict[str, Any]) -> Iterator[Violation]:
    """I4 from what the room was told, I7 from what is written down."""
    written = {each["number"]: each for each in record.get("votes", [])}
    for number, poll in enumerate(polls(room), 1):
        where = f"{room.workshop} vote {number}"
        ballots = Ballots(evidence, room, poll)
        yield from _each_ballot(where, ballots, room)
        if poll.result is None:
            continue
        outcomes, said = ballots.outcomes(), poll.result
        possible = comes_to(outcomes, said.ballots, said.values, all_=False)
        if not possible:
            yield Violation("I4", f"{where} announced {said.ballots} ballots {said.values}, {_one(outcomes)}")
        vote = written.get(number)
        if vote is None:
            yield Violation("I7", f"{where} is not written down")
            continue
        count, got = vote["turnout"]["ballots"], {row["number"]: row["value"] for row in vote["rows"]}
        agrees = count == said.ballots and said.values.items() <= got.items()
        if (possible and not agrees) or not comes_to(outcomes, count, got, all_=True):
            yield Violation("I7", f"{where} is written down as {count} {got}, {_one(outcomes)}")


def _each_ballot(where: str, ballots: Ballots, room: Room) -> Iterator[Violation]:
    """I4: what came in time was accepted, what came after the close was not, what was wrong neither."""
    edited = {each.input.target for each in room.done}
    for done in ballots.poll.cast:
        told, valid = ballots.told(done), ballots.valid(done)
        if told is None or done.redacted is not None:
            continue
        if told and valid is None:
            yield Violation("I4", f"{where} {done.input.words!r} was accepted")
        if told and not ballots.may(done.at):
            yield Violation("I4", f"{where} {done.input.words!r} was accepted after the close")
        if valid is not None and not told and ballots.must(done.at):
            what = "late" if room.said_late(done.event) else "not acknowledged"
            yield Violation("I4", f"{where} {done.input.words!r} ({done.event}) came in time and is {what}")
        if told and done.input.id not in edited and room.said_late(done.event):  # an edit may be late by itself
            yield Violation("I4", f"{where} {done.input.words!r} was accepted and called late")


def _one(outcomes: list[list[Weights | None]]) -> str:
    ballots, values = first(outcomes)
    open_ = sum(len(each) > 1 for each in outcomes)
    return f"recomputed {ballots} {values}" + (f" ({open_} people's ballots are not known for sure)" if open_ else "")
