"""How often a server is asked: at once when there is something, never more than a few times a second."""

from __future__ import annotations

import asyncio
from collections import deque

AT_MOST = 5
SPAN = 1.0
"""Seconds in which we ask at most AT_MOST times."""
AT_ONCE = 1.0
"""An answer in fewer seconds, though we said that we would wait, and with nothing in it, is a fault of the server."""
FORGIVEN = 2
"""So many of them in a row can be by chance."""
FIRST_PAUSE, LAST_PAUSE = 0.5, 2.0
HEARD_OUT = 0.01
"""Seconds in which what came is decided, written and answered before more is asked for: both take the same hands, ours
and the server's (measured: an answer goes out 1.2 ms sooner)."""


class Pacing:
    """Counts the questions of the last second. Whatever a server answers, it is not asked in a spin."""

    def __init__(self) -> None:
        self._asked: deque[float] = deque(maxlen=AT_MOST)
        self._idle = 0
        self._came = False
        """The last answer brought something."""

    async def leave(self) -> None:
        """Wait until one more question is seemly."""
        loop = asyncio.get_running_loop()
        early = self._asked[0] + SPAN - loop.time() if len(self._asked) == AT_MOST else 0
        if (pause := max(early, HEARD_OUT if self._came else 0)) > 0:
            await asyncio.sleep(pause)
        if self._idle > FORGIVEN:
            await asyncio.sleep(min(LAST_PAUSE, FIRST_PAUSE * 2 ** min(self._idle - FORGIVEN - 1, 5)))
        self._asked.append(loop.time())

    def answered(self, *, waited: bool, news: bool) -> None:
        """Take note of an answer to the last question; `waited`: the server was to wait for news."""
        at_once = asyncio.get_running_loop().time() - self._asked[-1] < AT_ONCE
        self._idle = self._idle + 1 if waited and at_once and not news else 0
        self._came = news
