"""The sign of life, for the service manager and on the disk: every ten seconds, through the conductor."""

from __future__ import annotations

import asyncio

from bot.conductor import Conductor
from bot.guard import Guard
from bot.systemd import notify

EVERY = 10
"""Seconds."""


class Heartbeat:
    """Beats as long as the conductor works off what waits; sees to the journal's files between two beats."""

    def __init__(self, conductor: Conductor, guard: Guard) -> None:
        """Begin to beat with `keep`."""
        self._conductor, self._guard = conductor, guard

    async def keep(self) -> None:
        """Beat for ever."""
        conducted = 0
        while True:
            await asyncio.sleep(EVERY)
            if self._conductor.conducted != conducted or not self._conductor.bells.open:
                notify("WATCHDOG=1")
            conducted = self._conductor.conducted
            self._conductor.beat()
            await self._guard.look()
