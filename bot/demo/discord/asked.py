"""An interaction on the embedded Discord: what somebody asked by tapping, and what they read."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass
class Asked:
    """An interaction: it must be answered once, within three seconds."""

    id: str
    token: str
    at: float
    payload: Json
    first: Json | None = None
    answered_at: float = 0.0
    late: bool = False
    answers: list[Json] = field(default_factory=list)
    """What the person reads: messages, in order; an edit replaces."""
    modal: Json | None = None
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def text(self) -> str:
        """What the person reads last."""
        return str(self.answers[-1].get("content", "")) if self.answers else ""
