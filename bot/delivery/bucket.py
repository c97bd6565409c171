"""A bucket of tokens, as servers keep one for each account: so many messages at once, then one each interval."""

from __future__ import annotations

from dataclasses import dataclass

from workshop_flows.values import Moment


@dataclass(slots=True)
class Bucket:
    """What is in it at an instant. `interval`: milliseconds until one more token; below nothing it is in debt."""

    interval: float
    burst: float
    tokens: float
    at: Moment

    def refill(self, now: Moment) -> None:
        """Put in what has come since."""
        if now > self.at:
            self.tokens = min(self.burst, self.tokens + (now - self.at) / self.interval)
            self.at = now

    def take(self, now: Moment) -> None:
        """Take one, also where there is none."""
        self.refill(now)
        self.tokens -= 1

    def holds(self, wanted: int) -> Moment:
        """Return from when on it holds so many."""
        return self.at + round(max(0.0, wanted - self.tokens) * self.interval)
