"""A batch: what waited for the conductor, in one order, and what its turns add up to in one commit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.platforms.platform import Batch, Incoming
from storage.journal import Commit, Seen
from workshop_flows.effects import Obscure, Publish
from workshop_flows.facts.entry import Fact, In
from workshop_flows.values import Moment, Source


@dataclass(frozen=True, slots=True)
class Bell:
    """Something may be due."""


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """Everything that the servers had taken when the phase closed has been handed over."""

    workshop: str
    phase: int


@dataclass(frozen=True, slots=True)
class Happened:
    """Facts from inside the house: the plan, an outage."""

    facts: tuple[Fact | In, ...]


Item: TypeAlias = Batch | Bell | ReadAgain | Happened


@dataclass(slots=True)
class After:
    """What is to be done once the batch is on disk."""

    closing: list[ReadAgain] = field(default_factory=list)
    phase_ended: bool = False
    published: list[Publish] = field(default_factory=list)
    obscured: list[tuple[str, Obscure]] = field(default_factory=list)


class Sum:
    """What a batch adds up to, turn by turn."""

    def __init__(self, last: int) -> None:
        self.commit = Commit(turn=last)
        self.after = After()
        self.sources: set[Source] = set()

    def begin(self) -> int:
        """Return the number of the next turn."""
        self.commit.turn += 1
        return self.commit.turn

    def seen(self, seen: Seen) -> None:
        """Note what became of an input."""
        self.commit.seen.append(seen)
        self.sources.add(seen.source)

    def worth_writing(self) -> bool:
        """Say whether anything is to be kept."""
        commit = self.commit
        return bool(
            commit.entries or commit.seen or commit.outbox or commit.positions or commit.accounts or commit.directs
        )


def in_order(items: Sequence[Item]) -> list[Incoming]:
    """Return the inputs of a batch by the servers' stamps across rooms, keeping each room's order."""
    incoming = [each for item in items if isinstance(item, Batch) for each in item.incoming]
    latest: dict[str, Moment] = {}
    keyed = []
    for place, each in enumerate(incoming):
        latest[each.room] = max(latest.get(each.room, 0), each.stamp)
        keyed.append((latest[each.room], place, each))
    return [each for _, _, each in sorted(keyed, key=lambda key: key[:2])]
