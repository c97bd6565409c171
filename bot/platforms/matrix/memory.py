"""What of ours stands in a room, by its key: for what may have been said longer ago than the server remembers keys."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientError
from nio import AsyncClient, RoomMessagesResponse

from bot.platforms.matrix.contents import KEY
from bot.platforms.matrix.refusals import problem
from bot.platforms.platform import Unreachable
from workshop_flows.values import MINUTE, Moment

REMEMBERED = 23 * 60 * MINUTE
"""Synapse knows a transaction again for 24 hours (synapse/storage/databases/main/events_worker.py)."""
FRESH = 60 * 60.0
"""Seconds for which a reading of a room holds: what is sent meanwhile, the server knows again by itself."""
CLOCKS_APART = 10 * MINUTE
"""The server's clock and ours differ by less."""
PAGE = 500


@dataclass(frozen=True, slots=True)
class _Reading:
    """What we said in a room since an instant, as it stood when it was read."""

    made: float
    since: Moment
    events: Mapping[str, str]


class Memory:
    """The rooms' own memory of what we said."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client
        self._read: dict[str, _Reading] = {}

    async def event(self, room_id: str, key: str, since: Moment) -> str | None:
        """Return the event that was sent with this key since an instant. Raises as sending does."""
        now = asyncio.get_running_loop().time()
        reading = self._read.get(room_id)
        if reading is None or now - reading.made > FRESH or since < reading.since:
            reading = self._read[room_id] = _Reading(now, since, await self._keys(room_id, since))
        return reading.events.get(key)

    async def _keys(self, room_id: str, since: Moment) -> dict[str, str]:
        """Read what we said in a room, back to an instant: key -> event."""
        found: dict[str, str] = {}
        start: str | None = None
        while True:
            page = await self._page(room_id, start)
            for event in page.chunk:
                content = event.source.get("content") or {}
                if isinstance(key := content.get(KEY), str):
                    found[key] = event.event_id
            oldest = page.chunk[-1].server_timestamp if page.chunk else None
            if page.end is None or page.end == start or (oldest is not None and oldest < since - CLOCKS_APART):
                return found
            start = page.end

    async def _page(self, room_id: str, start: str | None) -> RoomMessagesResponse:
        ours: dict[str, Any] = {"senders": [self._client.user_id]}
        try:
            answer = await self._client.room_messages(room_id, start, limit=PAGE, message_filter=ours)
        except (ClientError, TimeoutError, OSError) as error:
            raise Unreachable(type(error).__name__) from error
        if not isinstance(answer, RoomMessagesResponse):
            raise problem(answer)
        return answer
