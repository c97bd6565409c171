"""`make chaos-full`: every accident in its full size, one after another; 0 only if no promise was broken.

`python -m tests.chaos.full wire storm --seed 7` plays some of them.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from tests.chaos.crowd import Script
from tests.chaos.discord import rig as discord
from tests.chaos.discord.torments import Bad
from tests.chaos.evidence import Promise
from tests.chaos.mood import GARBLED, IN_AN_HOUR, LATER, LATER_BUT_WHEN, Mood
from tests.chaos.proxy import Cut
from tests.chaos.report import Report, part
from tests.chaos.rig import Rig
from tests.chaos.scenario import Size

CALM = Size(citizens=40, directs=0, sealed=0, random_kills=0, kills_per_point=0, digest_kills=0, server_kills=0)
SIZES: dict[str, Size] = {
    "calm": replace(
        CALM, citizens=12, workshops=1, minutes=(6, 6, 5), directs=3, sealed=3, promise=Promise(announced=250)
    ),
    "storm": replace(
        CALM,
        citizens=371,
        workshops=1,
        minutes=(40, 45, 40),
        script=Script(ideas=1, votes=1, closing=0, at_once=True),
        limited=True,
        promise=Promise(announced=6_000, acknowledged=30_000, reserve=3),
    ),
    "wire": replace(CALM, cut=60.0, cuts=tuple(Cut), minutes=(75, 80, 90)),
    "limits": replace(
        CALM,
        minutes=(40, 50, 40),
        moods=(Mood(90, 0.5, LATER), Mood(80, 0.5, LATER_BUT_WHEN), Mood(3, 1, IN_AN_HOUR)),
        promise=Promise(announced=15_000),
    ),
    "garbled": replace(
        CALM, minutes=(30, 40, 30), moods=(Mood(120, 0.3, GARBLED, heard=0.5),), promise=Promise(announced=15_000)
    ),
    "orders": replace(CALM, citizens=110, minutes=(35, 35, 12), orders=20),
    "frozen": replace(CALM, minutes=(45, 50, 45), freezes=(2.0, 5.0, 30.0, 30.0, 30.0, 30.0, 30.0)),
    "answers": Size(lose=10, random_kills=6, kills_per_point=1, digest_kills=1, server_kills=0),
    "absence": replace(
        CALM,
        citizens=110,
        minutes=(45, 14, 12),
        script=Script(ideas=20, votes=2, closing=1),
        absent=2000,
        catch_up_kills=12,
    ),
    "kills": Size(
        citizens=363,
        workshops=4,
        minutes=(120, 120, 60),
        directs=36,
        sealed=8,
        random_kills=50,
        kills_per_point=20,
        digest_kills=20,
        server_kills=5,
        server_away=(5.0, 30.0),
    ),
}
DISCORD = "discord"
HOUR = 3600
"""Seconds after which a run that does not end is given up."""
HEAD = ("scene", "inputs", "kills", "violations", "seconds", "acknowledged p50", "p95", "phase late by at most")


async def _all(names: list[str], seed: int) -> dict[str, Report | Exception]:
    """Play one after another; what breaks one stops no other."""
    found: dict[str, Report | Exception] = {}
    for name in names:
        folder = Path(tempfile.mkdtemp(prefix=f"werkstatt-chaos-{name}-"))
        try:
            async with asyncio.timeout(HOUR):
                found[name] = await _rig(name, folder, seed).run()
        except Exception as problem:  # noqa: BLE001 - it is told, and the rest is played
            found[name] = problem
        _print(f"--- {name}\n{found[name]!s}\nevidence in {folder}\n")
    return found


def _rig(name: str, folder: Path, seed: int) -> Rig | discord.Rig:
    if name == DISCORD:
        return discord.Rig(
            folder, 120, 60, Bad(random_kills=30, kills_per_point=10, digest_kills=5, accidents=120), seed
        )
    return Rig(folder, SIZES[name], seed)


def _print(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main() -> int:
    """Play what is asked for, else everything; 1 if a promise was broken or a run broke off."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *SIZES, DISCORD], default=[])
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    found = asyncio.run(_all(wanted.names or [*SIZES, DISCORD], wanted.seed))
    rows = [HEAD, *(_row(name, came) for name, came in found.items())]
    widths = [max(len(row[column]) for row in rows if column < len(row)) for column in range(len(HEAD))]
    for row in rows:
        _print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)).rstrip())
    return int(any(isinstance(came, Exception) or came.violations for came in found.values()))


def _row(name: str, came: Report | Exception) -> tuple[str, ...]:
    if isinstance(came, Exception):
        return (name, f"broke off: {came!r}")
    counts = (came.inputs.total(), came.kills.total(), len(came.violations), round(came.seconds))
    waited = (part(came.waited, 50), part(came.waited, 95), max(came.late, default=0.0))
    return (name, *map(str, counts), *(f"{each:.2f} s" for each in waited))


if __name__ == "__main__":
    sys.exit(main())
