"""Where to read on: the server's token, and the encrypted messages whose keys had not come by then."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Self

MOST_WAITING = 200
"""How many messages we wait for; the newest are kept."""


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the server's stream."""

    since: str | None = None
    waiting: tuple[tuple[str, str], ...] = ()
    """(room, event) of messages that cannot be read yet."""

    @classmethod
    def read(cls, position: str | None) -> Self:
        """Return a position from its text; a bare token is one without anything waiting."""
        if position is None or not position.startswith("{"):
            return cls(position)
        kept = json.loads(position)
        return cls(kept["since"], tuple((room, event) for room, event in kept["waiting"]))

    def __str__(self) -> str:
        if not self.waiting:
            return self.since or ""
        return json.dumps({"since": self.since, "waiting": self.waiting[-MOST_WAITING:]})
