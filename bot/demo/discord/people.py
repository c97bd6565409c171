"""People on the embedded Discord, they write, tap, choose, command and fill in forms."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime

from bot.demo.discord.asked import Asked, Json
from bot.demo.discord.server import Discord

PATIENCE = 20


@dataclass
class Citizen:
    """Somebody on the server, in one of its channels."""

    server: Discord
    id: str
    channel: str

    @classmethod
    def enter(cls, server: Discord, name: str, channel: str, *roles: str) -> Citizen:
        """Let somebody new into the server."""
        user = server.world.user(name)
        server.world.join(user, roles)
        return cls(server, user["id"], channel)

    @property
    def account(self) -> str:
        """Their account, with its platform."""
        return f"discord:{self.id}"

    @property
    def user(self) -> Json:
        """Themselves."""
        user: Json = self.server.world.members[self.id]["user"]
        return user

    async def say(self, text: str, reply_to: str | None = None) -> str:
        """Write a message."""
        reference = {"message_reference": {"message_id": reply_to}} if reply_to else {}
        return self._write(self.channel, {"content": text, **reference})

    async def whisper(self, text: str) -> str:
        """Write to the bot alone."""
        return self._write(self.server.world.direct(self.id), {"content": text})

    def _write(self, channel: str, payload: Json) -> str:
        return str(self.server.world.write(channel, self.id, {**payload, "user": self.user})["id"])

    async def edit(self, event: str, text: str) -> str:
        """Edit a message; return the edit."""
        edited = self.server.world.edit(self.channel, event, {"content": text})["edited_timestamp"]
        return f"{event}.e{round(datetime.fromisoformat(edited).timestamp() * 1000)}"

    async def delete(self, event: str) -> str:
        """Delete a message; return the deletion."""
        self.server.world.delete(self.channel, event)
        return f"{event}.d"

    async def tap(self, event: str, sign: str) -> str:
        """Put an emoji under a message; return the tap."""
        self.server.world.react(self.channel, event, self.id, sign)
        return f"{event}.{self.id}.{sign}"

    async def untap(self, event: str, sign: str) -> None:
        """Take an emoji away."""
        self.server.world.react(self.channel, event, self.id, sign, add=False)

    async def leave(self) -> None:
        """Leave the server."""
        self.server.world.leave(self.id)

    # --- elsewhere on the server --------------------------------------------------------------------------------

    def sit(self, channel: str) -> None:
        """Sit down in a voice or stage channel."""
        self.server.world.seats.sit(self.id, self.server.world.channels[channel])

    def get_up(self) -> None:
        """Leave it."""
        self.server.world.seats.get_up(self.id)

    def raise_hand(self, *, up: bool = True) -> None:
        """Ask to speak in a stage, or no longer."""
        self.server.world.seats.hand(self.id, "2027-06-20T11:00:00+00:00" if up else None)

    # --- interactions -------------------------------------------------------------------------------------------

    async def choose(self, poll: str, *answers: str) -> Asked:
        """Choose in the menu of a vote that has the first of the answers; none: take back."""
        message = self.server.world.messages[self.channel][poll]
        wanted = answers[0] if answers else parts(message)[0]["options"][0]["value"]
        menu = next(each for each in parts(message) if wanted in {option["value"] for option in each["options"]})
        return self.select(message, menu["custom_id"], *answers)

    def select(self, message: Json, custom_id: str, *values: str) -> Asked:
        """Choose in a menu."""
        data = {"component_type": 3, "custom_id": custom_id, "values": list(values), "id": 1}
        return self.server.world.ask(self.channel, self.id, 3, data, message=message)

    def press(self, message: Json, custom_id: str) -> Asked:
        """Press a button."""
        data = {"component_type": 2, "custom_id": custom_id, "id": 1}
        return self.server.world.ask(self.channel, self.id, 3, data, message=message)

    def command(self, name: str, text: str = "") -> Asked:
        """Send a slash command."""
        options = [{"name": "text", "type": 3, "value": text}] if text else []
        data = {"id": "1", "name": name, "type": 1, "guild_id": self.server.world.guild, "options": options}
        return self.server.world.ask(self.channel, self.id, 2, data)

    def submit(self, custom_id: str, text: str) -> Asked:
        """Send a form, opened whenever it was."""
        field = {"type": 4, "id": 2, "custom_id": "text", "value": text}
        data = {"custom_id": custom_id, "components": [{"type": 18, "id": 1, "component": field}], "resolved": {}}
        return self.server.world.ask(self.channel, self.id, 5, data)


def parts(message: Json) -> list[Json]:
    """Return the buttons and menus of a message."""
    return [part for row in message.get("components", ()) for part in row["components"]]


async def answered(asked: Asked, *, text: bool = True) -> Asked:
    """Wait until somebody has their answer."""
    async with asyncio.timeout(PATIENCE):
        while asked.first is None or (text and not asked.answers):
            asked.changed.clear()
            await asked.changed.wait()
    return asked
