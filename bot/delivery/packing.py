"""What is sent for a row of the outbox: as it may be seen now, and about the message that it means."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import Protocol

from bot.delivery.anchor import refers_to
from bot.delivery.parcel import again, parcel
from bot.platforms.outgoing import Outgoing
from storage.cover import OF
from storage.rows import Row
from workshop_flows.values import Source


class Said(Protocol):
    """What packing needs of the journal."""

    async def anchored(self, room: str, anchor: str) -> str | None:
        """Return the platform's own id of our newest message with this anchor in this room."""

    async def row(self, id: str) -> tuple[Row, str] | None:  # noqa: A002
        """Return a row and the platform's own id of it (""), None: it will never be said, or was reworded since."""


async def as_it_is(row: Row) -> Row:
    """Return a row where nothing is ever hidden."""
    return row


class Packing:
    """Packs rows; knows what was hidden since they were written, and where their messages stand."""

    def __init__(
        self, said: Said, unnoted: Callable[[str], str], cover: Callable[[Row], Awaitable[Row]], folder: Path
    ) -> None:
        """`unnoted`: the platform's own id of what was said for a row's id and is not yet written down ("": none).

        `cover` takes out of a row what is hidden now. Files are read from `folder`.
        """
        self._said, self._unnoted, self._cover, self._folder = said, unnoted, cover, folder
        self._doubtful: set[str] = set()
        """The rows whose words are to be looked at before they are said."""
        self._events: dict[tuple[str, str], str] = {}

    def doubt(self, rows: Iterable[Row]) -> None:
        """Note whose words are to be looked at once more."""
        self._doubtful.update(row.body[OF] for row in rows if OF in row.body)

    def said(self, row: Row, event: str) -> None:
        """Note where the message of a row stands."""
        if row.anchor:
            self._events[row.room, row.anchor] = event

    async def parcel(self, row: Row) -> Outgoing | None:
        """Return what to send for a row, as it may be seen now; None: there is nothing to do. Raises Impossible."""
        if OF in row.body:
            return await self._again(row.body[OF])
        if row.id in self._doubtful:
            fresh = await self._said.row(row.id)
            row = await self._cover(row if fresh is None else fresh[0])
        return await self._pack(row)

    async def before(self, row: Row) -> Outgoing | None:
        """Return what may have been sent for a row before something in it was hidden; None: nothing else was."""
        return await self._pack(row) if row.id in self._doubtful else None

    async def _again(self, id: str) -> Outgoing | None:  # noqa: A002
        """Return new words for what was said for a row; None if it never was, or has newer ones."""
        found = await self._said.row(id)
        if found is None or not (event := found[1] or self._unnoted(id)):
            return None
        row = await self._cover(found[0])
        return again(await self._pack(row), Source(f"{row.room}/{event}"))

    async def _pack(self, row: Row) -> Outgoing:
        return await parcel(row, await self._target(row), self._folder)

    async def _target(self, row: Row) -> Source | None:
        """Return the message that a row is about."""
        if not (anchor := refers_to(row)):
            return Source(row.body["target"]) if row.body.get("target") else None
        event = self._events.get((row.room, anchor)) or await self._said.anchored(row.room, anchor)
        return Source(f"{row.room}/{event}") if event else None
