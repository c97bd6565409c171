"""What the bot wrote down: it agrees (I7), it was handed over once (I5), and nothing private is in it (I8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.chaos.evidence import Event, Evidence
from tests.chaos.room import Room, body
from tests.chaos.violation import Violation

FEW = "<5"
"""What stands in the place of a number that would tell of single people."""
STATE = {"m.room.member", "m.room.create", "m.room.power_levels", "m.room.join_rules", "m.room.history_visibility"}
"""What is no word of anybody's."""


def agenda(evidence: Evidence, record: dict[str, Any]) -> Iterator[Violation]:
    """I7: the documentation has the phases as they were planned, each begun and ended."""
    phases = record.get("phases", [])
    if [each["title"] for each in phases] != [each.title for each in evidence.plan]:
        yield Violation("I7", f"{record.get('id')} phases {[each['title'] for each in phases]}")
    for each in phases:
        if each["begins"] is None or each["ends"] is None or each["begins"] > each["ends"]:
            yield Violation("I7", f"{record.get('id')} {each['title']} from {each['begins']} to {each['ends']}")


def attendance(evidence: Evidence, room: Room, record: dict[str, Any]) -> Iterator[Violation]:
    """I7: of those who were in the room as many are counted as were there; of those who spoke, whoever was answered."""
    figures, staff = record.get("attendance", {}), {evidence.bot, *evidence.leading}
    joined = {each["state_key"] for each in room.events if _joins(each) and each.get("room_id") not in evidence.chats}
    spoke = {str(each["sender"]) for each in room.events if each["type"] not in STATE} - staff
    answered = {done.input.person for done in room.done if done.event in {*room.signs, *room.replies}}
    if figures.get("members") not in {len(joined - staff), FEW}:
        yield Violation("I7", f"{room.workshop} {figures.get('members')} are said to have been in the room of {joined}")
    if figures.get("unique") != FEW and not len(answered) <= figures.get("unique", 0) <= len(spoke):
        counts = f"{len(answered)} were answered and {len(spoke)} spoke"
        yield Violation("I7", f"{room.workshop} {figures.get('unique')} are said to have taken part, {counts}")


def _joins(event: Event) -> bool:
    return bool(event["type"] == "m.room.member" and event["content"].get("membership") == "join")


def documentation(evidence: Evidence) -> Iterator[Violation]:
    """I7: sums agree, the same journal makes the same bytes; handed over once (I5)."""
    total = sum(len(each["ideas"]) for each in evidence.summary.get("workshops", []))
    if evidence.summary.get("totals", {}).get("ideas") != total:
        yield Violation("I7", f"the sum of ideas is {evidence.summary.get('totals')}, there are {total}")
    if not evidence.published_again:
        yield Violation("I7", "the documentation written again is another one")
    files = Counter(body(each) for each in evidence.staff if (each.get("content") or {}).get("msgtype") == "m.file")
    if not files or set(files.values()) != {1}:
        yield Violation("I5", f"files handed over: {dict(files)}")


def private(evidence: Evidence) -> Iterator[Violation]:
    """I8: no secret and nobody's account stands in the log or in the documentation."""
    people = {*evidence.people, *(each.person for each in evidence.log)}
    for name, words in evidence.papers.items():
        for secret in evidence.secrets:
            if secret in words:
                yield Violation("I8", f"a secret stands in {name}")
        for person in sorted(each for each in people if each in words):
            yield Violation("I8", f"{person} stands in {name}")
