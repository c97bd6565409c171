"""REST of the embedded Discord: messages, reactions, pins."""

from __future__ import annotations

import json

from aiohttp import web

from bot.demo.discord import limits
from bot.demo.discord.answers import Route, answer
from bot.demo.discord.asked import Json
from bot.demo.discord.world import World


class Messages:
    """What a bot writes, reads and marks."""

    def __init__(self, world: World) -> None:
        self.world = world

    def routes(self) -> list[Route]:
        """Return what it answers."""
        message = "/channels/{c}/messages/{m:\\d+}"
        return [
            ("POST", "/channels/{c}/messages", self._write),
            ("GET", "/channels/{c}/messages", self._history),
            ("GET", "/channels/{c}/messages/pins", self._pins),
            ("PUT", "/channels/{c}/messages/pins/{m}", self._pin),
            ("DELETE", "/channels/{c}/messages/pins/{m}", self._pin),
            ("GET", message, self._message),
            ("PATCH", message, self._edit),
            ("DELETE", message, self._delete),
            ("PUT", message + "/reactions/{e}/@me", self._react),
            ("DELETE", message + "/reactions/{e}/@me", self._unreact),
            ("GET", message + "/reactions/{e}", self._reacted),
        ]

    async def _payload(self, request: web.Request) -> tuple[Json, list[int]]:
        if request.content_type != "multipart/form-data":
            return await request.json(), []
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
        return payload, [each["size"] for each in payload["files"]]

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
        if (before := request.query.get("before")) is not None:
            found = [each for each in found if int(each["id"]) < int(before)]
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
        channel, number = request.match_info["c"], request.match_info["m"]
        if number not in self.world.messages.get(channel, {}):
            return answer({"message": "Unknown Message", "code": 10008}, 404)
        self.world.delete(channel, number)
        return web.Response(status=204)

    async def _react(self, request: web.Request) -> web.Response:
        where = request.match_info
        if where["m"] not in self.world.messages.get(where["c"], {}):
            return answer({"message": "Unknown Message", "code": 10008}, 404)
        standing = [emoji for emoji, people in self.world.reactions.get(where["m"], {}).items() if people]
        if where["e"] not in standing and len(standing) >= limits.REACTIONS:
            return answer({"message": "Maximum number of reactions reached (20)", "code": 30010}, 400)
        self.world.react(where["c"], where["m"], self.world.app, where["e"])
        return web.Response(status=204)

    async def _unreact(self, request: web.Request) -> web.Response:
        where = request.match_info
        if self.world.app not in self.world.reactions.get(where["m"], {}).get(where["e"], []):
            return answer({"message": "Unknown Message", "code": 10008}, 404)
        self.world.react(where["c"], where["m"], self.world.app, where["e"], add=False)
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
        if request.method == "PUT" and len(pins) >= limits.PINS:
            return answer({"message": "Maximum number of pins reached (50)", "code": 30003}, 400)
        self.world.pins[channel] = [number, *pins] if request.method == "PUT" else pins
        return web.Response(status=204)
