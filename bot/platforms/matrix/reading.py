"""Reading on from a position: our own sync loop, gaps filled, nothing from before the bot joined.

nio never fills a limited timeline, and a server sends at most 100 events of a room at once (measured): everything
beyond is fetched from /messages. The position moves only with the batch that it belongs to.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientError
from nio import AsyncClient, MegolmEvent, RoomMessagesResponse, SyncResponse
from nio.responses import Response, RoomInfo

from bot.platforms.matrix.events import incoming, room_name, source
from bot.platforms.matrix.rooms import Room
from bot.platforms.platform import Batch, Incoming, LoginRefused, RoomLost, RoomMoved, Unreachable

PAGE = 500
LONG_POLL_MS = 20_000
FILTER = {
    "room": {"timeline": {"limit": 100}, "ephemeral": {"types": []}, "account_data": {"types": []}},
    "presence": {"types": []},
    "account_data": {"types": []},
}
REFUSED = frozenset({"M_UNKNOWN_TOKEN", "M_MISSING_TOKEN"})


class Reader:
    """Turns the server's answers into batches."""

    def __init__(self, client: AsyncClient, listens: Callable[[str], bool], is_direct: Callable[[str], bool]) -> None:
        """Read for `client`; `listens` says which rooms are ours, `is_direct` which of them are direct chats."""
        self.client = client
        self.rooms: dict[str, Room] = {}
        self.invites: list[tuple[str, list[dict[str, Any]]]] = []
        """Invitations that wait for somebody who decides: (room, its stripped state)."""
        self._listens, self._is_direct = listens, is_direct
        self._fresh = True
        self._undecided: dict[str, tuple[str, MegolmEvent]] = {}

    async def ask(self, position: str | None, *, wait: bool) -> SyncResponse:
        """Ask the server once what is new. Cancelling changes nothing. Raises Unreachable, LoginRefused."""
        query = {"timeout": LONG_POLL_MS if wait else 0, "filter": json.dumps(FILTER), "set_presence": "offline"}
        if position:
            query["since"] = position
        if self._fresh:
            query |= {"full_state": "true", "timeout": 0}
        try:
            transport = await self.client.send(
                "GET",
                f"/_matrix/client/v3/sync?{urlencode(query)}",
                headers={"Authorization": f"Bearer {self.client.access_token}"},
                timeout=LONG_POLL_MS / 1000 + 40,
            )
            answer: Response = await self.client.create_matrix_response(SyncResponse, transport)
        except (ClientError, TimeoutError, OSError, ValueError) as error:
            raise Unreachable(type(error).__name__) from error
        if isinstance(answer, SyncResponse):
            return answer
        code = getattr(answer, "status_code", None)
        if code in REFUSED:
            raise LoginRefused(str(getattr(answer, "message", code)))
        raise Unreachable(str(code or "keine verständliche Antwort"))

    async def work_off(self, answer: SyncResponse, position: str | None, platform: str) -> Batch:
        """Return what an answer brought since `position`, gaps filled. Not to be cancelled. Raises LoginRefused."""
        await self.client.receive_response(answer)
        first, self._fresh = self._fresh, False
        brought: list[Incoming] = []
        for room_id, info in answer.rooms.join.items():
            brought += await self._joined(room_id, info, position, first=first)
        for room_id, info in answer.rooms.leave.items():
            brought += self._left(room_id, info)
        self.invites += [
            (room_id, [_stripped(event) for event in info.invite_state])
            for room_id, info in answer.rooms.invite.items()
        ]
        await self._keep_keys()
        brought += self._decrypted()
        return Batch(platform, answer.next_batch, tuple(brought))

    async def _joined(self, room_id: str, info: RoomInfo, position: str | None, *, first: bool) -> list[Incoming]:
        """Return what a room brings: its members if it is seen for the first time, then what was said."""
        new = room_id not in self.rooms
        room = self.rooms.setdefault(room_id, Room(room_id))
        events = [event.source for event in info.timeline.events]
        state = [event.source for event in info.state]
        own = self._own_join(events)
        if info.timeline.limited and position and own is None:
            events = await self._gap(room_id, info.timeline.prev_batch, position) + events
        for event in (*state, *(each for each in events if "state_key" in each)):
            room.happened(event)
        if not self._listens(room_id):
            return []
        self._remember_unreadable(room_id, info)
        brought = self._members(room) if new or first else []
        if not self._is_direct(room_id):
            # What was said before the bot was there is not for it; in a direct chat the first words come before.
            events = events[own:] if own is not None else [] if position is None else events
        for event in events:
            brought += self._one(room_id, event)
        return brought

    def _one(self, room_id: str, event: dict[str, Any]) -> list[Incoming]:
        if event.get("type") == "m.room.tombstone":
            successor = (event.get("content") or {}).get("replacement_room")
            head = (source(room_id, event["event_id"]), room_name(room_id), "", 0)
            return [RoomMoved(*head, room_name(successor))] if isinstance(successor, str) else []
        each = incoming(event, room_id, self.client.user_id)
        return [each] if each is not None else []

    def _members(self, room: Room) -> list[Incoming]:
        """Return who is there and who is not any more, when a room is seen for the first time after a start."""
        events = room.memberships.values()
        found = (incoming(event, room.id, self.client.user_id, unobserved=True) for event in events)
        return [each for each in found if each is not None]

    def _own_join(self, events: list[dict[str, Any]]) -> int | None:
        """Return the place of our own joining in a timeline."""
        for place in range(len(events) - 1, -1, -1):
            event = events[place]
            if event.get("type") == "m.room.member" and event.get("state_key") == self.client.user_id:
                before = (event.get("unsigned") or {}).get("prev_content") or {}
                if event["content"].get("membership") == "join" and before.get("membership") != "join":
                    return place
        return None

    async def _gap(self, room_id: str, start: str | None, end: str) -> list[dict[str, Any]]:
        """Fetch what lies between the position and the timeline, oldest first."""
        gap: list[dict[str, Any]] = []
        while start is not None:
            answer = await self._page(room_id, start, end)
            gap += [event.source for event in answer.chunk]
            if not answer.chunk or answer.end is None or answer.end == start:
                break
            start = answer.end
        return gap[::-1]

    async def _page(self, room_id: str, start: str, end: str) -> RoomMessagesResponse:
        """Fetch one page, for as long as it takes: without it the position must not move."""
        wait = 0.5
        while True:
            try:
                answer = await self.client.room_messages(room_id, start, end, limit=PAGE)
            except (ClientError, TimeoutError, OSError):
                answer = None
            if isinstance(answer, RoomMessagesResponse):
                return answer
            if getattr(answer, "status_code", None) in REFUSED:
                raise LoginRefused(str(getattr(answer, "message", "")))
            await asyncio.sleep(wait)
            wait = min(5.0, wait * 2)

    def _left(self, room_id: str, info: RoomInfo) -> list[Incoming]:
        """Notice that we were removed."""
        if self.rooms.pop(room_id, None) is None or not self._listens(room_id):
            return []
        events = [event.source for event in (*info.state, *info.timeline.events)]
        own = [each for each in events if each.get("state_key") == self.client.user_id and "event_id" in each]
        reason = str((own[-1].get("content") or {}).get("reason") or "") if own else ""
        event_id = own[-1]["event_id"] if own else "gone"
        return [RoomLost(source(room_id, event_id), room_name(room_id), "", 0, reason)]

    # --- encrypted rooms ----------------------------------------------------------------------------------------

    def _remember_unreadable(self, room_id: str, info: RoomInfo) -> None:
        for event in info.timeline.events:
            if isinstance(event, MegolmEvent):
                self._undecided[event.event_id] = (room_id, event)

    def _decrypted(self) -> list[Incoming]:
        """Return messages whose keys have come meanwhile."""
        brought: list[Incoming] = []
        for event_id, (room_id, event) in list(self._undecided.items()):
            try:
                readable = self.client.decrypt_event(event)
            except Exception:  # noqa: BLE001, S112 - nio has no common error; the key is not there yet
                continue
            del self._undecided[event_id]
            brought += self._one(room_id, readable.source)
        return brought

    async def _keep_keys(self) -> None:
        """Do what encryption asks for after every answer: hand out keys, learn of devices, ask for keys."""
        client = self.client
        if client.olm is None:
            return
        try:
            await client.send_to_device_messages()
            if client.should_upload_keys:
                await client.keys_upload()
            if client.should_query_keys:
                await client.keys_query()
            if client.should_claim_keys:
                await client.keys_claim(client.get_users_for_key_claiming())
        except (ClientError, TimeoutError, OSError):
            return  # the next answer brings the next try


def _stripped(event: Any) -> dict[str, Any]:  # noqa: ANN401 - nio has no common type for what an invitation shows
    """Return a stripped state event as JSON; nio keeps its content apart."""
    return {**event.source, "content": getattr(event, "content", None) or event.source.get("content")}
