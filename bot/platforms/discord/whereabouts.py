"""Who is in our rooms and in their voice channels: compared with who was, after everything that may have changed it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.platforms.discord.names import Json, account_name, bare, room_name, source
from bot.platforms.discord.places import Places
from bot.platforms.incoming import Departed, Entered, GotUp, HandLowered, HandRaised, Incoming, Known, SatDown
from workshop_flows.values import Source

Told: TypeAlias = type[Entered] | type[Departed] | type[SatDown] | type[GotUp] | type[HandRaised] | type[HandLowered]


@dataclass(frozen=True, slots=True)
class Measure:
    """One way of being there: who is, of all or of one person, and how coming and going are told."""

    name: str
    who: Callable[[Places, str, str | None], set[str] | None]
    came: Told
    went: Told


MEMBERS = Measure("in", Places.inside, Entered, Departed)
VOICE = Measure("sat", Places.sitting, SatDown, GotUp)
HANDS = Measure("hand", Places.raising, HandRaised, HandLowered)
MEASURES = (MEMBERS, VOICE, HANDS)


@dataclass(slots=True)
class Whereabouts:
    """Tells comings and goings: set-to facts, of which the house ignores what it knows."""

    places: Places
    put: Callable[[Incoming], None]
    session: str = ""
    """The login in which it was told."""
    _there: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    """(room, measure) -> who was told to be there."""
    _count: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def begin(self, room: str, known: Known) -> None:
        """Take over who is where as far as the house knows: what changed while we were away is told then."""
        for measure, accounts in ((MEMBERS, known.inside), (VOICE, known.seated), (HANDS, known.hands)):
            self._there[room, measure.name] = set(map(bare, accounts))

    def hear(self, kind: str, data: Json) -> None:
        """Take an event about members, voice channels or threads."""
        guild = self.places.guild
        match kind:
            case "GUILD_MEMBERS_CHUNK":
                for member in data["members"]:
                    guild.met(member["user"], member)
                guild.whole |= data["chunk_index"] + 1 == data["chunk_count"]
                self.look(unobserved=True)
            case "GUILD_MEMBER_ADD" | "GUILD_MEMBER_UPDATE":
                guild.met(data["user"], data)
                self.look(data["user"]["id"])
            case "GUILD_MEMBER_REMOVE":
                guild.gone(data["user"])
                self.places.gone(data["user"]["id"])
                self.look(data["user"]["id"])
            case "VOICE_STATE_UPDATE":
                if (member := data.get("member")) is not None:
                    guild.met(member["user"], member)
                self.places.seated(data)
                self.look(data["user_id"])
            case "THREAD_MEMBERS_UPDATE":
                added = {each["user_id"] for each in data.get("added_members") or ()}
                removed = set(data.get("removed_member_ids") or ())
                self.places.changed(data["id"], added, removed)
                for user in sorted(added | removed):
                    self.look(user)

    def look(self, user: str | None = None, *, unobserved: bool = False) -> None:
        """Compare who is there with who was: one person, or everybody."""
        for room, measure in itertools.product(sorted(self.places.ours), MEASURES):
            self._compare(room, measure, user, unobserved=unobserved)

    def sample(self) -> None:
        """Compare the list of the voice channels with who was there, whatever events said."""
        for room, measure in itertools.product(sorted(self.places.ours), (VOICE, HANDS)):
            self._compare(room, measure, None, unobserved=True)

    def _compare(self, room: str, measure: Measure, user: str | None, *, unobserved: bool) -> None:
        now = measure.who(self.places, room, user)
        if now is None:
            return
        before = self._there.setdefault((room, measure.name), set())
        came, went = now - before, (before if user is None else before & {user}) - now
        before |= came
        before -= went
        for kind, people in ((measure.came, came), (measure.went, went)):
            for person in sorted(people):
                event = self.event(room, f"{kind.__name__.lower()}.{person}")
                self.put(kind(event, room_name(room), account_name(person), 0, unobserved))

    def event(self, channel: str, what: str) -> Source:
        """Return a name for something that has none: it is told once."""
        return source(channel, f"{what}.{self.session}.{next(self._count)}")
