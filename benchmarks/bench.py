"""`make bench`: measure everything and write `benchmarks/RESULTS.md`; `python -m benchmarks.bench fold` measures one.

Each part runs in a process of its own, one after the other, so that none has the memory or the warmth of another.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import crowd_day, durable, fold, phases, plenary, replay, restart, taps
from benchmarks.figures import Figure, processor, sqlite

RESULTS = Path(__file__).with_name("RESULTS.md")
UNMEASURED = "not measured"
LONGEST = 600
"""Seconds that one part may take."""
PARTS: Mapping[str, Callable[[], list[Figure]]] = {
    "fold": fold.measure,
    "replay": replay.measure,
    "durable": durable.measure,
    "restart": restart.measure,
    "crowd_day": crowd_day.measure,
    "plenary": plenary.measure,
    "phases": phases.measure,
    "taps": taps.measure,
}
SHOWN = ("matrix-synapse", "matrix-nio", "aiosqlite", "rapidfuzz")


def main(arguments: list[str]) -> int:
    """Measure the parts named, or all, and then write the results; 2 if one is unknown.

    1 if a part that was named falls short, or if one of all broke: a shortfall in the results is a result.
    """
    if unknown := [name for name in arguments if name not in PARTS]:
        print(f"There is no {', '.join(unknown)}; there are {', '.join(PARTS)}.")
        return 2
    begun, load = time.perf_counter(), os.getloadavg()[0]
    figures = [figure for name in arguments or PARTS for figure in apart(name)]
    if not arguments:
        seconds = time.perf_counter() - begun
        RESULTS.write_text(results(figures, seconds, load), "utf-8")
        print(f"Written to {RESULTS}, after {seconds:.0f} s.")
        return 1 if any(figure.reached == UNMEASURED and figure.met is False for figure in figures) else 0
    return 1 if any(figure.met is False for figure in figures) else 0


def apart(name: str) -> list[Figure]:
    """Measure one part in a process of its own; a part that fails is a row that says so."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "figures.json"
        command = [sys.executable, "-c", CHILD, name, str(path)]
        try:
            done = subprocess.run(command, check=False, timeout=LONGEST, cwd=RESULTS.parents[1])  # noqa: S603 - ours
            why = f"The part ended with exit code {done.returncode}."
        except subprocess.TimeoutExpired:
            why = f"The part took more than {LONGEST} s."
        try:
            figures = [Figure(**each) for each in json.loads(path.read_text("utf-8"))]
        except (OSError, ValueError):
            figures = [Figure(name, UNMEASURED, "", met=False, how=why)]
    for figure in figures:
        print(figure, flush=True)
    return figures


CHILD = "import sys; from benchmarks.bench import child; child(*sys.argv[1:])"


def child(name: str, path: str) -> None:
    """Measure one part in this process, and leave the figures in a file."""
    Path(path).write_text(json.dumps([asdict(figure) for figure in PARTS[name]()]), "utf-8")


def results(figures: list[Figure], seconds: float, load: float) -> str:
    """Return the results as Markdown."""
    verdicts = {True: "yes", False: "**no**", None: "-"}
    rows = [f"| {f.what} | {f.reached} | {f.goal or '-'} | {verdicts[f.met]} | {f.how} |" for f in figures]
    short = [
        f"- {f.what}: {f.reached}; the goal is {f.goal or 'that it is measured'}." for f in figures if f.met is False
    ]
    missing = [f"- {f.what}: {f.how}" for f in figures if f.reached == UNMEASURED]
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in SHOWN)
    today = datetime.fromtimestamp(time.time_ns() / 1e9, UTC).date()
    return "\n".join(
        [
            "# What was measured",
            "",
            "Written by `make bench`; each row alone by `python -m benchmarks.bench` and its part: "
            + ", ".join(f"`{name}`" for name in PARTS)
            + ".",
            "",
            f"- {today}, {seconds:.0f} s in all",
            f"- {os.cpu_count()} cores ({processor()}), {platform.system()} {platform.release()}",
            f"- Python {platform.python_version()}, SQLite {sqlite()}, {versions}",
            f"- The machine's load before it began: {load:.1f} processes",
            "- Figures of two programs beside each other are from the same run. The disk is this machine's.",
            "",
            "| what | reached | to reach | met | how |",
            "| --- | --- | --- | --- | --- |",
            *rows,
            "",
            "## What falls short",
            "",
            *(short or ["Nothing of what was measured."]),
            "",
            "## What is not measured",
            "",
            *(missing or ["Nothing."]),
            "",
        ]
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
