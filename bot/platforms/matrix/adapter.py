"""The Matrix platform: one account, its rooms, what comes in and what goes out."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from aiohttp import ClientError
from nio import JoinedMembersResponse, JoinResponse

from bot.platforms.matrix import sending
from bot.platforms.matrix.events import PLATFORM, account_name, room_name, source
from bot.platforms.matrix.reading import Reader
from bot.platforms.matrix.session import Session
from bot.platforms.platform import (
    Batch,
    DirectOpened,
    Inbox,
    Joined,
    LoginRefused,
    Outgoing,
    RoomMoved,
    Unreachable,
)

log = logging.getLogger(__name__)

FIRST_PAUSE = 0.5
LAST_PAUSE = 5.0
ROOM_UNKNOWN = "Diesen Raum gibt es nicht, oder das Konto darf nicht hinein: {why}"
PATIENCE = 30
"""Seconds for which a server may keep us waiting at the door of a room."""


class Matrix:
    """Speaks the Matrix client-server API for one account."""

    name = PLATFORM

    def __init__(
        self, homeserver: str, user_id: str, folder: Path, *, token: str | None = None, password: str | None = None
    ) -> None:
        """Keep the login and its keys in `folder`."""
        self._session = Session(homeserver, user_id, folder, token=token, password=password)
        self._client = self._session.client
        self._ours: set[str] = set()
        self._directs: set[str] = set()
        self._reader = Reader(self._client, self._listens, self._directs.__contains__)
        self._caught_up = asyncio.Event()
        self._again: list[asyncio.Future[None]] = []
        self._nudged = asyncio.Event()
        self._door = asyncio.Lock()

    def _listens(self, room_id: str) -> bool:
        return room_id in self._ours or room_id in self._directs

    async def connect(self, rooms: Sequence[str], directs: Sequence[str]) -> Joined:
        """Log in and join the configured rooms. Raises LoginRefused, Unreachable."""
        await self._session.login()
        self._directs.update(room.removeprefix(f"{PLATFORM}:") for room in directs)
        joined: dict[str, str] = {}
        missing: dict[str, str] = {}
        for room in rooms:
            try:
                room_id = await self._join(room)
            except Unreachable as refusal:
                missing[room] = ROOM_UNKNOWN.format(why=refusal)
            else:
                self._ours.add(room_id)
                joined[room] = room_name(room_id)
        return Joined(joined, missing)

    async def _join(self, room: str) -> str:
        """Join a room, as slowly as the server wants it. Raises Unreachable."""
        waited = 0.0
        while True:
            try:
                answer = await self._client.join(room)
            except (ClientError, TimeoutError, OSError) as error:
                raise Unreachable(type(error).__name__) from error
            if isinstance(answer, JoinResponse):
                return str(answer.room_id)
            pause = (getattr(answer, "retry_after_ms", None) or 0) / 1000
            waited += pause
            if not pause or waited > PATIENCE:
                raise Unreachable(str(getattr(answer, "message", "")))
            await asyncio.sleep(pause)

    async def listen(self, inbox: Inbox, position: str | None) -> None:
        """Read for ever, through every outage. Raises LoginRefused."""
        pause = FIRST_PAUSE
        while True:
            waiting, self._again = self._again, []
            wait = self._caught_up.is_set() and not waiting
            try:
                batch = await self._read(position, wait=wait)
            except Unreachable as outage:
                log.warning("Matrix antwortet nicht (%s); neuer Versuch in %.1f s.", outage, pause)
                self._again += waiting
                await asyncio.sleep(pause)
                pause = min(LAST_PAUSE, pause * 2)
                continue
            if batch is None:
                self._again += waiting
                continue
            pause = FIRST_PAUSE
            await self._hand_over(batch, inbox)
            position = batch.position
            self._caught_up.set()
            for future in waiting:
                if not future.done():
                    future.set_result(None)

    async def _read(self, position: str | None, *, wait: bool) -> Batch | None:
        """Ask the server once; None if somebody cannot wait for the answer."""
        asking = asyncio.create_task(self._reader.ask(position, wait=wait))
        nudged = asyncio.create_task(self._nudged.wait())
        try:
            await asyncio.wait({asking, nudged}, return_when=asyncio.FIRST_COMPLETED)
            if wait and not asking.done():
                return None
            return await self._reader.work_off(await asking, position, self.name)
        finally:
            nudged.cancel()
            self._nudged.clear()
            asking.cancel()
            with contextlib.suppress(asyncio.CancelledError, Unreachable, LoginRefused):
                await asking

    async def _hand_over(self, batch: Batch, inbox: Inbox) -> None:
        opened = [await self._invited(*invite) for invite in self._reader.invites]
        self._reader.invites.clear()
        for each in batch.incoming:
            if isinstance(each, RoomMoved):
                await self._follow(each)
        more = tuple(each for each in opened if each is not None)
        if batch.incoming or more or batch.position:
            await inbox.take(Batch(batch.platform, batch.position, batch.incoming + more))

    async def _follow(self, moved: RoomMoved) -> None:
        """Join the room that a room went on in."""
        successor = moved.successor.removeprefix(f"{PLATFORM}:")
        self._ours.add(successor)
        try:
            await self._join(successor)
        except Unreachable as refusal:
            log.warning("Der Raum ist umgezogen, aber ich komme nicht hinterher: %s", refusal)

    async def _invited(self, room_id: str, state: list[dict[str, Any]]) -> DirectOpened | None:
        """Accept an invitation to a direct chat of two, from somebody in one of our rooms; ignore all others."""
        own = [each for each in state if each.get("state_key") == self._client.user_id]
        content = own[-1].get("content") or {} if own else {}
        sender = str(own[-1].get("sender", "")) if own else ""
        if content.get("membership") != "invite" or content.get("is_direct") is not True or not self._knows(sender):
            return None
        self._directs.add(room_id)
        async with self._door:
            try:
                await self._join(room_id)
                members = await self._client.joined_members(room_id)
            except (Unreachable, ClientError, TimeoutError, OSError):
                self._directs.discard(room_id)
                return None
        if isinstance(members, JoinedMembersResponse) and len(members.members) > 2:
            self._directs.discard(room_id)
            await self._client.room_leave(room_id)
            return None
        return DirectOpened(source(room_id, "invite"), room_name(room_id), account_name(sender), 0)

    def _knows(self, user: str) -> bool:
        return any(user in room.names for id_, room in self._reader.rooms.items() if id_ in self._ours)

    async def caught_up(self) -> None:
        """Wait until the first answer was handed over."""
        await self._caught_up.wait()

    async def read_again(self) -> None:
        """Return when everything that the server had taken by now was handed over."""
        future = asyncio.get_running_loop().create_future()
        self._again.append(future)
        self._nudged.set()
        await future

    async def send(self, room: str, outgoing: Outgoing, key: str) -> str:
        """Send, and return the event's id. Raises NotNow, Unreachable, Impossible, LoginRefused."""
        return await sending.send(self._client, room.removeprefix(f"{PLATFORM}:"), outgoing, key)

    def leads(self, room: str, account: str) -> bool:
        """Say whether the room's state gives an account authority."""
        known = self._reader.rooms.get(room.removeprefix(f"{PLATFORM}:"))
        return known is not None and known.leads(account.removeprefix(f"{PLATFORM}:"))

    def name_of(self, room: str, account: str) -> str:
        """Return the name that the room shows."""
        user = account.removeprefix(f"{PLATFORM}:")
        known = self._reader.rooms.get(room.removeprefix(f"{PLATFORM}:"))
        return (known.names.get(user) if known is not None else None) or user.partition(":")[0].removeprefix("@")

    def members(self, room: str) -> frozenset[str]:
        """Return the accounts in a room, without our own."""
        known = self._reader.rooms.get(room.removeprefix(f"{PLATFORM}:"))
        others = set(known.names) - {self._client.user_id} if known is not None else set()
        return frozenset(account_name(user) for user in others)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.close()
