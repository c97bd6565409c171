"""What the bot said to single people: once (I3), in time, and never at an announcement's cost (I6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tests.chaos.announcements import noise
from tests.chaos.ballots import CAST
from tests.chaos.evidence import Evidence
from tests.chaos.room import COVERS, YES, Room
from tests.chaos.violation import Violation

BURST, INTERVAL = 10, 5_000
"""What an untouched server grants: so many messages at once, then one in so many ms."""


def answered(room: Room) -> Iterator[Violation]:
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


def waits(room: Room, bot: str) -> Iterator[tuple[int, int]]:
    """Yield for each input that was answered when the server had it, and after how long the answer stood there (ms)."""
    sent = {done.event: done.at for done in room.done}
    for event in room.events:
        for covered in (event.get("content") or {}).get(COVERS) or [] if event["sender"] == bot else []:
            if covered in sent:
                at = sent.pop(covered)
                yield at, event["origin_server_ts"] - at


def prompt(evidence: Evidence, room: Room) -> Iterator[Violation]:
    """I6: nobody waits longer for their answer than was promised."""
    if not (most := evidence.promise.acknowledged):
        return
    late = [took for at, took in waits(room, evidence.bot) if took > most + noise(evidence, at, at + took)]
    if late:
        yield Violation(
            "I6", f"{room.workshop} {len(late)} inputs were answered after more than {most} ms: {max(late)}"
        )


def patient(evidence: Evidence) -> Iterator[Violation]:
    """I6: once the limit was met with, no acknowledgement takes the last messages that the server grants."""
    if not (reserve := evidence.promise.reserve):
        return
    inputs = {each.event for each in evidence.log}
    said = [each for room in (*evidence.rooms.values(), evidence.staff) for each in room]
    said = sorted((each for each in said if each["sender"] == evidence.bot), key=lambda each: each["origin_server_ts"])
    left, last, met = float(BURST), 0, False
    for event in said:
        at = int(event["origin_server_ts"])
        left, last = min(BURST, left + (at - last) / INTERVAL), at
        left -= 1
        covers = inputs.intersection((event.get("content") or {}).get(COVERS) or [])
        if met and covers and left < reserve - 1:
            yield Violation("I6", f"at {at} an acknowledgement for {len(covers)} left {left:.1f} of the burst")
        met = met or left < 1
