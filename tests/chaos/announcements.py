"""Phases and results, as a room was told them: each once, in order (I5), and when its time came (I6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from tests.chaos.evidence import Evidence
from tests.chaos.room import Opened, Room, body, is_post, opening, relation
from tests.chaos.violation import Violation

MINUTE = 60_000
NOISE_AT_MOST = 5_000
"""ms that a busy machine can excuse, whatever others met with: more would excuse everything."""
CLOSING = 2_000
"""ms for which a vote is read once more, at least, before its close is said."""
JUST_BEFORE = 1_000
"""ms before the time of a phase: what others met with then tells of the machine as well."""


def in_order(evidence: Evidence, room: Room) -> Iterator[Violation]:
    """I5: each phase is announced once, in order, and each result too; nothing is said twice in a phase."""
    order = [each.number for each in room.opened]
    wanted = list(range(1, len(evidence.plan) + 1))
    if order != wanted:
        yield Violation("I5", f"{room.workshop} the phases were announced as {order}")
    votes = sum(bool(each.options) for each in evidence.plan)
    if len(room.results) != votes:
        yield Violation("I5", f"{room.workshop} {len(room.results)} results of {votes} votes")
    places = [each.place for each in room.opened]
    said: Counter[tuple[int, str, str]] = Counter()
    for place, event in enumerate(room.events):
        if event.get("sender") == evidence.bot and is_post(event) and not relation(event):
            said[sum(each <= place for each in places), str(event.get("room_id")), body(event)] += 1
    for (phase, _, words), times in said.items():
        if times > 1 and not any(opening(each, words) for each in evidence.plan):
            yield Violation("I5", f"{room.workshop} said {times} times in phase {phase}: {words[:60]!r}")


def punctual(evidence: Evidence, room: Room) -> Iterator[Violation]:
    """I6: a phase is announced when its time comes; if something was dead then, soon after it lives again."""
    for before, then in pairwise(room.opened):
        if before.due is None or then.number != before.number + 1:
            continue
        latest = _latest(evidence, room, before)
        if not before.due <= then.at <= latest:
            late, most = then.at - before.due, latest - before.due
            how = f"{then.phase.title} was announced {late} ms after its time, at most {most} were promised"
            yield Violation("I6", f"{room.workshop} {how}")


def _latest(evidence: Evidence, room: Room, before: Opened) -> int:
    """Return until when what follows a phase has to be announced."""
    closing = CLOSING if before.phase.options else 0
    due, promise = (before.due or 0) + closing, evidence.promise
    faults = sorted([*evidence.away, *evidence.outages])
    latest = due + promise.announced
    if any(room.opened[0].at < back and gone < latest for gone, back in faults):
        latest += MINUTE // evidence.clock.speed  # what was shifted ends within a minute, and only that is shown
    for gone, back in faults:
        latest = max(latest, back + promise.recovered + closing) if gone <= latest else latest
    return latest + noise(evidence, due - JUST_BEFORE, latest)


def noise(evidence: Evidence, begins: int, ends: int) -> int:
    """Return for how long a busy machine or server let somebody else wait meanwhile, in ms."""
    met = [took for at, took in evidence.pulses if at <= ends and begins <= at + took]
    return min(max(met, default=0), NOISE_AT_MOST)
