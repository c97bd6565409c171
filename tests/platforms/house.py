"""The whole bot, as an operator configures it, with real rooms on one platform or on several at once."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bot.app import App
from bot.clock import WallClock
from bot.shell.ending import sound
from storage.journal import Journal
from tests.platforms.contract import PATIENCE
from workshop_flows.happen import fold
from workshop_flows.workshop import Workshop

CONFIG = """\
[conference]
name = "probe"
title = "Eine Probe"

[privacy]
controller = "Stadt Musterhausen"
contact = "datenschutz@example.org"
legal_basis = "Art. 6 Abs. 1 lit. e DSGVO"
retention_days = 30
{tables}
[[workshop]]
id = "raum"
title = "Ein Raum"
flow = "flow.toml"
{rooms}
[organisers]
email = ["orga@example.org"]

[mail]
host = "mail.example.org"
sender = "werkstatt@example.org"
"""
FLOW = """\
title = "Ideen und Punkte"

[[phase]]
kind = "ideas"
title = "Ideen sammeln"
minutes = 60

[[phase]]
kind = "vote"
title = "Punkte vergeben"
minutes = 60
method = "dots"
dots = 3
keep = 1

[[phase]]
kind = "break"
title = "Pause"
minutes = 60

[[phase]]
kind = "vote"
title = "Noch einmal"
minutes = 60
method = "single"
keep = 1

[[phase]]
kind = "closing"
title = "Abschluss"
minutes = 60
"""
LOOK = 0.05
"""Seconds between two looks at a room on a real server."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message of the bot, as it reads now."""

    event: str
    text: str


class Guest(Protocol):
    """Somebody in the room, with a chat program of their own. Event ids are the platform's."""

    async def say(self, text: str) -> str:
        """Write a message."""
        ...

    async def edit(self, event: str, text: str) -> object:
        """Edit a message."""
        ...

    async def delete(self, event: str) -> object:
        """Delete a message."""
        ...

    async def support(self, event: str, number: int) -> str:
        """Tap on what stands under a message for an idea; return the tap, if it can be taken back."""
        ...

    async def unsupport(self, event: str, tap: str) -> object:
        """Take a tap under somebody's message back."""
        ...

    async def choose(self, poll: str, answer: str) -> object:
        """Choose in a vote by tapping."""
        ...

    async def whisper(self, text: str) -> object:
        """Write to the bot directly."""
        ...


class Side(Protocol):
    """A room on a platform."""

    @property
    def tables(self) -> str:
        """The platform, as the configuration has it."""
        ...

    @property
    def place(self) -> str:
        """The room, as the configuration has it."""
        ...

    async def enter(self, name: str) -> Guest:
        """Let somebody new into the room."""
        ...

    async def leader(self) -> Guest:
        """Return somebody who leads the room."""
        ...

    async def said(self) -> list[Message]:
        """Return what the bot said in the room, in order."""
        ...

    async def marked(self, event: str, sign: str) -> int:
        """Return how many signs of the bot stand under a message that say this."""
        ...

    async def polls(self) -> list[str]:
        """Return the votes that can be tapped in the room, oldest first."""
        ...

    async def cut(self) -> None:
        """Let the server be away."""
        ...

    async def mend(self) -> None:
        """Let the server be back."""
        ...


@dataclass
class House:
    """A bot with one workshop, which has a room on each side."""

    folder: Path
    sides: Sequence[Side]

    @contextlib.asynccontextmanager
    async def open(self, clock: WallClock | None = None) -> AsyncIterator[None]:
        """Run the bot until it listens, and break it off afterwards, without a farewell."""
        running = self._run(began := asyncio.Event(), clock if clock is not None else WallClock())
        task, ready = asyncio.create_task(running), asyncio.create_task(began.wait())
        try:
            async with asyncio.timeout(PATIENCE):
                await asyncio.wait([task, ready], return_when=asyncio.FIRST_COMPLETED)
            assert began.is_set(), "it ended without being ready"
            yield
        finally:
            task.cancel()
            ready.cancel()
            await asyncio.gather(task, ready, return_exceptions=True)

    async def _run(self, began: asyncio.Event, clock: WallClock) -> None:
        config = self.folder / "config.toml"
        tables, rooms = [side.tables for side in self.sides], [side.place for side in self.sides]
        config.write_text(CONFIG.format(tables="".join(tables), rooms="".join(rooms)), "utf-8")
        (self.folder / "flow.toml").write_text(FLOW, "utf-8")
        report, settings = sound(config)
        await App(settings, report.flows, config, clock).run(lambda _: began.set())

    async def shredded(self) -> None:
        """Wait until nothing of whoever was erased remains, by what the journal itself says."""

        async def so() -> bool:
            async with await Journal.open(self.folder / "var/probe", now=0, readonly=True) as journal:
                return not journal.remains

        await until(so)

    async def workshop(self) -> Workshop:
        """Return what the journal knows of the workshop."""
        async with await Journal.open(self.folder / "var/probe", now=0, readonly=True) as journal:
            return fold(await journal.entries()).workshop("raum")


async def heard(side: Side, words: str, number: int = 1) -> Message:
    """Wait until the bot has said something with these words so often; return the last of it."""
    said: list[Message] = []

    async def so() -> bool:
        said[:] = await side.said()
        return sum(words in each.text for each in said) >= number

    try:
        await until(so)
    except TimeoutError:
        raise AssertionError(f"{words!r} was not said: {said}") from None
    return next(each for each in reversed(said) if words in each.text)


async def noted(side: Side, event: str, sign: str) -> None:
    """Wait until the bot has put this sign under a message."""

    async def so() -> bool:
        return bool(await side.marked(event, sign))

    await until(so)


async def poll(side: Side, before: str = "") -> str:
    """Wait until a vote can be tapped in the room, another than `before`, and return it."""
    found: list[str] = []

    async def so() -> bool:
        found[:] = await side.polls()
        return found[-1:] not in ([], [before])

    await until(so)
    return found[-1]


async def until(so: Callable[[], Awaitable[bool]]) -> None:
    """Wait until something is so on a real server, which is looked at."""
    async with asyncio.timeout(PATIENCE):
        while not await so():  # noqa: ASYNC110 - as a person would
            await asyncio.sleep(LOOK)
