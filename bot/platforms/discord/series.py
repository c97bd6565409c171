"""What is too long for one message: the first stands for all of them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.platforms.discord import contents

if TYPE_CHECKING:
    from bot.platforms.discord.messages import Messages
    from bot.platforms.discord.names import Json

REMEMBERED = 1_000


@dataclass(slots=True)
class Series:
    """Writes and changes as many messages as it takes."""

    messages: Messages
    _further: OrderedDict[str, list[str]] = field(default_factory=OrderedDict)
    """First message -> the others."""

    async def write(self, channel: str, told: Sequence[Json], key: str) -> str:
        """Write them all, and return the first."""
        written = [await self.messages.write(channel, each, key, part) for part, each in enumerate(told)]
        self.keep(written[0], written[1:])
        return written[0]

    async def change(self, channel: str, first: str, told: Sequence[Json], key: str) -> None:
        """Change them all; those that are left over go, and what they have no place for follows."""
        places = [first, *self._further.get(first, [])]
        for place, each in zip(places, told, strict=False):
            await self.messages.change(channel, place, each)
        for place in places[len(told) :]:
            await self.messages.delete(channel, place)
        later = [contents.words(each["content"]) for each in told[len(places) :]]
        written = [await self.messages.write(channel, each, key, part) for part, each in enumerate(later)]
        self._further.pop(first, None)
        self.keep(first, [*places[1 : len(told)], *written])

    def keep(self, first: str, further: list[str]) -> None:
        """Remember which messages belong together."""
        if further:
            self._further[first] = further
        while len(self._further) > REMEMBERED:
            self._further.popitem(last=False)
