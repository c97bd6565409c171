"""What the stand-in for Discord told, with the computer's clock: the raw history by which the oracle goes."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
Tell = Callable[[str, Json], None]


@dataclass(frozen=True, slots=True)
class Told:
    """One event of the gateway. `at`: when it was told, in ms."""

    at: int
    kind: str
    data: Json


@dataclass(slots=True)
class History:
    """Everything that happened on the server."""

    told: list[Told] = field(default_factory=list)
    changed: Callable[[Told], None] = lambda _told: None
    """Called with each event, when it is told."""

    def around(self, tell: Tell) -> Tell:
        """Return what tells the same, and writes it down."""

        def telling(kind: str, data: Json) -> None:
            told = Told(time.time_ns() // 1_000_000, kind, copy.deepcopy(data))
            self.told.append(told)
            tell(kind, data)
            self.changed(told)

        return telling

    def of(self, channel: str) -> list[Told]:
        """Return what happened in a channel."""
        return [each for each in self.told if each.data.get("channel_id") == channel]
