"""A Discord on loopback: gateway and REST over real sockets, for the unmodified client of discord.py.

It keeps the limits that Discord documents, and notes every breach in `world.breaches`.
"""

from __future__ import annotations

from aiohttp import web

from bot.demo.discord.answers import Handler, answer
from bot.demo.discord.asked import Asked
from bot.demo.discord.gateway import CONTENT, MEMBERS, Gateway
from bot.demo.discord.guild import Guild
from bot.demo.discord.interactions import Interactions
from bot.demo.discord.messages import Messages

API = "/api/v10"
OPEN = (f"{API}/interactions", f"{API}/webhooks")
"""What needs no token of a bot."""
LARGEST = 30_000_000


class Discord:
    """A server that runs, and the people on it."""

    token = "geheim"  # noqa: S105 - of nobody

    def __init__(self, *, privileged: int = MEMBERS | CONTENT) -> None:
        """Found the server; `privileged`: the intents that are switched on in the portal."""
        self.gateway = Gateway(self.token, privileged)
        self.world = self.gateway.world
        self._runner: web.AppRunner | None = None
        self.port = 0

    async def start(self) -> None:
        """Listen on loopback; again on the same port."""
        app = web.Application(middlewares=[self._guard], client_max_size=LARGEST)
        app.router.add_get("/gw", self.gateway.listen)
        app.router.add_get("/gw/", self.gateway.listen)
        for part in (Guild(self.gateway), Messages(self.world), self.world.threads, Interactions(self.world)):
            for method, path, handler in part.routes():
                app.router.add_route(method, API + path, handler)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self.gateway.url = self.gateway_url

    async def stop(self) -> None:
        """Go away; what the server knows stays."""
        if self._runner is not None:
            await self._runner.cleanup()

    def unanswered(self) -> list[Asked]:
        """Return the interactions that nobody answered."""
        return [asked for asked in self.world.asked.values() if asked.first is None]

    @property
    def api_base(self) -> str:
        """Where REST is."""
        return f"http://127.0.0.1:{self.port}{API}"

    @property
    def gateway_url(self) -> str:
        """Where the gateway is."""
        return f"ws://127.0.0.1:{self.port}/gw"

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        return await self.admit(request, handler)

    async def admit(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Let a request in, if it may."""
        known = request.headers.get("Authorization") == f"Bot {self.token}"
        if known or request.path.startswith(("/gw", *OPEN)):
            return await handler(request)
        return answer({"message": "401: Unauthorized", "code": 0}, 401)
