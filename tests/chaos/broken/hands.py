"""What takes hold of a run's evidence to change something in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.chaos.evidence import Event, Evidence
from tests.chaos.room import COVERS, Done, Room, body, is_post, opening, read

WORKSHOP = "w1"


def room_of(evidence: Evidence) -> Room:
    """Return the room as the oracle reads it."""
    return read(evidence, WORKSHOP)


def history(evidence: Evidence) -> list[Event]:
    """Return what was said there; whatever is done to it is done to the evidence."""
    return evidence.rooms[WORKSHOP]


def record(evidence: Evidence) -> dict[str, Any]:
    """Return what is written down of the workshop."""
    found: dict[str, Any] = next(each for each in evidence.summary["workshops"] if each["id"] == WORKSHOP)
    return found


def an_idea(evidence: Evidence) -> tuple[int, Done]:
    """Return an idea that is written down and was never edited, with its number."""
    room, numbers = room_of(evidence), {each["number"] for each in record(evidence)["ideas"]}
    return next(
        (number, done) for done in alone(evidence, "idea") for number in room.numbers(done.event) if number in numbers
    )


def a_ballot(evidence: Evidence) -> Done:
    """Return a ballot that counts and was not changed."""
    return next(done for done in alone(evidence, "ballot") if "✅" in room_of(evidence).signs[done.event])


def alone(evidence: Evidence, kind: str) -> Iterator[Done]:
    """Yield what was never touched again and has a sign of its own."""
    touched = {each.target for each in evidence.log}
    signs = [covers(each) for each in history(evidence) if each["type"] == "m.reaction"]
    for done in room_of(evidence).done:
        if done.input.kind == kind and done.input.id not in touched and [done.event] in signs:
            yield done


def drop_mark(evidence: Evidence, event: str) -> None:
    """Take away what the bot said to a message."""
    events = history(evidence)
    events[:] = [each for each in events if each["sender"] != evidence.bot or event not in covers(each)]


def covers(event: Event) -> list[str]:
    """Return the messages that an event of the bot answers."""
    return list((event.get("content") or {}).get(COVERS) or [])


def say(evidence: Evidence, content: dict[str, Any], kind: str = "m.room.message") -> None:
    """Let the bot say something at the very end."""
    events = history(evidence)
    at = events[-1]["origin_server_ts"] + 1
    event = {"type": kind, "event_id": "$more", "sender": evidence.bot, "origin_server_ts": at, "content": content}
    events.append(event)


def mark(evidence: Evidence, event: str, sign: str) -> None:
    """Put one more sign under a message."""
    relation = {"rel_type": "m.annotation", "event_id": event, "key": sign}
    say(evidence, {"m.relates_to": relation, COVERS: [event]}, "m.reaction")


def unwrite(evidence: Evidence, number: int) -> None:
    """Take an idea out of what is written down."""
    written = record(evidence)
    written["ideas"] = [each for each in written["ideas"] if each["number"] != number]
    evidence.summary["totals"]["ideas"] -= 1


def write(evidence: Evidence, number: int, words: str) -> None:
    """Put an idea into what is written down."""
    record(evidence)["ideas"].append({"number": number, "text": words})
    evidence.summary["totals"]["ideas"] += 1


def is_reply(event: Event) -> bool:
    """Say whether an event is an answer to a message."""
    return is_post(event) and "m.in_reply_to" in str(event["content"].get("m.relates_to"))


def opens(evidence: Evidence, event: Event, kind: str) -> bool:
    """Say whether an event announces a phase of a kind."""
    return is_post(event) and any(opening(each, body(event)) for each in evidence.plan if each.kind == kind)


def later(evidence: Evidence, kind: str, ms: int) -> None:
    """Let the last phase of a kind be announced so much later."""
    event = [each for each in history(evidence) if opens(evidence, each, kind)][-1]
    event["origin_server_ts"] += ms
