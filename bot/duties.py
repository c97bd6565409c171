"""What parts of the house do until the end, each in a task; one that breaks says so and begins again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable

log = logging.getLogger(__name__)

PAUSE_AFTER_FAULT = 5
"""Seconds until something that broke begins again."""


class Duties:
    """The tasks of a house that is awake."""

    def __init__(self) -> None:
        """Begin with none."""
        self._tasks: list[asyncio.Task[None]] = []

    def begin(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        """Let a part of the house work from now on."""
        self._tasks.append(asyncio.create_task(_forever(name, work)))

    async def end(self, others: Iterable[asyncio.Task[None]] = ()) -> None:
        """Let all of them end, with what others began."""
        tasks = [*self._tasks, *others]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _forever(name: str, work: Callable[[], Awaitable[None]]) -> None:
    while True:
        try:
            await work()
        except Exception:
            log.exception("%s ist stehen geblieben und beginnt neu.", name)
            await asyncio.sleep(PAUSE_AFTER_FAULT)
