"""Who sits in the voice and stage channels of the embedded Discord, and who raises a hand there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.demo.discord.asked import Json

STAGE = 13
FLAGS = ("deaf", "mute", "self_deaf", "self_mute", "self_video", "suppress")


@dataclass
class Seats:
    """The voice states, as the gateway tells them."""

    tell: Callable[[str, Json], None]
    """Told with the person whose state changed."""
    states: dict[str, Json] = field(default_factory=dict)

    def sit(self, user: str, channel: Json) -> None:
        """Let somebody sit down; in a stage they only listen."""
        flags = dict.fromkeys(FLAGS, False) | {"suppress": channel["type"] == STAGE}
        self.states[user] = {"user_id": user, "channel_id": channel["id"], "session_id": "v", **flags}
        self.states[user]["request_to_speak_timestamp"] = None
        self.tell(user, self.states[user])

    def get_up(self, user: str) -> None:
        """Let somebody leave."""
        state = self.states.pop(user)
        self.tell(user, state | {"channel_id": None, "request_to_speak_timestamp": None})

    def hand(self, user: str, at: str | None) -> None:
        """Let somebody raise a hand, at an instant, or take it down."""
        self.states[user]["request_to_speak_timestamp"] = at
        self.tell(user, self.states[user])
