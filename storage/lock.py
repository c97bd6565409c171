"""One bot per data folder: a lock that the system releases when its process ends, however it ends."""

from __future__ import annotations

import contextlib
import fcntl
import os
from pathlib import Path
from typing import Self

from storage.folder import lock_file, make_private


class JournalLocked(Exception):  # noqa: N818
    """Another process holds the data folder, or it cannot be written. The message is a sentence for the shell."""


_LOCKED = "Für den Datenordner {folder} läuft schon ein Bot (Prozess {holder}). Bitte diesen zuerst beenden."
_NO_ACCESS = "In den Datenordner {folder} lässt sich nicht schreiben ({what})."


class Lock:
    """The lock on a data folder, held from the beginning until `release`. Raises JournalLocked."""

    def __init__(self, folder: Path) -> None:
        try:
            make_private(folder)
            self._descriptor = os.open(lock_file(folder), os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise JournalLocked(_NO_ACCESS.format(folder=folder, what=error.strerror)) from error
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.read(self._descriptor, 20).decode("ascii", "replace").strip()
            os.close(self._descriptor)
            raise JournalLocked(_LOCKED.format(folder=folder, holder=holder or "unbekannt")) from error
        with contextlib.suppress(OSError):  # on a full disk nobody is told who holds it; it is held all the same
            os.ftruncate(self._descriptor, 0)
            os.write(self._descriptor, f"{os.getpid()}\n".encode())

    def release(self) -> None:
        """Give the folder free; a second time does nothing."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()
