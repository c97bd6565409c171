"""Keeps each platform connected and listened to, whatever the others do, and begins again after a fault of ours."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Collection, Mapping
from typing import Protocol, TypeAlias

from bot.duties import PAUSE_AFTER_FAULT
from bot.platforms.incoming import Inbox
from bot.platforms.platform import LoginRefused, Platform, Unreachable
from bot.rooms import Rooms, Seat
from storage.journal import CommitFailed
from workshop_flows.facts.conference import PlatformBack, PlatformMissed
from workshop_flows.facts.entry import Fact, In

log = logging.getLogger(__name__)

CATCH_UP_AT_MOST = 30
"""Seconds that the bells wait for a platform after a start."""
AWAY = "noch nicht erreichbar, der Bot versucht es weiter"

Wanted: TypeAlias = Callable[[str], Mapping[str, Seat]]
"""Names the rooms that are configured for a platform, and what each is."""


class Records(Protocol):
    """What the journal knows of each platform."""

    async def positions(self) -> dict[str, str]:
        """Return the positions that were committed with what they brought."""

    async def rooms(self, platform: str) -> dict[str, str]:
        """Return which room was last found under each name of the configuration."""

    async def found(self, platform: str, where: Mapping[str, str]) -> None:
        """Note which rooms were found under names of the configuration. Raises CommitFailed."""


class Decider(Inbox, Protocol):
    """Who decides what comes in."""

    async def happened(self, *facts: Fact | In) -> None:
        """Let facts from inside the house happen."""

    async def settled(self) -> None:
        """Wait until nothing waits."""


class Listening:
    """Which platforms hear their rooms, which do not, and why."""

    def __init__(
        self,
        platforms: Mapping[str, Platform],
        rooms: Rooms,
        stop: asyncio.Event,
        *,
        patience: float = CATCH_UP_AT_MOST,
        pause: float = PAUSE_AFTER_FAULT,
    ) -> None:
        """Know where the platforms will be; `stop` is set when the last refuses the login. Times are seconds."""
        self._patience, self._pause = patience, pause
        self._platforms, self._rooms, self._stop = platforms, rooms, stop
        self.names: list[str] = []
        """The platforms that are connected."""
        self.silent: dict[str, str] = {}
        """The platforms that are not, and why."""
        self.complaints: list[str] = []
        """What the operator should know: rooms that could not be joined, logins that were refused."""
        self._refused: set[str] = set()
        self._changed = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def refused(self) -> bool:
        """Every platform refused the login."""
        return bool(self._refused) and len(self._refused) == len(self._platforms)

    async def begin(self, wanted: Wanted, decider: Decider, journal: Records) -> None:
        """Connect and listen to every platform; return as soon as the day can begin, or never will.

        It waits for servers that are away: for the first one as long as it takes, for the others a while. What is
        said meanwhile waits for their rooms, as far as an earlier start found them.
        """
        self.silent = dict.fromkeys(self._platforms, AWAY)
        for name in self._platforms:
            self._sit(wanted(name), await journal.rooms(name))
            self._tasks.append(asyncio.create_task(self._serve(name, wanted(name), decider, journal)))
        await self._until(lambda: bool(self.names))
        try:
            async with asyncio.timeout(self._patience):
                await self._until(lambda: len(self.names) + len(self._refused) == len(self._platforms))
        except TimeoutError:
            log.warning("Es geht los ohne %s.", ", ".join(set(self._platforms) - {*self.names, *self._refused}))

    async def catch_up(self, decider: Decider, away: Collection[str] = ()) -> None:
        """Wait for what happened meanwhile, but not for ever: then the day goes on without, until they are back.

        `away` are the platforms that were missed when the journal was last written.
        """
        for name, platform in self._platforms.items():
            if name in self._refused:
                continue
            try:
                async with asyncio.timeout(self._patience if name in self.names else 0):
                    await platform.caught_up()
                if name in away:
                    await decider.happened(PlatformBack(name))
            except TimeoutError:
                await decider.happened(PlatformMissed(name))
                self._tasks.append(asyncio.create_task(self._await(name, decider)))
        await decider.settled()

    async def close(self) -> None:
        """Listen no more, and let go of every platform."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for platform in self._platforms.values():
            await platform.close()

    async def _until(self, done: Callable[[], bool]) -> None:
        while not done() and not self._stop.is_set():
            self._changed.clear()
            changed, stopped = asyncio.create_task(self._changed.wait()), asyncio.create_task(self._stop.wait())
            await asyncio.wait([changed, stopped], return_when=asyncio.FIRST_COMPLETED)
            changed.cancel()
            stopped.cancel()

    async def _await(self, name: str, decider: Decider) -> None:
        await self._platforms[name].caught_up()
        await decider.happened(PlatformBack(name))

    async def _serve(self, name: str, wanted: Mapping[str, Seat], inbox: Inbox, journal: Records) -> None:
        """Connect a platform and listen to it from where the journal stands; begin there again after a fault."""
        while True:
            try:
                if name not in self.names:
                    await self._connect(name, wanted, journal)
                await self._platforms[name].listen(inbox, (await journal.positions()).get(name))
            except LoginRefused as refusal:
                self._refuse(name, refusal)
                return
            except Unreachable as outage:
                log.warning("%s: %s Neuer Versuch in %s s.", name, outage, self._pause)
            except Exception:
                log.exception("Beim Lesen von %s ist etwas schiefgegangen; es beginnt neu.", name)
            await asyncio.sleep(self._pause)

    async def _connect(self, name: str, wanted: Mapping[str, Seat], journal: Records) -> None:
        directs = [room for room in self._rooms.directs if room.startswith(f"{name}:")]
        joined = await self._platforms[name].connect(list(wanted), directs)
        for alias, room in (await journal.rooms(name)).items():
            if joined.rooms.get(alias, room) != room:
                self._rooms.seats.pop(room, None)  # the name means another room now
        self._sit(wanted, joined.rooms)
        with contextlib.suppress(CommitFailed):  # they are found again at the next start
            await journal.found(name, joined.rooms)
        self.complaints += [f"{alias}: {why}" for alias, why in joined.missing.items()]
        self.names.append(name)
        del self.silent[name]
        self._changed.set()

    def _sit(self, wanted: Mapping[str, Seat], where: Mapping[str, str]) -> None:
        """Know what each room is that was found under a name that is wanted."""
        self._rooms.seats.update({room: wanted[alias] for alias, room in where.items() if alias in wanted})

    def _refuse(self, name: str, refusal: LoginRefused) -> None:
        """Go on without a platform; without any there is nothing to go on with."""
        if name in self.names:
            log.error("%s: %s", name, refusal)
        self._refused.add(name)
        self.silent[name] = str(refusal)
        self.complaints.append(str(refusal))
        self._changed.set()
        if self.refused:
            self._stop.set()
