"""What the embedded Discord knows: one server with roles, channels, people, messages and interactions."""

from __future__ import annotations

import asyncio
import copy
import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.demo.discord.asked import Asked, Json
from bot.demo.discord.seats import Seats
from bot.demo.discord.threads import PUBLIC, Threads

EPOCH = 1_420_070_400_000
MILLISECOND = 1 << 22
"""In an id."""
ALLOWED = (1 << 10) | (1 << 11) | (1 << 6) | (1 << 16) | (1 << 38)
"""What everybody may: see channels, write, also in threads, react, read the history."""
DIRECT = 1
Dispatch = Callable[[str, dict[str, Any]], None]


def stamp(snowflake: str) -> str:
    """Return the instant of an id as Discord writes it."""
    return datetime.fromtimestamp(((int(snowflake) >> 22) + EPOCH) / 1000, UTC).isoformat()


@dataclass
class World:
    """What the server knows, and what it tells."""

    dispatch: Dispatch = lambda _kind, _data: None
    breaches: list[str] = field(default_factory=list)
    members: dict[str, Json] = field(default_factory=dict)
    channels: dict[str, Json] = field(default_factory=dict)
    roles: dict[str, Json] = field(default_factory=dict)
    messages: dict[str, dict[str, Json]] = field(default_factory=dict)
    reactions: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    pins: dict[str, list[str]] = field(default_factory=dict)
    nonces: dict[tuple[str, str], str] = field(default_factory=dict)
    asked: dict[str, Asked] = field(default_factory=dict)
    commands: list[Json] = field(default_factory=list)
    travel: float = 0.0
    """Seconds for which interactions have been under way when the bot hears of them."""
    ahead: float = 0.0
    """Seconds by which its clock is ahead of the computer's."""
    _last: int = 0

    def __post_init__(self) -> None:
        """Found a server with the bot in it."""
        self.guild, self.owner, self.app = self.id(), self.id(), self.id()
        self.roles[self.guild] = self._role(self.guild, "@everyone", ALLOWED)
        self.bot = self.user("Werkstatt", bot=True, number=self.app)
        self.join(self.bot, quiet=True)
        self.seats, self.threads = Seats(self._seated), Threads(self.guild, self.dispatch)

    def id(self) -> str:
        """Return a new id, at least a millisecond later than all others: so what it stamps has an order."""
        now = time.time_ns() // 1_000_000 - EPOCH + round(self.ahead * 1000)
        self._last = max(self._last + MILLISECOND, now * MILLISECOND)
        return str(self._last)

    # --- server, people, channels -------------------------------------------------------------------------------

    def user(self, name: str, *, bot: bool = False, number: str = "") -> Json:
        """Return a new account."""
        common: Json = {"discriminator": "0", "avatar": None, "global_name": None if bot else name, "bot": bot}
        return {"id": number or self.id(), "username": name.lower(), **common}

    def join(self, user: Json, roles: tuple[str, ...] = (), *, quiet: bool = False) -> None:
        """Let an account into the server."""
        common = {"nick": None, "deaf": False, "mute": False, "flags": 0, "joined_at": stamp(self.id())}
        member = {"user": user, "roles": list(roles), **common}
        self.members[user["id"]] = member
        if not quiet:
            self.dispatch("GUILD_MEMBER_ADD", {**member, "guild_id": self.guild})

    def leave(self, user: str) -> None:
        """Let an account out of the server."""
        member = self.members.pop(user)
        self.dispatch("GUILD_MEMBER_REMOVE", {"guild_id": self.guild, "user": member["user"]})

    def give(self, user: str, *roles: str) -> None:
        """Change the roles of a member."""
        self.members[user]["roles"] = list(roles)
        self.dispatch("GUILD_MEMBER_UPDATE", {**self.members[user], "guild_id": self.guild})

    def role(self, name: str, permissions: int = 0) -> str:
        """Return a new role."""
        number = self.id()
        self.roles[number] = self._role(number, name, permissions)
        return number

    @staticmethod
    def _role(number: str, name: str, permissions: int) -> Json:
        common = {"color": 0, "hoist": False, "position": 0, "managed": False, "mentionable": False, "flags": 0}
        colors = {"primary_color": 0, "secondary_color": None, "tertiary_color": None}
        return {"id": number, "name": name, "permissions": str(permissions), "colors": colors, **common}

    def channel(self, name: str, kind: int = 0, *, only: str = "") -> str:
        """Return a new channel; `only`: the role that sees it, and nobody else but the bot."""
        number = self.id()
        overwrites = []
        if only:
            overwrites = [
                {"id": self.guild, "type": 0, "allow": "0", "deny": str(1 << 10)},
                {"id": only, "type": 0, "allow": str(1 << 10), "deny": "0"},
                {"id": self.app, "type": 1, "allow": str(1 << 10), "deny": "0"},
            ]
        channel = {"id": number, "type": kind, "name": name, "position": len(self.channels), "parent_id": None}
        channel |= {"permission_overwrites": overwrites, "last_message_id": None, "nsfw": False, "topic": None}
        channel |= {"bitrate": 64_000, "user_limit": 0, "rtc_region": None} if kind in {2, 13} else {}
        self.channels[number] = channel | {"guild_id": self.guild}
        return number

    def direct(self, user: str) -> str:
        """Return the direct chat of somebody with the bot."""
        number = str(int(user) + 1)
        self.channels.setdefault(number, {"id": number, "type": 1, "recipients": [], "last_message_id": None})
        return number

    def snapshot(self, *, members: bool) -> Json:
        """Return the server as GUILD_CREATE tells it."""
        shown = list(self.members.values()) if members else [self.members[self.app]]
        channels = [each for each in self.channels.values() if each["type"] not in {DIRECT, PUBLIC}]
        common: Json = {"name": "Stadt", "icon": None, "unavailable": False, "large": False, "features": []}
        common |= {"emojis": [], "stickers": [], "presences": [], "stage_instances": [], "soundboard_sounds": []}
        common |= {"threads": list(self.threads.known.values())}
        common |= {"guild_scheduled_events": [], "premium_tier": 0, "preferred_locale": "de", "verification_level": 0}
        common |= {"mfa_level": 0, "nsfw_level": 0, "explicit_content_filter": 0, "default_message_notifications": 0}
        common |= {"afk_timeout": 60, "afk_channel_id": None, "system_channel_id": None, "system_channel_flags": 0}
        lists = {"roles": list(self.roles.values()), "channels": channels, "members": shown}
        voices = list(self.seats.states.values())
        whole = {"id": self.guild, "owner_id": self.owner, "member_count": len(self.members), "voice_states": voices}
        return copy.deepcopy({**whole, **common, **lists})

    def _seated(self, user: str, state: Json) -> None:
        self.dispatch("VOICE_STATE_UPDATE", {**state, "guild_id": self.guild, "member": self.members[user]})

    def thread(self, parent: str, name: str, owner: str) -> str:
        """Return a new thread in a channel."""
        number = self.id()
        self.channels[number] = self.threads.open(number, parent, name, owner)
        return number

    # --- messages -----------------------------------------------------------------------------------------------

    def write(self, channel: str, author: str, payload: Json) -> Json:
        """Take a message; the same nonce, enforced, is the same message."""
        nonce = (channel, f"{author}:{payload['nonce']}") if payload.get("enforce_nonce") else None
        if nonce is not None and nonce in self.nonces:
            return self.messages[channel][self.nonces[nonce]]
        message = self.message(channel, author, payload)
        self.messages.setdefault(channel, {})[message["id"]] = message
        self.channels[channel]["last_message_id"] = message["id"]
        if nonce is not None:
            self.nonces[nonce] = message["id"]
        self.dispatch("MESSAGE_CREATE", self.event(message))
        return message

    def message(self, channel: str, author: str, payload: Json) -> Json:
        """Return a message as Discord writes it."""
        number = self.id()
        user = self.members[author]["user"] if author in self.members else payload["user"]
        common: Json = {"type": 0, "tts": False, "mention_everyone": False, "mentions": [], "mention_roles": []}
        common |= {"embeds": [], "edited_timestamp": None, "pinned": False, "attachments": payload.get("files", [])}
        common |= {"flags": payload.get("flags", 0), "components": payload.get("components", [])}
        if (reference := payload.get("message_reference")) is not None:
            common |= {"type": 19, "message_reference": {"channel_id": channel, **reference}}
        if "interaction_metadata" in payload:
            common["interaction_metadata"] = payload["interaction_metadata"]
        content = payload.get("content") or ""
        told = {"id": number, "channel_id": channel, "author": user, "content": content, "timestamp": stamp(number)}
        return common | told

    def event(self, message: Json) -> Json:
        """Return a message as the gateway tells it."""
        told = copy.deepcopy(message)
        if self.channels[message["channel_id"]]["type"] != DIRECT:
            member = self.members.get(message["author"]["id"], {})
            told["member"] = {key: value for key, value in member.items() if key != "user"}
            told["guild_id"] = self.guild
        return told

    def edit(self, channel: str, number: str, payload: Json) -> Json:
        """Change a message."""
        message = self.messages[channel][number]
        message |= {key: payload[key] for key in ("content", "components", "flags") if key in payload}
        message["edited_timestamp"] = stamp(self.id())
        self.dispatch("MESSAGE_UPDATE", self.event(message))
        return message

    def delete(self, channel: str, number: str) -> None:
        """Delete a message."""
        del self.messages[channel][number]
        self.dispatch("MESSAGE_DELETE", {"id": number, "channel_id": channel, "guild_id": self.guild})

    def react(self, channel: str, number: str, user: str, emoji: str, *, add: bool = True) -> None:
        """Put an emoji under a message, or take it away."""
        if not re.match(r"^[^\x00-\x7f]|^[0-9#*]\ufe0f?\u20e3$", emoji) or len(emoji) > 8:
            self.breaches.append(f"no emoji: {emoji!r}")
        people = self.reactions.setdefault(number, {}).setdefault(emoji, [])
        if add == (user in people):
            return
        (people.append if add else people.remove)(user)
        told: Json = {"user_id": user, "channel_id": channel, "message_id": number, "guild_id": self.guild}
        told |= {"emoji": {"id": None, "name": emoji}, "burst": False, "type": 0}
        if add:
            author = self.messages[channel][number]["author"]["id"]
            told |= {"member": self.members[user], "message_author_id": author}
        self.dispatch("MESSAGE_REACTION_ADD" if add else "MESSAGE_REACTION_REMOVE", told)

    def shown(self, message: Json) -> Json:
        """Return a message as REST tells it, with its reactions."""
        reactions = [
            {"emoji": {"id": None, "name": emoji}, "count": len(people), "me": self.app in people}
            | {"me_burst": False, "burst_colors": [], "count_details": {"burst": 0, "normal": len(people)}}
            for emoji, people in self.reactions.get(message["id"], {}).items()
            if people
        ]
        return copy.deepcopy(message) | ({"reactions": reactions} if reactions else {})

    # --- interactions -------------------------------------------------------------------------------------------

    def ask(self, channel: str, user: str, kind: int, data: Json, *, message: Json | None = None) -> Asked:
        """Let somebody tap, choose, command or submit."""
        number = str(int(self.id()) - round(self.travel * 1000) * MILLISECOND)
        token = f"token-{number}"
        entitled = {"entitlements": [], "authorizing_integration_owners": {}, "context": 0, "version": 1}
        entitled |= {"app_permissions": "0", "locale": "de", "guild_locale": "de", "attachment_size_limit": 0}
        person = {**self.members[user], "permissions": str(self.permissions(user))}
        told = {"id": number, "application_id": self.app, "type": kind, "token": token, "data": data, **entitled}
        told |= {"guild_id": self.guild, "channel_id": channel, "channel": self.channels[channel], "member": person}
        told |= {"message": self.shown(message)} if message is not None else {}
        asked = Asked(number, token, asyncio.get_running_loop().time() - self.travel, told)
        self.asked[number] = asked
        self.dispatch("INTERACTION_CREATE", json.loads(json.dumps(told)))
        return asked

    def permissions(self, user: str) -> int:
        """Return what somebody may by their roles."""
        total = int(self.roles[self.guild]["permissions"])
        for role in self.members[user]["roles"]:
            total |= int(self.roles[role]["permissions"])
        return total
