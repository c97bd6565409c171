"""Counting again: who voted what, from the room alone, and what the bot told everybody about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from tests.chaos.evidence import Evidence, Phase
from tests.chaos.room import YES, Done, Opened, Result, Room

MOST_OPEN = 8
"""So many silent inputs between the due time and the close are tried both ways."""
SOON = 100
"""ms; what was sent less after the close was published may have been under way."""


@dataclass(slots=True)
class Poll:
    """One vote, as the room had it."""

    opened: Opened
    result: Result | None
    poll: str
    cast: list[Done]
    """Ballots, taps in the native poll, changes and bad ballots, in order."""

    @property
    def phase(self) -> Phase:
        """What was planned."""
        return self.opened.phase


@dataclass(slots=True)
class Count:
    """What a vote comes to."""

    ballots: dict[str, tuple[dict[int, int], str]] = field(default_factory=dict)
    """Person -> (weights, the message that holds them)."""

    @property
    def values(self) -> dict[int, int]:
        """Return what each option got; options without anything are left out."""
        total: Counter[int] = Counter()
        for weights, _ in self.ballots.values():
            total.update(weights)
        return dict(total)


def polls(room: Room) -> Iterator[Poll]:
    """Yield the votes of a room, each with what was sent from its opening to that of the next."""
    votes = [each for each in room.opened if each.phase.options]
    for index, opened in enumerate(votes):
        ends = votes[index + 1].place if index + 1 < len(votes) else len(room.events)
        result = next((each for each in room.results if opened.place < each.place <= ends), None)
        native = next((event for place, event in room.polls if opened.place < place < ends), "")
        cast = [each for each in room.done if opened.place < each.place < ends]
        yield Poll(opened, result, native, [each for each in cast if each.input.kind in CAST])


CAST = {"ballot", "poll", "bad", "change"}


def weights(numbers: Sequence[int], phase: Phase) -> dict[int, int] | None:
    """Return what a ballot gives, by the rules that the room was told; None if it breaks them."""
    known = range(1, len(phase.options) + 1)
    if not numbers or any(number not in known for number in numbers):
        return None
    given = Counter(numbers) if phase.method == "dots" else Counter(set(numbers))
    return dict(given) if given.total() <= phase.limit else None


class Ballots:
    """Says what the oracle knows of each input to a vote: counted, not counted, or as the person was told."""

    def __init__(self, evidence: Evidence, room: Room, poll: Poll) -> None:
        self._room, self.poll = room, poll
        self._outages = evidence.outages
        self._events = {each.input.id: each for each in room.done}

    def message(self, done: Done) -> str:
        """Return the event that a ballot lies in: an edit changes the message that it edits."""
        if done.input.kind != "change":
            return done.event
        target = self._events.get(done.input.target)
        return target.event if target is not None else ""

    def valid(self, done: Done) -> dict[int, int] | None:
        """Return what an input gives if it comes in time."""
        if done.input.kind == "poll" and not self.poll.poll:
            return None
        return weights(done.input.numbers, self.poll.phase)

    def must(self, at: int) -> bool:
        """Say whether what the server took at this instant has to count: its time was not over."""
        due = self.poll.opened.due
        return due is not None and at < due and not self._away(at, due)

    def may(self, at: int) -> bool:
        """Say whether it can count: the close was not published."""
        return self.poll.result is None or at <= self.poll.result.at + SOON

    def told(self, done: Done) -> bool | None:
        """Return what the person was told: counted, or not; None if their input gets no answer."""
        if done.input.kind == "poll":
            return None
        event = self.message(done)
        yes = YES in self._room.signs.get(event, ())
        if done.input.kind == "change" and yes:
            return None  # the mark may be for the message as it was before
        if done.input.kind != "change" and yes and any(self._changes(event)):
            return None  # the mark may be for the message as it became
        return yes

    def counted(self) -> Iterator[Count]:
        """Yield what the vote can have come to: one count, or several if silence leaves something open."""
        steps = list(self._steps())
        unclear = [step for step in steps if step[1] is None][:MOST_OPEN]
        for choice in product((True, False), repeat=len(unclear)):
            decided = {id(step): taken for step, taken in zip(unclear, choice, strict=True)}
            yield self._count([(step[0], decided.get(id(step), bool(step[1])), step[2]) for step in steps])

    def _steps(self) -> Iterator[tuple[Done, bool | None, bool]]:
        """Yield (input, whether it counts, whether it is the taking back of it) in the room's order."""
        found: list[tuple[int, Done, bool | None, bool]] = []
        for done in self.poll.cast:
            if self.valid(done) is None:
                continue
            taken = self._decided(done.at, self.told(done))
            if done.redacted is not None and YES not in self._room.signs.get(self.message(done), ()):
                taken = False  # it was gone before the bot read it
            found.append((done.place, done, taken, False))
        for done in self._room.done:
            if done.redacted is not None and done.input.kind in CAST:
                at = int(self._room.events[done.redacted]["origin_server_ts"])
                found.append((done.redacted, done, self._decided(at, None), True))
        yield from ((done, taken, back) for _, done, taken, back in sorted(found, key=lambda each: each[0]))

    def _decided(self, at: int, told: bool | None) -> bool | None:  # noqa: FBT001 - three answers
        if not self.may(at):
            return False
        return True if self.must(at) else told

    def _count(self, steps: Sequence[tuple[Done, bool, bool]]) -> Count:
        count = Count()
        for done, taken, back in steps:
            person, event = done.input.person, self.message(done)
            if not taken:
                continue
            if back:
                if count.ballots.get(person, ({}, ""))[1] == event:
                    del count.ballots[person]
            else:
                count.ballots[person] = (self.valid(done) or {}, event)
        return count

    def _changes(self, event: str) -> Iterator[Done]:
        return (each for each in self.poll.cast if each.input.kind == "change" and self.message(each) == event)

    def _away(self, begins: int, ends: int) -> bool:
        """Say whether the server was away in between, or just afterwards: then the close need not wait for it."""
        return any(gone <= ends + AFTERWARDS and back >= begins for gone, back in self._outages)


AFTERWARDS = 12_000
"""ms for which a close waits for what a server took."""


def same(values: Mapping[int, int], counted: Mapping[int, int]) -> bool:
    """Say whether what was published agrees with a count; a shortlist need not name all."""
    return all(counted.get(number, 0) == value for number, value in values.items())
