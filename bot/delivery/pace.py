"""How often an account may speak, learned from the server's refusals: a bucket of tokens like the server's own."""

from __future__ import annotations

from collections import deque

from workshop_flows.values import MINUTE, Moment

SPARE = 3
"""Tokens that what is least urgent never takes, so that an announcement never waits for it."""
CALM = MINUTE
"""After so long without a refusal we try twice the pace: limits may have been lifted."""
_MARGIN: Moment = 50
_FREE_FROM: Moment = 100
"""A shorter interval between two messages is no limit worth keeping to."""
_REMEMBERED = 64


class Pace:
    """What we know about the server's limit. Free until the first refusal; then strictly by the bucket."""

    def __init__(self) -> None:
        """Begin without knowing of any limit."""
        self.interval: float | None = None
        """Milliseconds until the server grants one more message; None: no limit known."""
        self.burst = SPARE + 1.0
        """Messages that the full bucket holds. Assumed to be enough for the spare ones and one more."""
        self._tokens = 0.0
        self._at: Moment = 0
        self._not_before: Moment = 0
        self._calm_since: Moment = 0
        self._loosened = False
        self._taken: deque[Moment] = deque(maxlen=_REMEMBERED)

    def limited(self, now: Moment) -> bool:
        """Say whether a limit is known."""
        self._loosen(now)
        return self.interval is not None

    def leave(self, now: Moment, spare: int = 0) -> Moment:
        """Return from when on the next message may be sent, `spare` tokens left over (at most `now`: at once)."""
        if not self.limited(now) or self.interval is None:
            return self._not_before
        missing = 1 + spare - self._tokens
        ready = self._at + round(max(0.0, missing) * self.interval)
        return max(ready, self._not_before)

    def begin(self, now: Moment) -> None:
        """Take a token for a message that is now being sent, whatever becomes of it."""
        if self.interval is not None:
            self._refill(now)
            self._tokens -= 1

    def taken(self, begun: Moment) -> None:
        """Note that the server took a message, the sending of which began then."""
        self._taken.append(begun)

    def refused(self, now: Moment, wait: Moment) -> None:
        """Learn from a refusal: the server has the next token in `wait` milliseconds."""
        ready = now + max(wait, 1)
        self.interval = max(self._observed(now, ready), self._known(), _FREE_FROM)
        self.burst = max(self.burst, self._held(ready))
        self._not_before = ready + _MARGIN
        self._tokens, self._at = 1.0, self._not_before
        self._calm_since, self._loosened = now, False

    def _observed(self, now: Moment, ready: Moment) -> float:
        """Return what this refusal tells: the bucket was at most empty after the last message, and holds one then."""
        idle_from = 2 * self.interval if self.interval is not None else CALM
        if not self._taken or now - self._taken[-1] > idle_from:
            return ready - now
        return ready - self._taken[-1]

    def _known(self) -> float:
        """Return the interval known before; if it was only tried, the one before that."""
        if self.interval is None:
            return 0.0
        return self.interval * 2 if self._loosened else self.interval

    def _held(self, ready: Moment) -> float:
        """Return how many messages the bucket must have held for all that the server took lately."""
        if self.interval is None:
            return 0.0
        count = len(self._taken)
        return max((count - i + 1 - (ready - at) / self.interval for i, at in enumerate(self._taken)), default=0.0)

    def _refill(self, now: Moment) -> None:
        if self.interval is not None and now > self._at:
            self._tokens = min(self.burst, self._tokens + (now - self._at) / self.interval)
            self._at = now

    def _loosen(self, now: Moment) -> None:
        """Double the pace for each calm while; forget the limit when it has become none."""
        while self.interval is not None and now - self._calm_since >= CALM:
            self._refill(self._calm_since + CALM)
            self._calm_since += CALM
            self.interval, self._loosened = self.interval / 2, True
            if self.interval < _FREE_FROM:
                self.interval, self.burst, self._loosened = None, SPARE + 1.0, False
