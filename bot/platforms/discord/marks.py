"""What stands under messages: signs as emoji, and buttons where people may tap."""

from __future__ import annotations

import contextlib
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.platforms.discord import contents
from bot.platforms.discord.names import ANSWERED, ASKED, Json, keyed, message_of
from bot.platforms.discord.signs import signs, words
from bot.platforms.platform import Impossible

if TYPE_CHECKING:
    from bot.platforms.discord.messages import Messages
    from bot.platforms.discord.replies import Replies
    from bot.platforms.outgoing import Mark

REMEMBERED = 1_000


@dataclass(slots=True)
class Marks:
    """Puts them there, and takes them away."""

    messages: Messages
    replies: Replies
    language: str
    _keys: OrderedDict[str, str] = field(default_factory=OrderedDict)
    """What people may tap on and may not be noted yet -> its key: their taps bring it."""

    def expect(self, event: str, key: str) -> None:
        """Remember a message's key for the buttons that come under it."""
        self._keys[event] = key
        while len(self._keys) > REMEMBERED:
            self._keys.popitem(last=False)

    async def put(self, channel: str, mark: Mark, key: str) -> str:
        """Put a sign under a message, or tell it to whoever waits for an answer; return what can be pointed to."""
        event = mark.target.event
        if event.startswith(ASKED):
            await self.replies.note([event], words(mark.sign))
            return ""
        if event.startswith(ANSWERED):
            await self.replies.offer(event, mark.sign, self._keys.get(event, ""))
            return event
        if mark.offered:
            return await self._offer(channel, event, mark.sign)
        emoji, event = signs(mark.sign), message_of(event)
        if not event:
            return ""  # there is nothing under which it could stand
        if emoji is None:
            return await self.messages.write(channel, in_words(mark), key)
        for each in emoji:
            await self.messages.react(channel, event, each)
        return f"{event}.{mark.sign}"

    async def remove(self, channel: str, event: str, sign: str) -> str:
        """Take away a sign, if it is there."""
        event = message_of(event)
        for each in (signs(sign) or []) if event else []:
            with contextlib.suppress(Impossible):  # it is not there, or the message is gone
                await self.messages.unreact(channel, event, each)
        return ""

    async def _offer(self, channel: str, event: str, sign: str) -> str:
        """Put a button under a message of ours, beside those that are there."""
        message = await self.messages.read(channel, event)
        name = keyed(event, self._keys.get(event, ""))
        buttons = contents.offered(name, [sign], self.language, message.get("components") or ())
        await self.messages.change(channel, event, {"components": buttons})
        return f"{event}.{sign}"


def in_words(mark: Mark) -> Json:
    """Return a sign that is no emoji, as a message."""
    return contents.words(words(mark.sign)) | contents.answering(message_of(mark.target.event))
