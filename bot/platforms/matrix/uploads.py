"""Files that the server has and no message names yet: a restart in between does not hand them over a second time."""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)

FILE = "matrix-uploads.json"


class Uploads:
    """Where the server put what is being sent, by the key under which it is sent, and by what is in it."""

    def __init__(self, folder: Path) -> None:
        """Read what an earlier run left; the folder is private, like the keys of encrypted files in it."""
        self._file = folder / FILE
        self._known: dict[str, dict[str, Any]] = {}
        with contextlib.suppress(OSError, ValueError):
            self._known = dict(json.loads(self._file.read_text("utf-8")))

    def where(self, key: str, content: bytes) -> dict[str, Any] | None:
        """Return how a message names this file, if the server has it."""
        return self._known.get(_name(key, content))

    def note(self, key: str, content: bytes, where: dict[str, Any]) -> None:
        """Note how a message names this file; if that cannot be written, it is handed over once more at worst."""
        self._known[_name(key, content)] = where
        self._write()

    def forget(self, key: str) -> None:
        """Forget what was sent."""
        self._known = {name: where for name, where in self._known.items() if not name.startswith(f"{key} ")}
        self._write()

    def _write(self) -> None:
        new = self._file.with_suffix(".new")
        try:
            new.touch(mode=0o600)
            new.write_text(json.dumps(self._known), "utf-8")
            new.replace(self._file)
        except OSError as error:
            log.warning("Was hochgeladen ist, konnte nicht notiert werden: %s", error)


def _name(key: str, content: bytes) -> str:
    return f"{key} {hashlib.sha256(content).hexdigest()}"
