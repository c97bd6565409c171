"""Who is in our channels: compared with who was, after everything that may have changed it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.platforms.discord.guild import Guild
from bot.platforms.discord.names import Json, account_name, room_name, source
from bot.platforms.platform import Departed, Entered, Incoming
from workshop_flows.values import Source


@dataclass(slots=True)
class Whereabouts:
    """Tells comings and goings in channels that show who is in them; the others say nothing about it."""

    guild: Guild
    ours: set[str]
    put: Callable[[Incoming], None]
    session: str = ""
    """The login whose events are numbered."""
    _inside: dict[str, set[str]] = field(default_factory=dict)

    def hear(self, kind: str, data: Json, sequence: int) -> None:
        """Take an event about members or about voice channels."""
        match kind:
            case "GUILD_MEMBERS_CHUNK":
                for member in data["members"]:
                    self.guild.met(member["user"], member)
                self.look(None, sequence, unobserved=True)
            case "GUILD_MEMBER_ADD" | "GUILD_MEMBER_UPDATE":
                self.guild.met(data["user"], data)
                self.look(data["user"]["id"], sequence)
            case "GUILD_MEMBER_REMOVE":
                self.guild.gone(data["user"])
                self.look(data["user"]["id"], sequence)
            case "VOICE_STATE_UPDATE":
                self._seated(data)
                self.look(data["user_id"], sequence)

    def _seated(self, data: Json) -> None:
        member = data.get("member")
        if member is not None:
            self.guild.met(member["user"], member)
        if data.get("channel_id"):
            self.guild.voices[data["user_id"]] = data["channel_id"]
        else:
            self.guild.voices.pop(data["user_id"], None)

    def look(self, user: str | None, sequence: int, *, unobserved: bool = False) -> None:
        """Compare who is in our channels with who was: one person, or everybody."""
        for channel in sorted(self.ours):
            before = self._inside.setdefault(channel, set())
            if user is not None:
                now = before | {user} if self.guild.inside(channel, user) else before - {user}
            else:
                now = set(self.guild.people(channel))
            self._inside[channel] = now
            for kind, each, people in ((Entered, "in", now - before), (Departed, "out", before - now)):
                for person in sorted(people):
                    event = self.event(channel, f"{each}.{person}", sequence)
                    self.put(kind(event, room_name(channel), account_name(person), 0, unobserved))

    def event(self, channel: str, what: str, sequence: int) -> Source:
        """Return the name of something that the gateway told in this login."""
        return source(channel, f"{what}.{self.session}.{sequence}")
