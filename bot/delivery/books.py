"""What was said and is not yet written down: some of it at once, thank-yous by the handful."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from typing import Protocol

from bot.clock import Clock
from bot.delivery.choice import Choice
from bot.delivery.priority import Priority
from storage.journal import CommitFailed
from workshop_flows.values import SECOND, Moment

log = logging.getLogger(__name__)

NOTED_WITHIN: Moment = 5 * SECOND
"""A thank-you that was said is written down after so long, with others: if we end before, it is sent once more under
its key, and the server knows it again. What people may tap on, vote in or see edited is written down at once."""
UNNOTED_AT_MOST = 2
"""So many acknowledgements of a room may be said and not noted: after a crash only the first so many are in doubt."""


class Notes(Protocol):
    """What the books need of the journal."""

    async def delivered(self, rows: Iterable[tuple[str, str]]) -> None:
        """Note for each id the platform's own id of what was said. Raises CommitFailed."""

    async def given_up(self, id: str, why: str) -> None:  # noqa: A002
        """Note that this row can never be said. Raises CommitFailed."""


class Books:
    """Keeps what is to be written down, and says when it must be."""

    def __init__(self, notes: Notes, clock: Clock, press: Callable[[], None]) -> None:
        """Begin with nothing. `press` is called when something cannot wait."""
        self._notes, self._clock, self._press = notes, clock, press
        self._done: list[tuple[str, str]] = []
        self._never: list[tuple[str, str]] = []
        self._rooms: dict[str, str] = {}
        self._patient = asyncio.Event()
        self.pressing = False
        """Something cannot wait."""

    def __len__(self) -> int:
        return len(self._done) + len(self._never)

    def __contains__(self, id: object) -> bool:  # noqa: A002 - it is the id of a row
        return id in self._rooms

    def event(self, id: str) -> str:  # noqa: A002 - it is the id of a row
        """Return the platform's own id of what was said for a row and is not yet written down; "" if it was not."""
        return dict(self._done).get(id, "")

    def said(self, choice: Choice, event: str) -> None:
        """Note that the platform took a row; older words for the same message count as said."""
        self._done += [(one, event if one == choice.row.id else "") for one in choice.settled]
        self._note(choice, patient=choice.priority is Priority.ACKNOWLEDGE and not choice.row.anchor)

    def lost(self, choice: Choice, why: str) -> None:
        """Note that a row can never be said."""
        self._never += [(one, why) for one in choice.settled]
        self._note(choice, patient=False)

    def _note(self, choice: Choice, *, patient: bool) -> None:
        self._rooms |= dict.fromkeys(choice.settled, choice.row.room)
        self._patient.set()
        if not patient or self.unnoted(choice.row.room) >= UNNOTED_AT_MOST:
            self.hurry()

    def unnoted(self, room: str) -> int:
        """Return how much of what was said in a room is not yet written down."""
        return sum(each == room for each in self._rooms.values())

    def hurry(self) -> None:
        """Have written down what there is."""
        self.pressing = True
        self._press()

    async def watch(self) -> None:
        """Let nothing wait for long, for ever."""
        while True:
            await self._patient.wait()
            self._patient.clear()
            await self._clock.sleep_until(self._clock.now() + NOTED_WITHIN)
            if len(self):
                self.hurry()

    async def write(self) -> bool:
        """Write it down; False if that must be tried again."""
        self.pressing = False
        try:
            while self._done:
                done = list(self._done)
                await self._notes.delivered(done)
                del self._done[: len(done)]
                self._settle(one for one, _ in done)
            while self._never:
                await self._notes.given_up(*self._never[0])
                self._settle([self._never.pop(0)[0]])
        except CommitFailed as failure:
            log.warning("Was gesagt ist, konnte nicht notiert werden; ich versuche es wieder. %s", failure)
            self.pressing = True
            return False
        return True

    def _settle(self, ids: Iterable[str]) -> None:
        for one in ids:
            self._rooms.pop(one, None)
