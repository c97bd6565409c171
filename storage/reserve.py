"""Room on the disk that is kept occupied, and given free when nothing else is left."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from pathlib import Path

from storage.folder import reserve_file

SIZE = 32 * 2**20
"""Bytes: a day of 15,000 facts is 5 MB (measured), so that it comes to its end on a disk that something else filled."""


class Reserve:
    """The reserve of a data folder."""

    def __init__(self, folder: Path) -> None:
        """Know where it lies; see `keep`."""
        self._path = reserve_file(folder)
        self.spent = False
        """It was given free and is not kept again yet."""

    def keep(self) -> None:
        """Occupy the room, if it is not occupied. Only on Linux, where that takes a moment. Raises OSError."""
        if sys.platform != "linux":
            return
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if os.fstat(descriptor).st_size < SIZE:
                os.posix_fallocate(descriptor, 0, SIZE)
        except OSError:
            self._path.unlink()
            raise
        finally:
            os.close(descriptor)
        self.spent = not self._path.exists()  # it may have been spent meanwhile

    def spend(self) -> bool:
        """Give the room free; say whether there was any."""
        try:
            self._path.unlink()
        except OSError:
            return False
        self.spent = True
        return True


def make_room(folder: Path) -> None:
    """Give the reserve free if nothing else is left: a journal needs room to be opened."""
    with contextlib.suppress(OSError):
        if shutil.disk_usage(folder).free < SIZE:
            Reserve(folder).spend()
