"""Nothing is lost and nothing is said twice, whatever dies: a small crowd, and a plug that is pulled all the time."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest

from tests.chaos.rig import Rig
from tests.chaos.scenario import Size
from tests.chaos.torments import AT_THE_END, AT_THE_START, POINTS

SEED = 1


async def test_a_workshop_survives_every_kill(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """40 citizens with 20 inputs each; 20 kills of the bot, at random and at named points, 2 of the homeserver."""
    if importlib.util.find_spec("synapse") is None:
        if os.environ.get("WERKSTATT_CI"):
            pytest.fail("matrix-synapse is missing in CI")
        pytest.skip("matrix-synapse is not installed (extra: demo)")
    report = await Rig(tmp_path, Size(), int(os.environ.get("WERKSTATT_CHAOS_SEED", SEED))).run()
    with capsys.disabled():
        print(f"\n{report}")  # noqa: T201 - the figures are what one wants to see
    assert report.violations == []
    assert report.figures["exit code at the end"] == 0
    assert report.inputs.total() >= 800
    assert report.kills.total() - report.kills["homeserver"] >= 20
    assert report.kills["homeserver"] == 2
    assert all(report.kills[point] for point in (AT_THE_START, *POINTS, AT_THE_END))
