"""A mark beside the journal says how far it was written, so that a journal that lost its end is not taken for whole.

What is committed lies in SQLite's write-ahead log for a while; if that file goes, SQLite opens what is left as if
nothing had been. The mark is written after each commit and never ahead of it. It is not waited for: what a power cut
leaves of it is an older mark, which claims less.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from storage.folder import mark_file

_WIDTH = 64
"""It is written in place, so that it needs no room on a full disk."""


class Mark:
    """The mark of an open journal."""

    def __init__(self, folder: Path, journal: str) -> None:
        """`journal`: its id and epoch. Raises OSError."""
        self._journal, self._path = journal, mark_file(folder)
        self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        self._noted = 0

    def last_turn(self) -> int:
        """Return the last turn that was noted for this journal in this epoch; 0 if there was none."""
        journal, _, turn = os.pread(self._descriptor, _WIDTH, 0).decode("ascii", "replace").strip().rpartition(" ")
        return int(turn) if journal == self._journal and turn.isdecimal() else 0

    def note(self, turn: int) -> None:
        """Note that this turn was committed; never fails."""
        if turn > self._noted:
            self._noted = turn
            with contextlib.suppress(OSError):
                os.pwrite(self._descriptor, f"{self._journal} {turn}".ljust(_WIDTH).encode("ascii"), 0)

    def close(self) -> None:
        """Let go of the file; a second time does nothing."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
