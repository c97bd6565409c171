"""Handing the documentation over: written from the state, sent to the organisers' rooms."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from bot.saying import Saying
from bot.speech import say
from storage.rows import Row
from workshop_flows.conference import Conference
from workshop_flows.effects import Line, Place, Publish, Urgency, line
from workshop_flows.summary import handover

log = logging.getLogger(__name__)

FOLDER = "digest"
WRITING = "bot.digest.writing"
"""Loaded when there is something to document: a restart has a second, and no time for pages and their library."""
TABLES = ("ideas", "results", "phases", "attendance")
SENT = {
    "dokumentation.html": "text/html",
    "digest.md": "text/markdown",
    **{f"{table}-excel.csv": "text/csv" for table in TABLES},
    **{f"{table}.csv": "text/csv" for table in TABLES},
    "summary.json": "application/json",
}


@dataclass(frozen=True, slots=True)
class Publishing:
    """Writes the documentation into the conference's folder, and says so to the organisers.

    `turn`: the last turn that the journal holds.
    """

    folder: Path
    saying: Saying
    turn: Callable[[], int]

    def write(self, day: Conference) -> None:
        """Write all files as the state has them now; a workshop goes on whatever happens to them."""
        try:
            import_module(WRITING).write(self.folder / FOLDER, day, day.last_end, None)
        except Exception:
            log.exception("Die Dokumentation konnte nicht geschrieben werden.")

    def renew(self, day: Conference) -> None:
        """Write them again, if there are any. Raises what keeps them from being written."""
        if (self.folder / FOLDER).exists():
            import_module(WRITING).write(self.folder / FOLDER, day, day.last_end, None)

    def rows(self, day: Conference, effect: Publish) -> Iterator[Row]:
        """Yield the message about a workshop, and the files once nothing runs any more."""
        key = f"publish:{self.turn()}:{effect.workshop}:{effect.final}"
        complete = effect.final or not any(not other.trial for other in day.running)
        said = say(day, effect.workshop, spoken(day, effect, complete=complete), Place.ORGANISERS)
        for room in self.saying.rooms.of_staff(Place.ORGANISERS):
            body = {"plain": said.plain, "html": said.html, "notice": not effect.final}
            yield Row(self.saying.key(key, room), room, Urgency.RESULT, "post", body)
            for name, mime in SENT.items() if complete else ():
                file = {"name": name, "mime": mime, "path": f"{FOLDER}/{name}"}
                yield Row(self.saying.key(key, room, name), room, Urgency.ANSWER, "file", file)


def spoken(day: Conference, effect: Publish, *, complete: bool) -> tuple[Line, ...]:
    """Return what the organisers are told; `complete`: the files come with it."""
    if effect.final or effect.workshop not in day.workshops:
        return (line("digest-final"),) if effect.final else (line("digest-files"),)
    said = handover(day, effect.workshop)
    return (said, line("digest-files")) if complete else (said,)
