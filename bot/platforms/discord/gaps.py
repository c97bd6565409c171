"""Gaps: what the gateway did not tell is read from the channels, for as long as it takes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import dataclass

from bot.platforms.discord.history import History, News
from bot.platforms.discord.position import Position
from bot.platforms.incoming import Incoming
from bot.platforms.platform import NotNow, Unreachable
from workshop_flows.values import SECOND

log = logging.getLogger(__name__)

FIRST_PAUSE, LAST_PAUSE = 0.5, 5.0


@dataclass(frozen=True, slots=True)
class Gap:
    """The gateway may have told us less than happened. `snapshot`: the newest message of each channel by then."""

    snapshot: dict[str, str]
    thorough: bool
    done: asyncio.Future[None] | None = None

    def filled(self) -> None:
        """Tell whoever waits for it."""
        if self.done is not None and not self.done.done():
            self.done.set_result(None)


async def fill(gap: Gap, history: History, place: Position, channels: Iterable[str]) -> list[Incoming]:
    """Read every channel since its last message: the position must not pass a gap. Raises LoginRefused."""
    found: list[Incoming] = []
    for channel in channels:
        if channel in gap.snapshot:
            place.last.setdefault(channel, gap.snapshot[channel])
        if channel in place.last:
            found += await _patiently(history, channel, News(place.last[channel]), thorough=gap.thorough)
    return found


async def _patiently(history: History, channel: str, news: News, *, thorough: bool) -> list[Incoming]:
    pause = FIRST_PAUSE
    while True:
        try:
            await history.since(channel, news, thorough=thorough)
        except (Unreachable, NotNow) as outage:
            wait = outage.wait / SECOND if isinstance(outage, NotNow) else pause
            log.warning("Discord antwortet nicht (%s); neuer Versuch in %.1f s.", outage, wait)
            await asyncio.sleep(wait)
            pause = min(LAST_PAUSE, pause * 2)
        else:
            return news.in_order()
