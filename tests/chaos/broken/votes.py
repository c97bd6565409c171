"""Ballots and results that are other ones (I4)."""

from __future__ import annotations

from tests.chaos.broken.hands import a_ballot, alone, drop_mark, history, mark, room_of
from tests.chaos.evidence import MARKER, Evidence, Input
from tests.chaos.room import COUNTED, body


def a_ballot_too_many_is_counted(evidence: Evidence) -> None:
    """Tell the room of more people than voted."""
    event = next(each for each in history(evidence) if COUNTED.search(body(each)))
    event["content"]["body"] = body(event).replace("Danke, ", "Danke, 1", 1)


def a_result_is_another_one(evidence: Evidence) -> None:
    """Tell the room other points than were given."""
    event = next(each for each in history(evidence) if "Platz 1" in body(each))
    event["content"]["body"] = body(event).replace(" Stimme", "0 Stimme").replace(" Punkt", "0 Punkt")


def a_ballot_in_time_is_not_accepted(evidence: Evidence) -> None:
    """Say no yes to what was there before the time was over."""
    drop_mark(evidence, a_ballot(evidence).event)


def a_ballot_after_the_close_is_accepted(evidence: Evidence) -> None:
    """Publish the result, and still tell somebody yes."""
    room = room_of(evidence)
    late = next(each for each in room.done if each.input.kind == "ballot" and room.said_late(each.event))
    mark(evidence, late.event, "✅")


def an_old_ballot_is_edited(evidence: Evidence) -> None:
    """Let somebody edit their ballot of the first vote after they gave another one in the second, and in time."""
    room, events = room_of(evidence), history(evidence)
    opened = [each for each in room.opened if each.phase.options][1]
    counted = [each for each in alone(evidence, "ballot") if "✅" in room.signs[each.event]]
    later = {each.input.person: each for each in counted if each.place > opened.place and each.at < (opened.due or 0)}
    old = next(each for each in counted if each.place < opened.place and each.input.person in later)
    last = later[old.input.person]
    numbers = [1] if last.input.numbers != [1] else [2]
    sent = Input("change9999", old.input.person, old.input.workshop, "change", "", numbers, old.input.id, last.at)
    relation = {"rel_type": "m.replace", "event_id": old.event}
    content = {"msgtype": "m.text", "body": f"* {numbers[0]}", MARKER: sent.id, "m.relates_to": relation}
    event = {"type": "m.room.message", "event_id": "$old", "sender": sent.person, "content": content}
    events.insert(last.place + 1, event | {"origin_server_ts": last.at})
    evidence.log.append(sent)
