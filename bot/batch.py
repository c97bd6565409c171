"""A batch: what waited for the conductor, in one order, and what its turns add up to in one commit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias, TypeVar

from bot.platforms.incoming import Batch, Incoming
from bot.thanks import Thanks
from storage.journal import Commit, Seen
from storage.rows import Row
from workshop_flows.counting import Over, over
from workshop_flows.effects import Obscure
from workshop_flows.facts.agenda import PhaseClosing, PhaseEnded
from workshop_flows.facts.conference import ClockAdopted
from workshop_flows.facts.entry import Entry, Fact, In
from workshop_flows.facts.votes import VoteClosing
from workshop_flows.values import Moment, Source


@dataclass(frozen=True, slots=True)
class Bell:
    """Something may be due."""


@dataclass(frozen=True, slots=True)
class Beat:
    """A sign of life is to be written, whether there is anything else or not."""


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """Everything that the servers had taken when a phase or a poll closed has been handed over: `over` ends it."""

    workshop: str
    over: Over


@dataclass(frozen=True, slots=True)
class HeardAll:
    """What was said while we stood still has been handed over, as far as the platforms answered."""


@dataclass(frozen=True, slots=True)
class Happened:
    """Facts from inside the house: the plan, an outage."""

    facts: tuple[Fact | In, ...]


OneKind = TypeVar("OneKind")
Item: TypeAlias = Batch | Bell | Beat | ReadAgain | HeardAll | Happened


class Sum:
    """What a batch adds up to, turn by turn."""

    def __init__(self, last: int) -> None:
        self.commit = Commit(turn=last)
        self.sources: set[Source] = set()
        """Inputs of which something became."""
        self.thanks: list[Thanks] = []
        """Who is to be thanked: of many in one room it is known when the batch is complete."""
        self.obscured: list[tuple[str, Obscure]] = []
        """What is to be taken out of old messages: (workshop, effect)."""
        self.publishes = False
        """The documentation is to be written."""
        self.kinds: set[type] = set()
        """The kinds of its facts: who looks for a seldom one need not go through all."""
        self.beats = False
        """A sign of life is due."""

    def begin(self, entries: Sequence[Entry]) -> int:
        """Begin a turn of these facts, and return its number."""
        self.commit.turn += 1
        for entry in entries:
            self.commit.entries.append((self.commit.turn, entry))
            self.kinds.add(type(entry.fact))
        return self.commit.turn

    def seen(self, seen: Seen) -> None:
        """Note what became of an input."""
        self.commit.seen.append(seen)
        self.sources.add(seen.source)

    def closing(self) -> list[ReadAgain]:
        """Return what closes: what was under way is read before it is counted."""
        phases = [ReadAgain(workshop, over(fact)) for workshop, fact in self._of(PhaseClosing)]
        return phases + [ReadAgain(workshop, over(fact)) for workshop, fact in self._of(VoteClosing)]

    def phase_ended(self) -> bool:
        """Say whether a phase is over."""
        return PhaseEnded in self.kinds

    def adopted(self) -> Moment:
        """Return by how much our clock is to be set: somebody wanted it."""
        return sum(fact.by for _, fact in self._of(ClockAdopted) if fact.person is not None)

    def settling(self, items: Sequence[Item]) -> list[Callable[[], None]]:
        """Return what tells the platforms what became of their inputs, for when it is on disk."""
        waiting = [item for item in items if isinstance(item, Batch) and item.settled is not None]
        outcomes = {seen.source: seen.outcome for seen in self.commit.seen} if waiting else {}
        answered = frozenset(_answered(self.commit.outbox)) if waiting else frozenset()
        told = [(item.settled, [each.source for each in item.incoming]) for item in waiting]
        return [partial(settled, sources, outcomes, answered) for settled, sources in told if settled is not None]

    def worth_writing(self) -> bool:
        """Say whether anything is to be kept."""
        commit = self.commit
        inputs = commit.entries or commit.seen or commit.positions or commit.accounts or commit.directs
        return bool(self.beats or inputs or commit.outbox)

    def _of(self, kind: type[OneKind]) -> list[tuple[str, OneKind]]:
        """Return the facts of a kind, each with its workshop."""
        facts = [(entry.workshop, entry.fact) for _, entry in self.commit.entries] if kind in self.kinds else []
        return [(workshop, fact) for workshop, fact in facts if isinstance(fact, kind)]


def _answered(rows: Iterable[Row]) -> Iterator[Source]:
    """Yield the inputs that get an answer or a sign of ours."""
    for row in rows:
        yield from filter(None, [row.body.get("reply_to"), row.body.get("target")])
        yield from (source for source, _, _ in row.body.get("thanks", ()))


def parts(items: Sequence[Item]) -> list[list[Item]]:
    """Return what can be tried by itself of a batch that a fault of ours broke; nothing if it is but one input.

    Of what one platform brought the position comes with the last part: the others are on disk by then.
    """
    match items:
        case [Batch(incoming=(_, _, *_) as incoming) as batch]:
            half = len(incoming) // 2
            return [
                [replace(batch, position="", incoming=incoming[:half])],
                [replace(batch, incoming=incoming[half:])],
            ]
        case [_]:
            return []
        case _:
            return [[item] for item in items]


def in_order(items: Sequence[Item]) -> list[Incoming]:
    """Return the inputs of a batch by the servers' stamps across rooms, keeping each room's order."""
    incoming = [each for item in items if isinstance(item, Batch) for each in item.incoming]
    latest: dict[str, Moment] = {}
    stamps = []
    for each in incoming:
        stamp = latest[each.room] = max(latest.get(each.room, 0), each.stamp)
        stamps.append(stamp)
    return [incoming[place] for place in sorted(range(len(stamps)), key=stamps.__getitem__)]
