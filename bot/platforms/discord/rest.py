"""Requests to Discord's REST interface, through discord.py, which keeps its limits; refusals in our words."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any

import discord
from aiohttp import ClientError
from discord.http import Route

from bot.platforms.discord.client import Client
from bot.platforms.discord.names import Json
from bot.platforms.platform import Impossible, LoginRefused, NotNow, Unreachable
from workshop_flows.values import SECOND

PATIENCE = 60
"""Seconds that a request may take, waiting for its turn included."""
USUAL_WAIT = 5 * SECOND
AWAY = "keine Verbindung"
OVER = 50027
"""Discord's code for the token of an interaction that is over, after fifteen minutes: it is not that of the bot."""


class Gone(Impossible):
    """What was asked about is not there any more."""


class Rest:
    """Asks as the account whose client is logged in at the moment."""

    def __init__(self) -> None:
        self.client: Client | None = None

    async def call(
        self,
        method: str,
        path: str,
        *,
        json: object = None,
        params: Mapping[str, object] | None = None,
        form: Iterable[Json] | None = None,
        **where: str,
    ) -> Any:  # noqa: ANN401 - JSON
        """Return the answer. Raises NotNow, Unreachable, Impossible, LoginRefused."""
        if self.client is None or self.client.is_closed():
            raise Unreachable(AWAY)
        further: dict[str, Any] = {"json": json} if json is not None else {}
        further |= {"params": params} if params is not None else {}
        further |= {"form": list(form)} if form is not None else {}
        try:
            async with asyncio.timeout(PATIENCE):
                return await self.client.http.request(Route(method, path, **where), **further)
        except (discord.DiscordException, ClientError, TimeoutError, OSError, RuntimeError) as error:
            raise problem(error) from error


def problem(error: Exception) -> NotNow | LoginRefused | Impossible | Unreachable:
    """Return what a failure means: wait, try again, never, or a new token."""
    match error:
        case discord.RateLimited(retry_after=wait):
            return NotNow(round(wait * SECOND))
        case discord.HTTPException(status=429):
            return NotNow(USUAL_WAIT)
        case discord.LoginFailure() | discord.HTTPException(status=401) if getattr(error, "code", 0) != OVER:
            return LoginRefused(str(error))
        case discord.HTTPException(status=404):
            return Gone(f"{error.status} {error.code}: {error.text}")
        case discord.HTTPException(status=status) if 400 <= status < 500:
            return Impossible(f"{error.status} {error.code}: {error.text}")
        case _:
            return Unreachable(f"{type(error).__name__}: {error}")
