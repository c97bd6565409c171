"""The server of the demonstration on Discord: its roles, its channels, and who is where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

from bot.demo.discord.asked import Json
from bot.demo.discord.people import Citizen, parts
from bot.demo.discord.server import Discord
from bot.demo.lines import MODERATORS, TOPICS
from bot.demo.venue import STAFF, Casts

TEXT, VOICE = 0, 2
SPOKEN = "stadtleben"
"""The workshop in whose channel people sit and talk; the others only write."""
LAMP = "💡"
_NUMBERED = re.compile(rf"{LAMP} (\d+)")
_KEYCAP = "\ufe0f\u20e3"


@dataclass(slots=True)
class Hall:
    """Everybody, and where they are."""

    server: Discord
    leading: str
    """The moderators' role."""
    channels: dict[str, str] = field(default_factory=dict)
    """Workshop or staff room -> channel."""
    leads: dict[str, Citizen] = field(default_factory=dict)
    """Workshop -> its moderation."""
    people: dict[str, Citizen] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    """Workshop -> the role that sees its channel."""

    @classmethod
    def built(cls, server: Discord, casts: Casts) -> Self:
        """Make roles and channels, and let everybody in: each workshop is seen by those who take part in it."""
        world = server.world
        hall = cls(server, world.role("Moderation"))
        for id_, title in STAFF.items():
            hall.channels[id_] = world.channel(title.casefold(), only=hall.leading)
        for place, (id_, title) in enumerate(TOPICS.items()):
            role = hall.roles[id_] = world.role(title)
            channel = hall.channels[id_] = world.channel(id_, VOICE if id_ == SPOKEN else TEXT, only=role)
            hall.leads[id_] = Citizen.enter(server, MODERATORS[place], channel, hall.leading, role)
            for citizen in casts[id_]:
                hall.people[citizen.name] = Citizen.enter(server, citizen.name, channel, role)
        return hall

    # --- coming and going ---------------------------------------------------------------------------------------

    def lets_in(self, name: str, workshop: str) -> Citizen:
        """Let somebody in who was not invited."""
        return Citizen.enter(self.server, name, self.channels[workshop], self.roles[workshop])

    def sits_down(self, person: Citizen) -> None:
        """Where one sits and talks, one sits down first."""
        world = self.server.world
        if world.channels[person.channel]["type"] == VOICE and person.id not in world.seats.states:
            person.sit(person.channel)

    async def leaves(self, person: Citizen) -> None:
        """Get up, or leave the server."""
        if person.id in self.server.world.seats.states:
            person.get_up()
        else:
            await person.leave()

    # --- what is to be seen -------------------------------------------------------------------------------------

    def messages(self, channel: str) -> list[Json]:
        """Return what stands in a channel."""
        return list(self.server.world.messages.get(channel, {}).values())

    def ideas(self, workshop: str) -> dict[int, str]:
        """Return which numbers stand under which messages: as signs, or as an answer where a digit comes twice."""
        return dict(self._numbered(self.channels[workshop]))

    def _numbered(self, channel: str) -> Iterator[tuple[int, str]]:
        world = self.server.world
        for message in self.messages(channel):
            signs = [
                sign for sign, people in list(world.reactions.get(message["id"], {}).items()) if world.app in people
            ]
            digits = "".join(sign.removesuffix(_KEYCAP) for sign in signs if sign.endswith(_KEYCAP))
            if LAMP in signs and digits:
                yield int(digits), message["id"]
            said = _NUMBERED.fullmatch(message["content"])
            if said and message["author"]["id"] == world.app and "message_reference" in message:
                yield int(said[1]), message["message_reference"]["message_id"]

    def tappable(self, channel: str, begins: str, ends: str = "", *, within: str = "") -> tuple[Json, Json] | None:
        """Return the newest message with a button or menu of such a name, and that part."""
        for message in reversed(self.messages(channel)):
            for part in parts(message) if within in message["content"] else ():
                name = part["custom_id"]
                if name.startswith(begins) and name.endswith(ends) and not part.get("disabled"):
                    return message, part
        return None
