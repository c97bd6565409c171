"""The places of a workshop's room: its channel, the threads in it, the voice channel beside it, and who is where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.platforms.discord.guild import THREADS, VOICE, Guild
from bot.platforms.discord.names import Json


@dataclass(slots=True)
class Places:
    """Knows which channels belong together, who sits where, and who raises a hand."""

    guild: Guild
    beside: Mapping[str, str] = field(default_factory=dict)
    """Voice or stage channel -> the channel of the workshop that talks there."""
    ours: set[str] = field(default_factory=set)
    directs: set[str] = field(default_factory=set)
    joined: dict[str, set[str]] = field(default_factory=dict)
    """Thread that is a room -> its members."""
    _seats: dict[str, str] = field(default_factory=dict)
    _raised: set[str] = field(default_factory=set)

    # --- what belongs together ----------------------------------------------------------------------------------

    def home(self, channel: str) -> str:
        """Return the room that a channel belongs to: itself, or that of its thread or voice; empty: to none."""
        if channel in self.ours or channel in self.directs:
            return channel
        if (room := self.beside.get(channel, "")) in self.ours:
            return room
        known = self.guild.channels.get(channel, {})
        return self.home(str(known.get("parent_id"))) if known.get("type") in THREADS else ""

    def channels(self) -> list[str]:
        """Return every channel that belongs to a room."""
        return sorted({*self.ours, *self.directs, *filter(self.home, self.guild.channels)})

    def is_thread(self, channel: str) -> bool:
        """Say whether a channel is a thread."""
        return self.guild.channels.get(channel, {}).get("type") in THREADS

    def is_voice(self, channel: str) -> bool:
        """Say whether one sits in a channel."""
        return self.guild.channels.get(channel, {}).get("type") in VOICE

    # --- what the gateway tells ---------------------------------------------------------------------------------

    def found(self, states: list[Json]) -> None:
        """Take over who sits where, as it is after a login."""
        self._seats.clear()
        self._raised.clear()
        for state in states:
            self.seated(state)

    def seated(self, state: Json) -> None:
        """Take over where somebody sits, and whether they raise a hand."""
        user = state["user_id"]
        self._seats.pop(user, None)
        self._raised.discard(user)
        if state.get("channel_id"):
            self._seats[user] = state["channel_id"]
            self._raised |= {user} if state.get("request_to_speak_timestamp") else set()

    def changed(self, thread: str, added: set[str], removed: set[str]) -> None:
        """Take over who joined and left a thread whose members are known."""
        if thread in self.joined:
            self.joined[thread] = (self.joined[thread] | added) - removed

    def gone(self, user: str) -> None:
        """Take note that somebody is no member of the server any more."""
        self._seats.pop(user, None)
        self._raised.discard(user)

    # --- who is where -------------------------------------------------------------------------------------------

    def inside(self, room: str, user: str | None = None) -> set[str] | None:
        """Return who is a member of a room, of all or of one person; None: the room does not tell.

        A thread has members, and a channel that not everybody sees has those who see it. An open one says nothing.
        """
        anybody = [user] if user is not None else list(self.guild.members)
        if self.is_thread(room):
            members = self.joined.get(room)
            anybody = [user] if user is not None else list(members or ())
            return None if members is None else {each for each in anybody if each in members and self._human(each)}
        if not (self.guild.complete if user is not None else self.guild.whole) or not self.guild.closed(room):
            return None
        return {each for each in anybody if self._human(each) and self.guild.sees(room, each)}

    def sitting(self, room: str, user: str | None = None) -> set[str]:
        """Return who sits in the voice channel of a room, of all or of one person."""
        anybody = self._seats if user is None else {user} & self._seats.keys()
        return {each for each in anybody if self._human(each) and self._voice_of(room, self._seats[each])}

    def raising(self, room: str, user: str | None = None) -> set[str]:
        """Return who raises a hand in the stage of a room, of all or of one person."""
        return self.sitting(room, user) & self._raised

    def _voice_of(self, room: str, channel: str) -> bool:
        return self.is_voice(channel) and self.home(channel) == room

    def _human(self, user: str) -> bool:
        known = self.guild.members.get(user)
        return known is None or not known.bot
