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
        content = event.get("content")
        content = content if isinstance(content, dict) else {}
        match event.get("type"):
            case "m.room.create":
                self.version = str(content.get("room_version", "1"))
                self.creators = {str(event.get("sender", "")), *self._more_creators(content)}
            case "m.room.power_levels":
                users = content.get("users")
                self.levels = users if isinstance(users, dict) else {}
                self.level = content.get("users_default", 0)
            case "m.room.encryption":
                self.encrypted = True
            case "m.room.member":
                self._member(str(event.get("state_key", "")), content)
                self.memberships[str(event.get("state_key", ""))] = event

    def differs(self, event: dict[str, Any]) -> bool:
        """Say whether a membership is news: somebody is there who was not, or the other way round."""
        content = event.get("content")
        if event.get("type") != "m.room.member" or not isinstance(content, dict):
            return False
        return (content.get("membership") == "join") != (event.get("state_key") in self.names)

    def _more_creators(self, content: dict[str, Any]) -> list[str]:
        """Return who else made the room: only from version 12 on is that more than an unchecked remark."""
        more = content.get("additional_creators")
        if not isinstance(more, list) or not self._twelve:
            return []
        return [each for each in more if isinstance(each, str)]

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
        return self._twelve or not self.levels

    @property
    def _twelve(self) -> bool:
        return not self.version.isdecimal() or int(self.version) >= 12

    def leads(self, user: str) -> bool:
        """Say whether the room gives somebody authority: they have power, or made the room."""
        return user in self.names and (self.power(user) >= LEADS_FROM or user in self.creators)
