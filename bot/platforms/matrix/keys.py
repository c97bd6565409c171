"""Encryption: what it asks for after every answer, and messages whose keys come late."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping
from typing import Any

from aiohttp import ClientError
from nio import AsyncClient, ErrorResponse, KeysUploadError, MegolmEvent, RoomGetEventResponse, SyncResponse
from nio import Event as NioEvent

from bot.platforms.matrix.answer import COUNT, Answer, Event, News, brings_keys, is_state
from bot.platforms.matrix.position import MOST_WAITING
from bot.platforms.matrix.refusals import code_of
from bot.platforms.matrix.rooms import Room

log = logging.getLogger(__name__)

PAUSE = 5.0
"""Seconds until a server that refused or failed is asked for keys again."""
NO_KEYS = (
    "Der Matrix-Server nimmt die Schlüssel des Kontos nicht an (%s): verschlüsselte Räume bleiben stumm. "
    "Meist fehlt der Ordner mit den Schlüsseln; dann hilft nur eine neue Anmeldung."
)


class Keys:
    """The keys of our one device, and what waits for others' keys."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client
        self._undecided: dict[str, tuple[str, MegolmEvent]] = {}
        self._unfetched: dict[str, str] = {}
        self._upload = True
        self._count: object = None
        self._not_before = 0.0

    def restore(self, waiting: Iterable[tuple[str, str]]) -> None:
        """Take up what waited before a restart: (room, event)."""
        self._unfetched = {event_id: room_id for room_id, event_id in waiting}

    @property
    def waiting(self) -> tuple[tuple[str, str], ...]:
        """What cannot be read yet: (room, event)."""
        unfetched = [(room_id, event_id) for event_id, room_id in self._unfetched.items()]
        return (*unfetched, *((room_id, event_id) for event_id, (room_id, _) in self._undecided.items()))

    def hides(self, room_id: str) -> bool:
        """Say whether a room is encrypted, or was at any time: then nothing is said there in clear."""
        return room_id in self._client.rooms or room_id in self._client.encrypted_rooms

    def left(self, room_id: str) -> None:
        """Forget who is in a room: they are told anew when we come back."""
        self._client.rooms.pop(room_id, None)

    async def told(self, answer: Answer, rooms: Mapping[str, Room]) -> None:
        """Let nio keep its books of keys, devices and members, and of nothing else: it takes its time.

        Nothing that somebody sends may stop the reading.
        """
        hidden = {room_id: news for room_id, news in answer.joined.items() if self._concerns(room_id, news)}
        count = answer.keys.get(COUNT, self._count)
        if not hidden and count == self._count and not brings_keys(answer.keys):
            return
        told = {room_id: self._members(room_id, news, rooms.get(room_id)) for room_id, news in hidden.items()}
        content = {"next_batch": answer.next_batch, **answer.keys, "rooms": {"join": told}}
        try:
            parsed = SyncResponse.from_dict(content)
            await self._client.receive_response(parsed)
            self._count = count
        except Exception:
            log.exception("nio ist an einer Antwort des Matrix-Servers gescheitert.")
        for room_id in hidden.keys() & self._client.rooms.keys():
            self._client.rooms[room_id].encrypted = True

    def _concerns(self, room_id: str, news: News) -> bool:
        return self.hides(room_id) or any(
            event.get("type") == "m.room.encryption" and is_state(event) for event in (*news.state, *news.events)
        )

    def _members(self, room_id: str, news: News, room: Room | None) -> dict[str, Any]:
        """Return the news of a room as nio reads them: its state; all of it that we know if the room is new to nio."""
        before = list(room.memberships.values()) if room is not None and room_id not in self._client.rooms else []
        changes = [event for event in news.events if is_state(event)]
        timeline = {"events": changes, "limited": False, "prev_batch": news.prev_batch or ""}
        return {"state": {"events": [*before, *news.state]}, "timeline": timeline}

    def opened(self, room_id: str, events: Iterable[Event]) -> list[Event]:
        """Return events in clear, as far as their keys are there; the newest of the others wait for theirs."""
        found = [self._opened(room_id, event) for event in events]
        for event_id in list(self._undecided)[:-MOST_WAITING]:
            del self._undecided[event_id]
        return found

    def _opened(self, room_id: str, event: Event) -> Event:
        if event.get("type") != "m.room.encrypted" or is_state(event) or self._client.olm is None:
            return event
        try:
            sealed = NioEvent.parse_encrypted_event(event)
        except (KeyError, TypeError):
            return event
        return self._read(room_id, sealed) or event if isinstance(sealed, MegolmEvent) else event

    def _read(self, room_id: str, sealed: MegolmEvent) -> Event | None:
        """Return a message in clear; without its key it waits."""
        sealed.room_id = room_id
        clear = self._clear(sealed)
        if clear is None:
            self._undecided[sealed.event_id] = (room_id, sealed)
        return clear

    def _clear(self, sealed: MegolmEvent) -> Event | None:
        try:
            clear = self._client.decrypt_event(sealed)
        except Exception:  # noqa: BLE001 - nio has no common error; the key is not there yet
            return None
        # What is encrypted is never state, whatever it says about itself.
        return {part: said for part, said in clear.source.items() if part != "state_key"}

    def readable(self) -> list[tuple[str, Event]]:
        """Return the messages whose keys have come meanwhile: (room, event)."""
        found: list[tuple[str, Event]] = []
        for event_id, (room_id, sealed) in list(self._undecided.items()):
            if (clear := self._clear(sealed)) is not None:
                del self._undecided[event_id]
                found.append((room_id, clear))
        return found

    async def fetched(self) -> list[tuple[str, Event]]:
        """Fetch what waited before a restart; return what can be read by now: (room, event)."""
        found: list[tuple[str, Event]] = []
        for event_id, room_id in list(self._unfetched.items()):
            try:
                answer = await self._client.room_get_event(room_id, event_id)
            except (ClientError, TimeoutError, OSError):
                break  # the next answer brings the next try
            if isinstance(answer, RoomGetEventResponse) and isinstance(answer.event, MegolmEvent):
                clear = self._read(room_id, answer.event)
                found += [(room_id, clear)] if clear is not None else []
            elif isinstance(answer, RoomGetEventResponse):
                found.append((room_id, answer.event.source))
            elif not code_of(answer).startswith("M_") or code_of(answer) == "M_LIMIT_EXCEEDED":
                break
            del self._unfetched[event_id]
        return found

    async def keep(self) -> None:
        """Hand out keys, learn of devices, ask for keys."""
        loop = asyncio.get_running_loop()
        if self._client.olm is None or loop.time() < self._not_before:
            return
        try:
            failed = not await self._kept()
        except (ClientError, TimeoutError, OSError):
            failed = True
        if failed:  # an answer after this brings the next try
            self._not_before = loop.time() + PAUSE

    async def _kept(self) -> bool:
        """Return whether the server took and gave everything."""
        client = self._client
        answers: list[object] = list(await client.send_to_device_messages())
        if client.should_upload_keys and self._upload:
            answers.append(await self._upload_keys())
        if client.should_query_keys:
            answers.append(await client.keys_query())
        if client.should_claim_keys:
            answers.append(await client.keys_claim(client.get_users_for_key_claiming()))
        return not any(isinstance(answer, ErrorResponse) for answer in answers)

    async def _upload_keys(self) -> object:
        answer = await self._client.keys_upload()
        if isinstance(answer, KeysUploadError) and "already exists" in str(answer.message):
            self._upload = False
            log.error(NO_KEYS, answer.message)
        return answer
