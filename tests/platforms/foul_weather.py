"""A homeserver that may answer anything, and counts how often it is asked."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

BOT = "@bot:wetter.example"
ANNA = "@anna:wetter.example"
ROOM = "!raum:wetter.example"
LONG = 20.0

Fault = Callable[["Weather", web.Request], "web.StreamResponse | None"]
"""Answers in the place of a sound server; None: it answers as it should."""


def event(kind: str, content: dict[str, Any], sender: str = BOT, key: str | None = "") -> dict[str, Any]:
    """Return an event of the room."""
    number = next(_NUMBERS)
    told = {"type": kind, "content": content, "sender": sender, "event_id": f"$e{number}", "origin_server_ts": number}
    return told if key is None else told | {"state_key": key}


_NUMBERS = itertools.count(1)


def asks(*words: str) -> dict[str, Any]:
    """Return what a sync tells of a room in which Anna writes."""
    said = [event("m.room.message", {"msgtype": "m.text", "body": each}, ANNA, None) for each in words]
    return {"timeline": {"events": said, "limited": False, "prev_batch": "p"}}


def _state() -> list[dict[str, Any]]:
    return [
        event("m.room.create", {"creator": ANNA, "room_version": "10"}),
        event("m.room.member", {"membership": "join"}, key=BOT),
        event("m.room.member", {"membership": "join"}, ANNA, ANNA),
        event("m.room.power_levels", {"users": {ANNA: 100, BOT: 50}}),
    ]


@dataclass
class Weather:
    """One server with one room."""

    fault: Fault | None = None
    asked: list[tuple[float, str, str]] = field(default_factory=list)
    """When, how and for what it was asked."""
    brings: dict[str, Any] | None = None
    """What the next answer to a sync tells of the room."""
    url: str = ""
    sent: list[str] = field(default_factory=list)
    """What it was told to put into the room."""
    taken: list[str] = field(default_factory=list)
    """What of it was answered as it should."""
    lines: set[object] = field(default_factory=set)
    """The connections that there ever were."""
    _asked_again: asyncio.Event = field(default_factory=asyncio.Event)
    _turned: asyncio.Event = field(default_factory=asyncio.Event)

    async def until_sent(self, number: int) -> None:
        """Wait until it was told so much."""
        while len(self.sent) < number:
            self._asked_again.clear()
            await self._asked_again.wait()

    async def until_taken(self, number: int) -> None:
        """Wait until it took so much."""
        while len(self.taken) < number:
            self._asked_again.clear()
            await self._asked_again.wait()

    def turns(self, fault: Fault | None, brings: dict[str, Any]) -> None:
        """Let the weather turn: who waits for an answer gets its last good one now, with what happened in the room."""
        self.fault, self.brings = fault, brings
        self._turned.set()
        self._turned = asyncio.Event()

    async def until_asked(self, method: str, what: str) -> None:
        """Wait until it was asked for something."""
        while not any(how == method and what in path for _, how, path in self.asked):
            self._asked_again.clear()
            await self._asked_again.wait()

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer as the weather is."""
        self.asked.append((asyncio.get_running_loop().time(), request.method, request.path))
        self.lines.add(request.transport)
        if "/send/" in request.path:
            self.sent.append(request.path)
        told = self.fault(self, request) if self.fault is not None else None
        if "/send/" in request.path and told is None:
            self.taken.append(request.path)
        self._asked_again.set()
        if isinstance(told, Silence):
            await told.falls(request)
        return told if told is not None else await self.sound(request)

    async def sound(self, request: web.Request) -> web.StreamResponse:
        """Answer as a server in good health."""
        path = request.path
        if path.endswith("/sync"):
            return await self._sync(request)
        if "/send/" in path or "/redact/" in path or "/state/" in path:
            if request.method == "GET":
                return web.json_response({"errcode": "M_NOT_FOUND", "error": "nichts"}, status=404)
            return web.json_response({"event_id": f"$unser{next(_NUMBERS)}"})
        return web.json_response(KNOWN.get(path.rpartition("/")[2], {}))

    async def _sync(self, request: web.Request) -> web.Response:
        if "since" not in request.query or "full_state" in request.query:
            timeline = {"events": [], "limited": False, "prev_batch": "p"}
            return web.json_response(_told({"state": {"events": _state()}, "timeline": timeline}))
        if self.brings is None:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(int(request.query.get("timeout", "0")) / 1000):
                    await self._turned.wait()
        brings, self.brings = self.brings, None
        return web.json_response(_told(brings) if brings else {"next_batch": f"s{next(_NUMBERS)}"})

    def most(self, since: float, span: float = 2.0) -> float:
        """Return how often it was asked in its busiest `span` of seconds since an instant, per second."""
        times = [at for at, _, _ in self.asked if at >= since]
        return max((sum(begin <= at < begin + span for at in times) for begin in times), default=0) / span


