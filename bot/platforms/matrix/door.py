"""How we come into rooms: the configured ones at the start, others one after another at the server's pace."""

from __future__ import annotations

import asyncio
import logging
from collections import deque

from aiohttp import ClientError
from nio import (
    AsyncClient,
    JoinedRoomsResponse,
    JoinResponse,
    RoomGetStateEventResponse,
    RoomResolveAliasResponse,
)

from bot.platforms.matrix.refusals import problem
from bot.platforms.platform import Impossible, LoginRefused, NotNow, Unreachable
from workshop_flows.values import SECOND

log = logging.getLogger(__name__)

CLOSED = "Diesen Raum gibt es nicht, oder das Konto darf nicht hinein: {why}"
NOT_IN = "In den Raum %s komme ich nicht hinein: %s"
FIRST_PAUSE, PAUSE = 0.5, 5.0
PATIENCE = 30.0
"""Seconds for which a server may keep us waiting at the door of one configured room."""
MOVES = 10
"""How many upgrades of a room are followed at the start."""


class Door:
    """Lets us in."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client
        self._inside: set[str] = set()
        self._asked: asyncio.Queue[tuple[str, bool]] = asyncio.Queue()
        self._again: deque[tuple[str, bool]] = deque()
        """What was asked for where nobody answered: it is tried again."""
        self.entered: set[str] = set()
        """Rooms that we came into, or were let into, since the start."""
        self.expected: set[str] = set()
        """Rooms that we wait to be let into."""

    async def look(self) -> None:
        """Learn where we are already. Raises Unreachable, LoginRefused."""
        answer = await self._called(self._client.joined_rooms())
        if not isinstance(answer, JoinedRoomsResponse):
            raise _outage(answer)
        self._inside = set(answer.rooms)

    async def enter(self, room: str) -> str:
        """Return the id of a configured room, in which we are then. Raises Impossible, Unreachable, LoginRefused."""
        room_id = await self._resolved(room) if room.startswith("#") else room
        if room_id not in self._inside:
            await self._join(room)
        for _ in range(MOVES):
            successor = await self._successor(room_id)
            if successor is None:
                break
            room_id = successor
        return room_id

    async def _resolved(self, alias: str) -> str:
        answer = await self._called(self._client.room_resolve_alias(alias))
        if isinstance(answer, RoomResolveAliasResponse):
            return str(answer.room_id)
        refusal = problem(answer)
        raise Impossible(CLOSED.format(why=refusal)) if isinstance(refusal, Impossible) else _outage(answer)

    async def _successor(self, room_id: str) -> str | None:
        """Return where an upgraded room goes on, if we are let in there."""
        answer = await self._called(self._client.room_get_state_event(room_id, "m.room.tombstone"))
        content = answer.content if isinstance(answer, RoomGetStateEventResponse) else {}
        successor = content.get("replacement_room") if isinstance(content, dict) else None
        if not isinstance(successor, str):
            return None
        try:
            if successor not in self._inside:
                await self._join(successor)
        except Impossible as refusal:
            log.warning(NOT_IN, successor, refusal)
            return None
        return successor

    async def _join(self, room: str) -> None:
        """Join, as slowly as the server wants it. Raises Impossible, Unreachable, LoginRefused."""
        waited = 0.0
        while True:
            answer = await self._called(self._client.join(room))
            if isinstance(answer, JoinResponse):
                self._inside.add(str(answer.room_id))
                self.entered.add(str(answer.room_id))
                return
            refusal = problem(answer)
            if isinstance(refusal, Impossible):
                raise Impossible(CLOSED.format(why=refusal)) from refusal
            if not isinstance(refusal, NotNow):
                raise refusal
            wait = max(FIRST_PAUSE, refusal.wait / SECOND)
            waited += wait
            if waited > PATIENCE:
                raise Unreachable(str(refusal))
            await asyncio.sleep(wait)

    async def _called(self, call: object) -> object:
        """Return an answer of nio's. Raises Unreachable."""
        try:
            return await call  # type: ignore[misc]
        except (ClientError, TimeoutError, OSError) as error:
            raise Unreachable(type(error).__name__) from error

    # --- while we listen ----------------------------------------------------------------------------------------

    def ask(self, room_id: str) -> None:
        """Have a room joined when its turn comes; the reading goes on meanwhile."""
        if room_id not in self.expected:
            self.expected.add(room_id)
            self._asked.put_nowait((room_id, True))

    def lost(self, room_id: str) -> None:
        """Take note that we were put out."""
        self._inside.discard(room_id)
        self.entered.discard(room_id)

    def leave(self, room_id: str) -> None:
        """Have a room left when its turn comes."""
        self._asked.put_nowait((room_id, False))

    async def serve(self) -> None:
        """Join and leave what was asked for, one after another, for ever; where nobody answers, behind the others."""
        while True:
            room_id, into = wish = await self._next()
            try:
                await (self._join(room_id) if into else self._called(self._client.room_leave(room_id)))
            except asyncio.CancelledError:
                self._asked.put_nowait(wish)  # whoever reads on takes it up
                raise
            except Unreachable:
                self._again.append(wish)
                await asyncio.sleep(FIRST_PAUSE)
                continue
            except (Impossible, LoginRefused) as refusal:
                log.warning(NOT_IN, room_id, refusal)
            self.expected.discard(room_id)

    async def _next(self) -> tuple[str, bool]:
        """Return what nobody tried yet; if there is nothing, after a pause, what was not tried for the longest time."""
        if not self._again:
            return await self._asked.get()
        try:
            async with asyncio.timeout(max(FIRST_PAUSE, PAUSE / len(self._again))):
                return await self._asked.get()
        except TimeoutError:
            return self._again.popleft()


def _outage(answer: object) -> Unreachable | LoginRefused:
    refusal = problem(answer)
    return refusal if isinstance(refusal, LoginRefused) else Unreachable(str(refusal))
