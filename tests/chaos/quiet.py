"""No phone rings but for what rings by plan (I9)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tests.chaos.evidence import Event, Evidence
from tests.chaos.room import body, is_post, opening
from tests.chaos.violation import Violation

PINGS = re.compile(r"@room|matrix\.to/#/(?:@|%40)(?!\u2060)")
"""What rings a phone in a message; not with a joiner behind the @."""


def quiet(evidence: Evidence) -> Iterator[Violation]:
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
    return "words that ping" if PINGS.search(shown) else ""
