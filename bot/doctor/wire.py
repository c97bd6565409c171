"""The doctor's own line to a Matrix server: one call, one answer, and the server's refusals word for word."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any, Self

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.platforms.platform import Unreachable

API = "/_matrix/client/v3"
TIMEOUT = 30
LIMITED = "M_LIMIT_EXCEEDED"
USUAL_WAIT = 1000
SHORTEST_WAIT = 0.5
"""Seconds: a server that says "again at once" each time is not asked in a spin."""


class Refused(Exception):  # noqa: N818 - an answer
    """The server said no. `code` is Matrix's own; `wait`: come back after so many milliseconds."""

    def __init__(self, code: str, words: str, wait: int = 0) -> None:
        super().__init__(f"{code}: {words}")
        self.code, self.words, self.wait = code, words, wait


class Wire:
    """Calls a server for one account: `async with Wire(url, token) as wire`."""

    def __init__(self, url: str, token: str) -> None:
        self._url = url.rstrip("/")
        self._session = ClientSession(
            headers={"Authorization": f"Bearer {token}"}, timeout=ClientTimeout(total=TIMEOUT)
        )
        self.headers: Mapping[str, str] = {}
        """Those of the last answer."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    async def get(self, path: str) -> Any:  # noqa: ANN401 - JSON
        """Ask for something. Raises Refused, Unreachable."""
        return await self.call("GET", path)

    async def call(self, method: str, path: str, body: dict[str, Any] | None = None, *, patience: int = TIMEOUT) -> Any:  # noqa: ANN401 - JSON
        """Call, waiting at most `patience` seconds for a server that limits. Raises Refused, Unreachable."""
        waited = 0.0
        while True:
            try:
                return await self._call(method, path, body)
            except Refused as refusal:
                wait = max(SHORTEST_WAIT, refusal.wait / 1000)
                waited += wait
                if refusal.code != LIMITED or waited > patience:
                    raise
                await asyncio.sleep(wait)

    async def _call(self, method: str, path: str, body: dict[str, Any] | None) -> Any:  # noqa: ANN401 - JSON
        address = f"{self._url}{path if path.startswith('/_') else API + path}"
        try:
            async with self._session.request(method, address, json=body) as answer:
                self.headers = answer.headers
                said = await answer.json(content_type=None)
                status = answer.status
        except (ClientError, TimeoutError, OSError, ValueError) as error:
            raise Unreachable(type(error).__name__) from error
        if status < 400:
            return said
        problem = said if isinstance(said, dict) else {}
        wait = int(problem.get("retry_after_ms") or USUAL_WAIT) if status == 429 else 0
        code = LIMITED if status == 429 else str(problem.get("errcode", status))
        raise Refused(code, str(problem.get("error", "")), wait)
