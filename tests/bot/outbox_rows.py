"""Rows as the outbox holds them: what is announced, answered, quietly noted, and said anew."""

from __future__ import annotations

from storage.rows import Row

ROOM, OTHER = "matrix:!hall", "matrix:!side"


def post(id_: str, room: str = ROOM, urgency: str = "result", anchor: str = "", words: str = "") -> Row:
    """Return a row that says its own id."""
    return Row(id_, room, urgency, "post", {"plain": words or id_, "html": "", "notice": True}, anchor)


def acknowledgement(number: int, room: str = ROOM) -> Row:
    """Return the quiet yes to a vote."""
    body = {"target": f"{room}/$vote{number}", "sign": "✅", "mark": "✅", "reference": "", "name": f"B{number}"}
    return Row(f"ack-{room}-{number}", room, "acknowledge", "mark", body)


def edit(id_: str, anchor: str, urgency: str = "result", room: str = ROOM) -> Row:
    """Return new words for an anchored message."""
    return Row(id_, room, urgency, "edit", {"anchor": anchor, "plain": id_, "html": ""})


def answer(number: int, room: str = ROOM, words: str = "Das sind vier Punkte.") -> Row:
    """Return what somebody is told whose vote cannot be taken."""
    source = f"{room}/$vote{number}"
    body = {"plain": words, "html": "", "notice": True, "reply_to": source, "covers": [source], "name": f"B{number}"}
    return Row(f"answer-{room}-{number}", room, "answer", "post", body)
