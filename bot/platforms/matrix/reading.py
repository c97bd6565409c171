"""Reading on from a position: our own sync loop's questions, and what the answers bring.

The position moves only with the batch that it belongs to; what cannot be read yet is part of it.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Sequence
from urllib.parse import quote, urlencode

from nio import AsyncClient

from bot.platforms.incoming import Batch, Incoming, RoomLost, RoomMoved
from bot.platforms.matrix.answer import Answer, Event, News, is_state
from bot.platforms.matrix.calls import PATIENCE, call
from bot.platforms.matrix.contents import NOT_LABELS, OURS
from bot.platforms.matrix.door import Door
from bot.platforms.matrix.events import PLATFORM, incoming, room_name, source
from bot.platforms.matrix.invitations import Invitations
from bot.platforms.matrix.keys import Keys
from bot.platforms.matrix.pacing import Pacing
from bot.platforms.matrix.position import Position
from bot.platforms.matrix.refusals import problem
from bot.platforms.matrix.rooms import Room
from bot.platforms.matrix.timeline import complete, while_there
from bot.platforms.platform import Impossible, Unreachable
from workshop_flows.values import SECOND

log = logging.getLogger(__name__)

LONG_POLL_MS = 20_000
FILTER = {
    "room": {
        "timeline": {"limit": 100, NOT_LABELS: [OURS]},
        "ephemeral": {"types": []},
        "account_data": {"types": []},
    },
    "presence": {"types": []},
    "account_data": {"types": []},
}
INLINE = json.dumps(FILTER)


class Reader:
    """Turns the server's answers into batches."""

    def __init__(self, client: AsyncClient, door: Door) -> None:
        self.client, self.door = client, door
        self.keys = Keys(client)
        self.rooms: dict[str, Room] = {}
        self.ours: set[str] = set()
        self.directs: set[str] = set()
        self.moves: dict[str, RoomMoved] = {}
        """Successor -> the news that it is one, told when we are inside."""
        self._successors: set[str] = set()
        self._invitations = Invitations(client, door, self.knows)
        self._pacing = Pacing()
        self._fresh = True
        self._filter = INLINE

    def begin(self, position: Position) -> None:
        """Begin to read at a position: the rooms are learned anew, and what we know of them holds until then."""
        self._fresh = True
        self.client.next_batch = None
        self.keys.restore(position.waiting)

    async def agree(self) -> None:
        """Leave with the server what we want to know: it checks it once, not with each question."""
        path = f"/_matrix/client/v3/user/{quote(self.client.user_id, safe='')}/filter"
        try:
            name = (await call(self.client, "POST", path, FILTER)).content.get("filter_id")
        except Unreachable:
            return  # then it is said with each question
        self._filter = name if isinstance(name, str) else INLINE

    def listens(self, room_id: str) -> bool:
        """Say whether a room is one of ours, or a direct chat with somebody from there."""
        return room_id in self.ours or room_id in self.directs

    def knows(self, user: str) -> bool:
        """Say whether somebody is in one of our rooms."""
        return any(user in self.rooms[room_id].names for room_id in self.ours & self.rooms.keys())

    async def ask(self, since: str | None, *, wait: bool) -> Answer:
        """Ask the server once what is new. Cancelling changes nothing. Raises Unreachable, NotNow, LoginRefused."""
        await self._pacing.leave()
        query = {"timeout": LONG_POLL_MS if wait else 0, "filter": self._filter, "set_presence": "offline"}
        if since:
            query["since"] = since
        if self._fresh:
            query |= {"full_state": "true", "timeout": 0}
        path = f"/_matrix/client/v3/sync?{urlencode(query)}"
        reply = await call(self.client, "GET", path, patience=LONG_POLL_MS / SECOND + PATIENCE)
        if reply.good and (answer := Answer.read(reply.content)) is not None:
            self._pacing.answered(waited=wait and not self._fresh, news=answer.has_news)
            return answer
        refusal = problem(reply)
        if not isinstance(refusal, Impossible):
            raise refusal
        self._filter = INLINE  # it may have forgotten what we left with it
        raise Unreachable(str(refusal))

    async def work_off(self, answer: Answer, since: str | None) -> Batch:
        """Return what an answer brought since a token, gaps filled. Not to be cancelled. Raises LoginRefused."""
        await self.keys.told(answer, self.rooms)
        first, self._fresh = self._fresh, False
        for room_id in self.rooms.keys() - answer.joined.keys() if first else ():
            del self.rooms[room_id]
        brought: list[Incoming] = []
        # Our rooms first: who is there decides whose direct chats are accepted.
        for room_id, news in sorted(answer.joined.items(), key=lambda each: each[0] not in self.ours):
            brought += await self._joined(room_id, news, since, first=first)
        for room_id, news in answer.left.items():
            brought += await self._left(room_id, news, since)
        self._invitations.came(answer.invited, self.ours)
        await self.keys.keep()
        for room_id, event in (*await self.keys.fetched(), *self.keys.readable()):
            brought += self._one(room_id, event)
        return Batch(PLATFORM, str(Position(answer.next_batch, self.keys.waiting)), tuple(brought))

    async def _joined(self, room_id: str, news: News, since: str | None, *, first: bool) -> list[Incoming]:
        """Return what a room brings: who is there if it is seen for the first time, then what happened."""
        events = news.events
        if self.listens(room_id):
            events = await complete(self.client, room_id, news, since, came=room_id in self.door.entered)
        # From here on nothing is waited for: whoever speaks in the room knows either nothing of it or all.
        new = first or room_id not in self.rooms
        if new:
            self.rooms[room_id] = Room(room_id)
        room = self.rooms[room_id]
        changed = [] if news.limited else [each for each in news.state if room.differs(each)]
        for event in (*news.state, *filter(is_state, events)):
            room.happened(event)
        brought = self._arrived(room, events)
        if not self.listens(room_id):
            return []
        happened = self._happened(room_id, events, since)
        told = {each.source for each in happened}
        found = self._unobserved(room_id, room.memberships.values() if new else changed)
        return [*brought, *(each for each in found if each.source not in told), *happened]

    def _arrived(self, room: Room, events: Sequence[Event]) -> list[Incoming]:
        """Return the news that we are in a successor, or in somebody's direct chat."""
        if (moved := self.moves.pop(room.id, None)) is not None:
            return [moved]
        if self.listens(room.id):
            return []
        opened = self._invitations.opened(room, events)
        if opened is None:
            return []
        self.directs.add(room.id)
        return [opened]

    def _happened(self, room_id: str, events: Sequence[Event], since: str | None) -> list[Incoming]:
        # What was said before the bot was there is not for it; in a direct chat the first words come before it.
        if room_id not in self.directs and room_id not in self._successors:
            events = while_there(events, self.client, there=since is not None)
        return [each for event in self.keys.opened(room_id, events) for each in self._one(room_id, event)]

    def _one(self, room_id: str, event: Event) -> list[Incoming]:
        if event.get("type") == "m.room.tombstone" and is_state(event):
            return self._upgraded(room_id, event)
        try:
            each = incoming(event, room_id, self.client.user_id)
        except (AttributeError, KeyError, TypeError, ValueError):
            log.exception("Ein Ereignis auf Matrix ist so nicht zu verstehen: %s", event.get("event_id"))
            return []
        return [each] if each is not None else []

    def _upgraded(self, room_id: str, event: Event) -> list[Incoming]:
        """Follow a room; the news is told when we are in its successor."""
        successor = (event.get("content") or {}).get("replacement_room")
        if not isinstance(successor, str) or not successor or successor == room_id:
            return []
        moved = RoomMoved(source(room_id, event["event_id"]), room_name(room_id), "", 0, room_name(successor))
        (self.directs if room_id in self.directs else self.ours).add(successor)
        self._successors.add(successor)
        if successor in self.rooms:
            return [moved]
        self.moves[successor] = moved
        self.door.ask(successor)
        return []

    def _unobserved(self, room_id: str, events: Iterable[Event]) -> list[Incoming]:
        """Return who is there and who is not, without anybody having seen them come or go."""
        found = (incoming(event, room_id, self.client.user_id, unobserved=True) for event in events)
        return [each for each in found if each is not None]

    async def _left(self, room_id: str, news: News, since: str | None) -> list[Incoming]:
        """Return what was still said before we were removed, and that we were."""
        self._invitations.withdrawn(room_id)
        self.rooms.pop(room_id, None)
        self.keys.left(room_id)
        self.door.lost(room_id)
        if not self.listens(room_id):
            return []
        events = await complete(self.client, room_id, news, since, came=False)
        brought = self._happened(room_id, events, since)
        self.directs.discard(room_id)
        every = (*news.state, *events)
        own = [each for each in every if each.get("state_key") == self.client.user_id and "event_id" in each]
        reason = str((own[-1].get("content") or {}).get("reason") or "") if own else ""
        event_id = own[-1]["event_id"] if own else "gone"
        return [*brought, RoomLost(source(room_id, event_id), room_name(room_id), "", 0, reason)]
