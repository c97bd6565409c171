"""The Matrix platform: one account, its rooms, what comes in and what goes out."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from pathlib import Path

from bot.platforms.incoming import Batch, Inbox
from bot.platforms.matrix import refusals, sending
from bot.platforms.matrix.door import Door
from bot.platforms.matrix.events import PLATFORM, account_name, room_name
from bot.platforms.matrix.memory import REMEMBERED, Memory
from bot.platforms.matrix.position import Position
from bot.platforms.matrix.reading import Reader
from bot.platforms.matrix.rooms import Room
from bot.platforms.matrix.session import Session
from bot.platforms.matrix.uploads import Uploads
from bot.platforms.outgoing import File, Outgoing
from bot.platforms.platform import Impossible, Joined, NotNow, Unreachable
from workshop_flows.values import Moment

log = logging.getLogger(__name__)

FIRST_PAUSE = 0.5
LAST_PAUSE = 5.0
SPEAKS_WITHIN = 4.0
"""Seconds that a server may take for a message if it answers nothing else meanwhile: then nobody may be there any more.
Asked again with the same key it goes on with what it had begun. One that is only busy is waited for."""
SILENT = "Matrix antwortet nicht (%s); neuer Versuch in %.1f s."
MUTE = "keine Antwort auf eine Nachricht"
NOT_YET = "Der Bot ist noch nicht in diesem Raum."
NOT_THERE = "Der Bot ist nicht mehr in diesem Raum."


class Matrix:
    """Speaks the Matrix client-server API for one account."""

    name = PLATFORM
    memory = REMEMBERED

    def __init__(
        self, homeserver: str, user_id: str, folder: Path, *, token: str | None = None, password: str | None = None
    ) -> None:
        """Keep the login and its keys in `folder`."""
        self._session = Session(homeserver, user_id, folder, token=token, password=password)
        self._client = self._session.client
        self._door = Door(self._client)
        self._reader = Reader(self._client, self._door)
        self._memory = Memory(self._client)
        self._uploads = Uploads(folder)
        self._caught_up = asyncio.Event()
        self._again: list[asyncio.Future[None]] = []
        self._patience: asyncio.Timeout | None = None
        """With a question for whose answer the server takes its time: until somebody cannot wait for it."""
        self._answered = 0.0
        """When the server last answered anything, by the loop's clock."""

    async def connect(self, rooms: Sequence[str], directs: Sequence[str]) -> Joined:
        """Log in and join the configured rooms. Raises LoginRefused, Unreachable."""
        await self._session.login()
        await self._door.look()
        self._reader.directs.update(_id(room) for room in directs)
        joined: dict[str, str] = {}
        missing: dict[str, str] = {}
        for room in rooms:
            try:
                room_id = await self._door.enter(_id(room))
            except Impossible as refusal:
                missing[room] = str(refusal)
            except Unreachable as outage:
                await self._door.look()  # if the server itself is away, that is no news about this room
                missing[room] = str(outage)
            else:
                self._reader.ours.add(room_id)
                joined[room] = room_name(room_id)
        return Joined(joined, missing)

    async def listen(self, inbox: Inbox, position: str | None) -> None:
        """Read for ever, through every outage. Raises LoginRefused."""
        place = Position.read(position)
        self._reader.begin(place)
        await self._reader.agree()
        serving = asyncio.create_task(self._door.serve())
        try:
            await self._listen(inbox, place.since)
        finally:
            serving.cancel()
            await asyncio.gather(serving, return_exceptions=True)

    async def _listen(self, inbox: Inbox, since: str | None) -> None:
        pause = FIRST_PAUSE
        while True:
            waiting = list(self._again)  # they stay there until they are answered, also if a fault ends this reading
            try:
                batch = await self._read(since, wait=self._caught_up.is_set() and not waiting)
            except (Unreachable, NotNow) as outage:
                wait = refusals.pause(outage, pause) if isinstance(outage, NotNow) else pause
                log.warning(SILENT, outage, wait)
                await asyncio.sleep(wait)
                pause = min(LAST_PAUSE, pause * 2)
                continue
            if batch is None:
                continue
            pause = FIRST_PAUSE
            await inbox.take(batch)
            since = Position.read(batch.position).since
            self._caught_up.set()
            del self._again[: len(waiting)]
            for future in waiting:
                if not future.done():
                    future.set_result(None)

    async def _read(self, since: str | None, *, wait: bool) -> Batch | None:
        """Ask the server once; None if somebody cannot wait for the answer."""
        try:
            async with asyncio.timeout(None) as patience:
                self._patience = patience if wait else None
                answer = await self._reader.ask(since, wait=wait)
        except TimeoutError:
            return None
        finally:
            self._patience = None
        self._answered = asyncio.get_running_loop().time()
        return await self._reader.work_off(answer, since)

    async def caught_up(self) -> None:
        """Wait until the first answer was handed over."""
        await self._caught_up.wait()

    async def read_again(self) -> None:
        """Return when everything that the server had taken by now was handed over."""
        future = asyncio.get_running_loop().create_future()
        self._again.append(future)
        patience, self._patience = self._patience, None
        if patience is not None:
            patience.reschedule(asyncio.get_running_loop().time())
        await future

    async def send(self, room: str, outgoing: Outgoing, key: str) -> str:
        """Send, and return the event's id. Raises NotNow, Unreachable, Impossible, LoginRefused."""
        room_id, known = _id(room), self._room(room)
        if known is None:  # nor do we know whether it is encrypted
            raise Unreachable(NOT_YET) if self._expects(room_id) else Impossible(NOT_THERE)
        secret = known.encrypted or self._reader.keys.hides(room_id)
        # Sharing keys and handing over files may take long; a message that does so means a server that is away.
        patience = None if secret or isinstance(outgoing, File) else SPEAKS_WITHIN
        used = self._client.client_session
        speaking = asyncio.create_task(self._speak(room_id, outgoing, key, secret=secret))
        try:
            if not await self._taken(speaking, patience):
                await self._session.renew(used)
                raise Unreachable(MUTE)
            return await speaking
        finally:
            speaking.cancel()

    async def _speak(self, room_id: str, outgoing: Outgoing, key: str, *, secret: bool) -> str:
        if not isinstance(outgoing, File):
            return await sending.send(self._client, room_id, outgoing, key, secret=secret)
        placed = await sending.hand_over(self._client, self._uploads, outgoing, key, secret=secret)
        event = await sending.send(self._client, room_id, placed, key, secret=secret)
        self._uploads.forget(key)
        return event

    async def _taken(self, speaking: asyncio.Task[str], patience: float | None) -> bool:
        """Wait for what becomes of a message; False if for so many seconds the server answered nothing at all."""
        loop = asyncio.get_running_loop()
        while True:
            since = loop.time()
            if (await asyncio.wait({speaking}, timeout=patience))[0]:
                self._answered = loop.time()
                return True
            if self._answered < since:
                return False

    async def find(self, room: str, outgoing: Outgoing, key: str, since: Moment) -> str | None:  # noqa: ARG002
        """Return the event of what was sent with this key since an instant. Raises as `send` does."""
        return await self._memory.event(_id(room), key, since)

    def _expects(self, room_id: str) -> bool:
        """Say whether we may still come into a room, or hear that we are in it."""
        soon = (self._door.entered, self._door.expected, self._reader.moves)
        return not self._caught_up.is_set() or any(room_id in rooms for rooms in soon)

    def leads(self, room: str, account: str) -> bool:
        """Say whether the room's state gives an account authority. A direct chat gives none."""
        known = self._room(room)
        return known is not None and known.id in self._reader.ours and known.leads(_id(account))

    def name_of(self, room: str, account: str) -> str:
        """Return the name that the room shows."""
        known, user = self._room(room), _id(account)
        return (known.names.get(user) if known is not None else None) or user.partition(":")[0].removeprefix("@")

    def members(self, room: str) -> frozenset[str]:
        """Return the accounts in a room, without our own."""
        known = self._room(room)
        others = set(known.names) - {self._client.user_id} if known is not None else set()
        return frozenset(account_name(user) for user in others)

    def _room(self, room: str) -> Room | None:
        return self._reader.rooms.get(_id(room))

    async def close(self) -> None:
        """Let go of the connections."""
        await self._session.close()


def _id(name: str) -> str:
    """Return a room or an account as Matrix calls it."""
    return name.removeprefix(f"{PLATFORM}:")
