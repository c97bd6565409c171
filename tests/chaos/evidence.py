"""What the oracle goes by: the rooms' raw history, the crowd's own log, the plan, the documentation, the file.

Nothing here or in the oracle imports anything of the bot: who checks must not share its mistakes.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

Event = dict[str, Any]
MARKER = "org.werkstatt.chaos"
"""The key in the content of everything that the crowd sends: which of its inputs it is."""

PATIENCE = 30_000
"""ms after which a day goes on without what a platform still has to tell; the documentation says so."""


@dataclass(slots=True)
class Input:
    """One thing that one of the crowd did. `at`: the computer's clock, in ms, when it was first sent."""

    id: str
    person: str
    workshop: str
    kind: str
    """idea, plain, twin, ballot, poll, bad, edit, change, delete, rubbish."""
    words: str = ""
    numbers: list[int] = field(default_factory=list)
    target: str = ""
    at: int = 0
    room: str = ""
    event: str = ""
    """What the server answered: the event's id; empty if it never did."""
    tries: int = 0


@dataclass(slots=True)
class Phase:
    """A phase as planned. `options` and `limit`: of a vote."""

    title: str
    kind: str
    minutes: int
    prompt: str = ""
    method: str = ""
    options: list[str] = field(default_factory=list)
    limit: int = 0
    ring: bool = False


@dataclass(slots=True)
class Clock:
    """How the day of the rehearsal runs: it was `begins` when the computer's clock showed `since` (both ms)."""

    begins: int
    since: int
    speed: int
    zone: str = "Europe/Berlin"

    def real(self, hour: int, minute: int) -> int:
        """Return what the computer's clock shows at a time of that day, in ms."""
        began = datetime.fromtimestamp(self.begins / 1000, ZoneInfo(self.zone))
        wanted = began.replace(hour=hour, minute=minute, second=0, microsecond=0)
        if wanted < began - timedelta(hours=1):
            wanted += timedelta(days=1)
        return self.since + int((wanted - began).total_seconds() * 1000) // self.speed


@dataclass(slots=True)
class Promise:
    """How soon things are promised, in ms."""

    announced: int = 1_000
    """A phase after its time, if nothing is dead."""
    recovered: int = 5_000
    """A phase that fell due meanwhile, after the bot or its server lives again."""
    acknowledged: int = 0
    """An input after the server took it; 0: whenever it can be."""
    reserve: int = 0
    """So many messages of an untouched server's burst no acknowledgement takes; 0: there is no limit."""


@dataclass(slots=True)
class Evidence:
    """Everything about one run."""

    bot: str
    clock: Clock
    plan: list[Phase]
    rooms: dict[str, list[Event]]
    """Workshop -> everything that was said in its room, oldest first."""
    staff: list[Event]
    """What was said in the organisers' and the control room."""
    log: list[Input]
    outages: list[tuple[int, int]]
    """When the homeserver could not be reached: from, to, on the computer's clock in ms."""
    summary: dict[str, Any]
    published_again: bool
    """`werkstatt digest` writes the same bytes as were published, and as were handed over in the room."""
    journal: dict[str, Any]
    """`integrity`: what SQLite says; `foreign`: rows without their like; `waiting`: rows of the outbox not said."""
    away: list[tuple[int, int]] = field(default_factory=list)
    """When the bot was not there: from its end until it listened again, on the computer's clock in ms."""
    moody: list[tuple[int, int]] = field(default_factory=list)
    """When the homeserver refused or garbled what it was asked for: from, to, on the computer's clock in ms."""
    secrets: list[str] = field(default_factory=list)
    """What nobody may ever read."""
    promise: Promise = field(default_factory=Promise)
    pulses: list[tuple[int, int]] = field(default_factory=list)
    """What somebody else met with meanwhile who says something again and again in a room of their own: when they sent
    it, on the computer's clock, and after how long the server had it (both ms)."""
    chats: list[str] = field(default_factory=list)
    """The rooms in which people spoke to the bot alone; what was said there stands in their workshop's history."""
    people: list[str] = field(default_factory=list)
    """The accounts of everybody who took part; no paper may name them."""
    leading: list[str] = field(default_factory=list)
    """Those of them who lead, and are counted nowhere."""
    papers: dict[str, str] = field(default_factory=dict)
    """What the bot wrote down for others: its log, and each file of the documentation."""

    def unread(self) -> list[tuple[int, int]]:
        """Return when people may have said something that is read too late: from, to, on the computer's clock in ms.

        While the homeserver is away; while the bot is, if it was too long, and while the homeserver refuses what it is
        asked for, if the documentation says that it was missed.
        """
        missed = [*self.moody, *(each for each in self.away if each[1] - each[0] >= PATIENCE)]
        return [*self.outages, *(missed if self.summary.get("missed") else ())]

    def dump(self) -> str:
        """Return all of it as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)

    @classmethod
    def load(cls, text: str) -> Self:
        """Return what `dump` wrote."""
        raw = json.loads(text)
        raw["clock"] = Clock(**raw["clock"])
        raw["plan"] = [Phase(**each) for each in raw["plan"]]
        raw["log"] = [Input(**each) for each in raw["log"]]
        raw["promise"] = Promise(**raw["promise"])
        for name in ("outages", "away", "moody", "pulses"):
            raw[name] = [(begins, ends) for begins, ends in raw.get(name, ())]
        return cls(**raw)
