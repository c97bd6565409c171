"""Counting again: who voted what, from the room alone, and what the bot told everybody about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from operator import add, le
from typing import TypeAlias

from tests.chaos.evidence import Evidence, Phase
from tests.chaos.room import YES, Done, Opened, Result, Room, relation

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


Weights: TypeAlias = dict[int, int]
"""What a ballot gives to each option."""


def polls(room: Room) -> Iterator[Poll]:
    """Yield the votes of a room, each with what was sent from its opening to that of the next."""
    votes = [each for each in room.opened if each.phase.options]
    places = {each.input.id: each.place for each in room.done}
    for index, opened in enumerate(votes):
        ends = votes[index + 1].place if index + 1 < len(votes) else len(room.events)
        result = next((each for each in room.results if opened.place < each.place <= ends), None)
        native = next((event for place, event in room.polls if opened.place < place < ends), "")
        cast = [each for each in room.done if opened.place < each.place < ends and each.input.kind in CAST]
        # An edit belongs to the vote of the message that it edits: in a later one it is no ballot.
        cast = [each for each in cast if places.get(each.input.target, each.place) > opened.place]
        yield Poll(opened, result, native, cast)


CAST = {"ballot", "poll", "bad", "change"}


def weights(numbers: Sequence[int], phase: Phase) -> dict[int, int] | None:
    """Return what a ballot gives, by the rules that the room was told; None if it breaks them."""
    known = range(1, len(phase.options) + 1)
    if not numbers or any(number not in known for number in numbers):
        return None
    given = Counter(numbers) if phase.method == "dots" else Counter(set(numbers))
    return dict(given) if given.total() <= phase.limit else None


@dataclass(frozen=True, slots=True)
class Step:
    """Something that a person did to their ballot. `taken`: it counts; None: nobody but the bot knows."""

    place: int
    done: Done
    taken: bool | None
    back: bool = False
    """It is the taking back of `done`."""


class Ballots:
    """Says what the oracle knows of each input to a vote: counted, not counted, or as the person was told."""

    def __init__(self, evidence: Evidence, room: Room, poll: Poll) -> None:
        self._room, self.poll = room, poll
        self._unread = evidence.unread()
        self._events = {each.input.id: each for each in room.done}
        self._others = {event for _, event in room.polls} - {poll.poll}

    def message(self, done: Done) -> str:
        """Return the event that a ballot lies in: an edit changes the message that it edits."""
        if done.input.kind != "change":
            return done.event
        target = self._events.get(done.input.target)
        return target.event if target is not None else ""

    def valid(self, done: Done) -> dict[int, int] | None:
        """Return what an input gives if it comes in time."""
        return None if self._elsewhere(done) else weights(done.input.numbers, self.poll.phase)

    def _elsewhere(self, done: Done) -> bool:
        """Say whether somebody tapped in another poll: who has not seen the new one yet taps in the old one."""
        tapped = relation(self._room.events[done.place]).get("event_id", self.poll.poll)
        if done.input.kind == "poll":
            return tapped != self.poll.poll or not tapped
        return tapped in self._others  # on Discord a tap is like any ballot

    def must(self, at: int) -> bool:
        """Say whether what the server took at this instant has to count: its time was not over."""
        due = self.poll.opened.due
        return due is not None and at < due and not self._away(at, due)

    def may(self, at: int) -> bool:
        """Say whether it can count: the close was not published."""
        return self.poll.result is None or at <= self.poll.result.at + SOON

    def told(self, done: Done) -> bool | None:
        """Return what the person was told: counted, or not; None if their input gets no answer."""
        if done.input.kind == "poll" or done.event in self._room.unheard:
            return None
        event = self.message(done)
        yes = YES in self._room.signs.get(event, ())
        if done.input.kind == "change" and yes:
            return None  # the mark may be for the message as it was before
        if done.input.kind != "change" and yes and any(self._changes(event)):
            return None  # the mark may be for the message as it became
        return yes

    def outcomes(self) -> list[list[Weights | None]]:
        """Return for each person what their ballot can have come to (None: no ballot); silence leaves it open."""
        each: dict[str, list[Step]] = {}
        for step in self._steps():
            each.setdefault(step.done.input.person, []).append(step)
        return [self._endings(steps) for steps in each.values()]

    def _steps(self) -> list[Step]:
        """Return what everybody did to their ballot, in the room's order."""
        found: list[Step] = []
        for done in self.poll.cast:
            if self.valid(done) is None:
                continue
            taken = self._decided(done.at, self.told(done), sure=done.event not in self._room.unheard)
            if done.redacted is not None and YES not in self._room.signs.get(self.message(done), ()):
                taken = False  # it was gone before the bot read it
            found.append(Step(done.place, done, taken))
        for done in self._room.done:
            if done.redacted is not None and done.input.kind in CAST:
                at = int(self._room.events[done.redacted]["origin_server_ts"])
                found.append(Step(done.redacted, done, self._decided(at, None), back=True))
        return sorted(found, key=lambda each: each.place)

    def _decided(self, at: int, told: bool | None, *, sure: bool = True) -> bool | None:  # noqa: FBT001 - three answers
        if not self.may(at):
            return False
        return True if sure and self.must(at) else told

    def _endings(self, steps: Sequence[Step]) -> list[Weights | None]:
        """Return with which ballots one person can end."""
        unclear = [place for place, step in enumerate(steps) if step.taken is None]
        found: list[Weights | None] = []
        for choice in product((True, False), repeat=len(unclear)):
            taken = dict(zip(unclear, choice, strict=True))
            ended = self._ended([step for place, step in enumerate(steps) if taken.get(place, step.taken)])
            if ended not in found:
                found.append(ended)
        return found

    def _ended(self, steps: Sequence[Step]) -> Weights | None:
        """Return the ballot that counts after all these."""
        counts: tuple[Weights, str] | None = None
        for step in steps:
            event = self.message(step.done)
            if not step.back:
                counts = (self.valid(step.done) or {}, event)
            elif counts is not None and counts[1] == event:
                counts = None
        return counts[0] if counts is not None else None

    def _changes(self, event: str) -> Iterator[Done]:
        return (each for each in self.poll.cast if each.input.kind == "change" and self.message(each) == event)

    def _away(self, begins: int, ends: int) -> bool:
        """Say whether nothing was read in between, or just afterwards: then the close need not wait for it."""
        return any(gone <= ends + AFTERWARDS and back >= begins for gone, back in self._unread)


AFTERWARDS = 12_000
"""ms for which a close waits for what a server took."""


def comes_to(outcomes: Sequence[Sequence[Weights | None]], ballots: int, values: Weights, *, all_: bool) -> bool:
    """Say whether a vote can have come to so many ballots with these values; `all_`: options not named got nothing."""
    named = sorted({number for each in outcomes for weights in each for number in weights or ()} | set(values))
    named = named if all_ else sorted(values)
    most = tuple(values.get(number, 0) for number in named)
    reached = {(0, (0,) * len(named))}
    for endings in sorted(outcomes, key=len):
        steps = [(int(each is not None), tuple((each or {}).get(number, 0) for number in named)) for each in endings]
        sums = {(n + one, tuple(map(add, got, more))) for n, got in reached for one, more in steps}
        reached = {(n, got) for n, got in sums if n <= ballots and all(map(le, got, most))}
    return (ballots, most) in reached


def first(outcomes: Sequence[Sequence[Weights | None]]) -> tuple[int, Weights]:
    """Return one of the counts that are possible: (ballots, values)."""
    ended = [each[0] for each in outcomes if each[0] is not None]
    total: Counter[int] = Counter()
    for each in ended:
        total.update(each)
    return len(ended), dict(sorted(total.items()))
