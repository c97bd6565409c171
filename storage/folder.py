"""Where things lie in the data folder of a conference."""

from __future__ import annotations

import os
import re
from pathlib import Path

NAME = "journal.sqlite3"
# What SQLite puts beside a journal; a journal is moved with them or not at all.
BESIDE = ("-wal", "-shm")

_COPY = re.compile(r"(?:journal|replaced)-(\d+)\.sqlite3")


def journal_file(folder: Path) -> Path:
    """Return where the journal lies."""
    return folder / NAME


def new_file(folder: Path) -> Path:
    """Return where a journal is made ready before it takes its place in one step."""
    return folder / f"{NAME}.new"


def lock_file(folder: Path) -> Path:
    """Return the file that the one running bot holds locked."""
    return folder / "lock"


def mark_file(folder: Path) -> Path:
    """Return the file that says how far the journal was written."""
    return folder / f"{NAME}.mark"


def reserve_file(folder: Path) -> Path:
    """Return the file that occupies room for when nothing else is left."""
    return folder / "reserve"


def key_file(folder: Path) -> Path:
    """Return the key of the tombstones."""
    return folder / "tombstones.key"


def backups(folder: Path) -> Path:
    """Return the folder of the copies."""
    return folder / "backups"


def copies(folder: Path, kind: str = "journal") -> list[Path]:
    """Return the finished copies, the oldest first."""
    found = [path for path in backups(folder).glob(f"{kind}-*.sqlite3") if _COPY.fullmatch(path.name)]
    return sorted(found, key=number)


def copied(folder: Path) -> list[Path]:
    """Return every file that holds a copy of the journal, finished or not, or stands beside one."""
    whole = (*copies(folder), *copies(folder, "replaced"), *backups(folder).glob("*.part"), new_file(folder))
    return [copy.with_name(copy.name + end) for copy in whole for end in ("", *BESIDE)]


def number(copy: Path) -> int:
    """Return the number of a copy; 0 if its name is none of ours."""
    match = _COPY.fullmatch(copy.name)
    return int(match[1]) if match else 0


def next_copy(folder: Path, kind: str = "journal") -> Path:
    """Return the name of the next copy."""
    taken = copies(folder, kind)
    return backups(folder) / f"{kind}-{number(taken[-1]) + 1 if taken else 1}.sqlite3"


def make_private(folder: Path) -> None:
    """Make the folder, readable for its owner only: it holds what citizens wrote."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def settle(path: Path) -> None:
    """Wait until the file and its name are on the disk."""
    for one in (path, path.parent):
        descriptor = os.open(one, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
