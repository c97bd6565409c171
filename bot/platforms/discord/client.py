"""The client of discord.py: what it may hear, and every event as it came, in its order."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Callable

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.platforms.discord.names import Json

Hear = Callable[[str, Json], None]
DISPATCH = 0
LIMIT = 30.0
"""Seconds beyond which discord.py tells us of a limit instead of waiting."""
BREAKS, SPAN = 5, 10.0
"""So many lost connections in so many seconds, and we begin anew, after a pause."""

HOPELESS = "sie reißt immer wieder ab"


def point(api_base: str | None, gateway_url: str | None) -> None:
    """Point discord.py to another server, for tests and rehearsals."""
    if api_base is not None:
        Route.BASE = api_base.rstrip("/")
    if gateway_url is not None:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url)


def intents(flags: discord.ApplicationFlags) -> discord.Intents:
    """Return what we want to hear, of what is switched on for the application."""
    wanted = discord.Intents.none()
    wanted.guilds = wanted.messages = wanted.reactions = wanted.polls = wanted.voice_states = True
    wanted.message_content = flags.gateway_message_content or flags.gateway_message_content_limited
    wanted.members = flags.gateway_guild_members or flags.gateway_guild_members_limited
    return wanted


class Client(discord.Client):
    """One connection; after a fault that it does not heal itself, it is thrown away."""

    def __init__(self, wanted: discord.Intents, hear: Hear) -> None:
        super().__init__(
            intents=wanted,
            enable_debug_events=True,
            max_messages=None,
            max_ratelimit_timeout=LIMIT,
            allowed_mentions=discord.AllowedMentions.none(),
        )
        self._hear = hear
        self._hopeless = asyncio.Event()
        self._breaks: deque[float] = deque(maxlen=BREAKS)

    async def on_socket_raw_receive(self, message: str | bytes) -> None:
        """Hand on every event before discord.py reads it: nothing that it cannot read is lost."""
        told = json.loads(message)
        if told.get("op") == DISPATCH:
            self._hear(told["t"], told["d"])

    async def on_disconnect(self) -> None:
        """Take note of a connection that breaks again and again: discord.py would try without a pause."""
        now = asyncio.get_running_loop().time()
        if len(self._breaks) == BREAKS and now - self._breaks[0] < SPAN:
            self._hopeless.set()
        self._breaks.append(now)

    async def stay(self) -> None:
        """Be connected until that ends. Raises whatever discord.py raises, or OSError for a hopeless connection."""
        tasks = [asyncio.create_task(self.connect(reconnect=False)), asyncio.create_task(self._hopeless.wait())]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            if tasks[0] not in done:
                raise OSError(HOPELESS)
            tasks[0].result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def on_error(self, event_method: str, /, *_args: object, **_kwargs: object) -> None:
        """Let faults of ours be seen."""
        await super().on_error(event_method)
