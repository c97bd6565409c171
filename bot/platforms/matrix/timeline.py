"""What happened in a room since a position: gaps filled, and only while we were there.

nio never fills a limited timeline, and a server sends at most 100 events of a room at once (measured): everything
beyond is fetched from /messages.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from urllib.parse import quote, urlencode

from nio import AsyncClient

from bot.platforms.matrix import refusals
from bot.platforms.matrix.answer import Event, News
from bot.platforms.matrix.calls import call
from bot.platforms.matrix.events import before
from bot.platforms.platform import Impossible, NotNow, Unreachable

PAGE = 500
FIRST_PAUSE = 0.5
LAST_PAUSE = 5.0


async def complete(client: AsyncClient, room_id: str, news: News, since: str | None, *, came: bool) -> list[Event]:
    """Return a room's events since a token, oldest first; without a token back to our coming, if we `came` just now.

    Waits through every outage: without the gap the position must not move. Raises LoginRefused.
    """
    events = news.events
    if not news.limited or (since is None and not came):
        return events
    gap: list[Event] = []
    start = news.prev_batch
    while start is not None and (since is not None or coming([*events, *gap], client) is None):
        page, end = await _page(client, room_id, start, since)
        gap += page
        start = end if end != start else None
        if start is not None and not page:  # that means only that all of it is hidden from us: more may come before it
            await asyncio.sleep(FIRST_PAUSE)
    known = {each.get("event_id") for each in events}
    return [each for each in reversed(gap) if each.get("event_id") not in known] + events


async def _page(client: AsyncClient, room_id: str, start: str, end: str | None) -> tuple[list[Event], str | None]:
    """Fetch one page and where the next begins, for as long as it takes; nothing if we may not see it any more.

    Raises LoginRefused.
    """
    query = {"dir": "b", "limit": PAGE, "from": start} | ({"to": end} if end is not None else {})
    path = f"/_matrix/client/v3/rooms/{quote(room_id, safe='')}/messages?{urlencode(query)}"
    pause = FIRST_PAUSE
    while True:
        try:
            reply = await call(client, "GET", path)
            if isinstance(chunk := reply.content.get("chunk"), list) and reply.good:
                further = reply.content.get("end")
                return [each for each in chunk if isinstance(each, dict)], further if isinstance(further, str) else None
            raise refusals.problem(reply)
        except Impossible:
            return [], None
        except NotNow as refusal:
            wait = refusals.pause(refusal, pause)
        except Unreachable:
            wait = pause
        await asyncio.sleep(wait)
        pause = min(LAST_PAUSE, pause * 2)


def coming(events: Sequence[Event], client: AsyncClient) -> Event | None:
    """Return the event by which we last came into the room."""
    own = [event for event in events if _is_own(event, client)]
    comings = [each for each in own if _now(each) == "join" and before(each).get("membership") != "join"]
    return comings[-1] if comings else None


def while_there(events: Sequence[Event], client: AsyncClient, *, there: bool) -> list[Event]:
    """Return the events that happened while we were in the room; `there`: we were, unless the events say otherwise."""
    own = [event for event in events if _is_own(event, client)]
    inside = before(own[0]).get("membership") == "join" if own else there
    kept = []
    for event in events:
        if _is_own(event, client):
            inside = _now(event) == "join"
        elif inside:
            kept.append(event)
    return kept


def _is_own(event: Event, client: AsyncClient) -> bool:
    return event.get("type") == "m.room.member" and bool(event.get("state_key") == client.user_id)


def _now(event: Event) -> object:
    content = event.get("content")
    return content.get("membership") if isinstance(content, dict) else None
