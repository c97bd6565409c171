"""Some people with accounts on a real homeserver, a room of theirs, and the adapter that listens to it."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

from bot.demo.matrix.client import Client
from bot.demo.matrix.homeserver import Homeserver, MatrixAccount
from bot.platforms.matrix.adapter import Matrix
from tests.platforms.contract import PATIENCE, Box
from workshop_flows.values import Source

NUMBERS = itertools.count(1)
"""Tells accounts and rooms of the tests apart."""


@dataclass
class Scene:
    """Some people with accounts, and a room of theirs."""

    server: Homeserver
    folder: Path
    bot: MatrixAccount
    alias: str
    room: str = ""
    people: dict[str, Client] = field(default_factory=dict)

    @property
    def home(self) -> str:
        """The room as the house calls it."""
        return f"matrix:{self.room}"

    def source(self, event: str) -> Source:
        """Return an event of the room as the house calls it."""
        return Source(f"{self.home}/{event}")

    @contextlib.asynccontextmanager
    async def listening(
        self, position: str | None = None, configured: str = "", directs: tuple[str, ...] = ()
    ) -> AsyncIterator[tuple[Matrix, Box]]:
        """Let the adapter listen to the room."""
        matrix = Matrix(self.server.url, self.bot.user_id, self.folder / "keys", token=self.bot.token)
        try:
            await matrix.connect([configured or self.alias], directs)
            async with heard(matrix, position) as box:
                yield matrix, box
        finally:
            await matrix.close()

    async def signs(self) -> list[str]:
        """Return the signs of the bot that stand in the room, oldest first."""
        history = await next(iter(self.people.values())).history(self.room)
        ours = [each for each in history if each["sender"] == self.bot.user_id and each["type"] == "m.reaction"]
        return [each["content"]["m.relates_to"]["key"] for each in ours if each["content"]]

    async def person(self, name: str) -> Client:
        """Return somebody who is in the room."""
        account = await self.server.account(f"{name}{next(NUMBERS)}")
        client = Client(self.server.url, account)
        self.people[name] = client
        if self.room:
            await client.join(self.room)
        return client


@contextlib.asynccontextmanager
async def heard(matrix: Matrix, position: str | None = None) -> AsyncIterator[Box]:
    """Let a connected adapter listen, and catch up."""
    box = Box()
    task = asyncio.create_task(matrix.listen(box, position))
    try:
        async with asyncio.timeout(PATIENCE):
            await matrix.caught_up()
        yield box
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
