"""A chat program that encrypts: nio keeps the keys, what is said goes over the crowd's own wire."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Any

from aiohttp import ClientError
from nio import AsyncClient, AsyncClientConfig, MegolmEvent, SyncResponse
from nio.exceptions import EncryptionError, GroupEncryptionError, LocalProtocolError, MembersSyncError

from tests.chaos.evidence import Event

logging.getLogger("nio").setLevel(logging.CRITICAL)  # it finds the crowd's rubbish worth pages

PAUSE = 0.3
POLL_MS = 2_000
CATCH_UPS = 3
TIMELINE = {"room": {"timeline": {"limit": 100}}}
NOT_NOW = (ClientError, TimeoutError, OSError, LocalProtocolError, EncryptionError, GroupEncryptionError)


class Sealed:
    """One account in one encrypted room."""

    def __init__(self, url: str, account: tuple[str, str, str], room: str, folder: Path) -> None:
        """`account`: its name, its device and its token. The keys lie in `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        config = AsyncClientConfig(encryption_enabled=True, max_limit_exceeded=0, max_timeouts=0, request_timeout=30)
        self._client = AsyncClient(url, account[0], store_path=str(folder), config=config)
        self._client.restore_login(*account)
        self._room, self._since = room, ""

    async def close(self) -> None:
        """Hang up."""
        await self._client.close()
        if self._client.store is not None:
            self._client.store.database.close()

    async def listen(self) -> None:
        """Keep the keys for ever."""
        while True:
            await self.hear()

    async def hear(self, wait: int = POLL_MS) -> list[Event]:
        """Return what is new in the room, readable; wait a little for it (ms)."""
        try:
            said = await self._client.sync(wait if self._since else 0, TIMELINE, self._since or None)
            await self._keep_keys()
        except NOT_NOW:
            said = None
        if not isinstance(said, SyncResponse):
            await asyncio.sleep(PAUSE)
            return []
        self._since = said.next_batch
        joined = said.rooms.join.get(self._room)
        return [each.source for each in joined.timeline.events] if joined is not None else []

    async def catch_up(self) -> None:
        """Fetch what keys still lie with the server: it hands out a hundred at a time."""
        for _ in range(CATCH_UPS):
            await self.hear(0)

    async def seal(self, kind: str, content: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        """Return what to send in the place of an event: its type and content."""
        while True:
            try:
                if await self._shared():
                    sealed: tuple[str, dict[str, Any]] = self._client.encrypt(self._room, kind, content)
                    return sealed
            except (*NOT_NOW, MembersSyncError):
                pass
            await asyncio.sleep(PAUSE)

    def opened(self, event: Event) -> Event:
        """Return an event of the room's history as those in the room can read it: as it is, if the key never came."""
        if event.get("type") != "m.room.encrypted" or not event.get("content"):  # the latter was taken back
            return event
        sealed = MegolmEvent.from_dict(event)
        sealed.room_id = self._room
        try:
            clear = self._client.decrypt_event(sealed).source
        except EncryptionError:
            return event
        return {**event, "type": clear["type"], "content": clear["content"]}

    async def _shared(self) -> bool:
        """Let everybody in the room have the key; False if somebody has not got it."""
        client = self._client
        if not client.rooms[self._room].members_synced:
            await client.joined_members(self._room)
        if client.should_query_keys:
            await client.keys_query()
        if not client.olm.should_share_group_session(self._room):
            return True
        answer = await client.share_group_session(self._room, ignore_unverified_devices=True)
        devices = {
            (user, device.id)
            for user in client.rooms[self._room].users
            for device in client.device_store.active_user_devices(user)
            if device.id != client.device_id
        }
        if devices <= answer.users_shared_with:
            return True
        client.invalidate_outbound_session(self._room)
        return False

    async def _keep_keys(self) -> None:
        client = self._client
        await client.send_to_device_messages()
        if client.should_upload_keys:
            await client.keys_upload()
        if client.should_query_keys:
            await client.keys_query()
        if client.should_claim_keys:
            await client.keys_claim(client.get_users_for_key_claiming())
