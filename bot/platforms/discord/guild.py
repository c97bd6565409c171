"""The server as the gateway tells it: roles, channels, members, and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.platforms.discord.names import Json

ADMINISTRATOR = 1 << 3
MANAGE_CHANNELS = 1 << 4
MANAGE_GUILD = 1 << 5
VIEW_CHANNEL = 1 << 10
ALL = ~0
"""What an administrator may."""
LEADING = ADMINISTRATOR | MANAGE_CHANNELS | MANAGE_GUILD
VOICE, THREADS = frozenset({2, 13}), frozenset({10, 11, 12})
"""Kinds of channels: in which one sits (voice and stage), and those that belong to another one."""


@dataclass(slots=True)
class Member:
    """Somebody on the server."""

    name: str
    roles: frozenset[str] = frozenset()
    bot: bool = False


@dataclass(slots=True)
class Guild:
    """What we know of the server."""

    id: str
    moderator_roles: frozenset[str]
    complete: bool = False
    """Every member can be known: the members intent is on."""
    whole: bool = False
    """Every member is known."""
    owner: str = ""
    roles: dict[str, int] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    channels: dict[str, Json] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """Names of people who are no members, or not any more."""

    def found(self, data: Json) -> None:
        """Take over the whole server, as it is after a login."""
        self.owner = str(data.get("owner_id") or "")
        self.roles = {role["id"]: int(role["permissions"]) for role in data.get("roles", ())}
        channels = [*data.get("channels", ()), *data.get("threads", ())]
        self.channels = {channel["id"]: channel for channel in channels}
        if self.complete and not data.get("large"):
            self.members.clear()
        for member in data.get("members", ()):
            self.met(member["user"], member)
        self.whole = self.complete and len(data.get("members", ())) >= data.get("member_count", 0)

    def met(self, user: Json, member: Json | None) -> None:
        """Learn who somebody is; without `member` no more than the name."""
        name = (member or {}).get("nick") or user.get("global_name") or user.get("username") or user["id"]
        if member is None:
            if user["id"] not in self.members:
                self.names[user["id"]] = name
            return
        roles = frozenset(member.get("roles", ()))
        self.members[user["id"]] = Member(name, roles, bool(user.get("bot", False)))

    def gone(self, user: Json) -> None:
        """Take note that somebody is no member any more."""
        known = self.members.pop(user["id"], None)
        self.names[user["id"]] = known.name if known is not None else user.get("username", "")

    def name_of(self, user: str) -> str:
        """Return the name that people see."""
        known = self.members.get(user)
        return known.name if known is not None else self.names.get(user, user)

    def leads(self, user: str) -> bool:
        """Say whether somebody moderates: by a configured role, or because they may manage the server."""
        known = self.members.get(user)
        if known is None:
            return bool(user) and user == self.owner
        return bool(known.roles & self.moderator_roles) or bool(self._rights(user) & LEADING)

    def _rights(self, user: str) -> int:
        if user == self.owner:
            return ADMINISTRATOR
        known = self.members.get(user)
        total = self.roles.get(self.id, 0)
        for role in known.roles if known is not None else ():
            total |= self.roles.get(role, 0)
        return total

    def rights_in(self, channel: str, user: str) -> int:
        """Return what a member may do in a channel; 0 if there is none."""
        known, member = self.channels.get(channel), self.members.get(user)
        if known is not None and known.get("type") in THREADS:
            known = self.channels.get(str(known.get("parent_id")))  # a thread has the rights of its channel
        if known is None or member is None:
            return 0
        rights = self._rights(user)
        return ALL if rights & ADMINISTRATOR else self._allowed(rights, known, member.roles, user)

    def sees(self, channel: str, user: str) -> bool:
        """Say whether a member sees a channel."""
        return bool(self.rights_in(channel, user) & VIEW_CHANNEL)

    def closed(self, channel: str) -> bool:
        """Say whether not everybody sees a channel."""
        known = self.channels.get(channel)
        if known is None:
            return False
        return not self._allowed(self.roles.get(self.id, 0), known, frozenset(), "") & VIEW_CHANNEL

    def _allowed(self, rights: int, channel: Json, roles: frozenset[str], user: str) -> int:
        """Return what is left of rights in a channel: everybody's, then the roles', then one's own exceptions."""
        exceptions = {each["id"]: each for each in channel.get("permission_overwrites", ())}
        mine = [exceptions[role] for role in roles if role in exceptions]
        groups = [[exceptions[self.id]] if self.id in exceptions else [], mine]
        groups.append([exceptions[user]] if user in exceptions else [])
        for group in groups:
            for each in group:
                rights &= ~int(each["deny"])
            for each in group:
                rights |= int(each["allow"])
        return rights
