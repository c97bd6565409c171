"""What a Matrix event means: from the event's own JSON to what came in."""

from __future__ import annotations

import re
from typing import Any

from bot.platforms.incoming import (
    Deleted,
    Departed,
    Entered,
    Incoming,
    Polled,
    Rewrote,
    Said,
    Tapped,
    Unreadable,
    Wrote,
)
from bot.platforms.matrix.contents import KEY
from workshop_flows.values import Moment, Source

PLATFORM = "matrix"
READ = frozenset({"m.text", "m.emote"})
CAPTIONED = frozenset({"m.image", "m.file", "m.video", "m.audio"})
POLL_RESPONSES = frozenset({"m.poll.response", "org.matrix.msc3381.poll.response"})
_FALLBACK = re.compile(r"\A(?:> .*\n)+\n?")
MOST = 64 * 1024


def room_name(room_id: str) -> str:
    """Return a room as the house calls it."""
    return f"{PLATFORM}:{room_id}"


def account_name(user_id: str) -> str:
    """Return an account as the house calls it."""
    return f"{PLATFORM}:{user_id}"


def source(room_id: str, event_id: str) -> Source:
    """Return an event as the house calls it."""
    return Source(f"{PLATFORM}:{room_id}/{event_id}")


def before(event: dict[str, Any]) -> dict[str, Any]:
    """Return what a state event replaced; empty if nothing, or unknown."""
    unsigned = event.get("unsigned")
    content = unsigned.get("prev_content") if isinstance(unsigned, dict) else None
    return content if isinstance(content, dict) else {}


def incoming(event: dict[str, Any], room_id: str, own: str, *, unobserved: bool = False) -> Incoming | None:
    """Return what an event brings; None if it is nothing to us. Malformed events are nothing to us."""
    sender, event_id, content = event.get("sender"), event.get("event_id"), event.get("content")
    if not isinstance(sender, str) or not isinstance(event_id, str) or not isinstance(content, dict):
        return None
    kind = event.get("type")
    if kind == "m.room.member":
        return _member(event, room_id, own, unobserved=unobserved)
    head = (source(room_id, event_id), room_name(room_id), account_name(sender), _stamp(event))
    if sender == own or KEY in content:
        # What carries such a key was said by one of our kind: bots do not talk to each other.
        return Said(*head, str(content[KEY])) if sender == own and KEY in content else None
    match kind:
        case "m.room.message":
            return _message(head, content, room_id)
        case "m.reaction":
            return _reaction(head, content, room_id)
        case "m.room.redaction":
            target = event.get("redacts") or content.get("redacts")
            return Deleted(*head, source(room_id, target)) if isinstance(target, str) else None
        case "m.room.encrypted":
            return Unreadable(*head) if content else None  # a deleted one says nothing
        case _ if kind in POLL_RESPONSES:
            return _poll(head, content, room_id)
    return None


_Head = tuple[Source, str, str, Moment]


def _stamp(event: dict[str, Any]) -> Moment:
    stamp = event.get("origin_server_ts")
    return stamp if isinstance(stamp, int) and 0 <= stamp < 2**53 else 0


def _message(head: _Head, content: dict[str, Any], room_id: str) -> Incoming | None:
    relation = content.get("m.relates_to")
    relation = relation if isinstance(relation, dict) else {}
    if relation.get("rel_type") == "m.replace":
        new, target = content.get("m.new_content"), relation.get("event_id")
        text = _words(new) if isinstance(new, dict) else None
        return Rewrote(*head, source(room_id, target), text) if text is not None and isinstance(target, str) else None
    text = _words(content)
    if text is None:
        return None
    reply = relation.get("m.in_reply_to")
    target = reply.get("event_id") if isinstance(reply, dict) else None
    if not isinstance(target, str) or (relation.get("rel_type") == "m.thread" and relation.get("is_falling_back")):
        return Wrote(*head, text)
    return Wrote(*head, _FALLBACK.sub("", text), source(room_id, target))


def _words(content: dict[str, Any]) -> str | None:
    """Return the words of a message or a caption; notices are what bots say."""
    kind, body = content.get("msgtype"), content.get("body")
    if not isinstance(body, str) or len(body) > MOST:
        return None
    if kind in READ:
        return body
    name = content.get("filename")
    return body if kind in CAPTIONED and isinstance(name, str) and name != body else None


def _reaction(head: _Head, content: dict[str, Any], room_id: str) -> Incoming | None:
    relation = content.get("m.relates_to")
    if not isinstance(relation, dict) or relation.get("rel_type") != "m.annotation":
        return None
    target, key = relation.get("event_id"), relation.get("key")
    if not isinstance(target, str) or not isinstance(key, str):
        return None
    return Tapped(*head, source(room_id, target), key)


def _poll(head: _Head, content: dict[str, Any], room_id: str) -> Incoming | None:
    relation = content.get("m.relates_to")
    target = relation.get("event_id") if isinstance(relation, dict) else None
    if not isinstance(target, str):
        return None
    answers = content.get("m.selections")
    old = content.get("org.matrix.msc3381.poll.response")
    if not isinstance(answers, list) and isinstance(old, dict):
        answers = old.get("answers")
    given = [each for each in answers if isinstance(each, str)] if isinstance(answers, list) else []
    return Polled(*head, source(room_id, target), tuple(given))


def _member(event: dict[str, Any], room_id: str, own: str, *, unobserved: bool) -> Incoming | None:
    """Return a coming or going. A changed profile is neither."""
    user = event.get("state_key")
    if not isinstance(user, str) or user == own:
        return None
    head = (source(room_id, event["event_id"]), room_name(room_id), account_name(user), _stamp(event))
    was, now = before(event).get("membership"), event["content"].get("membership")
    if now == "join" and (was != "join" or unobserved):
        return Entered(*head, unobserved=unobserved)
    if now in {"leave", "ban"} and (was == "join" or unobserved):
        return Departed(*head, unobserved=unobserved)
    return None
