"""REST of the embedded Discord: what a bot answers to taps, commands and forms, and whether in time."""

from __future__ import annotations

import asyncio

from aiohttp import web

from bot.demo.discord import limits
from bot.demo.discord.answers import Route, answer
from bot.demo.discord.asked import Asked, Json
from bot.demo.discord.world import World

EPHEMERAL = 64
VALID = 15 * 60
"""Seconds for which its token is good."""
WITHIN = 3.0
"""Seconds in which an interaction must be answered."""


class Interactions:
    """Answers to interactions: the first one, and what follows."""

    def __init__(self, world: World) -> None:
        self.world = world

    def routes(self) -> list[Route]:
        """Return what it answers."""
        return [
            ("POST", "/interactions/{i}/{t}/callback", self._callback),
            ("POST", "/webhooks/{a}/{t}", self._follow_up),
            ("PATCH", "/webhooks/{a}/{t}/messages/@original", self._edit_answer),
            ("GET", "/webhooks/{a}/{t}/messages/@original", self._answer),
        ]

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
            asked.changed.set()
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
            self.world.breaches += limits.of_message(data, new=payload["type"] == 4, private=True)
        if payload["type"] == 4 and not data.get("flags", 0) & EPHEMERAL:
            kind, user = asked.payload["type"], asked.payload["member"]["user"]
            about = {"id": asked.id, "type": kind, "user": user, "authorizing_integration_owners": {}}
            message = {**data, "interaction_metadata": about}
            return self.world.write(asked.payload["channel_id"], self.world.app, message)
        if payload["type"] in {4, 7}:
            asked.answers.append({**data, "id": self.world.id()})
        return None

    def _asked(self, request: web.Request) -> Asked | web.Response:
        """Return the interaction that was answered first, or why not: its token is valid for a while."""
        token, now = request.match_info["t"], asyncio.get_running_loop().time()
        known = next((asked for asked in self.world.asked.values() if asked.token == token and asked.first), None)
        if known is None:
            return answer({"message": "Unknown Webhook", "code": 10015}, 404)
        return known if now - known.at < VALID else answer({"message": "Invalid Webhook Token", "code": 50027}, 401)

    async def _answer(self, request: web.Request) -> web.Response:
        asked = self._asked(request)
        if isinstance(asked, web.Response):
            return asked
        return answer(self.world.message(asked.payload["channel_id"], self.world.app, asked.first or {}))

    async def _follow_up(self, request: web.Request) -> web.Response:
        asked, payload = self._asked(request), await request.json()
        if isinstance(asked, web.Response):
            return asked
        self.world.breaches += limits.of_message(payload, private=True)
        return self._read(asked, payload)

    async def _edit_answer(self, request: web.Request) -> web.Response:
        asked, payload = self._asked(request), await request.json()
        if isinstance(asked, web.Response):
            return asked
        self.world.breaches += limits.of_message(payload, new=False)
        asked.answers = asked.answers[:0]
        return self._read(asked, payload)

    def _read(self, asked: Asked, payload: Json) -> web.Response:
        asked.answers.append({**payload, "id": self.world.id()})
        asked.changed.set()
        return answer(self.world.message(asked.payload["channel_id"], self.world.app, payload))
