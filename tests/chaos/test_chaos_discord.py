"""Nothing is lost and nothing is said twice on Discord, whatever dies: taps, forms, commands and text, judged alike."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.chaos.discord.rig import Rig
from tests.chaos.discord.torments import Bad
from tests.chaos.torments import AT_THE_END, POINTS

SEED = 1


async def test_a_workshop_on_discord_survives_every_kill(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """18 citizens; kills at random and at the named points, a gateway that is cut, requests that are refused."""
    seed = int(os.environ.get("WERKSTATT_CHAOS_SEED", SEED))
    report = await Rig(tmp_path, 18, 5, Bad(), seed).run()
    with capsys.disabled():
        print(f"\n{report}")  # noqa: T201 - the figures are what one wants to see
    assert report.violations == []
    assert report.inputs.total() >= 190
    assert all(report.kills[point] for point in ("random", *POINTS, AT_THE_END, "gateway cut", "503", "429"))
