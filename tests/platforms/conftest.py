"""A real homeserver for the platform tests: started once, on loopback."""

from __future__ import annotations

import asyncio
import importlib.util
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.demo.matrix.homeserver import NAME, Homeserver
from tests.platforms.discord_stand_in import StandIn
from tests.platforms.scene import NUMBERS, Scene
from tests.platforms.sides import DiscordSide, MatrixSide

__all__ = ["NUMBERS", "Scene", "homeserver", "scene"]


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


@pytest.fixture
def matrix(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> MatrixSide:
    """Return a room on Matrix."""
    monkeypatch.setenv("WERKSTATT_MATRIX__ACCESS_TOKEN", scene.bot.token)
    return MatrixSide(scene)


@pytest.fixture
async def discord(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DiscordSide]:
    """Return a channel on Discord."""
    server = StandIn()
    await server.start()
    monkeypatch.setenv("WERKSTATT_DISCORD__TOKEN", server.token)
    yield DiscordSide.found(server)
    await server.stop()
