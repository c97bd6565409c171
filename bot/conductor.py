"""The loop: drain what waits, decide, one commit, then speak. One conductor for the whole conference.

Turns are decided in memory; nothing is said before the commit. If a commit fails, the state is folded anew from the
journal and the same inputs are decided again. Everybody else reads `day` only between commits.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.batch import After, Bell, Happened, Item, ReadAgain, Sum, in_order
from bot.clock import Clock
from bot.failpoint import passing
from bot.forms import Forms
from bot.hearing import Hearing
from bot.kept import kept
from bot.obscuring import edits
from bot.platforms.platform import (
    Batch,
    DirectOpened,
    FormOpened,
    FormReturned,
    FormsMissed,
    Incoming,
    Known,
    RoomLost,
    RoomMoved,
    Standing,
    Unreadable,
)
from bot.saying import Saying
from bot.second_look import SecondLook
from bot.wording import vocabulary
from commands.hear import hear
from commands.heard import Outcome
from commands.turn import Turn
from storage.journal import Commit, CommitFailed, Journal, Seen
from storage.outbox import Row
from workshop_flows.bells import due, next_due
from workshop_flows.conference import Conference
from workshop_flows.effects import Effect, Obscure, Place, Publish, Reply, Say, Urgency, line
from workshop_flows.facts.agenda import PhaseClosing, PhaseEnded
from workshop_flows.facts.conference import DiskWasFull, PlatformBack, PlatformMissed
from workshop_flows.facts.entry import Entry, Fact, In
from workshop_flows.facts.people import GuestAdded
from workshop_flows.flow import Flow
from workshop_flows.happen import Scoped, fold, play
from workshop_flows.values import SECOND, Moment, Source, Text

log = logging.getLogger(__name__)

NAME = "Werkstatt"
"""How people address the bot, whatever its account is called."""
WAITING_AT_MOST = 64
"""Batches that may wait before a platform has to."""
BELLS_AT_MOST = 10_000
"""Bells of one batch: more than any day has, so that a fault of ours does not ring for ever."""
TRY_AGAIN = SECOND
"""After a commit that failed."""


@dataclass(slots=True)
class Outside:
    """What the conductor tells others after a commit."""

    speak: Callable[[], None]
    alarm: Callable[[Moment | None], None]
    publish: Callable[[Conference, Publish], list[Row]]
    committed: Callable[[], None]
    copy: Callable[[], None]
    """Put a copy of the journal aside: a phase is over."""


class Conductor:
    """Decides everything, in one order."""

    def __init__(self, journal: Journal, clock: Clock, hearing: Hearing, saying: Saying, outside: Outside) -> None:
        """Begin with what the journal says; see `load`."""
        self.day = Conference()
        self._journal, self._clock, self._hearing, self._saying = journal, clock, hearing, saying
        self._vocabulary, self._outside = vocabulary([NAME]), outside
        self._queue: asyncio.Queue[Item] = asyncio.Queue(WAITING_AT_MOST)
        self._rings = False
        self._reading: set[asyncio.Task[None]] = set()
        self._ready_made: Mapping[str, Flow] = {}
        self._poisoned: set[Source] = set()
        self._told_unreadable: set[str] = set()
        self._forms = Forms()
        self.pace = 1
        self.conducted = 0
        """Batches worked off: the alarm rings every second, so this grows as long as we are alive."""
        self.open = False
        """Bells may ring: what happened while nobody watched was handed over, or will be late."""

    # --- from outside -------------------------------------------------------------------------------------------

    async def load(self, library: Mapping[str, Flow]) -> None:
        """Fold the journal. Raises JournalDamaged."""
        self._ready_made = library
        people = self._hearing.people
        self.day = await self._journal.over_entries(fold)
        accounts = await self._journal.accounts()
        guests = [number for number in self.day.names if number]
        people.known(accounts, guests)
        self._forms.load(await self._journal.unread())
        self._hearing.rooms.directs.update(await self._journal.directs())
        self._hearing.anchors.update({source: (where, name) for source, where, name in await self._journal.anchors()})
        self._dress()

    async def take(self, batch: Batch) -> None:
        """Let a platform hand over what came in; waits while too much waits already."""
        await self._queue.put(batch)

    def standing(self, poll: Source, account: str) -> Standing | None:
        """Return how a poll stands for somebody; None if it is no poll of ours."""
        return self._hearing.standing(self.day, poll, account)

    def known(self, room: str) -> Known:
        """Return who is where in a room, as far as was decided."""
        return self._hearing.known(self.day, room)

    def kept(self, room: str) -> Mapping[str, str]:
        """Return the ids of messages and taps in a room that still mean something, each with its account."""
        return kept(self.day, room, {number: account for account, number in self._hearing.people.numbers.items()})

    async def happened(self, *facts: Fact | In) -> None:
        """Let facts from inside the house happen."""
        await self._queue.put(Happened(facts))

    def ring(self) -> None:
        """Look whether something is due; never waits."""
        if self.open and not self._rings and not self._queue.full():
            self._rings = True
            self._queue.put_nowait(Bell())

    def said(self, row: Row, event: str) -> None:
        """Note under which source a message of ours is known, so that taps on it are understood."""
        if row.anchor and event:
            self._hearing.anchors[Source(f"{row.room}/{event}")] = (row.workshop, row.anchor)

    async def run(self) -> None:
        """Conduct for ever."""
        while True:
            items = [await self._queue.get()]
            while not self._queue.empty():
                items.append(self._queue.get_nowait())
            await self._conduct_safely(items)
            self.conducted += 1
            for _ in items:
                self._queue.task_done()

    async def settled(self) -> None:
        """Wait until nothing waits: for an orderly end."""
        await self._queue.join()

    # --- a batch ------------------------------------------------------------------------------------------------

    async def _conduct_safely(self, items: Sequence[Item]) -> None:
        """Conduct a batch; if a fault of ours breaks it, each of its items by itself, so that one stops no other."""
        try:
            await self._conduct(items)
        except Exception:
            log.exception("Beim Entscheiden ist etwas schiefgegangen.")
            await self._fold_anew()
            for item in items if len(items) > 1 else ():
                await self._conduct_safely([item])

    async def _conduct(self, items: Sequence[Item]) -> None:
        """Decide a batch and commit it; if that fails, begin again with the same batch."""
        failing: Moment | None = None
        while True:
            now = self._clock.now()
            turn = Sum(self._journal.last_turn)
            try:
                self._decide(items, turn, now)
                turn.commit.accounts = self._hearing.people.written()
                if failing is not None:
                    self._happen((DiskWasFull(failing),), turn, now)
                if turn.worth_writing():
                    passing("before-commit")
                    await self._journal.commit(turn.commit, now)
                    passing("after-commit")
                break
            except _Poison as poison:
                log.exception("Eine Eingabe hat einen Fehler ausgelöst und wird übergangen.")
                self._poisoned.add(poison.source)
                await self._fold_anew()
            except CommitFailed as failure:
                log.error("Nichts davon wurde gespeichert; ich versuche es gleich noch einmal. %s", failure)  # noqa: TRY400
                failing = failing if failing is not None else now
                await self._clock.sleep_until(now + TRY_AGAIN * self.pace)
                await self._fold_anew()
        _settle(items, turn)
        await self._afterwards(turn.after)

    async def _fold_anew(self) -> None:
        names, people = self.day.names, self._hearing.people
        self.day = await self._journal.over_entries(fold)
        self.day.names |= names
        people.fresh.clear()
        people.numbers.clear()
        people.names.clear()
        people.known(await self._journal.accounts(), self.day.names)
        self._forms.load(await self._journal.unread())
        self._dress()

    def _dress(self) -> None:
        """Give the folded state what is not in the journal: names, the library, the pace of the clock."""
        accounts = self._hearing.people
        self.day.names |= {number: accounts.names.get(account, "") for account, number in accounts.numbers.items()}
        self.day.ready_made, self.day.pace = dict(self._ready_made), self.pace

    def _decide(self, items: Sequence[Item], turn: Sum, now: Moment) -> None:
        if self.open:
            self._ring_all(turn, now)  # what should have begun by now has begun for everybody in this batch
        for incoming in in_order(items):
            self._handle(incoming, turn, now)
        for item in items:
            match item:
                case Batch(platform, position):
                    turn.commit.positions[platform] = position
                case ReadAgain(workshop, phase):
                    self._count(workshop, phase, turn, now)
                case Happened(facts):
                    self._happen(facts, turn, now)
                case Bell():
                    self._rings = False
        if self.open:
            self._ring_all(turn, now)

    def _ring_all(self, turn: Sum, now: Moment) -> None:
        for _ in range(BELLS_AT_MOST):
            if (fact := due(self.day, now)) is None:
                return
            self._happen((fact,), turn, now)
        log.error("Eine Glocke läutet ohne Ende; es geht in einer Sekunde weiter.")

    def _count(self, workshop: str, phase: int, turn: Sum, now: Moment) -> None:
        """End a phase whose ballots have all been read, if no bell did so meanwhile."""
        known = self.day.workshop(workshop)
        if known.closing is not None and known.current == phase:
            self._happen((In(workshop, PhaseEnded(phase)),), turn, now)

    def _happen(self, facts: Sequence[Fact | In], turn: Sum, now: Moment) -> None:
        entries, effects = play(self.day, facts, now, "")
        self._keep(turn, entries, effects)

    def _handle(self, incoming: Incoming, turn: Sum, now: Moment) -> None:
        """Decide one input, once."""
        if incoming.source in self._journal.seen_sources or incoming.source in turn.sources:
            return
        if isinstance(incoming, FormOpened | FormReturned | FormsMissed):
            self._about_forms(incoming, turn, now)
        elif isinstance(incoming, Unreadable | DirectOpened | RoomMoved | RoomLost):
            self._about_rooms(incoming, turn)
        elif incoming.source in self._poisoned:
            self._apologise(incoming, turn)
        elif (heard := self._hearing.heard(self.day, incoming, now)) is not None:
            try:
                self._take_in(incoming.source, hear(self.day, heard, self._vocabulary), turn)
            except Exception as bug:
                raise _Poison(incoming.source) from bug

    def _take_in(self, source: Source, result: Turn, turn: Sum) -> None:
        for entry in result.entries:
            if isinstance(entry.fact, GuestAdded):
                self._hearing.people.guest(entry.fact.person)
        self._keep(turn, result.entries, result.effects)
        if result.outcome is not Outcome.CHAT:
            turn.seen(Seen(source, str(result.outcome), result.line))

    def _apologise(self, incoming: Incoming, turn: Sum) -> None:
        """Refuse an input that broke a command: the bot goes on, and the person knows."""
        seat = self._hearing.rooms.seat(incoming.room)
        person = self._hearing.person(incoming)
        said = Reply(incoming.source, person, (line("went-wrong"),))
        self._keep(turn, [], [(seat.workshop if seat else "", said)])
        turn.seen(Seen(incoming.source, str(Outcome.REFUSED), "went-wrong"))

    def _about_rooms(self, incoming: Incoming, turn: Sum) -> None:
        """Keep track of the rooms themselves."""
        rooms = self._hearing.rooms
        match incoming:
            case DirectOpened(source=source, room=room):
                person = self._hearing.person(incoming)
                rooms.directs[room] = person
                turn.commit.directs.append((room, person))
                self._keep(turn, [], [("", Reply(source, person, (line("direct-hello"),)))])
            case RoomMoved(room=room, successor=successor):
                rooms.moved(room, successor)
            case RoomLost(room=room, reason=reason):
                said = line("room-lost", room=Text(room), reason=Text(reason))
                self._keep(turn, [], [("", Say(Place.CONTROL, (said,), Urgency.MODERATION))])
            case Unreadable(source=source):
                turn.seen(Seen(source, str(Outcome.WAITING)))
                self._cannot_read(source, turn)

    def _about_forms(self, incoming: FormOpened | FormReturned | FormsMissed, turn: Sum, now: Moment) -> None:
        """Keep track of forms; say it in the room if what somebody wrote may not have arrived."""
        became = list(self._forms.take(incoming, now))
        for each in became:
            turn.seen(each)
        seat = self._hearing.rooms.seat(incoming.room)
        if seat is not None and any(each.outcome == Outcome.LATE for each in became):
            said = Say(Place.ROOM, (line("form-again"),), Urgency.ANSWER)
            self._keep(turn, [], [(seat.workshop, said)])

    def _cannot_read(self, source: Source, turn: Sum) -> None:
        """Say it in the room, once in a run: whoever cannot be read must know."""
        seat = self._hearing.rooms.seat(source.room)
        if seat is None or source.room in self._told_unreadable:
            return
        self._told_unreadable.add(source.room)
        self._keep(turn, [], [(seat.workshop, Reply(source, 0, (line("unreadable"),)))])

    def _keep(self, turn: Sum, entries: list[Entry], effects: list[Scoped]) -> None:
        """Put a turn's facts and words into the commit."""
        number = turn.begin()
        turn.commit.entries += [(number, entry) for entry in entries]
        turn.commit.outbox += self._saying.rows(self.day, number, effects)
        for entry in entries:
            turn.after.phase_ended |= isinstance(entry.fact, PhaseEnded)
            if isinstance(entry.fact, PhaseClosing):
                turn.after.closing.append(ReadAgain(entry.workshop, entry.fact.number))
        for workshop, effect in effects:
            self._note(workshop, effect, turn)

    def _note(self, workshop: str, effect: Effect, turn: Sum) -> None:
        if isinstance(effect, Publish):
            turn.after.published.append(effect)
            turn.commit.outbox += self._outside.publish(self.day, effect)
        elif isinstance(effect, Obscure):
            turn.after.obscured.append((workshop, effect))

    # --- after the commit ---------------------------------------------------------------------------------------

    async def _afterwards(self, after: After) -> None:
        self._outside.speak()
        self._outside.alarm(next_due(self.day) if self.open else None)
        for closing in after.closing:
            task = asyncio.create_task(self._read_again(closing))
            self._reading.add(task)
            task.add_done_callback(self._reading.discard)
        for workshop, effect in after.obscured:
            await self._obscure(workshop, effect)
        if after.phase_ended:
            self._outside.copy()
        self._outside.committed()

    async def _obscure(self, workshop: str, effect: Obscure) -> None:
        """Edit what we said that shows the words. If the disk is full it is left as it is: the list is right anyway."""
        shown = await self._journal.showing(effect.words)
        own = [(row, event) for row, event in shown if not workshop or row.workshop in {workshop, ""}]
        rows = list(edits(self.day, self._saying, self._journal.last_turn, effect, own))
        try:
            if rows:
                await self._journal.commit(Commit(outbox=rows, turn=self._journal.last_turn), self._clock.now())
                self._outside.speak()
        except CommitFailed:
            log.exception("Ausgeblendetes steht noch in alten Nachrichten.")

    async def _read_again(self, closing: ReadAgain) -> None:
        """Read every platform once more; then the phase can be counted, without who is away."""
        look = SecondLook(self._hearing.platforms, self._clock, self.pace)
        silent = await look.taken()
        if silent:
            await self.happened(*map(PlatformMissed, silent))
        await look.settled()
        await self._queue.put(closing)
        if silent:
            await look.over()
            await self.happened(*map(PlatformBack, silent))


def _settle(items: Sequence[Item], turn: Sum) -> None:
    """Tell the platforms what became of their inputs, now that it is on disk."""
    outcomes = {seen.source: seen.outcome for seen in turn.commit.seen}
    for item in items:
        if isinstance(item, Batch) and item.settled is not None:
            item.settled(outcomes)


class _Poison(Exception):  # noqa: N818 - carries which input it was
    """An input on which deciding broke: a bug of ours, which must not stop the others."""

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self.source = source
