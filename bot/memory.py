"""What the bot remembers: the day, who people are, which forms are open. All of it is the journal, read anew."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from bot.forms import Forms
from bot.people import People
from storage.journal import Journal
from workshop_flows.conference import Conference
from workshop_flows.flow import Flow
from workshop_flows.happen import fold

SELDOM = 50_000
"""New objects from which on Python looks for garbage: what people say stays, and a batch of it is no garbage."""


@dataclass(slots=True)
class Memory:
    """The state that everything is decided on. What no commit wrote is forgotten by `recall`.

    `library`: the ready-made flows by name. `pace`: how much faster than real time the day passes.
    """

    journal: Journal
    people: People
    pace: int = 1
    library: Mapping[str, Flow] = field(default_factory=dict)
    day: Conference = field(default_factory=Conference)
    forms: Forms = field(default_factory=Forms)

    async def recall(self) -> None:
        """Fold the journal. Raises JournalDamaged."""
        with _uncollected():
            self.day = await self.journal.over_entries(fold)
        guests = tuple(self.day.names)
        self.people.recall(await self.journal.accounts(), guests)
        self.forms.load(await self.journal.unread())
        accounts = self.people
        self.day.names |= {number: accounts.names[account] for account, number in accounts.numbers.items()}
        self.day.ready_made, self.day.pace = dict(self.library), self.pace


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile: what a fold makes stays, and looking through all of it takes longer than it."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.set_threshold(SELDOM)
        gc.freeze()
        gc.unfreeze()  # both together: it is old now, and looked through only seldom
