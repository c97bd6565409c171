"""What the bot remembers: the day, who people are, which forms are open. All of it is the journal, read anew."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.clock import Clock
from bot.forms import Forms
from bot.garbage import look_seldom, unlooked
from bot.people import People
from storage.journal import Journal
from workshop_flows.conference import Conference
from workshop_flows.flow import Flow
from workshop_flows.happen import fold
from workshop_flows.numbers import numbers
from workshop_flows.values import SECOND

log = logging.getLogger(__name__)

TRY_AGAIN = SECOND
"""After a journal that could not be read."""


@dataclass(slots=True)
class Memory:
    """The state that everything is decided on. What no commit wrote is forgotten by `recall`.

    `ready_made`: the flows that come with it, by name. `pace`: how much faster than real time the day passes.
    """

    journal: Journal
    people: People
    pace: int = 1
    ready_made: Mapping[str, Flow] = field(default_factory=dict)
    day: Conference = field(default_factory=Conference)
    forms: Forms = field(default_factory=Forms)

    async def recall(self) -> None:
        """Fold the journal. Raises JournalDamaged."""
        look_seldom()
        with unlooked():
            self.day = await self.journal.over_entries(fold)
        self.people.recall(await self.journal.accounts(), numbers(self.day))
        self.forms.load(await self.journal.inputs.unread())
        accounts = self.people
        self.day.names |= {number: accounts.names[account] for account, number in accounts.numbers.items()}
        self.day.ready_made, self.day.pace = dict(self.ready_made), self.pace

    async def recall_in_the_end(self, clock: Clock) -> None:
        """Fold the journal, as soon as it can be read; `clock` is one to wait by."""
        while True:
            try:
                await self.recall()
            except Exception:
                log.exception("Das Journal lässt sich nicht lesen; ich versuche es weiter.")
                await clock.sleep_until(clock.now() + TRY_AGAIN)
            else:
                return
