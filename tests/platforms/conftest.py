"""A real homeserver for the platform tests: started once, on loopback."""

from __future__ import annotations

import asyncio
import importlib.util
import itertools
import os
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.demo.client import Client
from bot.demo.homeserver import NAME, Homeserver, MatrixAccount

NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def homeserver(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Homeserver]:
    """Return a running Synapse; without it the tests are skipped for a user, never in CI."""
    if importlib.util.find_spec("synapse") is None:
        if os.environ.get("WERKSTATT_CI"):
            pytest.fail("matrix-synapse is missing in CI")
        pytest.skip("matrix-synapse is not installed (extra: demo)")
    server = Homeserver(tmp_path_factory.mktemp("homeserver"))
    asyncio.run(server.start())
    yield server
    server.stop()


@dataclass
class Scene:
    """Some people with accounts, and a room of theirs."""

    server: Homeserver
    folder: Path
    bot: MatrixAccount
    alias: str
    room: str = ""
    people: dict[str, Client] = field(default_factory=dict)

    async def person(self, name: str) -> Client:
        """Return somebody who is in the room."""
        account = await self.server.account(f"{name}{next(NUMBERS)}")
        client = Client(self.server.url, account)
        self.people[name] = client
        if self.room:
            await client.join(self.room)
        return client


@pytest.fixture
async def scene(homeserver: Homeserver, tmp_path: Path) -> AsyncIterator[Scene]:
    """Return a fresh room with Anna, who made it, and an account for the bot."""
    number = next(NUMBERS)
    bot = await homeserver.account(f"werkstatt{number}")
    stage = Scene(homeserver, tmp_path, bot, f"#raum{number}:{NAME}")
    anna = await stage.person("anna")
    levels = {"users_default": 0, "users": {bot.user_id: 50}}
    stage.room = await anna.create(f"raum{number}", "Raum", power_level_content_override=levels)
    yield stage
    for client in stage.people.values():
        await client.close()
