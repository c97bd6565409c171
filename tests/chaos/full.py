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
from tests.chaos.rig import Report, Rig, Size

CALM = Size(random_kills=0, kills_per_point=0, digest_kills=0, server_kills=0)
SIZES: dict[str, Size] = {
    "storm": replace(
        CALM,
        citizens=371,
        workshops=1,
        minutes=(40, 45, 40),
        script=Script(ideas=1, votes=1, closing=0),
        limited=True,
        at_once=True,
    ),
    "wire": replace(CALM, cut=60.0, minutes=(15, 20, 80)),
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
        citizens=371,
        workshops=4,
        minutes=(110, 110, 60),
        random_kills=50,
        kills_per_point=20,
        digest_kills=20,
        server_kills=5,
        server_away=(5.0, 30.0),
    ),
}


async def _all(names: list[str], seed: int) -> list[tuple[str, Report]]:
    reports = []
    for name in names:
        folder = Path(tempfile.mkdtemp(prefix=f"werkstatt-chaos-{name}-"))
        report = await Rig(folder, SIZES[name], seed).run()
        reports.append((name, report))
        _print(f"--- {name}\n{report}\nevidence in {folder}\n")
    return reports


def _print(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def main() -> int:
    """Play what is asked for, else everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *SIZES], default=[])
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    reports = asyncio.run(_all(wanted.names or list(SIZES), wanted.seed))
    for name, report in reports:
        _print(
            f"{name:10} {report.inputs.total():6} inputs {report.kills.total():4} kills, violations: "
            f"{len(report.violations)}"
        )
    return int(any(report.violations for _, report in reports))


if __name__ == "__main__":
    sys.exit(main())
