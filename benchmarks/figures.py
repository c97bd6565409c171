"""Figures: what was measured, what it should be, and whether it is."""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the results. `met` is None where nothing was promised."""

    what: str
    reached: str
    goal: str
    met: bool | None
    how: str

    def __str__(self) -> str:
        verdict = {True: "reached", False: "FALLS SHORT", None: "told"}[self.met]
        return f"{self.what}: {self.reached} ({self.goal or 'no goal'}; {verdict}). {self.how}"


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value below which this share of the values lies; the largest for a share of 1."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def processor() -> str:
    """Return what the machine calls its processor, as far as it says."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:  # noqa: PTH123 - no file of ours
            names = [line.partition(":")[2].strip() for line in file if line.startswith("model name")]
    except OSError:
        names = []
    return names[0] if names else platform.machine()


def sqlite() -> str:
    """Return the version of SQLite."""
    return sqlite3.sqlite_version
