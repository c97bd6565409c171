"""A batch is decided turn by turn, in memory: inputs by the commands, bells by the agenda. Nothing is said here."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from bot.batch import Beat, Bell, Happened, HeardAll, Item, ReadAgain, Sum, in_order
from bot.disclosure import disclosed
from bot.doorkeeper import Doorkeeper
from bot.forgetting import Forgetting
from bot.hearing import Hearing
from bot.memory import Memory
from bot.patience import Patience, Verdict
from bot.platforms.incoming import Batch, Incoming, Notice
from bot.saying import Saying
from bot.thanks import Thanks
from bot.vocabulary import vocabulary
from commands.hear import hear
from commands.heard import Heard, Outcome, Words
from commands.turn import Turn
from storage.journal import Seen
from storage.rows import Row
from workshop_flows.bells import due
from workshop_flows.conference import Conference
from workshop_flows.counting import Over, ended
from workshop_flows.effects import (
    Acknowledge,
    Disclose,
    Effect,
    Obscure,
    Person,
    Place,
    Publish,
    Reply,
    Say,
    Urgency,
    line,
)
from workshop_flows.facts.entry import Entry, Fact, In
from workshop_flows.facts.people import GuestAdded
from workshop_flows.happen import Scoped, play
from workshop_flows.values import Moment, Role, Source

log = logging.getLogger(__name__)

NAME = "Werkstatt"
"""How people address the bot, whatever its account is called."""
BELLS_AT_MOST = 10_000
"""Bells of one batch: more than any day has, so that a fault of ours does not ring for ever."""


APOLOGISED_AND_NOTED = 2
"""So often an input is passed over: with an apology, and without."""


class Poison(Exception):  # noqa: N818 - carries which input it was
    """An input on which deciding broke: a bug of ours, which must not stop the others."""

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self.source = source


class BrokenBell(Exception):  # noqa: N818 - a bell, and not a message about one
    """A bell on which deciding broke: a bug of ours, which must not silence what people say."""


class Deciding:
    """Makes turns of what came in. Changes the state in memory, which is recalled if their commit fails."""

    def __init__(
        self, memory: Memory, hearing: Hearing, saying: Saying, announce: Callable[[Conference, Publish], Iterable[Row]]
    ) -> None:
        """`announce`: returns what is said about the documentation, which is written after the commit."""
        self._memory, self._hearing, self._saying, self._announce = memory, hearing, saying, announce
        self._inputs = memory.journal.inputs
        self._doorkeeper = Doorkeeper(hearing, memory.forms)
        self._vocabulary = vocabulary([NAME])
        self._patience = Patience()
        self._forgetting = Forgetting(memory.journal.tombstones, hearing)
        self.poisoned: Counter[Source] = Counter()
        """How often inputs broke what was to be done: at first they are apologised for, and then only noted."""

    def decide(self, items: Sequence[Item], now: Moment, *, bells: bool) -> Sum:
        """Return what a batch adds up to; `bells`: what is due rings. Raises Poison, BrokenBell."""
        total = Sum(self._memory.journal.last_turn)
        self._patience.begin()
        self._forgetting.begin()
        if bells:
            # What should have begun by now has begun for everybody in this batch; but whoever is in it voted in time.
            self._ring(total, now, counts=False)
        for incoming in in_order(items):
            self._take(incoming, total, now)
        for item in items:
            match item:
                case Batch(platform, position):
                    total.commit.positions |= {platform: position} if position else {}
                case ReadAgain(workshop, over):
                    self._count(workshop, over, total, now)
                case Happened(facts):
                    self.happen(facts, total, now)
                case Beat():
                    total.beats = True
                case Bell() | HeardAll():
                    pass  # it rings below, or has rung above, or may from now on
        if bells:
            self._ring(total, now)
        total.commit.accounts = self._hearing.people.written()
        return total

    def forget(self) -> None:
        """Forget what was decided last: no commit wrote it."""
        self._patience.forget()

    def passed_over(self, items: Sequence[Item]) -> list[Sequence[Item]]:
        """Return a batch of one input that breaks it, to be decided without that input; nothing if that did not help.

        The input is answered with an apology at first, and if that breaks it as well only noted.
        """
        match items:
            case [Batch(incoming=(incoming,))] if self.poisoned[incoming.source] < APOLOGISED_AND_NOTED:
                self.poisoned[incoming.source] += 1
                return [items]
            case _:
                return []

    def forgotten(self, total: Sum) -> None:
        """Let go of whoever the journal has forgotten."""
        self._forgetting.over(total.commit.erasures)

    def happen(self, facts: Iterable[Fact | In], total: Sum, now: Moment) -> None:
        """Let facts from inside the house happen, in a turn of their own."""
        self._keep(total, *play(self._memory.day, facts, now, ""))

    def _ring(self, total: Sum, now: Moment, *, counts: bool = True) -> None:
        for _ in range(BELLS_AT_MOST):
            try:
                if (fact := due(self._memory.day, now, counts=counts)) is None:
                    return
                self.happen((fact,), total, now)
            except Exception as bug:
                raise BrokenBell from bug
        log.error("Eine Glocke läutet ohne Ende; es geht in einer Sekunde weiter.")

    def _count(self, workshop: str, over: Over, total: Sum, now: Moment) -> None:
        """End what closes and whose ballots have all been read, if no bell did so meanwhile."""
        if (fact := ended(self._memory.day.workshop(workshop), over)) is not None:
            self.happen((In(workshop, fact),), total, now)

    def _take(self, incoming: Incoming, total: Sum, now: Moment) -> None:
        """Decide one input, once."""
        source = incoming.source
        if self._inputs.handled(source) or source in total.sources or self._forgetting.silences(incoming):
            return
        try:
            if source in self.poisoned:
                self._apologise(incoming, total)
            elif isinstance(incoming, Notice):
                self._notice(incoming, total, now)
            elif (heard := self._hearing.heard(self._memory.day, incoming, now)) is not None:
                turn = hear(self._memory.day, heard, self._vocabulary)
                self._note(incoming, heard, self._patiently(heard, turn, now), total)
        except Exception as bug:
            raise Poison(source) from bug

    def _patiently(self, heard: Heard, turn: Turn, now: Moment) -> Turn:
        """Return the turn without its answer to somebody who floods the room; what they said counts all the same."""
        if heard.role is not Role.CITIZEN or not isinstance(heard.what, Words):
            return turn
        answers = [each for each in turn.effects if _answers(each[1], heard)]
        if not answers:
            return turn
        verdict = self._patience.verdict(heard.person, now)
        if verdict is Verdict.ANSWER:
            return turn
        kept = [each for each in turn.effects if each not in answers]
        scope = answers[0][0]
        if verdict is Verdict.WARNING:
            kept.append((scope, Reply(heard.source, heard.person, (line("flood"),))))
        if verdict is not Verdict.SILENCE:
            told = line("flood-hint", person=Person(heard.person), count=self._patience.silent(heard.person))
            kept.append((scope, Say(Place.LEAD, (told,), Urgency.MODERATION)))
        return turn._replace(effects=kept)

    def _note(self, incoming: Incoming, heard: Heard, turn: Turn, total: Sum) -> None:
        for entry in turn.entries:
            if isinstance(entry.fact, GuestAdded):
                self._hearing.people.guest(entry.fact.person)
        said = len(total.commit.outbox)
        self._keep(total, turn.entries, turn.effects)
        if turn.outcome is not Outcome.CHAT:
            total.seen(Seen(incoming.source, str(turn.outcome), turn.line, heard.person))
        total.commit.erasures += self._forgetting.erasures(
            self._memory.day, incoming, turn.entries, total.commit.outbox[said:]
        )

    def _notice(self, notice: Notice, total: Sum, now: Moment) -> None:
        noticed = self._doorkeeper.takes(notice, now)
        for each in noticed.seen:
            total.seen(each)
        total.commit.directs += noticed.directs
        self._keep(total, [], noticed.said)

    def _apologise(self, incoming: Incoming, total: Sum) -> None:
        """Refuse an input that broke a command: the bot goes on, and the person knows; behind a notice is nobody."""
        if not isinstance(incoming, Notice) and self.poisoned[incoming.source] == 1:
            seat = self._hearing.rooms.seat(incoming.room)
            said = Reply(incoming.source, self._hearing.person(incoming), (line("went-wrong"),))
            self._keep(total, [], [(seat.workshop if seat else "", said)])
        total.seen(Seen(incoming.source, str(Outcome.REFUSED), "went-wrong"))

    def _keep(self, total: Sum, entries: list[Entry], effects: list[Scoped]) -> None:
        """Put a turn's facts and words into the commit."""
        if not entries and not effects:
            return
        day, number = self._memory.day, total.begin(entries)
        for ordinal, (scope, effect) in enumerate(effects):
            if isinstance(effect, Acknowledge) and effect.source:
                total.thanks.append(Thanks(effect, scope, number, ordinal, day.names.get(effect.person, "")))
                continue
            total.commit.outbox += self._saying.rows(day, number, ordinal, scope, effect)
            if isinstance(effect, Obscure):
                total.obscured.append((scope, effect))
            elif isinstance(effect, Publish):
                total.commit.outbox += self._announce(day, effect)
                total.publishes = True
            elif isinstance(effect, Disclose):
                accounts = self._hearing.people.accounts(effect.person)
                total.commit.outbox += disclosed(day, self._saying, number, effect, accounts)


def _answers(effect: Effect, heard: Heard) -> bool:
    """Say whether an effect does nothing but answer this input."""
    match effect:
        case Reply(source) | Acknowledge(source):
            return source == heard.source
        case _:
            return False
