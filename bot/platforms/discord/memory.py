"""What of ours stands in a channel: for what may have been said longer ago than Discord knows a nonce again.

A message has no place for our key; so we look for our own message of the same words, in answer to the same message,
that is nothing else that we said.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.platforms.discord.names import EPOCH, Json
from bot.platforms.discord.rest import Rest
from workshop_flows.values import MINUTE, Moment

REMEMBERED = 2 * MINUTE
"""Discord documents a few minutes for an enforced nonce."""
FRESH = 60.0
"""Seconds for which a reading of a channel holds: what is sent meanwhile, Discord knows again by itself."""
CLOCKS_APART = MINUTE
PAGE = 100
MESSAGES = "/channels/{channel_id}/messages"

Look: TypeAlias = tuple[str, str, tuple[str, ...]]
"""What tells a message from others: its words, what it answers, its files."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """Our messages in a channel since an instant, oldest first, as they stood when they were read: (id, look)."""

    made: float
    since: Moment
    messages: tuple[tuple[str, Look], ...]


@dataclass
class Memory:
    """The channels' own memory of what we said."""

    rest: Rest
    claimed: set[str] = field(default_factory=set)
    """Messages of which we know what they are."""
    _read: dict[str, _Reading] = field(default_factory=dict)

    async def find(self, channel: str, told: Sequence[Json], me: str, since: Moment) -> list[str]:
        """Return the messages that say all this; none if one of them is missing. Raises as sending does."""
        now = asyncio.get_running_loop().time()
        reading = self._read.get(channel)
        if reading is None or now - reading.made > FRESH or since < reading.since:
            messages = tuple(await self._since(channel, me, since))
            reading = self._read[channel] = _Reading(now, since, messages)
        found: list[str] = []
        for each in told:
            free = (id_ for id_, look in reading.messages if look == _look(each) and id_ not in {*self.claimed, *found})
            if (first := next(free, None)) is None:
                return []
            found.append(first)
        self.claimed.update(found)
        return found

    async def _since(self, channel: str, me: str, since: Moment) -> list[tuple[str, Look]]:
        after = str(max(0, since - CLOCKS_APART - EPOCH) << 22)
        found: list[tuple[str, Look]] = []
        while True:
            params = {"limit": PAGE, "after": after}
            page: list[Json] = await self.rest.call("GET", MESSAGES, params=params, channel_id=channel)
            page = sorted(page, key=lambda each: int(each["id"]))
            found += [(each["id"], _look(each)) for each in page if each["author"]["id"] == me]
            if len(page) < PAGE:
                return found
            after = page[-1]["id"]


def _look(message: Json) -> Look:
    answers = (message.get("message_reference") or {}).get("message_id") or ""
    files = tuple(str(each["filename"]) for each in message.get("attachments") or ())
    return (message.get("content") or "").strip(), str(answers), files
