"""Who was forgotten: what they said before is not heard again, and what we remembered of them is let go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.hearing import Hearing
from bot.own_words import own_words
from bot.platforms.incoming import (
    DirectOpened,
    Entered,
    FormOpened,
    FormReturned,
    Incoming,
    Polled,
    Tapped,
    Weighed,
    Wrote,
)
from bot.relayed import perhaps_ours
from bot.wording import wording
from commands.heard import Spot
from storage.erasing import Erasure
from storage.rows import Row
from storage.tombstones import Tombstones
from workshop_flows.facts.conference import PersonErased
from workshop_flows.facts.entry import Entry
from workshop_flows.release import released
from workshop_flows.values import Moment

if TYPE_CHECKING:
    from workshop_flows.conference import Conference

COMING_BACK = (Wrote, Tapped, Polled, Weighed, Entered, DirectOpened, FormOpened, FormReturned)
"""What somebody does who wants to be here. Deleting or leaving, or having been here all along, is not that."""


@dataclass(slots=True)
class Forgetting:
    """Keeps the door shut for what was said before, and open for whoever comes back."""

    tombstones: Tombstones
    hearing: Hearing
    leaving: dict[str, Moment] = field(default_factory=dict)
    """Who is forgotten with the commit that is being decided: account -> the server's stamp of the wish."""

    def begin(self) -> None:
        """Begin a new commit."""
        self.leaving.clear()

    def silences(self, incoming: Incoming) -> bool:
        """Say whether an input is not to be heard: older than its person's wish to be forgotten, or nothing new."""
        account = incoming.account
        wish = self.leaving.get(account, self.tombstones.stamp(account))
        if wish is None:
            return False
        old = incoming.stamp <= wish
        if account in self.hearing.people.numbers:
            return old and isinstance(incoming, Wrote)
        return old or not isinstance(incoming, COMING_BACK) or getattr(incoming, "unobserved", False)

    def erasures(
        self, day: Conference, incoming: Incoming, entries: Sequence[Entry], said: Sequence[Row]
    ) -> list[Erasure]:
        """Return what the journal is to erase after these facts, and forget it ourselves; `said`: the turn's words."""
        gone = [entry.fact.person for entry in entries if isinstance(entry.fact, PersonErased)]
        return [self._erasure(day, person, incoming, said) for person in gone]

    def _erasure(self, day: Conference, person: int, incoming: Incoming, said: Sequence[Row]) -> Erasure:
        accounts = self.hearing.people.accounts(person)
        self.leaving |= {known.account: incoming.stamp for known in accounts}
        self.hearing.forget(person)
        words, rooms = wording(day.plan.language), self.hearing.rooms
        return Erasure(
            person=person,
            accounts=accounts,
            stamp=incoming.stamp,
            farewell=next((row.id for row in said if row.body.get("reply_to") == incoming.source), ""),
            withdrawn=words.formatted("withdrawn", {}, ""),
            someone=words.formatted("person-unknown", {}, ""),
            public=frozenset(room for room, seat in rooms.seats.items() if seat.spot is Spot.ROOM),
            counted=frozenset(_counted(day, person)),
            ours=own_words(day),
            released=frozenset(released(day, person)),
            relayed=perhaps_ours,
        )

    def over(self, erasures: Sequence[Erasure]) -> None:
        """Let go of direct chats with whoever is erased on the disk."""
        gone = {erasure.person for erasure in erasures}
        directs = self.hearing.rooms.directs
        for room in [room for room, person in directs.items() if person in gone]:
            del directs[room]
            for ours in [each for each in self.hearing.anchors if each.room == room]:
                del self.hearing.anchors[ours]


def _counted(day: Conference, person: int) -> Iterator[tuple[str, int]]:
    """Yield where ballots of somebody were counted: those of open votes are withdrawn already."""
    for workshop in day.workshops.values():
        yield from ((workshop.id, vote.number) for vote in workshop.votes.values() if person in vote.ballots)
