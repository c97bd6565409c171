"""What the state of a room says: who is in it, by what name, and whom it gives authority."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

LEADS_FROM = 50
"""The power level from which on somebody leads."""
EVERYTHING = 10**9


@dataclass(slots=True)
class Room:
    """A room that we are in."""

    id: str
    names: dict[str, str] = field(default_factory=dict)
    """Members, with the name that the room shows."""
    memberships: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The last membership event of everybody who ever was a member."""
    creators: set[str] = field(default_factory=set)
    version: str = "1"
    levels: dict[str, Any] = field(default_factory=dict)
    level: Any = 0
    encrypted: bool = False
    joined: bool = True

    def happened(self, event: dict[str, Any]) -> None:
        """Take in a state event."""
        content = event.get("content") or {}
        match event.get("type"):
            case "m.room.create":
                self.version = str(content.get("room_version", "1"))
                self.creators = {str(event.get("sender", "")), *content.get("additional_creators", [])}
            case "m.room.power_levels":
                self.levels, self.level = content.get("users") or {}, content.get("users_default", 0)
            case "m.room.encryption":
                self.encrypted = True
            case "m.room.member":
                self._member(str(event.get("state_key", "")), content)
                self.memberships[str(event.get("state_key", ""))] = event

    def _member(self, user: str, content: dict[str, Any]) -> None:
        if content.get("membership") == "join":
            self.names[user] = str(content.get("displayname") or user.partition(":")[0].removeprefix("@"))
        else:
            self.names.pop(user, None)

    def power(self, user: str) -> int:
        """Return somebody's power level. In room version 12 creators have all power and are not listed."""
        if user in self.creators and self._creators_rule:
            return EVERYTHING
        level = self.levels.get(user, self.level)
        try:
            return int(level)
        except (TypeError, ValueError):
            return 0

    @property
    def _creators_rule(self) -> bool:
        return not self.version.isdigit() or int(self.version) >= 12 or not self.levels

    def leads(self, user: str) -> bool:
        """Say whether the room gives somebody authority: they have power, or made the room."""
        return user in self.names and (self.power(user) >= LEADS_FROM or user in self.creators)
