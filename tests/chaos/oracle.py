"""The oracle: recomputes a run from what anybody in the rooms can read, and names every promise that was broken.

I1 stored exactly once; I2 acknowledged is stored; I3 one acknowledgement; I4 one ballot each, the last in time;
I5 each phase announced once, in order; I6 and in time; I7 the documentation agrees; I8 nothing private is written down;
I9 nobody is pinged; I10 the file is sound.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from tests.chaos.ballots import CAST, Ballots, Weights, comes_to, first, polls
from tests.chaos.evidence import Event, Evidence
from tests.chaos.room import BULB, YES, Done, Room, body, is_post, opening, read, relation

IDEAS = {"idea", "plain", "twin"}
LATE_BELL = 3_000
"""ms before the due time of a phase from which a plain message may be read as talk of the next one."""
PROMPT = 6_000
"""ms within which a phase is announced, or within which it is after the bot came back: 5 s, and a shown minute."""
RECOVERED = 10_000
"""ms after a homeserver answers again until the bot has noticed it."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A promise that was broken, and how."""

    name: str
    how: str

    def __str__(self) -> str:
        return f"{self.name}: {self.how}"


def judge(evidence: Evidence) -> list[Violation]:
    """Return every promise that was broken."""
    found: list[Violation] = []
    for workshop in evidence.rooms:
        room = read(evidence, workshop)
        record = _record(evidence, workshop)
        ideas = Ideas(evidence, room, record)
        found += [*ideas.stored(), *ideas.kept(), *_answered(room)]
        found += [*_phases(evidence, room), *_punctual(evidence, room)]
        found += [*_votes(evidence, room, record), *ideas.written(), *_agenda(evidence, record)]
    found += [*_documentation(evidence), *_private(evidence), *_quiet(evidence), *_sound(evidence)]
    return found


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
        away = any(gone <= phase.due and back >= done.at for gone, back in self._evidence.outages)
        return done.at < phase.due - LATE_BELL and not away

    def _words(self, done: Done) -> str:
        """Return an idea's words after its author's last edit."""
        return self._edited.get(done.input.id, done.input.words)


def _answered(room: Room) -> Iterator[Violation]:
    """I3: nothing is acknowledged twice, and nothing that was not accepted."""
    changes = Counter(each.input.target for each in room.done if each.input.kind in {"change", "edit"})
    for done in room.done:
        signs, replies = room.signs.get(done.event, []), room.replies.get(done.event, [])
        again = changes[done.input.id]
        most = {YES: 1 + again if done.input.kind in CAST else 0}
        for sign, times in Counter(signs).items():
            if times > most.get(sign, 1):
                yield Violation("I3", f"{room.workshop} {done.input.words!r} has {sign} {times} times")
        if len(replies) > 1 + again:
            yield Violation("I3", f"{room.workshop} {done.input.words!r} was answered {len(replies)} times")
        if signs and done.input.kind == "rubbish":
            yield Violation("I3", f"{room.workshop} {done.input.words!r} was taken for something: {signs}")


def _phases(evidence: Evidence, room: Room) -> Iterator[Violation]:
    """I5: each phase is announced once, in order, and each result too; nothing is said twice in a phase."""
    order = [each.number for each in room.opened]
    wanted = list(range(1, len(evidence.plan) + 1))
    if order != wanted:
        yield Violation("I5", f"{room.workshop} the phases were announced as {order}")
    votes = sum(bool(each.options) for each in evidence.plan)
    if len(room.results) != votes:
        yield Violation("I5", f"{room.workshop} {len(room.results)} results of {votes} votes")
    places = [each.place for each in room.opened]
    said: Counter[tuple[int, str]] = Counter()
    for place, event in enumerate(room.events):
        if event.get("sender") == evidence.bot and is_post(event) and not relation(event):
            said[sum(each <= place for each in places), body(event)] += 1
    for (phase, words), times in said.items():
        if times > 1 and not any(opening(each, words) for each in evidence.plan):
            yield Violation("I5", f"{room.workshop} said {times} times in phase {phase}: {words[:60]!r}")


def _punctual(evidence: Evidence, room: Room) -> Iterator[Violation]:
    """I6: a phase is announced when its time comes; if something was dead then, soon after it lives again."""
    faults = [(gone, back + PROMPT) for gone, back in evidence.away]
    faults += [(gone, back + RECOVERED) for gone, back in evidence.outages]
    for before, then in pairwise(room.opened):
        if before.due is None or then.number != before.number + 1:
            continue
        latest = before.due + PROMPT
        for gone, recovered in sorted(faults):
            latest = max(latest, recovered) if gone <= latest else latest
        if not before.due <= then.at <= latest:
            late = then.at - before.due
            yield Violation("I6", f"{room.workshop} {then.phase.title} was announced {late} ms after its time")


