"""Where the bells of the day hang, so that nobody asks four hundred workshops whenever one person says something."""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workshop_flows.facts.entry import Fact
    from workshop_flows.values import Moment

Bell: TypeAlias = "tuple[Moment, Fact, str]"
"""When it rings, what then happens, and in which workshop."""


@dataclass(slots=True)
class Belfry:
    """What each workshop waits for. Follows from its state alone, so it is only hung anew where something happened."""

    stirred: dict[str, None] = field(default_factory=dict)
    """Where something happened since, in order (empty: in the whole conference)."""
    hung: dict[str, tuple[Bell, ...]] = field(default_factory=dict)
    first: dict[str, Moment] = field(default_factory=dict)
    """When the first bell of each workshop rings, if it waits for one."""
    order: list[tuple[Moment, str]] = field(default_factory=list)
    """These as a heap, with some that were since hung anew."""

    def hang(self, workshop: str, bells: tuple[Bell, ...]) -> None:
        """Put these in the place of a workshop's bells."""
        self.hung[workshop] = bells
        if not bells:
            self.first.pop(workshop, None)
        elif (first := min(moment for moment, _, _ in bells)) != self.first.get(workshop):
            self.first[workshop] = first
            heappush(self.order, (first, workshop))

    @property
    def next(self) -> Moment | None:
        """When the first of all rings."""
        while self.order and self.first.get(self.order[0][1]) != self.order[0][0]:
            heappop(self.order)
        return self.order[0][0] if self.order else None

    def due(self, at: Moment) -> Iterator[Bell]:
        """Yield what should have rung by an instant."""
        if (soonest := self.next) is None or soonest > at:
            return
        for workshop, first in self.first.items():
            if first <= at:
                yield from (bell for bell in self.hung[workshop] if bell[0] <= at)
