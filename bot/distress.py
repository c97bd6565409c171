"""A word in distress: while nothing can be written the outbox cannot speak, and somebody has to know all the same."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.delivery.pace import LONGEST
from bot.people import LEADING
from bot.platforms.outgoing import Post
from bot.platforms.platform import Impossible, LoginRefused, NotNow, Platform, Unreachable
from bot.saying import Saying
from bot.speech import say
from workshop_flows import effects
from workshop_flows.effects import Place, line
from workshop_flows.values import SECOND, Moment

if TYPE_CHECKING:
    from workshop_flows.conference import Conference

log = logging.getLogger(__name__)

TRY_AGAIN = 2 * SECOND


class Distress:
    """Tells the control room, or without one those who lead, past the outbox: once a trouble, as well as it can."""

    def __init__(self, saying: Saying, platforms: Mapping[str, Platform], clock: Clock) -> None:
        self._saying, self._platforms, self._clock, self._patience = saying, platforms, clock, clock.real()
        self._calls: list[asyncio.Task[None]] = []

    def call(self, day: Conference, since: Moment) -> None:
        """Begin to tell that nothing could be written `since`; never waits, and calls once until it is over.

        That instant is what the journal last wrote: a restart in the same trouble has the same key, and says nothing.
        """
        if self._calls:
            return
        said = say(day, "", (line("distress", since=effects.Clock(since)),), Place.CONTROL)
        post = Post(said.plain, said.html, notice=False)
        self._calls = [asyncio.create_task(self._tell(room, post, since)) for room in self._rooms(day)]

    def over(self) -> None:
        """Call no more: it can be written again, and what is said then goes its usual way."""
        for call in self._calls:
            call.cancel()
        self._calls = []

    def _rooms(self, day: Conference) -> list[str]:
        rooms = self._saying.rooms
        leading = (person for person, role in day.roles.items() if role in LEADING)
        directs = (rooms.direct(person) for person in leading)
        return rooms.of_staff(Place.CONTROL) or [room for room in directs if room is not None]

    async def _tell(self, room: str, post: Post, since: Moment) -> None:
        """Tell one room, again and again until it is taken."""
        key = self._saying.key("distress", str(since), room)
        while True:
            wait = TRY_AGAIN
            try:
                await self._say(room, post, key, since)
            except NotNow as refusal:
                wait = max(wait, min(refusal.wait, LONGEST))
            except Unreachable:
                pass
            except (Impossible, LoginRefused) as reason:
                log.warning("Der Hilferuf erreicht %s nicht: %s", room, reason)
                return
            except Exception:
                log.exception("Der Hilferuf in %s ist misslungen.", room)
                return
            else:
                return
            await self._patience.sleep_until(self._patience.now() + wait)

    async def _say(self, room: str, post: Post, key: str, since: Moment) -> None:
        platform = self._platforms.get(room.partition(":")[0])
        if platform is None:
            raise Unreachable
        forgotten = self._clock.now() - since > platform.memory
        if not forgotten or await platform.find(room, post, key, since) is None:
            await platform.send(room, post, key)
