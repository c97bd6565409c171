"""The same conversations on every platform, with the whole bot: a real Synapse, and the stand-in for Discord."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.platforms.house import House, Side
from tests.platforms.scenarios import SCENARIOS, Visit
from tests.platforms.sides import DiscordSide, MatrixSide


async def visit(side: Side, folder: Path) -> Visit:
    """Return a house with one room and three people."""
    guests = [await side.enter(name) for name in ("karin", "jonas")]
    return Visit(House(folder, [side]), side, await side.leader(), *guests)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.__name__)
async def test_on_matrix(matrix: MatrixSide, tmp_path: Path, scenario: Callable[[Visit], Awaitable[None]]) -> None:
    """Told once for every platform."""
    await scenario(await visit(matrix, tmp_path))


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.__name__)
async def test_on_discord(discord: DiscordSide, tmp_path: Path, scenario: Callable[[Visit], Awaitable[None]]) -> None:
    """Told once for every platform."""
    await scenario(await visit(discord, tmp_path))
