"""Somebody floods a room: everything is kept, one sentence says so, and then they are answered only now and then.

How patient we are is a matter of noise and not of what happened: it is in no journal, and begins anew with the bot.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

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


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: Moment
    silent: int = 0


@dataclass(slots=True)
class Patience:
    """A bucket of answers for every person."""

    _buckets: dict[int, _Bucket] = field(default_factory=dict)

    def verdict(self, person: int, now: Moment) -> Verdict:
        """Say what an input that would be answered deserves."""
        bucket = self._buckets.get(person)
        if bucket is None:
            bucket = self._buckets[person] = _Bucket(AT_ONCE, now)
        bucket.tokens = min(AT_ONCE, bucket.tokens + (now - bucket.at) / EACH)
        bucket.at = max(bucket.at, now)
        if bucket.tokens >= AT_ONCE / 2:
            bucket.silent = 0
        if bucket.tokens >= 1 and not bucket.silent:
            bucket.tokens -= 1
            return Verdict.ANSWER
        bucket.silent += 1
        if bucket.silent == 1:
            return Verdict.WARNING
        return Verdict.COUNT if bucket.silent % TOLD_AGAIN == 0 else Verdict.SILENCE

    def silent(self, person: int) -> int:
        """Return how many messages of this person were not answered since they were told."""
        return self._buckets[person].silent if person in self._buckets else 0
