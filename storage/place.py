"""Whether the files that an open journal writes still lie where the next start will look for them.

A file that is deleted under a running program goes on taking what is written, and is gone with the program.
"""

from __future__ import annotations

from pathlib import Path

from storage.folder import BESIDE, journal_file


class Place:
    """The files of an open journal, each known by what it is and not by its name."""

    def __init__(self, folder: Path) -> None:
        """Know those that are there; the others are noted as soon as they are."""
        journal = journal_file(folder)
        self._journal = journal
        self._known: dict[Path, int] = {}
        self._look(journal, *(journal.with_name(journal.name + end) for end in BESIDE))

    def _look(self, *paths: Path) -> None:
        for path in paths:
            found = _what(path)
            if found is not None:
                self._known.setdefault(path, found)

    def lost(self) -> list[str]:
        """Return the names of the files that do not lie there any more; the journal's own first."""
        self._look(*(self._journal.with_name(self._journal.name + end) for end in BESIDE))
        return [path.name for path, known in self._known.items() if _what(path) != known]


def _what(path: Path) -> int | None:
    try:
        return path.stat().st_ino
    except OSError:
        return None
