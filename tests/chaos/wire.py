"""The crowd's wire to the server: what is said is said until the server has it, and is one event all the same."""

from __future__ import annotations

import asyncio
import json
from typing import Any, Self
from urllib.parse import quote

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

from tests.chaos.evidence import Input

API = "/_matrix/client/v3"
PAUSE = 0.3


class Wire:
    """Calls as anybody: `async with Wire(url) as wire`."""

    def __init__(self, url: str) -> None:
        self._url = f"{url}{API}"
        self._session: ClientSession

    async def __aenter__(self) -> Self:
        self._session = ClientSession(timeout=ClientTimeout(total=30), connector=TCPConnector(limit=40))
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    async def say(self, sent: Input, token: str, kind: str, content: dict[str, Any]) -> None:
        """Send an event; the input's id is its transaction."""
        await self._put(sent, token, f"/rooms/{quote(sent.room)}/send/{kind}/{sent.id}", content)

    async def take_back(self, sent: Input, token: str, event: str) -> None:
        """Redact an event of one's own."""
        await self._put(sent, token, f"/rooms/{quote(sent.room)}/redact/{quote(event)}/{sent.id}", {})

    async def news(self, token: str, since: str, sender: str) -> dict[str, Any]:
        """Return what somebody said that is new in all rooms of an account.

        What others say is left out: a server hands out only so much of a room at once, and drops what is older.
        """
        asked = {"room": {"timeline": {"limit": 100, "senders": [sender]}, "state": {"lazy_load_members": True}}}
        query = f"timeout=5000&set_presence=offline&filter={quote(json.dumps(asked))}"
        query += f"&since={quote(since)}" if since else ""
        return await self._call("GET", f"/sync?{query}", token)

    async def _put(self, sent: Input, token: str, path: str, content: dict[str, Any]) -> None:
        answer = await self._call("PUT", path, token, content, sent)
        sent.event = str(answer.get("event_id", ""))

    async def _call(
        self, method: str, path: str, token: str, body: dict[str, Any] | None = None, sent: Input | None = None
    ) -> dict[str, Any]:
        """Call the server until it answers; the same transaction again, so that it is one event."""
        headers = {"Authorization": f"Bearer {token}"}
        while True:
            if sent is not None:
                sent.tries += 1
            pause = PAUSE
            try:
                async with self._session.request(method, f"{self._url}{path}", json=body, headers=headers) as said:
                    if said.status == 429:
                        pause = (await said.json()).get("retry_after_ms", 500) / 1000
                    elif said.status < 500:
                        answer: dict[str, Any] = await said.json()
                        return answer
            except (ClientError, TimeoutError, OSError):
                pass
            await asyncio.sleep(pause)
