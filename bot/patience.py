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
ALL = AT_ONCE * EACH
"""Milliseconds until somebody who used them all has all their answers again."""
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
class Patience:
    """Of every person: when they have all their answers again, and how many messages were not answered since."""

    _known: dict[int, tuple[Moment, int]] = field(default_factory=dict)
    _before: dict[int, tuple[Moment, int]] = field(default_factory=dict)
    """The same of whoever was answered in this batch, as it was before it."""

    def begin(self) -> None:
        """Begin a batch."""
        self._before.clear()

    def forget(self) -> None:
        """Forget the batch: it is decided anew, and nobody said anything twice."""
        self._known |= self._before
        self._before.clear()

    def verdict(self, person: int, now: Moment) -> Verdict:
        """Say what an input that would be answered deserves."""
        known = self._known.get(person, (now, 0))
        self._before.setdefault(person, known)
        full, silent = known
        used = full - now if full > now else 0
        if used <= ALL // 2:
            silent = 0
        if not silent and used + EACH <= ALL:
            self._known[person] = now + used + EACH, 0
            return Verdict.ANSWER
        self._known[person] = full, silent + 1
        if silent == 0:
            return Verdict.WARNING
        return Verdict.COUNT if (silent + 1) % TOLD_AGAIN == 0 else Verdict.SILENCE

    def silent(self, person: int) -> int:
        """Return how many messages of this person were not answered since they were told."""
        return self._known.get(person, (0, 0))[1]
