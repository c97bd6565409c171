"""The stand-in for Discord: the embedded one, with the accidents that it is told to have, and strict at the end.

It keeps the limits that Discord documents, and notes every breach; `stop` raises if there was one.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from dataclasses import dataclass

from aiohttp import web

from bot.demo.discord.answers import Handler, answer
from bot.demo.discord.asked import Asked, Json
from bot.demo.discord.gateway import CONTENT, MEMBERS
from bot.demo.discord.people import PATIENCE, Citizen, answered, parts
from bot.demo.discord.server import API, Discord

__all__ = ["CONTENT", "MEMBERS", "PATIENCE", "Asked", "Citizen", "Fault", "Json", "StandIn", "answered", "parts"]


@dataclass
class Fault:
    """What goes wrong with requests: a status, or a connection that is dropped before or after the work was done."""

    times: int = 1
    status: int = 0
    drop: str = ""
    wait: float = 0.1
    whole: bool = False
    """A limit of the whole account."""
    path: str = ""
    words: str = ""
    """Only requests that say this."""
    slow: float = 0.0
    """Nothing goes wrong, but it takes so many seconds, as it does across the internet."""


class StandIn(Discord):
    """A server that runs, the people on it, and the accidents that it is told to have."""

    def __init__(self, *, privileged: int = MEMBERS | CONTENT) -> None:
        """Found the server; `privileged`: the intents that are switched on in the portal."""
        super().__init__(privileged=privileged)
        self.faults: list[Fault] = []
        self.requests: list[tuple[str, str]] = []
        self._requested = asyncio.Event()

    async def down(self) -> None:
        """Go away, without a word; what the server knows stays."""
        await self.abort()
        await super().stop()

    async def stop(self) -> None:
        """End, and raise if the bot broke a rule of Discord's."""
        await self.down()
        assert not self.world.breaches, self.world.breaches

    async def tried(self, times: int) -> None:
        """Wait until somebody has come to the gateway so often."""
        while self.gateway.attempts < times:
            self.gateway.tried.clear()
            await self.gateway.tried.wait()

    async def requested(self, path: str, times: int) -> None:
        """Wait until somebody has asked so often for what has this in its path."""
        while sum(path in each for _, each in self.requests) < times:
            self._requested.clear()
            await self._requested.wait()

    async def abort(self, *, forget: bool = False) -> None:
        """Cut all connections to the gateway; `forget`: the sessions too."""
        for session in self.gateway.sessions.values():
            if session.socket is not None:
                transport = session.socket._req.transport if session.socket._req is not None else None
                if transport is not None:
                    transport.abort()
                session.socket = None
        if forget:
            self.gateway.sessions.clear()

    async def say_op(self, op: int, data: object = None) -> None:
        """Send an op to everybody: 7 reconnect, 9 invalid session."""
        if op == 9 and not data:
            dropped, self.gateway.sessions = self.gateway.sessions, {}
        else:
            dropped = self.gateway.sessions
        for session in dropped.values():
            if session.socket is not None:
                with contextlib.suppress(ConnectionError):  # whoever is killed meanwhile hears nothing
                    await session.socket.send_str(json.dumps({"op": op, "d": data, "s": None, "t": None}))

    async def close_with(self, code: int) -> None:
        """Close all connections to the gateway with a code."""
        for session in self.gateway.sessions.values():
            if session.socket is not None:
                await session.socket.close(code=code)
                session.socket = None

    def raw(self, kind: str, data: Json) -> None:
        """Tell the bot something, whatever it is."""
        self.gateway.dispatch(kind, data)

    async def admit(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let a request in, or let something happen to it."""
        if request.path.startswith("/gw"):
            return await handler(request)
        self.requests.append((request.method, request.path.removeprefix(API)))
        self._requested.set()
        fault = await self._happens(request)
        if fault is None:
            return await super().admit(request, handler)
        fault.times -= 1
        if fault.slow:
            await asyncio.sleep(fault.slow)
            return await super().admit(request, handler)
        if fault.drop == "after":
            await handler(request)
        return _broken(request, fault)

    async def _happens(self, request: web.Request) -> Fault | None:
        """Return what is to happen to a request."""
        said = await _said(request)
        found = (each for each in self.faults if each.times > 0 and each.path in request.path)
        return next((each for each in found if each.words in said), None)


async def _said(request: web.Request) -> str:
    """Return the words of a request, as far as it has any."""
    return await request.text() if request.content_type == "application/json" else ""


def _broken(request: web.Request, fault: Fault) -> web.StreamResponse:
    if fault.drop and request.transport is not None:
        request.transport.abort()
        return web.Response()
    if fault.status != 429:
        return web.Response(status=fault.status, text="upstream")
    headers = {"Via": "1.1 stand-in"} | ({"X-RateLimit-Global": "true"} if fault.whole else {})
    limited = {"message": "You are being rate limited.", "retry_after": fault.wait, "global": fault.whole}
    return answer(limited, 429, headers)
