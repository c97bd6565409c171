"""Calls of the client-server API that need nothing of nio but its connection."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientError
from nio import AsyncClient

from bot.platforms.platform import Unreachable

PATIENCE = 30.0
"""Seconds that a server may take."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered; without content if it is no JSON object."""

    status: int
    content: dict[str, Any] = field(default_factory=dict)

    @property
    def good(self) -> bool:
        """It is what was asked for."""
        return 200 <= self.status < 300 and bool(self.content)

    @property
    def status_code(self) -> object:
        """The code of a refusal."""
        return self.content.get("errcode")

    @property
    def message(self) -> str:
        """The words of a refusal."""
        return str(self.content.get("error", ""))

    @property
    def retry_after_ms(self) -> object:
        """How long a server wants us to wait."""
        return self.content.get("retry_after_ms")


async def call(
    client: AsyncClient, method: str, path: str, content: object = None, *, patience: float = PATIENCE
) -> Reply:
    """Return what the server answers, be it a refusal. Raises Unreachable."""
    data = None if content is None else json.dumps(content, separators=(",", ":"))
    headers = {"Authorization": f"Bearer {client.access_token}", "Content-Type": "application/json"}
    try:
        response = await client.send(method, path, data, headers, timeout=patience)
        body = await response.read()
    except (ClientError, TimeoutError, OSError) as error:
        raise Unreachable(type(error).__name__) from error
    try:
        found = json.loads(body)
    except ValueError:
        found = None
    return Reply(response.status, found if isinstance(found, dict) else {})
