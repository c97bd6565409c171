"""What happened in a room since a position: gaps filled, and only while we were there.

nio never fills a limited timeline, and a server sends at most 100 events of a room at once (measured): everything
beyond is fetched from /messages.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from aiohttp import ClientError
from nio import AsyncClient, RoomMessagesResponse
from nio.responses import RoomInfo

from bot.platforms.matrix.events import before
from bot.platforms.matrix.refusals import problem
from bot.platforms.platform import Impossible, LoginRefused, NotNow
from workshop_flows.values import SECOND

PAGE = 500
FIRST_PAUSE = 0.5
LAST_PAUSE = 5.0


async def complete(client: AsyncClient, room_id: str, info: RoomInfo, since: str | None, *, came: bool) -> list[Any]:
    """Return nio's events since a token, oldest first; without a token back to our coming, if we `came` just now.

    Waits through every outage: without the gap the position must not move. Raises LoginRefused.
    """
    events = list(info.timeline.events)
    if not info.timeline.limited or (since is None and not came):
        return events
    gap: list[Any] = []
    start = info.timeline.prev_batch
    while start is not None and (
        since is not None or coming([each.source for each in (*events, *gap)], client) is None
    ):
        page = await _page(client, room_id, start, since)
        if page is None or not page.chunk:
            break
        gap += page.chunk
        start = page.end if page.end != start else None
    known = {each.source.get("event_id") for each in events}
    return [each for each in reversed(gap) if each.source.get("event_id") not in known] + events


async def _page(client: AsyncClient, room_id: str, start: str, end: str | None) -> RoomMessagesResponse | None:
    """Fetch one page, for as long as it takes; None if we may not see it any more. Raises LoginRefused."""
    pause = FIRST_PAUSE
    while True:
        wait = pause
        try:
            answer = await client.room_messages(room_id, start, end, limit=PAGE)
        except (ClientError, TimeoutError, OSError):
            answer = None
        if isinstance(answer, RoomMessagesResponse):
            return answer
        refusal = problem(answer)
        if isinstance(refusal, LoginRefused):
            raise refusal
        if isinstance(refusal, Impossible):
            return None
        if isinstance(refusal, NotNow):
            wait = refusal.wait / SECOND
        await asyncio.sleep(wait)
        pause = min(LAST_PAUSE, pause * 2)


def coming(events: Sequence[dict[str, Any]], client: AsyncClient) -> dict[str, Any] | None:
    """Return the event by which we last came into the room."""
    own = [event for event in events if _is_own(event, client)]
    comings = [each for each in own if _now(each) == "join" and before(each).get("membership") != "join"]
    return comings[-1] if comings else None


def while_there(events: Sequence[Any], client: AsyncClient, *, there: bool) -> list[Any]:
    """Return the events that happened while we were in the room; `there`: we were, unless the events say otherwise."""
    own = [event.source for event in events if _is_own(event.source, client)]
    inside = before(own[0]).get("membership") == "join" if own else there
    kept = []
    for event in events:
        if _is_own(event.source, client):
            inside = _now(event.source) == "join"
        elif inside:
            kept.append(event)
    return kept


def _is_own(event: dict[str, Any], client: AsyncClient) -> bool:
    return event.get("type") == "m.room.member" and bool(event.get("state_key") == client.user_id)


def _now(event: dict[str, Any]) -> object:
    content = event.get("content")
    return content.get("membership") if isinstance(content, dict) else None
