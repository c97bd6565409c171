"""REST of the embedded Discord: the application, its commands, the server and its members."""

from __future__ import annotations

from aiohttp import web

from bot.demo.discord import limits
from bot.demo.discord.answers import Route, answer
from bot.demo.discord.asked import Json
from bot.demo.discord.gateway import Gateway


class Guild:
    """What a bot asks about itself and where it is."""

    def __init__(self, gateway: Gateway) -> None:
        self.gateway, self.world = gateway, gateway.world

    def routes(self) -> list[Route]:
        """Return what it answers."""
        return [
            ("GET", "/users/@me", self._me),
            ("GET", "/oauth2/applications/@me", self._application),
            ("GET", "/applications/{a}/guilds/{g}/commands", self._commands),
            ("PUT", "/applications/{a}/guilds/{g}/commands", self._put_commands),
            ("GET", "/guilds/{g}", self._guild),
            ("GET", "/guilds/{g}/channels", self._channels),
            ("GET", "/guilds/{g}/members/{u}", self._member),
            ("GET", "/channels/{c}", self._channel),
        ]

    async def _me(self, _request: web.Request) -> web.Response:
        return answer({**self.world.bot, "verified": True, "mfa_enabled": False, "email": None, "locale": "de"})

    async def _application(self, _request: web.Request) -> web.Response:
        common: Json = {"id": self.world.app, "name": "Werkstatt", "icon": None, "description": "", "rpc_origins": []}
        common |= {"bot_public": False, "bot_require_code_grant": False, "owner": self.world.bot, "summary": ""}
        return answer({**common, "verify_key": "", "team": None, "flags": self.gateway.flags()})

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

    async def _channel(self, request: web.Request) -> web.Response:
        channel = self.world.channels.get(request.match_info["c"])
        return answer(channel) if channel is not None else answer({"message": "Unknown Channel", "code": 10003}, 404)

    async def _member(self, request: web.Request) -> web.Response:
        member = self.world.members.get(request.match_info["u"])
        return answer(member) if member is not None else answer({"message": "Unknown Member", "code": 10007}, 404)
