"""Why a ballot cannot be taken, and which numbers can be chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from workshop_flows.effects import Value

Accepted: TypeAlias = "Callable[[int], int | None]"
"""Names the option under which a written number counts; None: there is no such number to choose."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a ballot cannot be taken: a line and its values."""

    name: str
    values: Mapping[str, Value] = field(default_factory=dict)
