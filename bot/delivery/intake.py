"""What is new in the outbox, and who is to say it: as a rule straight from the commit, seldom read from the disk."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from typing import Protocol

from bot.delivery.packing import Packing
from bot.delivery.sender import Sender
from storage.rows import Row


class Waiting(Protocol):
    """What the intake needs of the journal."""

    async def waiting(self) -> list[Row]:
        """Return what was not yet said, in order."""

    def written(self) -> list[Row] | None:
        """Return what was committed since this was last asked, as `waiting` would; None: ask that."""


class Intake:
    """Hands rows to the senders of their platforms. While it reads nothing may be noted: it would be out of date."""

    def __init__(
        self,
        outbox: Waiting,
        senders: Mapping[str, Sender],
        packing: Packing,
        settled: Container[str],
        press: Callable[[], None],
    ) -> None:
        """Serve the `senders` that there are when something comes, but not with what is `settled` and not yet noted.

        `press` is called when what was read was already out of date.
        """
        self._outbox, self._senders, self._packing = outbox, senders, packing
        self._settled, self._press = settled, press
        self._known = False
        self.behind = True
        """Something may have been committed that no sender has."""

    def forget(self) -> None:
        """Have everything that waits read anew."""
        self._known = False

    def take(self) -> bool:
        """Hand on what was committed since we last asked; False if all that waits is to be read instead."""
        fresh = self._outbox.written() if self._known else None
        if fresh is None:
            self._known = False
            return False
        self.behind = False
        self._packing.doubt(fresh)
        for sender, rows in self._sorted(fresh):
            if rows:
                sender.queue.add(rows)
                sender.changed.set()
        return True

    async def read(self) -> None:
        """Fill the queues with what the journal says is waiting, but for what is settled and not yet noted."""
        self.behind = False
        rows = await self._all()
        self._packing.doubt(rows)
        for sender, theirs in self._sorted(rows):
            sender.queue.load([row for row in theirs if row.id not in self._settled])
            sender.changed.set()

    async def _all(self) -> list[Row]:
        """Return all that waits, and what was committed while it was read."""
        self._outbox.written()  # all of it is read now
        waiting = await self._outbox.waiting()
        known = {row.id for row in waiting}
        fresh = self._outbox.written()
        self._known = fresh is not None
        if fresh is None:
            self.behind = True
            self._press()
        return [*waiting, *(row for row in fresh or () if row.id not in known)]

    def _sorted(self, rows: Iterable[Row]) -> Iterable[tuple[Sender, list[Row]]]:
        """Return every sender with what it says of these rows."""
        found: dict[str, list[Row]] = {name: [] for name in self._senders}
        for row in rows:
            name = row.room.partition(":")[0]
            if name in found:
                found[name].append(row)
        return [(self._senders[name], theirs) for name, theirs in found.items()]
