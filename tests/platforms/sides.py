"""What a room looks like to its people, on Matrix and on Discord: the same questions, asked of each platform."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from bot.demo.matrix.client import Client
from bot.platforms.discord.signs import signs
from tests.platforms.discord_stand_in import Citizen, Json, StandIn, answered
from tests.platforms.house import Message
from tests.platforms.scene import Scene

START = "org.matrix.msc3381.poll.start"
MENU = 3
_ESCAPE = re.compile(r"\\(\W)")


@dataclass
class MatrixGuest:
    """Somebody in a room on Matrix."""

    scene: Scene
    client: Client
    direct: str = ""

    async def say(self, text: str) -> str:
        """Write a message."""
        return await self.client.say(self.scene.room, text)

    async def edit(self, event: str, text: str) -> str:
        """Edit a message."""
        return await self.client.edit(self.scene.room, event, text)

    async def delete(self, event: str) -> str:
        """Delete a message."""
        return await self.client.delete(self.scene.room, event)

    async def support(self, event: str, number: int) -> str:
        """Tap on what stands under a message for an idea."""
        return await self.client.tap(self.scene.room, event, f"💡{number}")

    async def unsupport(self, _event: str, tap: str) -> str:
        """Take a tap under somebody's message back."""
        return await self.delete(tap)

    async def choose(self, poll: str, answer: str) -> str:
        """Choose in a vote by tapping."""
        return await self.client.choose(self.scene.room, poll, answer)

    async def whisper(self, text: str) -> str:
        """Write to the bot directly."""
        self.direct = self.direct or await self.client.direct(self.scene.bot.user_id)
        return await self.client.say(self.direct, text)


@dataclass
class MatrixSide:
    """A room on a real Synapse."""

    scene: Scene

    @property
    def tables(self) -> str:
        """The platform, as the configuration has it."""
        return f'\n[matrix]\nhomeserver = "{self.scene.server.url}"\nuser_id = "{self.scene.bot.user_id}"\n'

    @property
    def place(self) -> str:
        """The room, as the configuration has it."""
        return f'matrix_room = "{self.scene.alias}"\n'

    async def enter(self, name: str) -> MatrixGuest:
        """Let somebody new into the room."""
        return MatrixGuest(self.scene, await self.scene.person(name))

    async def leader(self) -> MatrixGuest:
        """Return somebody who leads the room: its creator."""
        return MatrixGuest(self.scene, self.scene.people["anna"])

    async def said(self) -> list[Message]:
        """Return what the bot said in the room, in order."""
        texts: dict[str, str] = {}
        for each in await self._ours("m.room.message"):
            relation = each["content"].get("m.relates_to") or {}
            if relation.get("rel_type") == "m.replace":
                texts[relation["event_id"]] = each["content"]["m.new_content"]["body"]
            else:
                texts[each["event_id"]] = each["content"].get("body", "")
        return [Message(event, text) for event, text in texts.items()]

    async def marked(self, event: str, sign: str) -> int:
        """Return how many signs of the bot stand under a message that say this."""
        relations = [each["content"].get("m.relates_to") or {} for each in await self._ours("m.reaction")]
        return sum(each.get("event_id") == event and each.get("key") == sign for each in relations)

    async def polls(self) -> list[str]:
        """Return the votes that can be tapped in the room, oldest first."""
        return [each["event_id"] for each in await self._ours(START)]

    async def cut(self) -> None:
        """Let the server be away."""
        self.scene.server.kill()

    async def mend(self) -> None:
        """Let the server be back."""
        await self.scene.server.start()

    async def _ours(self, kind: str) -> list[dict[str, Any]]:
        history = await self.scene.people["anna"].history(self.scene.room)
        return [each for each in history if each["sender"] == self.scene.bot.user_id and each["type"] == kind]


class DiscordGuest(Citizen):
    """Somebody in a channel on Discord."""

    async def support(self, event: str, number: int) -> str:
        """Tap on what stands under a message for an idea: a button of ours, or the bulb under somebody's message."""
        message = self.server.world.messages[self.channel][event]
        buttons = [part for row in message["components"] for part in row["components"]]
        wanted = next((each for each in buttons if each.get("label") == f"💡{number}"), None)
        if wanted is None:
            await self.tap(event, "💡")
            return "💡"
        await answered(self.press(message, wanted["custom_id"]))
        return ""

    async def unsupport(self, event: str, tap: str) -> None:
        """Take a tap under somebody's message back."""
        await self.untap(event, tap)


@dataclass
class DiscordSide:
    """A channel on the stand-in."""

    server: StandIn
    role: str
    channel: str
    moderation: str

    @classmethod
    def found(cls, server: StandIn) -> DiscordSide:
        """Found a server with one channel for one group."""
        role = server.world.role("Mobilität")
        return cls(server, role, server.world.channel("mobilitaet", only=role), server.world.role("Moderation"))

    @property
    def tables(self) -> str:
        """The platform, as the configuration has it."""
        where = f'api_base = "{self.server.api_base}"\ngateway_url = "{self.server.gateway_url}"'
        return f"\n[discord]\nguild = {self.server.world.guild}\nmoderator_roles = [{self.moderation}]\n{where}\n"

    @property
    def place(self) -> str:
        """The room, as the configuration has it."""
        return f"discord_channel = {self.channel}\n"

    async def enter(self, name: str) -> DiscordGuest:
        """Let somebody new into the channel."""
        guest = DiscordGuest.enter(self.server, name, self.channel, self.role)
        assert isinstance(guest, DiscordGuest)
        return guest

    async def leader(self) -> DiscordGuest:
        """Return somebody who leads: one of the moderation."""
        guest = DiscordGuest.enter(self.server, "Anna", self.channel, self.role, self.moderation)
        assert isinstance(guest, DiscordGuest)
        return guest

    async def said(self) -> list[Message]:
        """Return what the bot said in the channel, in order."""
        return [Message(each["id"], _ESCAPE.sub(r"\1", each["content"]).replace("**", "")) for each in self._ours()]

    async def marked(self, event: str, sign: str) -> int:
        """Return how many signs of the bot stand under a message that say this: all of its emoji, or a short answer."""
        put = self.server.world.reactions.get(event, {})
        emoji = signs(sign) or ["?"]
        answers = [each for each in self._ours() if each.get("message_reference", {}).get("message_id") == event]
        by_emoji = min(put.get(each, []).count(self.server.world.app) for each in emoji)
        return by_emoji + sum(sign.removeprefix("💡") in each["content"] for each in answers if "💡" in each["content"])

    async def polls(self) -> list[str]:
        """Return the votes that can be tapped in the channel, oldest first."""
        return [each["id"] for each in self._ours() if any(part["type"] == MENU for part in _parts(each))]

    async def cut(self) -> None:
        """Let the server be away."""
        await self.server.down()

    async def mend(self) -> None:
        """Let the server be back."""
        await self.server.start()

    def _ours(self) -> list[Json]:
        said = self.server.world.messages.get(self.channel, {}).values()
        return [each for each in said if each["author"]["id"] == self.server.world.app]


def _parts(message: Json) -> list[Json]:
    return [part for row in message.get("components", ()) for part in row["components"]]
