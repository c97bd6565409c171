"""What a server's answer to the question for news says. Nothing in it need be what it should."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self, TypeAlias

Event: TypeAlias = dict[str, Any]
"""An event as it came, in clear or not."""


@dataclass(frozen=True, slots=True)
class News:
    """What an answer says about a room."""

    state: list[Event]
    events: list[Event]
    limited: bool
    """There is more than was sent."""
    prev_batch: str | None
    """From where to read back to it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, room by room."""

    next_batch: str
    joined: Mapping[str, News]
    left: Mapping[str, News]
    invited: Mapping[str, list[Event]]
    keys: Mapping[str, Any]
    """What it says about keys and devices, as it came."""

    @property
    def has_news(self) -> bool:
        """There is anything at all in it."""
        told = any(room.events or room.state for room in (*self.joined.values(), *self.left.values()))
        return told or bool(self.invited) or brings_keys(self.keys)

    @classmethod
    def read(cls, content: Mapping[str, Any]) -> Self | None:
        """Return what it says; None if it is no answer to that question."""
        if not isinstance(following := content.get("next_batch"), str):
            return None
        rooms = _object(content.get("rooms"))
        return cls(
            following,
            {room_id: _news(room) for room_id, room in _object(rooms.get("join")).items()},
            {room_id: _news(room) for room_id, room in _object(rooms.get("leave")).items()},
            {
                room_id: _events(_object(room).get("invite_state"))
                for room_id, room in _object(rooms.get("invite")).items()
            },
            {part: found for part in ("to_device", "device_lists", COUNT) if (found := _object(content.get(part)))},
        )


COUNT = "device_one_time_keys_count"


def brings_keys(keys: Mapping[str, Any]) -> bool:
    """Say whether there is news of keys or devices."""
    return bool(_object(keys.get("to_device")).get("events")) or any(_object(keys.get("device_lists")).values())


def is_state(event: Event) -> bool:
    """Say whether an event is part of the room's state."""
    return "state_key" in event


def _news(room: object) -> News:
    found = _object(room)
    timeline = _object(found.get("timeline"))
    start = timeline.get("prev_batch")
    limited = timeline.get("limited") is True
    return News(_events(found.get("state")), _events(timeline), limited, start if isinstance(start, str) else None)


def _object(found: object) -> dict[str, Any]:
    return found if isinstance(found, dict) else {}


def _events(found: object) -> list[Event]:
    events = _object(found).get("events")
    return [each for each in events if isinstance(each, dict)] if isinstance(events, list) else []
