"""A conference without a server: people say things, the clock jumps, and a transcript is written.

The same deciding and happening as in `bot/deciding.py`; only rooms, journal and delivery are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.rehearsal.bells import next_bell, rung
from bot.rehearsal.record import Record, Scene
from bot.rehearsal.roll import Roll
from bot.rehearsal.utterance import BOT, Utterance
from bot.vocabulary import vocabulary
from commands.hear import hear
from commands.heard import Arrival, Heard, Outcome, Spot, Tap, What, Words
from workshop_flows.conference import Conference
from workshop_flows.facts.entry import Entry, Fact, In
from workshop_flows.happen import Scoped, fold, play
from workshop_flows.values import Moment, Role, Source

if TYPE_CHECKING:
    from workshop_flows.flow import Flow


class Rehearsal:
    """A conference in memory. Times are milliseconds; nothing waits."""

    def __init__(self, plan: Sequence[Fact | In], now: Moment, *, library: dict[str, Flow] | None = None) -> None:
        """Begin with the facts of a plan."""
        self.now = now
        self.ready_made = library or {}
        self.vocabulary = vocabulary([BOT])
        self.forgetful = False
        """Fold the journal anew after every turn: what a restart at that turn would do."""
        self.day = Conference()
        self.day.ready_made = self.ready_made
        self.turns: list[list[Entry]] = []
        self.roll = Roll()
        self.record = Record(self.roll)
        entries, _ = play(self.day, plan, now, "")
        self._keep(entries)

    # --- people -------------------------------------------------------------------------------------------------

    def person(self, name: str) -> int:
        """Return a person's number; given at their first mention."""
        if name not in self.roll.numbers:
            self.roll.numbers[name] = self._spare()
            self.day.names[self.roll.numbers[name]] = name
        return self.roll.numbers[name]

    def _spare(self) -> int:
        return max([0, *self.roll.numbers.values(), *self.day.names, *self.day.erased]) + 1

    def comes(self, name: str, workshop: str, *, unobserved: bool = False) -> None:
        """Let somebody join a workshop's room, unseen in the transcript; `unobserved`: nobody watched."""
        self._hear(name, Role.CITIZEN, Spot.ROOM, workshop, (Arrival(unobserved), self.record.source(workshop, name)))

    def does(  # noqa: PLR0913 - an input has many sides
        self,
        name: str,
        what: What,
        *,
        workshop: str = "",
        spot: Spot = Spot.ROOM,
        role: Role = Role.CITIZEN,
        shown: Utterance | None = None,
    ) -> Outcome:
        """Let somebody do something; returns what became of it."""
        source = self.record.source(workshop or spot.value, name)
        if shown is not None:
            shown.source, shown.side = source, self.roll.side(name)
            self.record.said.append(shown)
        return self._hear(name, role, spot, workshop, (what, source))

    def writes(self, name: str, text: str, workshop: str, role: Role = Role.CITIZEN) -> Outcome:
        """Let somebody write into a workshop's room."""
        shown = Utterance(self.now, name, text, workshop=workshop)
        return self.does(name, Words(text), workshop=workshop, role=role, shown=shown)

    def taps(self, name: str, sign: str, target: Utterance, workshop: str, role: Role = Role.CITIZEN) -> Outcome:
        """Let somebody put a sign under a message."""
        author = self.roll.numbers.get(target.who)
        words = "" if target.who == BOT else target.text
        tap = Tap(target.source or Source(f"{workshop}/bot"), sign, target.anchor, author, words)
        shown = Utterance(self.now, name, "", workshop=workshop, action=f"tippt {sign}")
        return self.does(name, tap, workshop=workshop, role=role, shown=shown)

    def _hear(self, name: str, role: Role, spot: Spot, workshop: str, heard: tuple[What, Source]) -> Outcome:
        what, source = heard
        person = self.person(name)
        input_ = Heard(person, role, spot, workshop, source, self.now, what, self._spare())
        turn = hear(self.day, input_, self.vocabulary)
        shown = self.record.at(source)
        if shown is not None:
            shown.outcome = turn.outcome
        self._keep(turn.entries)
        self._carry(turn.effects, spot)
        if person in self.day.erased:
            del self.roll.numbers[name]  # whoever comes back is somebody new
        return turn.outcome

    # --- time ---------------------------------------------------------------------------------------------------

    def until(self, at: Moment) -> None:
        """Let the time pass: every bell rings at its time."""
        while (bell := next_bell(self.day)) is not None and bell <= at:
            self.now = max(self.now, bell)
            fact = rung(self.day, self.now)
            if fact is not None:
                self._happen(fact)
        self.now = max(self.now, at)

    def _happen(self, fact: Fact | In) -> None:
        entries, effects = play(self.day, [fact], self.now, "")
        self._keep(entries)
        self._carry(effects, Spot.ROOM)

    def _carry(self, effects: list[Scoped], spot: Spot) -> None:
        for workshop, effect in effects:
            self.record.take(Scene(self.day, self.now, spot, workshop), effect)

    def _keep(self, entries: list[Entry]) -> None:
        if entries:
            self.turns.append(entries)
        if self.forgetful:
            self.restart()

    def restart(self) -> None:
        """Forget everything but the journal, the names and the library, as a restart does."""
        names = self.day.names
        self.day = fold(entry for turn in self.turns for entry in turn)
        self.day.names, self.day.ready_made = names | self.day.names, self.ready_made
