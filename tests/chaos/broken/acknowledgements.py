"""Answers that are missing, doubled, late or impatient (I3, I6)."""

from __future__ import annotations

from copy import deepcopy

from tests.chaos.broken.hands import an_idea, covers, drop_mark, history, is_reply, room_of, say
from tests.chaos.evidence import Evidence
from tests.chaos.room import COVERS


def an_idea_is_never_acknowledged(evidence: Evidence) -> None:
    """Store it, and do not tell its author."""
    drop_mark(evidence, an_idea(evidence)[1].event)


def an_idea_is_acknowledged_twice(evidence: Evidence) -> None:
    """Mark it, and name it again in a merged sentence."""
    number, done = an_idea(evidence)
    words = {"msgtype": "m.notice", "body": f"Notiert: c001 {number}", "m.mentions": {}, COVERS: [done.event]}
    say(evidence, words)


def an_answer_is_given_twice(evidence: Evidence) -> None:
    """Repeat a refusal under the same message."""
    sent = {done.event for done in room_of(evidence).done}
    replies = (each for each in history(evidence) if each["sender"] == evidence.bot and is_reply(each))
    event = next(each for each in replies if sent.issuperset(covers(each)))
    say(evidence, deepcopy(event["content"]))


def somebody_waits_too_long(evidence: Evidence) -> None:
    """Promise less than was kept."""
    evidence.promise.acknowledged = 100
    evidence.pulses.clear()


def acknowledgements_take_the_whole_burst(evidence: Evidence) -> None:
    """Let the server be one with limits; the bot spoke as if it had none."""
    evidence.promise.reserve = 3