def _votes(evidence: Evidence, room: Room, record: dict[str, Any]) -> Iterator[Violation]:
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
        if told and room.said_late(done.event) and done.input.id not in edited:  # an edit may be late by itself
            yield Violation("I4", f"{where} {done.input.words!r} was accepted and called late")


def _one(outcomes: list[list[Weights | None]]) -> str:
    ballots, values = first(outcomes)
    open_ = sum(len(each) > 1 for each in outcomes)
    return f"recomputed {ballots} {values}" + (f" ({open_} people's ballots are not known for sure)" if open_ else "")


def _agenda(evidence: Evidence, record: dict[str, Any]) -> Iterator[Violation]:
    """I7: the documentation has the phases as they were planned, each begun and ended."""
    phases = record.get("phases", [])
    if [each["title"] for each in phases] != [each.title for each in evidence.plan]:
        yield Violation("I7", f"{record.get('id')} phases {[each['title'] for each in phases]}")
    for each in phases:
        if each["begins"] is None or each["ends"] is None or each["begins"] > each["ends"]:
            yield Violation("I7", f"{record.get('id')} {each['title']} from {each['begins']} to {each['ends']}")


def _documentation(evidence: Evidence) -> Iterator[Violation]:
    """I7: sums agree, the same journal makes the same bytes; handed over once (I5)."""
    total = sum(len(each["ideas"]) for each in evidence.summary.get("workshops", []))
    if evidence.summary.get("totals", {}).get("ideas") != total:
        yield Violation("I7", f"the sum of ideas is {evidence.summary.get('totals')}, there are {total}")
    if not evidence.published_again:
        yield Violation("I7", "the documentation written again is another one")
    files = Counter(body(each) for each in evidence.staff if (each.get("content") or {}).get("msgtype") == "m.file")
    if not files or set(files.values()) != {1}:
        yield Violation("I5", f"files handed over: {dict(files)}")


def _private(evidence: Evidence) -> Iterator[Violation]:
    """I8: no secret and nobody's account stands in the log or in the documentation."""
    people = {each.person for each in evidence.log}
    for name, words in evidence.papers.items():
        for secret in evidence.secrets:
            if secret in words:
                yield Violation("I8", f"a secret stands in {name}")
        for person in sorted(each for each in people if each in words):
            yield Violation("I8", f"{person} stands in {name}")


def _quiet(evidence: Evidence) -> Iterator[Violation]:
    """I9: no phone rings but for what rings by plan."""
    for event in [*evidence.staff, *(each for room in evidence.rooms.values() for each in room)]:
        content = event.get("content") or {}
        if event.get("sender") != evidence.bot or not content:
            continue
        rings = [each for each in evidence.plan if is_post(event) and opening(each, body(event))]
        if loud := _loud(event, content, rings=bool(rings), all_=any(each.ring for each in rings)):
            yield Violation("I9", f"{loud}: {body(event)[:60]!r}")


def _loud(event: Event, content: dict[str, Any], *, rings: bool, all_: bool) -> str:
    if event.get("type") != "m.room.message":
        return "mentions in an event" if content.get("m.mentions") else ""
    if content.get("m.mentions") != ({"room": True} if all_ else {}):
        return f"m.mentions {content.get('m.mentions')}"
    if content.get("msgtype") == "m.text" and not rings:
        return "a message that is no notice"
    shown = body(event) + str(content.get("formatted_body", ""))
    return "words that ping" if "@room" in shown or "matrix.to/#/@" in shown else ""


def _sound(evidence: Evidence) -> Iterator[Violation]:
    """I10: the file is whole, and nothing waits to be said."""
    journal = evidence.journal
    if journal["integrity"] != ["ok"] or journal["foreign"]:
        yield Violation("I10", f"SQLite says {journal['integrity'][:3]} {journal['foreign'][:3]}")
    if journal["waiting"]:
        yield Violation("I10", f"{journal['waiting']} rows still wait to be said")


def _record(evidence: Evidence, workshop: str) -> dict[str, Any]:
    found = [each for each in evidence.summary.get("workshops", []) if each["id"] == workshop]
    return found[0] if found else {}
