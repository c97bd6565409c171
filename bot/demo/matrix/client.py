"""A citizen's chat program: a small client of the Matrix client-server API, for the demonstration and the tests."""

from __future__ import annotations

import asyncio
import itertools
import json
from typing import Any, Self
from urllib.parse import quote

from aiohttp import ClientSession, ClientTimeout

from bot.demo.matrix.homeserver import MatrixAccount

API = "/_matrix/client/v3"


class Refused(Exception):  # noqa: N818
    """The server said no."""


class Client:
    """One account, speaking for a person: `async with Client(url, account) as karin`."""

    def __init__(self, url: str, account: MatrixAccount) -> None:
        self.account = account
        headers = {"Authorization": f"Bearer {account.token}"}
        self._session = ClientSession(url, headers=headers, timeout=ClientTimeout(total=60))
        self._numbers = itertools.count(1)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Hang up."""
        await self._session.close()

    async def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """Call the server, as slowly as it wants it. Raises Refused."""
        while True:
            async with self._session.request(method, f"{API}{path}", json=body if method != "GET" else None) as answer:
                said: dict[str, Any] = await answer.json()
                if answer.status == 429:
                    await asyncio.sleep(said.get("retry_after_ms", 500) / 1000)
                    continue
                if answer.status >= 400:
                    raise Refused(f"{method} {path}: {said}")
                return said

    async def named(self, name: str) -> None:
        """Choose the name that others see."""
        await self.call("PUT", f"/profile/{quote(self.account.user_id)}/displayname", {"displayname": name})

    async def create(self, alias: str, name: str, **more: Any) -> str:  # noqa: ANN401 - as the API has it
        """Make a room and return its id; without an alias it has none."""
        body = {"name": name, "preset": "public_chat", **({"room_alias_name": alias} if alias else {}), **more}
        return str((await self.call("POST", "/createRoom", body))["room_id"])

    async def direct(self, user: str) -> str:
        """Open a direct chat with somebody."""
        body = {"preset": "trusted_private_chat", "is_direct": True, "invite": [user]}
        return str((await self.call("POST", "/createRoom", body))["room_id"])

    async def join(self, room: str) -> str:
        """Join a room by id or alias."""
        return str((await self.call("POST", f"/join/{quote(room)}", {}))["room_id"])

    async def leave(self, room: str) -> None:
        """Leave a room."""
        await self.call("POST", f"/rooms/{quote(room)}/leave", {})

    async def event(self, room: str, kind: str, content: dict[str, Any], txn: str = "") -> str:
        """Send an event and return its id; the same `txn` twice is one event."""
        path = f"/rooms/{quote(room)}/send/{kind}/{quote(txn) or f'c{next(self._numbers)}'}"
        return str((await self.call("PUT", path, content))["event_id"])

    async def state(self, room: str, kind: str, content: dict[str, Any], key: str = "") -> str:
        """Set a state event."""
        return str((await self.call("PUT", f"/rooms/{quote(room)}/state/{kind}/{quote(key)}", content))["event_id"])

    async def say(self, room: str, text: str, reply_to: str | None = None, txn: str = "") -> str:
        """Write a message."""
        content: dict[str, Any] = {"msgtype": "m.text", "body": text}
        if reply_to is not None:
            content["m.relates_to"] = {"m.in_reply_to": {"event_id": reply_to}}
        return await self.event(room, "m.room.message", content, txn)

    async def edit(self, room: str, event: str, text: str) -> str:
        """Edit a message."""
        new = {"msgtype": "m.text", "body": text}
        relation = {"rel_type": "m.replace", "event_id": event}
        return await self.event(
            room, "m.room.message", {**new, "body": f"* {text}", "m.new_content": new, "m.relates_to": relation}
        )

    async def tap(self, room: str, event: str, sign: str) -> str:
        """Put a sign under a message."""
        relation = {"rel_type": "m.annotation", "event_id": event, "key": sign}
        return await self.event(room, "m.reaction", {"m.relates_to": relation})

    async def choose(self, room: str, poll: str, *answers: str) -> str:
        """Answer a poll."""
        relation = {"rel_type": "m.reference", "event_id": poll}
        content = {"m.relates_to": relation, "org.matrix.msc3381.poll.response": {"answers": list(answers)}}
        return await self.event(room, "org.matrix.msc3381.poll.response", content)

    async def delete(self, room: str, event: str) -> str:
        """Delete a message or a tap."""
        path = f"/rooms/{quote(room)}/redact/{quote(event)}/c{next(self._numbers)}"
        return str((await self.call("PUT", path, {}))["event_id"])

    async def news(self, since: str) -> tuple[str, dict[str, list[dict[str, Any]]]]:
        """Wait a little for news, and return the new position and the events by room."""
        room = {"timeline": {"limit": 1000}, "state": {"types": []}, "ephemeral": {"types": []}}
        about = quote(json.dumps({"room": room, "presence": {"types": []}}))
        after = f"&since={since}" if since else ""
        said = await self.call("GET", f"/sync?timeout=2000&filter={about}{after}")
        joined = said.get("rooms", {}).get("join", {})
        return said["next_batch"], {id_: part["timeline"]["events"] for id_, part in joined.items()}

    async def history(self, room: str) -> list[dict[str, Any]]:
        """Return everything that was said in a room, oldest first."""
        events: list[dict[str, Any]] = []
        start = ""
        while True:
            page = await self.call("GET", f"/rooms/{quote(room)}/messages?dir=b&limit=500{start}")
            events += page["chunk"]
            if not page.get("end"):
                return events[::-1]
            start = f"&from={page['end']}"