KNOWN: dict[str, Any] = {
    "whoami": {"user_id": BOT, "device_id": "GERAET"},
    "joined_rooms": {"joined_rooms": [ROOM]},
    "upload": {"one_time_key_counts": {"signed_curve25519": 50}},
    "query": {"device_keys": {}, "failures": {}},
    "claim": {"one_time_keys": {}, "failures": {}},
    "messages": {"chunk": [], "start": "p"},
}


def _told(room: dict[str, Any]) -> dict[str, Any]:
    return {"next_batch": f"s{next(_NUMBERS)}", "rooms": {"join": {ROOM: room}}}


@contextlib.asynccontextmanager
async def weather(fault: Fault | None = None) -> AsyncIterator[Weather]:
    """Let a server run."""
    server = Weather(fault)
    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", server.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1, handler_cancellation=True)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield server
    finally:
        await runner.cleanup()


# --- faults ---------------------------------------------------------------------------------------------------------


def says(status: int, body: str, *, only: str = "", code: str = "") -> Fault:
    """Return a fault: everything (that has `only` in its path) is answered like this."""

    def fault(_: Weather, request: web.Request) -> web.StreamResponse | None:
        if only not in request.path:
            return None
        told = json.dumps({"errcode": code, "error": body}) if code else body
        return web.Response(status=status, text=told, content_type="application/json" if code else "text/html")

    return fault


class Silence(web.Response):
    """No answer, for ever."""

    async def falls(self, _request: web.Request) -> None:
        """Let it be silent."""
        await asyncio.Event().wait()


class Drip(Silence):
    """An answer that comes byte by byte, one a second."""

    async def falls(self, request: web.Request) -> None:
        """Begin to answer, and never get to the end."""
        answer = web.StreamResponse()
        await answer.prepare(request)
        while True:
            await answer.write(b" ")
            await asyncio.sleep(1)


def never(_: Weather, __: web.Request) -> web.StreamResponse | None:
    """Take every question, and answer none."""
    return Silence()


def drips(_: Weather, __: web.Request) -> web.StreamResponse | None:
    """Take every question, and answer it at a byte a second."""
    return Drip()


def half_open(server: Weather) -> Fault:
    """Return a fault: the connections of today lead nowhere any more, and nobody is told; new ones are sound."""
    dead = set(server.lines)
    return lambda _, request: Silence() if request.transport in dead else None


def only_sends(fault: Fault) -> Fault:
    """Return a fault that befalls only what is said in the room."""
    return lambda server, request: fault(server, request) if "/send/" in request.path else None


def only_syncs(fault: Fault) -> Fault:
    """Return a fault that befalls only the question for news."""
    return lambda server, request: fault(server, request) if request.path.endswith("/sync") else None


def hangs_up(_: Weather, request: web.Request) -> web.StreamResponse | None:
    """Take every connection, and drop it."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def at_once(moves: bool) -> Fault:  # noqa: FBT001 - one of two
    """Return a fault: no sync waits, and none brings anything; `moves`: but the token is another one each time."""

    def fault(_: Weather, request: web.Request) -> web.StreamResponse | None:
        if not request.path.endswith("/sync") or "full_state" in request.query:
            return None
        token = f"s{next(_NUMBERS)}" if moves else request.query["since"]
        return web.json_response({"next_batch": token})

    return fault


def always_a_gap(filled: Fault) -> Fault:
    """Return a fault: a gap comes with every answer, and `filled` befalls whoever wants to fill it."""

    def fault(server: Weather, request: web.Request) -> web.StreamResponse | None:
        if request.path.endswith("/messages"):
            return filled(server, request)
        if not request.path.endswith("/sync") or "full_state" in request.query:
            return None
        return web.json_response(_told({"timeline": {"events": [], "limited": True, "prev_batch": "p"}}))

    return fault


def never_ends(_: Weather, __: web.Request) -> web.StreamResponse | None:
    """Have nothing on a page, and always another one after it."""
    return web.json_response({"chunk": [], "start": "p", "end": f"p{next(_NUMBERS)}"})


def limited(wait: int | None, *, only: str = "") -> Fault:
    """Return a fault: too many requests, each time."""

    def fault(_: Weather, request: web.Request) -> web.StreamResponse | None:
        if only not in request.path:
            return None
        told: dict[str, Any] = {"errcode": "M_LIMIT_EXCEEDED", "error": "zu viel"}
        return web.json_response(told | ({"retry_after_ms": wait} if wait is not None else {}), status=429)

    return fault
