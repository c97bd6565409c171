"""The picture of the demonstration in the terminal: clock, phase, progress, people, and the latest words."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.progress_bar import ProgressBar
from rich.table import Table

from bot.demo.crowd import Crowd
from bot.demo.lines import TOPICS
from bot.demo.log import Log
from workshop_flows.values import MINUTE, Moment

ZONE = ZoneInfo("Europe/Berlin")
LATEST = 6


class Picture:
    """What the audience of the demonstration sees; drawn anew several times a second."""

    def __init__(self, crowd: Crowd, log: Log) -> None:
        self._crowd, self._log = crowd, log
        self._flow, self._clock, self._starts = crowd.flow, crowd.clock, crowd.starts

    def __rich__(self) -> RenderableType:
        """Return the picture as of now."""
        now = self._clock.now()
        local = datetime.fromtimestamp(now / 1000, UTC).astimezone(ZONE)
        title, share = self._phase(now)
        total = self._flow.minutes * MINUTE
        whole = ProgressBar(total=total, completed=min(total, max(0, now - self._starts)), width=60)
        head = f"[bold]{local:%H:%M} Uhr[/bold]  {title}  ({share:.0%})"
        return Panel(Group(head, whole, self._rooms(), self._latest()), title="Werkstatt", width=100)

    def _phase(self, now: Moment) -> tuple[str, float]:
        begins = self._starts
        for plan in self._flow.phases:
            length = plan.minutes * MINUTE
            if now < begins + length:
                return plan.title, max(0.0, (now - begins) / length)
            begins += length
        return "Dokumentation", 1.0

    def _rooms(self) -> Table:
        table = Table("Workshop", "Menschen", "Nachrichten", "Ideen", expand=True, box=None)
        venues, gone = self._crowd.venues, self._crowd.gone
        for id_, title in TOPICS.items():
            seen = [venue.glimpse(id_) for venue in venues]
            here = sum(each.name not in gone for venue in venues for each in venue.casts[id_])
            messages, ideas = sum(each.messages for each in seen), sum(each.ideas for each in seen)
            table.add_row(title, str(here), str(messages), str(ideas))
        return table

    def _latest(self) -> Table:
        table = Table.grid(padding=(0, 1))
        for words in list(self._log.words.values())[-LATEST:]:
            table.add_row("·", words[:88])
        return table
