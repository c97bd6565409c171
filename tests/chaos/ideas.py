"""The ideas of a room, told three times: what was said, what was acknowledged, what is written down (I1, I2, I7)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from tests.chaos.evidence import Evidence
from tests.chaos.room import BULB, Done, Room
from tests.chaos.violation import Violation

IDEAS = {"idea", "plain", "twin"}
LATE_BELL = 3_000
"""ms before the due time of a phase from which a plain message may be read as talk of the next one."""


class Ideas:
    """The ideas of one room: what was said, what was acknowledged, what is written down."""

    def __init__(self, evidence: Evidence, room: Room, record: dict[str, Any]) -> None:
        self._evidence, self._room = evidence, room
        self.written_down = {int(each["number"]): str(each["text"]) for each in record.get("ideas", [])}
        self._times = Counter(int(each["number"]) for each in record.get("ideas", []))
        self._edited = {each.input.target: each.input.words for each in room.done if each.input.kind == "edit"}
        self.given: dict[int, Done] = {}
        for done in room.done:
            for number in room.numbers(done.event):
                self.given.setdefault(number, done)

    def stored(self) -> Iterator[Violation]:
        """I1: every idea is stored, once."""
        for done in self._room.done:
            numbers = set(self._room.numbers(done.event))
            if len(numbers) > 1:
                yield Violation("I1", f"{self._where} {done.input.words!r} has the numbers {sorted(numbers)}")
            if not numbers and self._must(done):
                yield from self._missing(done)
        yield from self._numbered()
        said = Counter(self._words(done) for done in self.given.values())
        for words, times in Counter(self.written_down.values()).items():
            if times > max(1, said[words]):
                yield Violation("I1", f"{self._where} {words!r} is stored {times} times, said {said[words]} times")

    def _numbered(self) -> Iterator[Violation]:
        """I1: a number belongs to one message, and none is left out."""
        owners: dict[int, set[str]] = defaultdict(set)
        for done in self._room.done:
            for number in self._room.numbers(done.event):
                owners[number].add(done.event)
        for number, events in owners.items():
            if len(events) > 1:
                yield Violation("I1", f"{self._where} number {number} stands under {len(events)} messages")
        holes = set(range(1, max(owners, default=0) + 1)) - owners.keys() - self.written_down.keys()
        if holes:
            yield Violation("I1", f"{self._where} nobody was given the numbers {sorted(holes)}")
        sent, given = {self._words(done) for done in self._room.done}, self._given_words()
        for number in self.written_down.keys() - owners.keys():
            if self.written_down[number] not in sent or self.written_down[number] in given:
                yield Violation("I1", f"{self._where} {number} is written down, and nobody said it, or not twice")
        for number, times in self._times.items():
            if times > 1:
                yield Violation("I1", f"{self._where} {number} is written down {times} times")

    def kept(self) -> Iterator[Violation]:
        """I2: what was acknowledged is stored, unless its author took it back."""
        for number, done in self.given.items():
            if done.redacted is None and number not in self.written_down:
                yield Violation("I2", f"{self._where} {BULB}{number} {done.input.words!r} is not written down")

    def written(self) -> Iterator[Violation]:
        """I7: the documentation has each idea in its author's last words, and no others."""
        for number, words in self.written_down.items():
            done = self.given.get(number)
            if done is not None and done.redacted is not None:
                yield Violation("I7", f"{self._where} {number} was taken back and is written down")
            elif done is not None and self._words(done) != words:
                yield Violation("I7", f"{self._where} {number} is {words!r}, not {self._words(done)!r}")

    @property
    def _where(self) -> str:
        return self._room.workshop

    def _missing(self, done: Done) -> Iterator[Violation]:
        if self._words(done) in self.written_down.values():
            if done.input.kind != "twin":
                yield Violation("I3", f"{self._where} {done.input.words!r} is stored and was never acknowledged")
        else:
            yield Violation("I1", f"{self._where} {done.input.words!r} ({done.event}) is lost")

    def _given_words(self) -> set[str]:
        """Return the words of the ideas that were given a number."""
        return {self._words(done) for done in self.given.values()}

    def _must(self, done: Done) -> bool:
        """Say whether a message has to have become an idea, whatever happened."""
        if done.redacted is not None or done.input.kind not in IDEAS:
            return False
        if done.input.kind == "twin":
            return not self._room.replies.get(done.event)
        return done.input.kind == "idea" or self._in_time(done)

    def _in_time(self, done: Done) -> bool:
        """Say whether a plain message certainly came while ideas were collected."""
        before = [each for each in self._room.opened if each.place < done.place]
        phase = before[-1] if before else None
        if phase is None or phase.phase.kind != "ideas" or phase.due is None:
            return False
        late = (*self._evidence.unread(), *self._evidence.moody)  # collecting waits for no server that refuses
        away = any(gone <= phase.due and back >= done.at for gone, back in late)
        return done.at < phase.due - LATE_BELL and not away

    def _words(self, done: Done) -> str:
        """Return an idea's words after its author's last edit."""
        return self._edited.get(done.input.id, done.input.words)
