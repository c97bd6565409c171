"""Answers that ring a phone (I9)."""

from __future__ import annotations

from tests.chaos.broken.hands import history, is_reply
from tests.chaos.evidence import Evidence


def an_answer_pings(evidence: Evidence) -> None:
    """Let a phone ring."""
    event = next(each for each in history(evidence) if each["sender"] == evidence.bot and is_reply(each))
    event["content"]["m.mentions"] = {"user_ids": ["@c001:werkstatt.example"]}


def an_answer_calls_everybody(evidence: Evidence) -> None:
    """Let all phones ring, on older programs."""
    event = next(each for each in history(evidence) if each["sender"] == evidence.bot and is_reply(each))
    event["content"]["body"] += " @room"


def an_answer_has_a_pill(evidence: Evidence) -> None:
    """Name somebody as chat programs do."""
    event = next(each for each in history(evidence) if each["sender"] == evidence.bot and is_reply(each))
    event["content"]["formatted_body"] = '<a href="https://matrix.to/#/@c001:werkstatt.example">c001</a>'


def an_answer_is_loud(evidence: Evidence) -> None:
    """Send an answer that is no notice."""
    event = next(each for each in history(evidence) if each["sender"] == evidence.bot and is_reply(each))
    event["content"]["msgtype"] = "m.text"
