"""Our messages in channels: each is written once, however often it is sent, and can be changed as long as it stands."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.platforms.discord.memory import MESSAGES

if TYPE_CHECKING:
    from bot.platforms.discord.names import Json
    from bot.platforms.discord.rest import Rest
    from bot.platforms.outgoing import File

MESSAGE = f"{MESSAGES}/{{message_id}}"
REACTION = f"{MESSAGE}/reactions/{{emoji}}/@me"
NONCE = 25
"""Characters of the name by which Discord knows a message again for some minutes."""


@dataclass(frozen=True, slots=True)
class Messages:
    """What can be done with one. Everything raises NotNow, Unreachable, Impossible, LoginRefused."""

    rest: Rest
    claimed: set[str]
    """Where those are noted that we wrote."""

    async def write(self, channel: str, told: Json, key: str, part: int = 0) -> str:
        """Write a message, part of what is said under a key, and return its id."""
        return self._claimed(await self.rest.call("POST", MESSAGES, json=_once(told, key, part), channel_id=channel))

    async def upload(self, channel: str, told: Json, file: File, key: str) -> str:
        """Write a message with a file, and return its id."""
        form: list[Json] = [
            {"name": "payload_json", "value": json.dumps(_once(told, key))},
            {"name": "files[0]", "value": file.content, "filename": file.name, "content_type": file.mime},
        ]
        return self._claimed(await self.rest.call("POST", MESSAGES, form=form, channel_id=channel))

    def _claimed(self, message: Json) -> str:
        self.claimed.add(str(message["id"]))
        return str(message["id"])

    async def read(self, channel: str, event: str) -> Json:
        """Return a message as it stands there."""
        message: Json = await self.rest.call("GET", MESSAGE, channel_id=channel, message_id=event)
        return message

    async def change(self, channel: str, event: str, told: Json) -> None:
        """Change what is told of a message of ours."""
        await self.rest.call("PATCH", MESSAGE, json=told, channel_id=channel, message_id=event)

    async def delete(self, channel: str, event: str) -> None:
        """Delete a message of ours."""
        await self.rest.call("DELETE", MESSAGE, channel_id=channel, message_id=event)

    async def react(self, channel: str, event: str, emoji: str) -> None:
        """Put an emoji under anybody's message."""
        await self.rest.call("PUT", REACTION, channel_id=channel, message_id=event, emoji=emoji)

    async def unreact(self, channel: str, event: str, emoji: str) -> None:
        """Take away the emoji that we put there."""
        await self.rest.call("DELETE", REACTION, channel_id=channel, message_id=event, emoji=emoji)


def _once(told: Json, key: str, part: int = 0) -> Json:
    """Return a message with what Discord knows it by when it is sent again."""
    short = part == 0 and len(key) <= NONCE
    nonce = key if short else hashlib.sha256(f"{key}.{part}".encode()).hexdigest()[:NONCE]
    return told | {"nonce": nonce, "enforce_nonce": True}
