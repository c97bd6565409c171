"""A Discord on loopback: gateway and REST over real sockets, for the unmodified client of discord.py.

It keeps the limits that Discord documents, and notes every breach; `stop` raises if there was one.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from tests.platforms import discord_stand_in_limits as limits
from tests.platforms.discord_stand_in_world import Asked, Json, World

EPHEMERAL = 64
MEMBERS, CONTENT = 1 << 1, 1 << 15
FLAGS = {MEMBERS: 1 << 15, CONTENT: 1 << 19}
WITHIN = 3.0
"""Seconds in which an interaction must be answered."""
DISPATCHED = 2_000
"""Events of a session that are kept for its resumption."""


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


@dataclass
class Session:
    """A login at the gateway."""

    id: str
    intents: int
    socket: web.WebSocketResponse | None
    sequence: int = 0
    sent: list[Json] = field(default_factory=list)


class StandIn:
    """A server that runs, the people on it, and the accidents that it is told to have."""

    token = "geheim"  # noqa: S105 - of nobody

    def __init__(self, *, privileged: int = MEMBERS | CONTENT) -> None:
        """Found the server; `privileged`: the intents that are switched on in the portal."""
        self.world = World(self._dispatch)
        self.privileged = privileged
        self.faults: list[Fault] = []
        self.requests: list[tuple[str, str]] = []
        self.identified = self.resumed = self.attempts = 0
        self._tried = asyncio.Event()
        self.close_at_once = 0
        """Close code for every new connection to the gateway."""
        self._sessions: dict[str, Session] = {}
        self._runner: web.AppRunner | None = None
        self.port = 0

    async def start(self) -> None:
        """Listen on loopback; again on the same port."""
        app = web.Application(middlewares=[self._guard], client_max_size=30_000_000)
        app.router.add_get("/gw", self._gateway)
        app.router.add_get("/gw/", self._gateway)
        for method, path, handler in self._routes():
            app.router.add_route(method, f"/api/v10{path}", handler)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def down(self) -> None:
        """Go away, without a word; what the server knows stays."""
        await self.abort()
        if self._runner is not None:
            await self._runner.cleanup()

    async def stop(self) -> None:
        """End, and raise if the bot broke a rule of Discord's."""
        await self.down()
        assert not self.world.breaches, self.world.breaches

    def unanswered(self) -> list[Asked]:
        """Return the interactions that nobody answered."""
        return [asked for asked in self.world.asked.values() if asked.first is None]

    @property
    def api_base(self) -> str:
        """Where REST is."""
        return f"http://127.0.0.1:{self.port}/api/v10"

    @property
    def gateway_url(self) -> str:
        """Where the gateway is."""
        return f"ws://127.0.0.1:{self.port}/gw"

    async def tried(self, times: int) -> None:
        """Wait until somebody has come to the gateway so often."""
        while self.attempts < times:
            self._tried.clear()
            await self._tried.wait()

    # --- accidents ----------------------------------------------------------------------------------------------

    async def abort(self, *, forget: bool = False) -> None:
        """Cut all connections to the gateway; `forget`: the sessions too."""
        for session in self._sessions.values():
            if session.socket is not None:
                transport = session.socket._req.transport if session.socket._req is not None else None
                if transport is not None:
                    transport.abort()
                session.socket = None
        if forget:
            self._sessions.clear()

    async def say_op(self, op: int, data: object = None) -> None:
        """Send an op to everybody: 7 reconnect, 9 invalid session."""
        if op == 9 and not data:
            dropped, self._sessions = self._sessions, {}
        else:
            dropped = self._sessions
        for session in dropped.values():
            if session.socket is not None:
                await session.socket.send_str(json.dumps({"op": op, "d": data, "s": None, "t": None}))

    async def close_with(self, code: int) -> None:
        """Close all connections to the gateway with a code."""
        for session in self._sessions.values():
            if session.socket is not None:
                await session.socket.close(code=code)
                session.socket = None

    def raw(self, kind: str, data: Json) -> None:
        """Tell the bot something, whatever it is."""
        self._dispatch(kind, data)

    # --- the gateway --------------------------------------------------------------------------------------------

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        self.attempts += 1
        self._tried.set()
        socket = web.WebSocketResponse(max_msg_size=0)
        await socket.prepare(request)
        if self.close_at_once:
            await socket.close(code=self.close_at_once)
            return socket
        await socket.send_str(json.dumps({"op": 10, "d": {"heartbeat_interval": 10_000}, "s": None, "t": None}))
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
        if intents & (MEMBERS | CONTENT | (1 << 8)) & ~self.privileged:
            await socket.close(code=4014)
            return
        session = Session(f"session{self.world.id()}", intents, socket)
        self._sessions[session.id] = session
        ready = {"v": 10, "user": self.world.bot, "session_id": session.id, "resume_gateway_url": self.gateway_url}
        ready |= {"application": {"id": self.world.app, "flags": self._flags()}, "shard": [0, 1]}
        self._send(session, "READY", {**ready, "guilds": [{"id": self.world.guild, "unavailable": True}]})
        snapshot = self.world.snapshot(members=bool(intents & MEMBERS and len(self.world.members) <= 250))
        self._send(session, "GUILD_CREATE", snapshot)

    async def _resume(self, socket: web.WebSocketResponse, data: Json) -> None:
        session = self._sessions.get(data["session_id"])
        if session is None:
            await socket.send_str(json.dumps({"op": 9, "d": False, "s": None, "t": None}))
            return
        self.resumed += 1
        session.socket = socket
        for event in [each for each in session.sent if each["s"] > (data["seq"] or 0)]:
            await socket.send_str(json.dumps(event))
        self._send(session, "RESUMED", {"_trace": []})

    def _chunk(self, socket: web.WebSocketResponse, data: Json) -> None:
        session = next(each for each in self._sessions.values() if each.socket is socket)
        members = list(self.world.members.values())
        common = {"guild_id": self.world.guild, "chunk_index": 0, "chunk_count": 1, "nonce": data.get("nonce")}
        self._send(session, "GUILD_MEMBERS_CHUNK", {**common, "members": members, "not_found": []})

    def _dispatch(self, kind: str, data: Json) -> None:
        for session in self._sessions.values():
            if kind.startswith("GUILD_MEMBER_") and not session.intents & MEMBERS:
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

    # --- REST ---------------------------------------------------------------------------------------------------

    @web.middleware
    async def _guard(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        if request.path.startswith("/gw"):
            return await handler(request)
        self.requests.append((request.method, request.path.removeprefix("/api/v10")))
        fault = next((each for each in self.faults if each.times > 0 and each.path in request.path), None)
        if fault is not None:
            fault.times -= 1
            if fault.drop != "after":
                return self._broken(request, fault)
            await handler(request)
            return self._broken(request, fault)
        open_to_all = request.path.startswith(("/api/v10/interactions", "/api/v10/webhooks"))
        if not open_to_all and request.headers.get("Authorization") != f"Bot {self.token}":
            return answer({"message": "401: Unauthorized", "code": 0}, 401)
        return await handler(request)

    def _broken(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if fault.drop and request.transport is not None:
            request.transport.abort()
            return web.Response()
        if fault.status != 429:
            return web.Response(status=fault.status, text="upstream")
        headers = {"Via": "1.1 stand-in"} | ({"X-RateLimit-Global": "true"} if fault.whole else {})
        limited = {"message": "You are being rate limited.", "retry_after": fault.wait, "global": fault.whole}
        return answer(limited, 429, headers)

    def _flags(self) -> int:
        return sum(flag for intent, flag in FLAGS.items() if self.privileged & intent)

    def _routes(self) -> list[tuple[str, str, Callable[[web.Request], Awaitable[web.StreamResponse]]]]:
        message = "/channels/{c}/messages/{m:\\d+}"
        return [
            ("GET", "/users/@me", self._me),
            ("GET", "/oauth2/applications/@me", self._application),
            ("GET", "/applications/{a}/guilds/{g}/commands", self._commands),
            ("PUT", "/applications/{a}/guilds/{g}/commands", self._put_commands),
            ("GET", "/guilds/{g}", self._guild),
            ("GET", "/guilds/{g}/channels", self._channels),
            ("GET", "/guilds/{g}/members/{u}", self._member),
            ("POST", "/channels/{c}/messages", self._write),
            ("GET", "/channels/{c}/messages", self._history),
            ("GET", "/channels/{c}/messages/pins", self._pins),
            ("PUT", "/channels/{c}/messages/pins/{m}", self._pin),
            ("DELETE", "/channels/{c}/messages/pins/{m}", self._pin),
            ("GET", message, self._message),
            ("PATCH", message, self._edit),
            ("DELETE", message, self._delete),
            ("PUT", message + "/reactions/{e}/@me", self._react),
            ("GET", message + "/reactions/{e}", self._reacted),
            ("POST", "/interactions/{i}/{t}/callback", self._callback),
            ("POST", "/webhooks/{a}/{t}", self._follow_up),
            ("PATCH", "/webhooks/{a}/{t}/messages/@original", self._edit_answer),
        ]

    async def _me(self, _request: web.Request) -> web.Response:
        return answer({**self.world.bot, "verified": True, "mfa_enabled": False, "email": None, "locale": "de"})

    async def _application(self, _request: web.Request) -> web.Response:
        common: Json = {"id": self.world.app, "name": "Werkstatt", "icon": None, "description": "", "rpc_origins": []}
        common |= {"bot_public": False, "bot_require_code_grant": False, "owner": self.world.bot, "summary": ""}
        return answer({**common, "verify_key": "", "team": None, "flags": self._flags()})

    async def _commands(self, _request: web.Request) -> web.Response:
        return answer([{"version": "1", "application_id": self.world.app, **each} for each in self.world.commands])

    async def _put_commands(self, request: web.Request) -> web.Response:
        commands = await request.json()
        self.world.breaches += limits.of_commands(commands)
        self.world.commands = [{"id": self.world.id(), **each} for each in commands]
        return await self._commands(request)

    async def _guild(self, request: web.Request) -> web.Response:
        if request.match_info["g"] != self.world.guild:
            return answer({"message": "Unknown Guild", "code": 10004}, 404)
        return answer(self.world.snapshot(members=False))

    async def _channels(self, request: web.Request) -> web.Response:
        if request.match_info["g"] != self.world.guild:
            return answer({"message": "Missing Access", "code": 50001}, 403)
        return answer(self.world.snapshot(members=False)["channels"])

    async def _member(self, request: web.Request) -> web.Response:
        member = self.world.members.get(request.match_info["u"])
        return answer(member) if member is not None else answer({"message": "Unknown Member", "code": 10007}, 404)

    async def _payload(self, request: web.Request) -> tuple[Json, int]:
        if request.content_type != "multipart/form-data":
            return await request.json(), 0
        form = await request.post()
        payload: Json = json.loads(str(form["payload_json"]))
        files = [value for key, value in form.items() if key.startswith("files[")]
        payload["files"] = [
            {
                "id": self.world.id(),
                "filename": each.filename,
                "size": len(each.file.read()),
                "url": "",
                "proxy_url": "",
            }
            for each in files
            if isinstance(each, web.FileField)
        ]
        return payload, len(files)

    async def _write(self, request: web.Request) -> web.Response:
        channel = request.match_info["c"]
        payload, files = await self._payload(request)
        if channel not in self.world.channels:
            return answer({"message": "Unknown Channel", "code": 10003}, 404)
        self.world.breaches += limits.of_message(payload, files=files)
        if len(payload.get("content") or "") > limits.CONTENT:
            return answer({"message": "Invalid Form Body", "code": 50035}, 400)
        return answer(self.world.shown(self.world.write(channel, self.world.app, payload)))

    async def _history(self, request: web.Request) -> web.Response:
        found = sorted(self.world.messages.get(request.match_info["c"], {}).values(), key=lambda each: int(each["id"]))
        limit, after = int(request.query.get("limit", 50)), request.query.get("after")
        if not 1 <= limit <= 100:
            self.world.breaches.append(f"history limit {limit}")
        if after is not None:
            found = [each for each in found if int(each["id"]) > int(after)][:limit]
        return answer([self.world.shown(each) for each in reversed(found[-limit:])])

    async def _message(self, request: web.Request) -> web.Response:
        found = self.world.messages.get(request.match_info["c"], {}).get(request.match_info["m"])
        return answer(self.world.shown(found)) if found else answer({"message": "Unknown Message", "code": 10008}, 404)

    async def _edit(self, request: web.Request) -> web.Response:
        channel, number = request.match_info["c"], request.match_info["m"]
        payload = await request.json()
        self.world.breaches += limits.of_message(payload, new=False)
        if number not in self.world.messages.get(channel, {}):
            return answer({"message": "Unknown Message", "code": 10008}, 404)
        return answer(self.world.edit(channel, number, payload))

    async def _delete(self, request: web.Request) -> web.Response:
        self.world.delete(request.match_info["c"], request.match_info["m"])
        return web.Response(status=204)

    async def _react(self, request: web.Request) -> web.Response:
        where = request.match_info
        if where["m"] not in self.world.messages.get(where["c"], {}):
            return answer({"message": "Unknown Message", "code": 10008}, 404)
        self.world.react(where["c"], where["m"], self.world.app, where["e"])
        return web.Response(status=204)

    async def _reacted(self, request: web.Request) -> web.Response:
        where, after = request.match_info, int(request.query.get("after", 0))
        people = sorted(self.world.reactions.get(where["m"], {}).get(where["e"], []), key=int)
        users = [self.world.members[each]["user"] for each in people if int(each) > after]
        return answer(users[: int(request.query.get("limit", 25))])

    async def _pins(self, request: web.Request) -> web.Response:
        channel = request.match_info["c"]
        known = self.world.messages.get(channel, {})
        items = [{"pinned_at": "", "message": known[each]} for each in self.world.pins.get(channel, ())]
        return answer({"items": items, "has_more": False})

    async def _pin(self, request: web.Request) -> web.Response:
        channel, number = request.match_info["c"], request.match_info["m"]
        pins = [each for each in self.world.pins.get(channel, []) if each != number]
        self.world.pins[channel] = [number, *pins] if request.method == "PUT" else pins
        return web.Response(status=204)

    # --- answers to interactions --------------------------------------------------------------------------------

    async def _callback(self, request: web.Request) -> web.Response:
        asked = self.world.asked.get(request.match_info["i"])
        payload = await request.json()
        if asked is None or asked.token != request.match_info["t"]:
            return answer({"message": "Unknown interaction", "code": 10062}, 404)
        if asked.first is not None:
            self.world.breaches.append(f"interaction {asked.id} answered twice")
            return answer({"message": "Interaction has already been acknowledged.", "code": 40060}, 400)
        asked.answered_at = asyncio.get_running_loop().time()
        if asked.answered_at - asked.at > WITHIN:
            asked.late = True
            self.world.breaches.append(f"interaction {asked.id} answered after {asked.answered_at - asked.at:.1f} s")
            return answer({"message": "Unknown interaction", "code": 10062}, 404)
        asked.first = payload
        message = self._first_answer(asked, payload)
        asked.changed.set()
        if request.query.get("with_response") != "1":
            return web.Response(status=204)
        about = {"id": asked.id, "type": asked.payload["type"]}
        return answer({"interaction": about, "resource": {"type": payload["type"], "message": message}})

    def _first_answer(self, asked: Asked, payload: Json) -> Json | None:
        data = payload.get("data") or {}
        if payload["type"] in {6, 7} and asked.payload["type"] != 3:
            self.world.breaches.append("only a tap can change the message that it is on")
        if payload["type"] == 9 and asked.payload["type"] == 5:
            self.world.breaches.append("a form cannot answer a form")
        if payload["type"] == 9:
            self.world.breaches += limits.of_modal(data)
            asked.modal = data
        if payload["type"] in {4, 7}:
            self.world.breaches += limits.of_message(data, new=payload["type"] == 4)
        if payload["type"] == 4 and not data.get("flags", 0) & EPHEMERAL:
            kind, user = asked.payload["type"], asked.payload["member"]["user"]
            about = {"id": asked.id, "type": kind, "user": user, "authorizing_integration_owners": {}}
            message = {**data, "interaction_metadata": about}
            return self.world.write(asked.payload["channel_id"], self.world.app, message)
        if payload["type"] in {4, 7}:
            asked.answers.append({**data, "id": self.world.id()})
        return None

    def _asked(self, request: web.Request) -> Asked | None:
        token = request.match_info["t"]
        return next((asked for asked in self.world.asked.values() if asked.token == token and asked.first), None)

    async def _follow_up(self, request: web.Request) -> web.Response:
        asked, payload = self._asked(request), await request.json()
        if asked is None:
            return answer({"message": "Unknown Webhook", "code": 10015}, 404)
        self.world.breaches += limits.of_message(payload)
        return self._read(asked, payload)

    async def _edit_answer(self, request: web.Request) -> web.Response:
        asked, payload = self._asked(request), await request.json()
        if asked is None:
            return answer({"message": "Unknown Webhook", "code": 10015}, 404)
        self.world.breaches += limits.of_message(payload, new=False)
        asked.answers = asked.answers[:0]
        return self._read(asked, payload)

    def _read(self, asked: Asked, payload: Json) -> web.Response:
        asked.answers.append({**payload, "id": self.world.id()})
        asked.changed.set()
        return answer(self.world.message(asked.payload["channel_id"], self.world.app, payload))


def answer(data: object, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """Return JSON as Discord sends it: without a charset, or the client takes it for text."""
    response = web.Response(body=json.dumps(data).encode(), status=status, headers=headers)
    response.headers["Content-Type"] = "application/json"
    return response
