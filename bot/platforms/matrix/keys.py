"""Encryption: what it asks for after every answer, and messages whose keys come late."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from aiohttp import ClientError
from nio import AsyncClient, KeysUploadError, MegolmEvent, RoomGetEventResponse

from bot.platforms.matrix.position import MOST_WAITING
from bot.platforms.matrix.refusals import code_of

log = logging.getLogger(__name__)

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

    def restore(self, waiting: Iterable[tuple[str, str]]) -> None:
        """Take up what waited before a restart: (room, event)."""
        self._unfetched = {event_id: room_id for room_id, event_id in waiting}

    @property
    def waiting(self) -> tuple[tuple[str, str], ...]:
        """What cannot be read yet: (room, event)."""
        unfetched = [(room_id, event_id) for event_id, room_id in self._unfetched.items()]
        return (*unfetched, *((room_id, event_id) for event_id, (room_id, _) in self._undecided.items()))

    def remember(self, room_id: str, events: Iterable[Any]) -> None:
        """Keep those that cannot be read, the newest of them."""
        for event in events:
            if isinstance(event, MegolmEvent):
                event.room_id = room_id
                self._undecided[event.event_id] = (room_id, event)
        for event_id in list(self._undecided)[:-MOST_WAITING]:
            del self._undecided[event_id]

    def readable(self) -> list[tuple[str, dict[str, Any]]]:
        """Return the messages whose keys have come meanwhile: (room, event)."""
        found: list[tuple[str, dict[str, Any]]] = []
        for event_id, (room_id, event) in list(self._undecided.items()):
            try:
                clear = self._client.decrypt_event(event)
            except Exception:  # noqa: BLE001, S112 - nio has no common error; the key is not there yet
                continue
            del self._undecided[event_id]
            found.append((room_id, clear.source))
        return found

    async def fetched(self) -> list[tuple[str, dict[str, Any]]]:
        """Fetch what waited before a restart; return what can be read by now: (room, event)."""
        found: list[tuple[str, dict[str, Any]]] = []
        for event_id, room_id in list(self._unfetched.items()):
            try:
                answer = await self._client.room_get_event(room_id, event_id)
            except (ClientError, TimeoutError, OSError):
                break  # the next answer brings the next try
            if isinstance(answer, RoomGetEventResponse) and isinstance(answer.event, MegolmEvent):
                self.remember(room_id, [answer.event])
            elif isinstance(answer, RoomGetEventResponse):
                found.append((room_id, answer.event.source))
            elif not code_of(answer).startswith("M_") or code_of(answer) == "M_LIMIT_EXCEEDED":
                break
            del self._unfetched[event_id]
        return found

    async def keep(self) -> None:
        """Hand out keys, learn of devices, ask for keys."""
        client = self._client
        if client.olm is None:
            return
        try:
            await client.send_to_device_messages()
            if client.should_upload_keys and self._upload:
                await self._upload_keys()
            if client.should_query_keys:
                await client.keys_query()
            if client.should_claim_keys:
                await client.keys_claim(client.get_users_for_key_claiming())
        except (ClientError, TimeoutError, OSError):
            return  # the next answer brings the next try

    async def _upload_keys(self) -> None:
        answer = await self._client.keys_upload()
        if isinstance(answer, KeysUploadError) and "already exists" in str(answer.message):
            self._upload = False
            log.error(NO_KEYS, answer.message)
