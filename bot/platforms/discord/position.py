"""Where to read on: the last message of each channel that was handed over."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Self


@dataclass(slots=True)
class Position:
    """A place in every channel."""

    last: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, position: str | None) -> Self:
        """Return a position from its text; None: the very first time."""
        return cls(dict(json.loads(position)) if position else {})

    def reached(self, channel: str, message: str) -> None:
        """Note that a message was handed over."""
        if int(message) > int(self.last.get(channel, "0")):
            self.last[channel] = message

    def __str__(self) -> str:
        return json.dumps(self.last, separators=(",", ":"))
