"""How often an account may speak, learned from the server's refusals."""

from __future__ import annotations

from collections import deque
from dataclasses import replace

from bot.delivery.bucket import Bucket
from workshop_flows.values import MINUTE, SECOND, Moment

SPARE = 3
"""Tokens that what is least urgent never takes, so that an announcement never waits for it."""
CALM = MINUTE
"""After so long without a refusal what is urgent tries twice the pace: limits may have been lifted."""
DOUBTFUL: Moment = 10 * SECOND
"""So long an interval between two messages is taken for a bad hour, and not for a limit that somebody set."""
UNTOUCHED: Moment = 5 * SECOND
"""What can wait takes this for the interval as long as it may be that: a Synapse whose limits nobody changed."""
BRISK: Moment = SECOND // 4
"""Unless it is so short: of twenty refusals by such a Synapse one tells of less."""
MOODY: Moment = SECOND
"""What is urgent keeps to this while the server refuses what it promised to take; then its refusals tell of no limit,
and after a calm while nothing that they told before is believed."""
DISPROVED = 10
"""A limit does not hold if the server took more messages than these although it left no token for them."""
_MARGIN: Moment = 50
_FREE_FROM: Moment = 100
"""A shorter interval between two messages is no limit worth keeping to."""
_REMEMBERED = 64
LONGEST = 10 * SECOND
"""A server that names a longer time is asked again after this one: a wrong number must not silence an afternoon."""
_DOUBTED_FROM, _DOUBTED_TO = 250, 1_000
"""Milliseconds that we wait at least when a server refuses again what it promised to take: longer each time, and never
so long that one which refuses every other message by chance keeps a phase for a quarter of a minute (in 240 simulated
bad times of six minutes with up to 2 s: 21 s late at worst; with 1 s: 14 s)."""


class Pace:
    """What we know about the server's limit. Free until the first refusal; then strictly by the bucket.

    There are two: what refusals taught holds for all that can wait; what is urgent may go by what is only tried, and
    never waits longer than for an untouched Synapse unless the server says so: one that refuses by chance would teach
    longer and longer intervals (measured: every other message refused, and phases were announced minutes late).
    """

    def __init__(self) -> None:
        """Begin without knowing of any limit."""
        self.burst = SPARE + 1.0
        """Messages that the full bucket holds. Assumed to be enough for the spare ones and one more."""
        self._told: float = 0.0
        """The longest interval that a refusal told of; the first one tells only what is left of it."""
        self._proven: Bucket | None = None
        self._tried: Bucket | None = None
        self._not_before: Moment = 0
        self._calm_since: Moment = 0
        self._taken: deque[Moment] = deque(maxlen=_REMEMBERED)
        self._beyond = 0
        """How much the server took since it last refused, although the limit left no token for it."""
        self._broken = 0
        """How often in a row the server did not keep its word."""
        self._moody_until: Moment = 0
        """Until then nobody believes a server that did not keep its word: it may refuse by chance."""

    @property
    def interval(self) -> float | None:
        """Milliseconds until the server surely grants one more message, as refusals taught; None: no limit known."""
        return None if self._proven is None else self._proven.interval

    def limited(self, now: Moment) -> bool:
        """Say whether a limit is known."""
        self._loosen(now)
        return self._proven is not None

    def leave(self, now: Moment, spare: int = 0) -> Moment:
        """Return from when on the next message may be sent, `spare` tokens left over (at most `now`: at once)."""
        self._loosen(now)
        bucket = self._proven if spare else self._tried
        return max(self._not_before, bucket.holds(1 + spare) if bucket is not None else 0)

    def begin(self, now: Moment) -> None:
        """Take a token for a message that is now being sent, whatever becomes of it."""
        for bucket in (self._proven, self._tried):
            if bucket is not None:
                bucket.take(now)

    def taken(self, begun: Moment) -> None:
        """Note that the server took a message, the sending of which began then."""
        self._taken.append(begun)
        if self._proven is not None and self._proven.tokens < 0:
            self._proven.tokens = 0.0  # whoever took it had one, and what can wait owes nothing for it
            self._beyond += 1
            if self._beyond > DISPROVED:
                self._believe()
        self._broken = 0

    def refused(self, now: Moment, wait: Moment, begun: Moment | None = None) -> None:
        """Learn from a refusal of what began then (None: just now): the server has the next token in `wait` ms."""
        ready = now + max(min(wait, LONGEST), 1, self._doubt(now, now if begun is None else begun))
        self._beyond = 0
        if now >= self._moody_until:  # whoever does not keep their word teaches nothing
            self._told = max(min(self._observed(now, ready), LONGEST), self._told, _FREE_FROM)
        interval = max(self._told, self.interval if self.interval is not None else self._usual(), self._moody(now))
        self.burst = max(self.burst, self._held(ready, interval))
        self._not_before = ready + _MARGIN
        self._proven = Bucket(interval, self.burst, 1.0, self._not_before)
        self._tried = replace(self._proven, interval=self._moody(now) or min(self._told, UNTOUCHED))
        self._calm_since = now

    def _usual(self) -> Moment:
        """Return which limit a server probably has that never refused before."""
        return UNTOUCHED if self._told >= BRISK else _FREE_FROM

    def _moody(self, now: Moment) -> Moment:
        """Return the interval to keep to if the server does not keep its word; 0: it does."""
        return MOODY if now < self._moody_until else 0

    def _doubt(self, now: Moment, begun: Moment) -> Moment:
        """Return how long to wait at least. What began before the named time belongs to the refusal before."""
        if begun < self._not_before:
            return 0
        self._broken += 1
        if self._broken > 1:
            self._moody_until = now + CALM
        return min(_DOUBTED_FROM << min(self._broken - 2, 8), _DOUBTED_TO) if self._broken > 1 else 0

    def _observed(self, now: Moment, ready: Moment) -> float:
        """Return what this refusal tells: the bucket was at most empty after the last message, and holds one then."""
        idle_from = 2 * self._told or CALM
        last = max(self._taken, default=None)  # answers come in any order
        return ready - (now if last is None or now - last > idle_from else last)

    def _held(self, ready: Moment, interval: float) -> float:
        """Return how many messages the bucket must have held for all that the server took lately."""
        count = len(self._taken)
        return max((count - i + 1 - (ready - at) / interval for i, at in enumerate(sorted(self._taken))), default=0.0)

    def _loosen(self, now: Moment) -> None:
        """Try twice the pace for each calm while; believe it at once where the limit was hardly one that was set."""
        while self._tried is not None and now - self._calm_since >= CALM:
            refused, self._calm_since = self._calm_since, self._calm_since + CALM
            self._tried.refill(self._calm_since)
            self._tried.interval = max(self._tried.interval / 2, _FREE_FROM)
            if self._proven is not None and (self._proven.interval >= DOUBTFUL or refused < self._moody_until):
                self._believe()

    def _believe(self) -> None:
        """Take for true what was tried; forget the limit when it has become none."""
        self._beyond = 0
        self._told = self._tried.interval if self._tried is not None else 0.0
        if self._tried is None or self._told <= _FREE_FROM:
            self._proven, self._tried, self.burst, self._told = None, None, SPARE + 1.0, 0.0
        else:
            self._proven = replace(self._tried)
