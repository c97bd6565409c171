"""What came of a run, in figures."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.chaos.evidence import Evidence
from tests.chaos.oracle import Violation
from tests.chaos.room import COVERS, Room, read


@dataclass(slots=True)
class Report:
    """What happened, in figures."""

    seed: int = 0
    seconds: float = 0.0
    inputs: Counter[str] = field(default_factory=Counter)
    kills: Counter[str] = field(default_factory=Counter)
    starts: list[float] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)
    violations: list[Violation] = field(default_factory=list)
    folder: Path = Path()

    def __str__(self) -> str:
        starts = sorted(self.starts) or [0.0]
        rows = [
            f"seed {self.seed}, {self.seconds:.0f} s",
            f"inputs {self.inputs.total()}: {dict(sorted(self.inputs.items()))}",
            f"kills {self.kills.total()}: {dict(sorted(self.kills.items()))}",
            f"start to ready: median {starts[len(starts) // 2]:.1f} s, longest {starts[-1]:.1f} s",
            *(f"{name}: {value}" for name, value in self.figures.items()),
            f"violations {len(self.violations)}",
            *(f"  {violation}" for violation in self.violations[:40]),
        ]
        return "\n".join(rows)

    def read(self, evidence: Evidence) -> None:
        """Take in what the evidence tells in figures."""
        self.inputs.update(each.kind for each in evidence.log)
        rooms = [read(evidence, name) for name in evidence.rooms]
        self.figures |= {
            "answered by the server": sum(bool(each.event) for each in evidence.log),
            "sent again by the crowd": sum(each.tries > 1 for each in evidence.log),
            "ideas acknowledged": sum(len(room.numbers(done.event)) for room in rooms for done in room.done),
            "ballots acknowledged": sum("✅" in room.signs.get(done.event, ()) for room in rooms for done in room.done),
            "answers": sum(len(each) for room in rooms for each in room.replies.values()),
            "journal": evidence.journal,
            "events by the bot": sum(e["sender"] == evidence.bot for room in rooms for e in room.events),
            "acknowledged after (s)": _spread([each for room in rooms for each in _waits(room, evidence.bot)]),
            "phases announced after (s)": _spread([each for room in rooms for each in _lateness(room)]),
        }


def _waits(room: Room, bot: str) -> list[float]:
    """Return how long each input waited for its acknowledgement, in seconds of the server's stamps."""
    sent = {done.event: done.at for done in room.done}
    found: dict[str, float] = {}
    for event in room.events:
        for covered in (event.get("content") or {}).get(COVERS) or [] if event["sender"] == bot else []:
            if covered in sent:
                found.setdefault(covered, (event["origin_server_ts"] - sent[covered]) / 1000)
    return list(found.values())


def _lateness(room: Room) -> list[float]:
    """Return how long after the end of the phase before each phase was announced, in seconds."""
    pairs = pairwise(room.opened)
    return [(then.at - before.due) / 1000 for before, then in pairs if before.due is not None]


def _spread(values: list[float]) -> str:
    ordered = sorted(values) or [0.0]
    p95 = ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)]
    return f"median {ordered[len(ordered) // 2]:.2f}, p95 {p95:.2f}, most {ordered[-1]:.2f}, of {len(values)}"
