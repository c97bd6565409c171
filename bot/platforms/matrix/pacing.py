"""How often a server is asked: at once when there is something, never more than a few times a second."""

from __future__ import annotations

import asyncio
from collections import deque

AT_MOST = 5
SPAN = 1.0
"""Seconds in which we ask at most AT_MOST times."""


class Pacing:
    """Counts the questions of the last second. Whatever a server answers, it is not asked in a spin."""

    def __init__(self) -> None:
        self._asked: deque[float] = deque(maxlen=AT_MOST)

    async def leave(self) -> None:
        """Wait until one more question is seemly."""
        loop = asyncio.get_running_loop()
        if len(self._asked) == AT_MOST and (early := self._asked[0] + SPAN - loop.time()) > 0:
            await asyncio.sleep(early)
        self._asked.append(loop.time())
