"""The only place that wires: journal, conductor, delivery, platforms, and the clock that drives them."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot import plan
from bot.aftermath import Outside
from bot.alarm import Alarm
from bot.clock import WallClock
from bot.conductor import Conductor
from bot.configuration import flow_files
from bot.configuration.settings import Settings, data_folder
from bot.copies import Copies
from bot.delivery.delivery import Delivery
from bot.duties import Duties
from bot.failpoint import passing
from bot.guard import Guard
from bot.hearing import Hearing
from bot.heartbeat import Heartbeat
from bot.listening import Listening
from bot.obscuring import covered
from bot.people import People
from bot.placards import Placards
from bot.platforms.platform import Platform
from bot.platforms.table import platforms
from bot.publishing import Publishing
from bot.retention import Promise
from bot.rooms import Rooms, configured
from bot.saying import Saying
from bot.shredding import Shredder
from bot.systemd import notify
from bot.thanks import merged
from bot.watch import Watch, at_start
from storage.folder import key_file
from storage.journal import Journal
from storage.rows import Row
from workshop_flows.facts.entry import Fact, In
from workshop_flows.flow import Flow
from workshop_flows.values import SECOND

log = logging.getLogger(__name__)

NO_KEY = (
    "%s fehlt. Wer sich löschen ließ, wird nicht erkannt, wenn ein Server Altes noch einmal schickt. "
    "Die Datei gehört neben das Journal; beim Umzug auf einen anderen Rechner muss sie mit."
)
FAREWELL = 3 * SECOND
"""What is not said in this time after a signal waits in the journal; after five seconds the process has to be gone."""


class App:
    """One conference, from start to end."""

    def __init__(self, settings: Settings, flows: Mapping[str, Flow], config: Path, clock: WallClock) -> None:
        """Know the configuration; nothing is opened yet."""
        self._settings, self._flows, self._clock = settings, flows, clock
        self.folder = data_folder(settings, config)
        self._platforms: dict[str, Platform] = {}
        """Empty until the house is awake: see `_begin`."""
        self._rooms = Rooms()
        moderators = settings.matrix.moderators if settings.matrix is not None else ()
        self._people = People(frozenset(f"matrix:{user}" for user in moderators))
        self._hearing = Hearing(self._rooms, self._people, self._platforms)
        self.stop = asyncio.Event()
        """Set it to end `run` in order."""
        self.again = False
        """It ended only to begin anew."""
        self._listening = Listening(self._platforms, self._rooms, self.stop)

    @property
    def complaints(self) -> list[str]:
        """What the operator should know: rooms that could not be joined, logins that were refused."""
        return self._listening.complaints

    async def run(self, ready: Callable[[str], None]) -> bool:
        """Run until told to stop; False if every platform refused the login. Raises JournalLocked, JournalDamaged.

        `ready` is told in one line which platforms listen, as soon as they do.
        """
        async with await Journal.open(self.folder, now=self._clock.now(), ahead=True, passing=passing) as journal:
            await self.wake(journal)
            try:
                return await self._conduct(journal, ready)
            finally:
                await self._listening.close()

    async def wake(self, journal: Journal) -> None:
        """Remember everything: after this it can be decided, with or without a platform. Raises JournalDamaged."""
        self._wire(journal)
        if journal.tombstones.unreadable:
            log.warning(NO_KEY, key_file(self.folder))
        await self._conductor.load(flow_files.ready_made())
        await self._placards.load()

    def _wire(self, journal: Journal) -> None:
        saying = Saying(self._rooms, f"{journal.id}:{journal.epoch}")
        publishing = Publishing(self.folder, saying, lambda: journal.last_turn)
        language = self._settings.conference.language

        async def cover(row: Row) -> Row:
            return covered(await self._conductor.still(), row)

        self._publishing = publishing
        self._delivery = Delivery(
            journal.outbox,
            self._platforms,
            self._clock,
            merge=lambda rows: merged(language, rows),
            folder=self.folder,
            cover=cover,
            said=lambda row, event: self._conductor.said(row, event),  # noqa: PLW0108 - there is none yet
            lost=lambda row, why: log.warning("Nicht zustellbar in %s (%s): %s", row.room, row.kind, why),
        )
        self._placards = Placards(journal, saying, self._clock, self._stand, pace=self._clock.speed)
        self._alarm = Alarm(self._clock, lambda: self._conductor.bells.ring())  # noqa: PLW0108
        self._copies = Copies(self.folder, reserved=journal.place.on_reserve)
        self._shredder = Shredder(journal, self._copies, self._document_again)
        outside = Outside(
            self._delivery.wake,
            self._alarm.set,
            publishing.rows,
            publishing.write,
            self._placards.changed.set,
            self._copies.want,
            self._clock.adopt,
            self._shredder.wanted.set,
        )
        self._conductor = Conductor(journal, self._clock, self._hearing, saying, outside, self._clock.speed)
        self._guard = Guard(journal.place, self._conductor.happened)

    def end(self) -> None:
        """End in order, and for good, whatever was intended."""
        self.again = False
        self.stop.set()

    def _anew(self) -> None:
        """End, to begin anew; who was told to end does that."""
        self.again = self.again or not self.stop.is_set()
        self.stop.set()

    async def _document_again(self) -> None:
        """Write the documentation as it is now, if there is one."""
        self._publishing.renew(await self._conductor.still())

    def _stand(self, rows: Sequence[Row]) -> None:
        """Have standing messages said, and know them before anybody can tap on them."""
        self._hearing.expect(rows)
        self._delivery.wake()

    async def _conduct(self, journal: Journal, ready: Callable[[str], None]) -> bool:
        conductor, duties = self._conductor, Duties()
        watch = Watch(self._clock, conductor.happened, lambda: bool(conductor.day.running), conductor.bells.hear_first)
        conductor.notice = watch.notice
        duties.begin("conductor", conductor.run)
        duties.begin("heartbeat", Heartbeat(conductor, self._guard).keep)
        duties.begin("watch", watch.keep)
        duties.begin("shredder", self._shredder.keep)
        duties.begin("promise", Promise(journal, self._settings.privacy.retention_days, self._clock, self._anew).keep)
        try:
            await self._unless_told(self._begin(journal, duties))
            if not self.stop.is_set():
                notify("READY=1")
                ready(self._ready())
                await self.stop.wait()
                if not self.again:
                    notify("STOPPING=1")
                await self._farewell()
            return not self._listening.refused
        finally:
            with contextlib.suppress(Exception):
                self._alarm.stop()
            await duties.end(self._copies.under_way)

    async def _begin(self, journal: Journal, duties: Duties) -> None:
        """Let the day begin where it was: plan, connect, speak, hear what happened meanwhile; then let bells ring."""
        await self._plan(journal)
        # Only now: their libraries take a third of a second to load, and nothing is decided by them.
        self._platforms.update(platforms(self._settings, self.folder))
        wanted = lambda name: dict(configured(self._settings, name))  # noqa: E731 - one thought
        await self._listening.begin(wanted, self._conductor, journal)
        if self.stop.is_set():
            return
        duties.begin("delivery", self._delivery.run)
        duties.begin("placards", lambda: self._placards.keep(self._conductor.still))
        await self._listening.catch_up(self._conductor, set(self._conductor.day.away))
        self._alarm.start()
        self._conductor.begin()

    async def _unless_told(self, beginning: Coroutine[Any, Any, None]) -> None:
        """Let something happen until it is done, or until somebody tells us to stop. Raises what it raises."""
        begun, told = asyncio.create_task(beginning), asyncio.create_task(self.stop.wait())
        try:
            await asyncio.wait([begun, told], return_when=asyncio.FIRST_COMPLETED)
            if begun.done():
                begun.result()
        finally:
            for task in (begun, told):
                task.cancel()
            await asyncio.gather(begun, told, return_exceptions=True)

    async def _plan(self, journal: Journal) -> None:
        """Let the configuration happen as far as it is news, and say since when nobody watched."""
        facts: list[Fact | In] = list(plan.news(self._conductor.day, plan.facts(self._settings, self._flows)))
        if journal.last_heartbeat is not None:
            facts += at_start(self._clock, self._conductor.day, journal.last_heartbeat)
        if facts:
            await self._conductor.happened(*facts)
        await self._conductor.settled()
        if any(row.kind == "file" for row in await journal.outbox.waiting()):
            self._publishing.write(self._conductor.day)

    async def _farewell(self) -> None:
        """Finish what was begun: decide what waits, say what can be said in a few seconds."""
        self._conductor.bells.open = False
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(FAREWELL / 2 / SECOND):
                await self._conductor.settled()
        await self._delivery.drained(FAREWELL // 2)

    def _ready(self) -> str:
        silent = (f"(ohne {name}: {why})" for name, why in self._listening.silent.items())
        return " ".join(["READY", *self._listening.names, *silent])
