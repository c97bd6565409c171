"""Somebody floods a room: everything is kept, one sentence says so, and then they are answered only now and then.

How patient we are is a matter of noise and not of what happened: it is in no journal, and begins anew with the bot.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from workshop_flows.values import MINUTE, Moment

AT_ONCE = 60
"""So many messages of one person are answered at once, whoever they are; nobody types so much in a minute."""
EACH = MINUTE // 20
"""Milliseconds until one more is answered."""
TOLD_AGAIN = 100
"""The moderation hears of every so-many-th message that was not answered."""


class Verdict(Enum):
    """What an input of somebody deserves."""

    ANSWER = auto()
    WARNING = auto()
    """They are told once, and the moderation too."""
    SILENCE = auto()
    COUNT = auto()
    """They are not answered, and the moderation hears how much it is by now."""


class _Bucket(NamedTuple):
    tokens: float
    at: Moment
    silent: int = 0


@dataclass(slots=True)
class Patience:
    """A bucket of answers for every person."""

    _buckets: dict[int, _Bucket] = field(default_factory=dict)
    _before: dict[int, _Bucket | None] = field(default_factory=dict)
    """Those of them that were touched in this batch, as they were before it."""

    def begin(self) -> None:
        """Begin a batch."""
        self._before.clear()

    def forget(self) -> None:
        """Forget the batch: it is decided anew, and nobody said anything twice."""
        self._buckets |= {person: bucket for person, bucket in self._before.items() if bucket is not None}
        for person in (person for person, bucket in self._before.items() if bucket is None):
            del self._buckets[person]
        self._before.clear()

    def verdict(self, person: int, now: Moment) -> Verdict:
        """Say what an input that would be answered deserves."""
        known = self._buckets.get(person)
        self._before.setdefault(person, known)
        tokens, at, silent = _Bucket(AT_ONCE, now) if known is None else known
        if now > at:
            tokens, at = min(AT_ONCE, tokens + (now - at) / EACH), now
        if tokens >= AT_ONCE / 2:
            silent = 0
        answered = tokens >= 1 and not silent
        tokens, silent = (tokens - 1, 0) if answered else (tokens, silent + 1)
        self._buckets[person] = _Bucket(tokens, at, silent)
        if answered:
            return Verdict.ANSWER
        if silent == 1:
            return Verdict.WARNING
        return Verdict.COUNT if silent % TOLD_AGAIN == 0 else Verdict.SILENCE

    def silent(self, person: int) -> int:
        """Return how many messages of this person were not answered since they were told."""
        return self._buckets[person].silent if person in self._buckets else 0
