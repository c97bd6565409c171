"""What came of a run, in figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.chaos.acknowledgements import waits
from tests.chaos.evidence import Evidence
from tests.chaos.room import Room, read
from tests.chaos.violation import Violation

PARTS = {
    "ideas": {"idea", "plain", "twin"},
    "votes": {"ballot", "poll", "change"},
    "taken back or edited": {"edit", "delete"},
    "rubbish": {"rubbish", "bad"},
}
SEALED = "m.room.encrypted"


@dataclass(slots=True)
class Report:
    """What happened, in figures. `waited` and `late` in seconds, sorted."""

    seed: int = 0
    seconds: float = 0.0
    inputs: Counter[str] = field(default_factory=Counter)
    kills: Counter[str] = field(default_factory=Counter)
    starts: list[float] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)
    violations: list[Violation] = field(default_factory=list)
    folder: Path = Path()

    def __str__(self) -> str:
        total = self.inputs.total() or 1
        shares = {name: f"{sum(self.inputs[kind] for kind in kinds) / total:.0%}" for name, kinds in PARTS.items()}
        rows = [
            f"seed {self.seed}, {self.seconds:.0f} s",
            f"inputs {self.inputs.total()}: {dict(sorted(self.inputs.items()))}",
            f"of which {', '.join(f'{name} {share}' for name, share in shares.items())}",
            f"kills {self.kills.total()}: {dict(sorted(self.kills.items()))}",
            f"start to ready (s): {_spread(sorted(self.starts))}",
            f"acknowledged after (s): {_spread(self.waited)}",
            f"phases announced after (s): {_spread(self.late)}",
            *(f"{name}: {value}" for name, value in self.figures.items()),
            f"violations {len(self.violations)}",
            *(f"  {violation}" for violation in self.violations[:40]),
        ]
        return "\n".join(rows)

    def read(self, evidence: Evidence) -> None:
        """Take in what the evidence tells in figures."""
        self.inputs.update(each.kind for each in evidence.log)
        rooms = [read(evidence, name) for name in evidence.rooms]
        self.waited = sorted(took / 1000 for room in rooms for _, took in waits(room, evidence.bot))
        self.late = sorted(each for room in rooms for each in _lateness(room))
        met = sorted(took / 1000 for _, took in evidence.pulses)
        self.figures |= {
            "answered by the server": sum(bool(each.event) for each in evidence.log),
            "sent again by the crowd": sum(each.tries > 1 for each in evidence.log),
            "said to the bot alone": sum(done.input.room in evidence.chats for room in rooms for done in room.done),
            "never readable": sum(bool(e["type"] == SEALED and e["content"]) for room in rooms for e in room.events),
            "ideas acknowledged": sum(len(room.numbers(done.event)) for room in rooms for done in room.done),
            "ballots acknowledged": sum("✅" in room.signs.get(done.event, ()) for room in rooms for done in room.done),
            "answers": sum(len(each) for room in rooms for each in room.replies.values()),
            "journal": evidence.journal,
            "events by the bot": sum(e["sender"] == evidence.bot for room in rooms for e in room.events),
            "meanwhile others had their answer after (s)": _spread(met),
        }


def part(ordered: Sequence[float], percent: int) -> float:
    """Return the value that so many per cent do not exceed; 0 of none."""
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)] if ordered else 0.0


def _lateness(room: Room) -> list[float]:
    """Return how long after the end of the phase before each phase was announced, in seconds."""
    pairs = pairwise(room.opened)
    return [(then.at - before.due) / 1000 for before, then in pairs if before.due is not None]


def _spread(ordered: Sequence[float]) -> str:
    most, count = max(ordered, default=0.0), len(ordered)
    return f"median {part(ordered, 50):.2f}, p95 {part(ordered, 95):.2f}, most {most:.2f}, of {count}"
