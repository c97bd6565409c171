"""The gateway of the embedded Discord: logins, their intents, what they are told, and what a resumed one missed."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from bot.demo.discord.asked import Json
from bot.demo.discord.world import World

MEMBERS, PRESENCES, CONTENT = 1 << 1, 1 << 8, 1 << 15
PRIVILEGED = MEMBERS | PRESENCES | CONTENT
FLAGS = {MEMBERS: 1 << 15, CONTENT: 1 << 19}
HEARTBEAT = 41_250
"""Milliseconds, as Discord has it."""
DISPATCHED = 2_000
"""Events of a session that are kept for its resumption."""


@dataclass
class Session:
    """A login at the gateway."""

    id: str
    intents: int
    socket: web.WebSocketResponse | None
    sequence: int = 0
    sent: list[Json] = field(default_factory=list)


class Gateway:
    """Where bots listen; `privileged`: the intents that are switched on in the portal."""

    def __init__(self, token: str, privileged: int) -> None:
        self.world = World(self.dispatch)
        self.token, self.privileged = token, privileged
        self.url = ""
        """Where a session is resumed."""
        self.identified = self.resumed = self.attempts = 0
        self.tried = asyncio.Event()
        self.close_at_once = 0
        """Close code for every new connection."""
        self.sessions: dict[str, Session] = {}

    def flags(self) -> int:
        """Return what the application says of its privileged intents."""
        return sum(flag for intent, flag in FLAGS.items() if self.privileged & intent)

    async def listen(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one connection."""
        self.attempts += 1
        self.tried.set()
        socket = web.WebSocketResponse(max_msg_size=0)
        await socket.prepare(request)
        if self.close_at_once:
            await socket.close(code=self.close_at_once)
            return socket
        await socket.send_str(json.dumps({"op": 10, "d": {"heartbeat_interval": HEARTBEAT}, "s": None, "t": None}))
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                await self._told(socket, json.loads(message.data))
        return socket

    async def _told(self, socket: web.WebSocketResponse, message: Json) -> None:
        match message["op"]:
            case 1:
                await socket.send_str(json.dumps({"op": 11, "d": None, "s": None, "t": None}))
            case 2:
                await self._identify(socket, message["d"])
            case 6:
                await self._resume(socket, message["d"])
            case 8:
                self._chunk(socket, message["d"])

    async def _identify(self, socket: web.WebSocketResponse, data: Json) -> None:
        self.identified += 1
        if data["token"] != self.token:
            await socket.close(code=4004)
            return
        intents = int(data["intents"])
        if intents & PRIVILEGED & ~self.privileged:
            await socket.close(code=4014)
            return
        session = Session(f"session{self.world.id()}", intents, socket)
        self.sessions[session.id] = session
        ready = {"v": 10, "user": self.world.bot, "session_id": session.id, "resume_gateway_url": self.url}
        ready |= {"application": {"id": self.world.app, "flags": self.flags()}, "shard": [0, 1]}
        self._send(session, "READY", {**ready, "guilds": [{"id": self.world.guild, "unavailable": True}]})
        snapshot = self.world.snapshot(members=bool(intents & MEMBERS and len(self.world.members) <= 250))
        self._send(session, "GUILD_CREATE", snapshot)

    async def _resume(self, socket: web.WebSocketResponse, data: Json) -> None:
        session = self.sessions.get(data["session_id"])
        if session is None:
            await socket.send_str(json.dumps({"op": 9, "d": False, "s": None, "t": None}))
            return
        self.resumed += 1
        session.socket = socket
        for event in [each for each in session.sent if each["s"] > (data["seq"] or 0)]:
            await socket.send_str(json.dumps(event))
        self._send(session, "RESUMED", {"_trace": []})

    def _chunk(self, socket: web.WebSocketResponse, data: Json) -> None:
        session = next(each for each in self.sessions.values() if each.socket is socket)
        members = list(self.world.members.values())
        common = {"guild_id": self.world.guild, "chunk_index": 0, "chunk_count": 1, "nonce": data.get("nonce")}
        self._send(session, "GUILD_MEMBERS_CHUNK", {**common, "members": members, "not_found": []})

    def dispatch(self, kind: str, data: Json) -> None:
        """Tell everybody who may hear it."""
        for session in self.sessions.values():
            if kind.startswith(("GUILD_MEMBER_", "THREAD_MEMBERS_")) and not session.intents & MEMBERS:
                continue
            foreign = data.get("author", {}).get("id") != self.world.app and data.get("guild_id")
            hidden = kind.startswith("MESSAGE_") and foreign and not session.intents & CONTENT and "content" in data
            self._send(session, kind, {**data, "content": ""} if hidden else data)

    def _send(self, session: Session, kind: str, data: Json) -> None:
        session.sequence += 1
        event = {"op": 0, "t": kind, "s": session.sequence, "d": json.loads(json.dumps(data))}
        session.sent = [*session.sent[-DISPATCHED:], event]
        if session.socket is not None and not session.socket.closed:
            task = asyncio.ensure_future(session.socket.send_str(json.dumps(event)))
            task.add_done_callback(lambda done: done.cancelled() or done.exception())
