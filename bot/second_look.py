"""Before a vote is counted every platform is read once more, by a request begun after its time was over."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from itertools import chain, repeat

from bot.clock import Clock
from bot.platforms.platform import Platform
from workshop_flows.values import SECOND

log = logging.getLogger(__name__)

AT_LEAST = 2 * SECOND
AT_MOST = 8 * SECOND
"""Less than the bell that closes a vote whatever happens, so that the result can say who is missing."""
TRY_AGAIN = 2 * SECOND
"""After a platform that broke over it."""
AGAIN = "Vor dem Auszählen ließ sich ein Server nicht noch einmal lesen; ich versuche es weiter."


class SecondLook:
    """One such reading; make it when the time is over. `clock` is one to wait by."""

    def __init__(self, platforms: Mapping[str, Platform], clock: Clock) -> None:
        """Begin to read."""
        self._clock, self._begun = clock, clock.now()
        self._reading = {name: asyncio.create_task(self._read(each)) for name, each in platforms.items()}

    async def taken(self) -> list[str]:
        """Wait until it can be counted; return the platforms that did not answer, and are not waited for."""
        patience = asyncio.create_task(self._until(AT_MOST))
        reading = asyncio.create_task(self.over())
        await asyncio.wait([reading, patience], return_when=asyncio.FIRST_COMPLETED)
        reading.cancel()
        patience.cancel()
        return sorted(name for name, task in self._reading.items() if not task.done())

    def end(self) -> None:
        """Read no more: nobody waits for it."""
        for task in self._reading.values():
            task.cancel()

    async def settled(self) -> None:
        """Wait as long as people were told that what is under way still counts."""
        await self._until(AT_LEAST)

    async def over(self) -> None:
        """Wait until every platform answered."""
        await asyncio.wait(self._reading.values())

    async def _read(self, platform: Platform) -> None:
        """Read a platform, again if it breaks over that: then it has not answered yet."""
        for tell in chain((log.exception,), repeat(log.debug)):
            try:
                await platform.read_again()
            except Exception:  # noqa: BLE001 - it is told the first time, with what it was
                tell(AGAIN)
                await self._clock.sleep_until(self._clock.now() + TRY_AGAIN)
            else:
                return

    async def _until(self, after: int) -> None:
        await self._clock.sleep_until(self._begun + after)
