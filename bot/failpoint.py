"""Places where a rehearsal of accidents may end the process as a power cut would; without one nothing happens here."""

from __future__ import annotations

import os
import signal

VARIABLE = "WERKSTATT_FAILPOINT"
"""Its value: `after-commit`, or `after-commit:3` for the third time that this point is passed."""


class Failpoint:
    """One place in the program, and how often it may still be passed."""

    def __init__(self, wanted: str) -> None:
        """Take the value of the variable; an empty one names no place."""
        self._point, _, times = wanted.partition(":")
        self._left = int(times or 1)

    def __call__(self, point: str) -> None:
        """Pass a place: `in-migration`, `before-commit`, `after-commit`, `after-send`, `in-erasure` or `in-digest`."""
        if not point or point != self._point:
            return
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


passing = Failpoint(os.environ.get(VARIABLE, ""))
