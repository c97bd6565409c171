"""When bells ring: not before everybody was heard who spoke in time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from bot.batch import Bell, HeardAll, Item

log = logging.getLogger(__name__)


class Ringing:
    """Has the conductor look what is due, through the queue of all that it works off."""

    def __init__(self, queue: asyncio.Queue[Item], hear: Callable[[], Awaitable[None]]) -> None:
        """Begin in silence. `hear` reads every platform once more, and does not wait for one that is away."""
        self._queue, self._hear = queue, hear
        self.open = False
        """What happened while nobody watched was handed over, or will be late."""
        self._asked = False
        self._hearing: asyncio.Task[None] | None = None
        """Until what it brought is decided no bell rings."""
        self._once_more = False
        """We stood still again meanwhile: its questions may be older than that."""

    @property
    def free(self) -> bool:
        """What is due rings in the batch that is decided now."""
        return self.open and self._hearing is None

    def ring(self) -> None:
        """Look whether something is due; never waits."""
        if self.open and not self._asked and not self._queue.full():
            self._asked = True
            self._queue.put_nowait(Bell())

    def hear_first(self) -> None:
        """Let bells wait for what was said while we stood still, as far as the platforms answer; never waits."""
        if self._hearing is not None:
            self._once_more = True
        elif self.open:
            self._hearing = asyncio.create_task(self._hear_all())

    async def _hear_all(self) -> None:
        try:
            await self._hear()
        except Exception:
            log.exception("Was im Stillstand gesagt wurde, ließ sich nicht nachlesen.")
        await self._queue.put(HeardAll())  # behind what it brought, which may still wait

    def taken(self) -> None:
        """Note that what waited in the queue is worked off now."""
        self._asked = False

    def worked_off(self, items: Sequence[Item]) -> None:
        """Note what was worked off."""
        if HeardAll() not in items:
            return
        again, self._hearing, self._once_more = self._once_more, None, False
        if again:
            self.hear_first()
        else:
            self.ring()
