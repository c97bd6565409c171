"""The loop: drain what waits, decide, one commit, then speak. One conductor for the whole conference.

Turns are decided in memory; nothing is said before the commit. If a commit fails, the state is folded anew from the
journal and the same inputs are decided again. Everybody else reads `day` only between commits: see `still`.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence

from bot.aftermath import Aftermath, Outside
from bot.batch import Beat, Happened, Item, ReadAgain, Sum, parts
from bot.clock import Clock
from bot.deciding import BrokenBell, Deciding, Poison
from bot.distress import Distress
from bot.failpoint import passing
from bot.hearing import Hearing
from bot.kept import kept
from bot.memory import Memory
from bot.obscuring import covers
from bot.platforms.incoming import Batch, Known, Standing
from bot.ringing import Ringing
from bot.saying import Saying
from storage.journal import CommitFailed, Journal
from storage.rows import Row
from workshop_flows.bells import next_due
from workshop_flows.conference import Conference
from workshop_flows.counting import closing
from workshop_flows.facts.conference import DiskWasFull
from workshop_flows.facts.entry import Fact, In
from workshop_flows.flow import Flow
from workshop_flows.values import SECOND, Moment, Source

log = logging.getLogger(__name__)

WAITING_AT_MOST = 64
"""Batches that may wait before a platform has to."""
TRY_AGAIN = SECOND
"""After a commit that failed."""


class Conductor:
    """Decides everything, in one order."""

    def __init__(  # noqa: PLR0913, PLR0917 - what a house consists of
        self, journal: Journal, clock: Clock, hearing: Hearing, saying: Saying, outside: Outside, pace: int = 1
    ) -> None:
        """Begin with what the journal says; see `load`. `pace`: how much faster than real time the day passes."""
        self._journal, self._clock, self._hearing, self._saying = journal, clock, hearing, saying
        self._queue: asyncio.Queue[Item] = asyncio.Queue(WAITING_AT_MOST)
        self._memory = Memory(journal, hearing.people, pace)
        self._deciding = Deciding(self._memory, hearing, saying, outside.announce)
        self._patience = clock.real()
        self._aftermath = Aftermath(self._patience, hearing.platforms, outside, self._queue.put)
        self._distress = Distress(saying, hearing.platforms, clock)
        self.bells = Ringing(self._queue, self._aftermath.hear)
        self._deed = asyncio.Lock()
        """Held while the day in memory is ahead of the journal; those who wait for it take turns with us."""
        self.conducted = 0
        """Batches worked off, or tried in vain: with a beat now and then this grows as long as we are alive."""
        self.notice: Callable[[], None] = lambda: None
        """Asked before anything is decided: whether we stood still until now; then bells `hear_first`."""

    # --- from outside -------------------------------------------------------------------------------------------

    @property
    def day(self) -> Conference:
        """The state as the last commit left it, for everybody who looks between two of them."""
        return self._memory.day

    async def load(self, ready_made: Mapping[str, Flow]) -> None:
        """Fold the journal. Raises JournalDamaged."""
        self._memory.ready_made = ready_made
        await self._memory.recall()
        self._hearing.rooms.directs.update(await self._journal.directs())
        self._hearing.anchors.update(
            {source: (where, name) for source, where, name in await self._journal.outbox.anchors()}
        )
        self._hearing.expect(await self._journal.outbox.waiting())

    async def still(self) -> Conference:
        """Return the day when no commit is under way: looked at without waiting in between, it is on disk."""
        async with self._deed:
            return self.day

    async def take(self, batch: Batch) -> None:
        """Let a platform hand over what came in; waits while too much waits already."""
        await self._queue.put(batch)

    def standing(self, poll: Source, account: str) -> Standing | None:
        """Return how a poll stands for somebody; None if it is no poll of ours."""
        return self._hearing.standing(self.day, poll, account)

    def recognise(self, message: Source, key: str) -> None:
        """Know a message of ours by its key, before its row is noted as said."""
        self._hearing.recognise(message, key)

    def known(self, room: str) -> Known:
        """Return who is where in a room, as far as was decided."""
        return self._hearing.known(self.day, room)

    def kept(self, room: str) -> Mapping[str, str]:
        """Return the ids of messages and taps in a room that still mean something, each with its account."""
        return kept(self.day, room, {number: account for account, number in self._hearing.people.numbers.items()})

    async def happened(self, *facts: Fact | In) -> None:
        """Let facts from inside the house happen."""
        await self._queue.put(Happened(facts))

    def begin(self) -> None:
        """Let the bells ring, and have counted what was closing when the bot went."""
        self.bells.open = True
        workshops = self.day.workshops.values()
        self._aftermath.read_again(ReadAgain(each.id, over) for each in workshops for _, over in closing(each))
        self.bells.ring()

    def beat(self) -> None:
        """Write a sign of life; never waits, for while so much waits there are others."""
        if not self._queue.full():
            self._queue.put_nowait(Beat())

    def said(self, row: Row, event: str) -> None:
        """Note under which source a message of ours is known, so that taps on it are understood."""
        if row.anchor and event:
            self._hearing.anchors[Source(f"{row.room}/{event}")] = (row.workshop, row.anchor)
            self._hearing.underway.pop(row.id, None)

    async def settled(self) -> None:
        """Wait until nothing waits: for an orderly end."""
        await self._queue.join()

    # --- the loop -----------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Conduct for ever."""
        try:
            while True:
                await self._next()
        finally:
            self._distress.over()

    async def _next(self) -> None:
        """Conduct what waits."""
        items = [await self._queue.get()]
        while not self._queue.empty():
            items.append(self._queue.get_nowait())
        self.bells.taken()
        await self._conduct_safely(items)
        self.conducted += 1
        self.bells.worked_off(items)
        for _ in items:
            self._queue.task_done()

    async def _conduct_safely(self, items: Sequence[Item]) -> None:
        """Conduct a batch; if a fault of ours breaks it, each part by itself, so that one input stops no other."""
        try:
            total = await self._conduct(items)
        except Exception:
            log.exception("Beim Entscheiden ist etwas schiefgegangen.")
            self.conducted += 1
        else:
            self._follow(items, total)
            return
        for part in parts(items) or self._deciding.passed_over(items):
            await self._conduct_safely(part)

    def _follow(self, items: Sequence[Item], total: Sum) -> None:
        """Do what follows from a batch that is on disk."""
        for step in (*total.settling(items), *self._aftermath.of(self.day, total, self._next_bell)):
            try:
                step()
            except Exception:
                # It is on disk, and must not be decided a second time for what follows from it; the rest follows too.
                log.exception("Nach dem Speichern ist etwas schiefgegangen.")

    def _next_bell(self) -> Moment | None:
        return next_due(self.day) if self.bells.open else None

    async def _conduct(self, items: Sequence[Item]) -> Sum:
        """Decide a batch and commit it; if that fails, begin again with the same batch."""
        failing: Moment | None = None
        jammed = False
        self.notice()
        while True:
            now, begun = self._clock.now(), self._patience.now()
            try:
                async with self._deed:
                    total = await self._attempt(items, now, failing, bells=self.bells.free and not jammed)
                break
            except Poison as poison:
                log.exception("Eine Eingabe hat einen Fehler ausgelöst und wird übergangen.")
                self._deciding.poisoned[poison.source] += 1
            except BrokenBell:
                log.exception("Eine Glocke hat einen Fehler ausgelöst; was gesagt wurde, zählt auch ohne sie.")
                jammed = True
            except CommitFailed as failure:
                if failing is None:
                    log.error("Nichts davon wurde gespeichert; ich versuche es weiter. %s", failure)  # noqa: TRY400
                failing = failing if failing is not None else now
                self.conducted += 1
                self._distress.call(self.day, self._journal.last_heartbeat or failing)
                await self._patience.sleep_until(begun + TRY_AGAIN)
        self._distress.over()
        return total

    async def _attempt(self, items: Sequence[Item], now: Moment, failing: Moment | None, *, bells: bool) -> Sum:
        """Decide a batch and commit it; whatever breaks that, the day is then as the journal has it."""
        try:
            total = self._decide(items, now, failing, bells=bells)
            if total.worth_writing():
                passing("before-commit")
                await self._journal.commit(total.commit, now)
                passing("after-commit")
                self._hearing.expect(total.commit.outbox)
                await self._forget(total)
        except Exception:
            await self._recall()
            raise
        return total

    def _decide(self, items: Sequence[Item], now: Moment, failing: Moment | None, *, bells: bool) -> Sum:
        """Return what a batch adds up to; what shows words that are hidden now is said anew, and people are thanked."""
        total = self._deciding.decide(items, now, bells=bells)
        if failing is not None:
            self._deciding.happen((DiskWasFull(failing),), total, now)
        if total.obscured:
            total.commit.covers += covers(self.day, total.obscured)
        total.commit.outbox += self._saying.thanks(total.thanks)
        return total

    async def _forget(self, total: Sum) -> None:
        """Remember of whom was erased only what the journal still does: the state is folded from what is left of it."""
        if total.commit.erasures:
            self._deciding.forgotten(total)
            await self._memory.recall_in_the_end(self._patience)

    async def _recall(self) -> None:
        """Forget what no commit wrote, as soon as the journal can be read: nothing is decided on what is not in it."""
        self._deciding.forget()
        await self._memory.recall_in_the_end(self._patience)
