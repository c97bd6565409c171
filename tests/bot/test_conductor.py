"""The conductor: decide, commit, then speak; whatever happens, once."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.aftermath import Outside
from bot.batch import parts
from bot.conductor import Conductor
from bot.configuration import flow_files
from bot.delivery.response import is_thanks
from bot.hearing import Hearing
from bot.obscuring import covered
from bot.people import People
from bot.platforms.incoming import Batch, Entered, Incoming, Polled, Said, Tapped, Unreadable, Wrote
from bot.platforms.outgoing import Outgoing, Post
from bot.rooms import Rooms, Seat
from bot.saying import Saying
from bot.thanks import merged
from commands.heard import Spot
from storage.journal import Commit, Journal, JournalDamaged, Row
from storage.thread import Result
from workshop_flows.facts.conference import ConferencePlanned, FlowAdopted, WorkshopPlanned
from workshop_flows.facts.entry import Entry, In
from workshop_flows.facts.ideas import IdeaGiven, IdeaHidden
from workshop_flows.facts.votes import BallotCast
from workshop_flows.flow import Flow, Kind, PhasePlan, Way
from workshop_flows.values import MINUTE, SECOND, Moment, Source, Text

ROOM = "matrix:!w"
BEGINS: Moment = 1_813_482_000_000
FLOW = Flow(
    title="Kurz",
    phases=(
        PhasePlan(kind=Kind.IDEAS, title="Ideen", minutes=5),
        PhasePlan(kind=Kind.VOTE, title="Punkte", minutes=5, method=Way.DOTS),
        PhasePlan(kind=Kind.CLOSING, title="Abschluss", minutes=5),
    ),
)


@dataclass
class HandClock:
    """A clock that is moved by hand."""

    time: Moment
    asleep: int = 0
    set: list[Moment] = field(default_factory=list)
    """By how much the conductor wanted it to be set."""
    moved: asyncio.Condition = field(default_factory=asyncio.Condition)

    def now(self) -> Moment:
        """Return what the hand says."""
        return self.time

    async def sleep_until(self, at: Moment) -> None:
        """Wait until the hand is there."""
        async with self.moved:
            self.asleep += 1
            self.moved.notify_all()
            await self.moved.wait_for(lambda: self.time >= at)
            self.asleep -= 1

    def real(self) -> HandClock:
        """Return this clock: there is no other time here."""
        return self

    async def advance(self, by: Moment) -> None:
        """Move the hand."""
        async with self.moved:
            self.time += max(0, by)
            self.moved.notify_all()

    async def somebody_sleeps(self) -> None:
        """Wait until somebody waits for the hand."""
        async with asyncio.timeout(20), self.moved:
            await self.moved.wait_for(lambda: self.asleep > 0)


@dataclass
class QuietPlatform:
    """A platform without a server: Anna leads, everybody is called by their account."""

    name: str = "matrix"
    memory: Moment = 24 * 60 * MINUTE
    read: int = 0
    answers: asyncio.Event = field(default_factory=asyncio.Event)
    calls: dict[str, tuple[str, str]] = field(default_factory=dict)
    """What was said past the outbox: key -> room and words."""
    tries: int = 0
    refuses: Exception | None = None
    """How it answers whoever speaks."""
    breaks: Exception | None = None
    """What happens when it is read once more."""

    def __post_init__(self) -> None:
        """Answer, until a test says otherwise."""
        self.answers.set()

    async def read_again(self) -> None:
        """Count how often it was read once more."""
        self.read += 1
        if self.breaks is not None:
            raise self.breaks
        await self.answers.wait()

    async def send(self, room: str, outgoing: Outgoing, key: str) -> str:
        """Take what is said; the same key is one message."""
        self.tries += 1
        if self.refuses is not None:
            raise self.refuses
        self.calls[key] = (room, outgoing.plain if isinstance(outgoing, Post) else "")
        return key

    async def find(self, _room: str, _outgoing: Outgoing, key: str, _since: Moment) -> str | None:
        """Look for what was said."""
        return key if key in self.calls else None

    def leads(self, _room: str, account: str) -> bool:
        """Anna leads; whether a faulty account does cannot be said."""
        if account.endswith("faulty"):
            raise ValueError(account)
        return account.endswith("anna")

    def name_of(self, _room: str, account: str) -> str:
        """Return the account as a name; there is one that has none."""
        if account.endswith("nameless"):
            raise ValueError(account)
        return account.rpartition(":")[2]


class MoodyJournal(Journal):
    """A journal that can be unreadable for a while."""

    unreadable = 0
    """So many times."""
    disk: asyncio.Event | None = None
    """A commit takes until this is set."""
    begun: asyncio.Event | None = None
    chokes_on: str = ""
    """The event of an input of which it can keep nothing but that it was passed over."""

    async def commit(self, commit: Commit, at: Moment) -> None:
        """Write, and take as long as the disk takes."""
        if any(seen.source.event == self.chokes_on and seen.outcome != "refused" for seen in commit.seen):
            raise OverflowError
        if self.disk is not None and self.begun is not None:
            self.begun.set()
            await self.disk.wait()
        await super().commit(commit, at)

    async def over_entries(self, work: Callable[[Iterable[Entry]], Result]) -> Result:
        """Read, unless it is unreadable."""
        if self.unreadable:
            self.unreadable -= 1
            raise JournalDamaged
        return await super().over_entries(work)


@dataclass
class House:
    """A conductor with its journal, and what it told the others."""

    journal: MoodyJournal
    clock: HandClock
    platform: QuietPlatform
    conductor: Conductor
    rooms: Rooms
    spoke: int = 0
    broken: bool = False
    """Nobody can be told anything after a commit, and nothing can be published."""
    alarms: list[Moment | None] = field(default_factory=list)
    numbers: int = 0
    published: list[int] = field(default_factory=list)
    committed: asyncio.Event = field(default_factory=asyncio.Event)

    def speak(self) -> None:
        """Count how often there was something to say."""
        if self.broken:
            raise RuntimeError
        self.spoke += 1

    def announce(self) -> list[Row]:
        """Say nothing about the documentation."""
        if self.broken:
            raise RuntimeError
        return []

    def publish(self) -> None:
        """Note what the journal had when the documentation was written."""
        self.published.append(self.journal.last_turn)

    def wrote(self, who: str, text: str, event: str = "") -> Wrote:
        """Return a message."""
        self.numbers += 1
        source = Source(f"{ROOM}/{event or f'$e{self.numbers}'}")
        return Wrote(source, ROOM, f"matrix:{who}", self.numbers, text)

    async def hears(self, *incoming: Incoming) -> None:
        """Let a batch come in, and wait until it is worked off."""
        self.numbers += 1
        await self.conductor.take(Batch("matrix", f"s{self.numbers}", incoming))
        await self.conductor.settled()

    async def rings(self, at: Moment) -> None:
        """Let it be later, and the alarm ring."""
        await self.clock.advance(at - self.clock.now())
        self.conductor.bells.ring()
        await self.conductor.settled()

    async def until(self, right: Callable[[], bool]) -> None:
        """Wait until something is right: looked at after every commit."""
        async with asyncio.timeout(20):
            while not right():
                self.committed.clear()
                await self.committed.wait()

    async def outcomes(self) -> dict[str, str]:
        """Return what became of every input that left a trace."""
        return {seen.source.event: seen.outcome for seen in await self.journal.inputs.seen()}

    async def said(self) -> list[str]:
        """Return what waits to be said, as plain words."""
        return [str(row.body.get("plain") or row.body.get("sign")) for row in await self.journal.outbox.waiting()]

    async def thanked(self) -> list[Source]:
        """Return the inputs that are to be acknowledged."""
        covered: list[Source] = merged("de", [row for row in await self.journal.outbox.waiting() if is_thanks(row)])[
            "covers"
        ]
        return covered


@contextlib.asynccontextmanager
async def house(
    folder: Path, *, now: Moment = BEGINS - MINUTE, platform: QuietPlatform | None = None
) -> AsyncIterator[House]:
    """Open the house on a folder; again on the same folder is a restart."""
    clock = HandClock(now)
    async with await MoodyJournal.open(folder, now=now) as journal:
        rooms, platform = Rooms({ROOM: Seat(Spot.ROOM, "w")}), platform or QuietPlatform()
        platforms: dict[str, Any] = {"matrix": platform}
        hearing = Hearing(rooms, People(), platforms)
        told: list[House] = []
        outside = Outside(
            speak=lambda: told[0].speak(),  # noqa: PLW0108 - it is not there yet
            alarm=lambda at: told[0].alarms.append(at),  # noqa: PLW0108
            announce=lambda _day, _effect: told[0].announce(),
            publish=lambda _day: told[0].publish(),
            committed=lambda: told[0].committed.set(),  # noqa: PLW0108
            copy=lambda: None,
            adopt=clock.set.append,
        )
        conductor = Conductor(journal, clock, hearing, Saying(rooms, f"{journal.id}:{journal.epoch}"), outside)
        here = House(journal, clock, platform, conductor, rooms)
        told.append(here)
        await conductor.load(flow_files.ready_made())
        task = asyncio.create_task(conductor.run())
        try:
            if not conductor.day.workshops:
                planned = WorkshopPlanned("A", "Kurz", "de", BEGINS)
                facts = (
                    ConferencePlanned("t", "T", "de", "Europe/Berlin"),
                    In("w", planned),
                    In("w", FlowAdopted(FLOW)),
                )
                await conductor.happened(*facts)
                await conductor.settled()
            conductor.begin()
            await conductor.settled()
            yield here
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def test_what_is_said_twice_by_the_server_counts_once(tmp_path: Path) -> None:
    """The same event again, in the same batch or later, is no second idea."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        idea = here.wrote("karin", "mehr Bänke am See", "$same")
        await here.hears(idea, idea)
        await here.hears(idea)
        assert len(here.conductor.day.workshop("w").ideas) == 1
        assert (await here.outcomes())["$same"] == "fact"


async def test_what_was_said_while_the_bot_stood_still_comes_before_the_bells(tmp_path: Path) -> None:
    """The time for ideas is over meanwhile; whoever wrote one in it is heard first, if the platform answers at all."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        workshop = here.conductor.day.workshop("w")
        here.platform.answers.clear()
        await here.clock.advance(6 * MINUTE)
        here.conductor.notice = here.conductor.bells.hear_first
        await here.hears(here.wrote("karin", "Mehr Bänke am See, bitte"))
        assert (workshop.current, len(workshop.ideas)) == (1, 1)
        here.conductor.notice = lambda: None
        here.platform.answers.set()
        await here.until(lambda: workshop.current == 2)
        await here.hears(here.wrote("jonas", "Und mehr Bäume an die Straßen"))
        assert len(workshop.ideas) == 1
        assert here.platform.read == 1


async def test_bells_wait_also_for_what_was_read_and_not_yet_decided(tmp_path: Path) -> None:
    """The disk is slow just then: what the platform brought waits in the queue when it has answered."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        workshop = here.conductor.day.workshop("w")
        await here.clock.advance(6 * MINUTE)
        here.platform.answers.clear()
        here.conductor.bells.hear_first()
        here.journal.disk, here.journal.begun = asyncio.Event(), asyncio.Event()
        await here.conductor.take(Batch("matrix", "s1", (here.wrote("jonas", "Nachtbus am Wochenende"),)))
        await here.journal.begun.wait()
        await here.conductor.take(Batch("matrix", "s2", (here.wrote("karin", "Mehr Bänke am See"),)))
        here.platform.answers.set()
        for _ in range(50):
            await asyncio.sleep(0)
        here.journal.disk.set()
        await here.until(lambda: workshop.current == 2)
        assert [idea.parked for idea in workshop.ideas] == [False, False]


async def test_whoever_stands_still_twice_hears_twice(tmp_path: Path) -> None:
    """The first question was asked before the second standstill: its answer does not know what was said in that."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        workshop = here.conductor.day.workshop("w")
        await here.clock.advance(6 * MINUTE)
        here.platform.answers.clear()
        here.conductor.bells.hear_first()
        here.conductor.bells.hear_first()
        here.platform.answers.set()
        await here.until(lambda: workshop.current == 2)
        assert here.platform.read == 2


async def test_a_platform_that_is_silent_after_a_stall_keeps_the_bells_for_a_moment_only(tmp_path: Path) -> None:
    """After eight seconds the day goes on without it."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        here.platform.answers.clear()
        await here.clock.advance(6 * MINUTE)
        here.conductor.bells.hear_first()
        await here.clock.somebody_sleeps()
        await here.rings(here.clock.now())
        assert here.conductor.day.workshop("w").current == 1
        await here.clock.advance(8 * SECOND)
        await here.until(lambda: here.conductor.day.workshop("w").current == 2)


async def test_after_a_restart_the_same_event_still_counts_once(tmp_path: Path) -> None:
    """Handled inputs are remembered with what they did."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        await here.hears(here.wrote("karin", "mehr Bänke am See", "$same"))
    async with house(tmp_path, now=BEGINS + MINUTE) as again:
        await again.hears(again.wrote("karin", "mehr Bänke am See", "$same"))
        assert len(again.conductor.day.workshop("w").ideas) == 1
        assert again.conductor.day.names[again.conductor.day.workshop("w").ideas.by_number[1].person] == "karin"


async def test_nothing_is_said_before_it_is_on_the_disk(tmp_path: Path) -> None:
    """On a full disk nobody is told anything; when there is room again, the same inputs are decided again."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        spoke, waiting = here.spoke, len(await here.said())
        await here.journal.place.limit_pages(1)
        await here.conductor.take(
            Batch("matrix", "s9", tuple(here.wrote("karin", f"Idee {n}: " + "viel " * 90) for n in range(80)))
        )
        await here.clock.somebody_sleeps()
        assert here.spoke == spoke
        assert len(await here.said()) == waiting
        assert len(here.conductor.day.workshop("w").ideas) == 0
        await here.journal.place.limit_pages(100_000)
        await here.clock.advance(2 * SECOND)
        await here.conductor.settled()
        assert len(here.conductor.day.workshop("w").ideas) == 80
        assert here.spoke == spoke + 1


async def test_nobody_looks_at_what_is_not_on_the_disk(tmp_path: Path) -> None:
    """Whoever waits for stillness finds what is written: all of a batch, or nothing while it cannot be written."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        seen: list[tuple[int, int]] = []

        async def look() -> None:
            while True:
                await here.conductor.still()
                ideas = len(here.conductor.day.workshop("w").ideas)
                written = await here.journal.entries()
                seen.append((ideas, sum(isinstance(entry.fact, IdeaGiven) for entry in written)))

        looking = asyncio.create_task(look())
        await here.journal.place.limit_pages(1)
        await here.conductor.take(
            Batch("matrix", "s9", tuple(here.wrote("karin", f"Idee {n}: " + "viel " * 90) for n in range(80)))
        )
        await here.clock.somebody_sleeps()
        await here.journal.place.limit_pages(100_000)
        await here.clock.advance(2 * SECOND)
        await here.conductor.settled()
        looking.cancel()
        await asyncio.gather(looking, return_exceptions=True)
        assert {ideas for ideas, _ in seen} <= {0, 80}
        assert all(ideas <= written for ideas, written in seen)
        assert seen


async def test_the_documentation_is_written_once_and_of_what_is_on_the_disk(tmp_path: Path) -> None:
    """However often the turn that ends a workshop has to be decided."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        await here.hears(here.wrote("anna", "!beenden"))
        await here.journal.place.limit_pages(1)
        long = tuple(here.wrote("karin", f"Idee {n}: " + "viel " * 90) for n in range(80))
        await here.conductor.take(Batch("matrix", "s9", (*long, here.wrote("anna", "!beenden"))))
        await here.clock.somebody_sleeps()
        assert here.published == []
        await here.journal.place.limit_pages(100_000)
        await here.clock.advance(2 * SECOND)
        await here.conductor.settled()
        assert not here.conductor.day.workshop("w").running
        assert here.published == [here.journal.last_turn]


async def test_a_vote_is_counted_without_a_platform_that_is_away(tmp_path: Path) -> None:
    """The result says so, the control room hears when it is back, and the next vote is not blamed for it."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        await here.hears(here.wrote("karin", "mehr Bänke am See"), here.wrote("jonas", "Nachtbus am Wochenende"))
        await here.rings(BEGINS + 5 * MINUTE)
        await here.hears(here.wrote("karin", "1 2 2"))
        here.platform.answers.clear()
        await here.rings(BEGINS + 10 * MINUTE)
        day = here.conductor.day
        await here.clock.somebody_sleeps()
        await here.clock.advance(8 * SECOND)
        await here.until(lambda: day.workshop("w").vote is None)
        assert any("Matrix war dabei nicht erreichbar" in words for words in await here.said())
        assert day.away == {"matrix"}
        here.platform.answers.set()
        await here.until(lambda: not day.away)
        assert day.missed == {"matrix"}


async def test_a_platform_that_breaks_over_a_second_look_has_not_answered(tmp_path: Path) -> None:
    """It is asked again, and the result says that it was missing if that goes on."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        await here.hears(here.wrote("karin", "mehr Bänke am See"), here.wrote("jonas", "Nachtbus am Wochenende"))
        await here.rings(BEGINS + 5 * MINUTE)
        await here.hears(here.wrote("karin", "1 2 2"))
        here.platform.breaks = KeyError("next_batch")
        await here.rings(BEGINS + 10 * MINUTE)
        day = here.conductor.day
        for _ in range(4):
            assert day.workshop("w").vote is not None
            await here.clock.somebody_sleeps()
            await here.clock.advance(2 * SECOND)
        await here.until(lambda: day.workshop("w").vote is None)
        assert any("Matrix war dabei nicht erreichbar" in words for words in await here.said())
        here.platform.breaks = None
        await here.clock.advance(2 * SECOND)
        await here.until(lambda: not day.away)


async def test_a_vote_is_read_once_more_before_it_is_counted(tmp_path: Path) -> None:
    """What the server had taken counts; what comes after the close is late, and both are told so."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        await here.hears(here.wrote("karin", "mehr Bänke am See"), here.wrote("jonas", "Nachtbus am Wochenende"))
        await here.rings(BEGINS + 5 * MINUTE)
        await here.rings(BEGINS + 10 * MINUTE)
        workshop = here.conductor.day.workshop("w")
        assert workshop.closing is not None
        await here.hears(here.wrote("karin", "1 2 2", "$in-time"))
        await here.clock.somebody_sleeps()
        assert here.platform.read == 1
        await here.clock.advance(3 * SECOND)
        await here.until(lambda: workshop.vote is None)
        await here.hears(here.wrote("jonas", "1 1 1", "$too-late"))
        outcomes = await here.outcomes()
        assert (outcomes["$in-time"], outcomes["$too-late"]) == ("fact", "late")
        result = workshop.votes[1].result
        assert result is not None
        assert result.turnout.ballots == 1


async def test_a_ballot_that_waits_behind_a_slow_disk_is_not_late(tmp_path: Path) -> None:
    """It was read in time; the disk took longer than a vote stays open, whatever happens."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        await here.hears(here.wrote("karin", "mehr Bänke am See"), here.wrote("jonas", "Nachtbus am Wochenende"))
        await here.rings(BEGINS + 5 * MINUTE)
        await here.rings(BEGINS + 10 * MINUTE)
        workshop = here.conductor.day.workshop("w")
        here.journal.disk, here.journal.begun = asyncio.Event(), asyncio.Event()
        await here.conductor.take(Batch("matrix", "s1", ()))
        await here.journal.begun.wait()
        await here.conductor.take(Batch("matrix", "s2", (here.wrote("karin", "1 2 2", "$in-time"),)))
        await here.clock.advance(11 * SECOND)
        here.conductor.bells.ring()
        here.journal.disk.set()
        await here.until(lambda: workshop.vote is None)
        assert (await here.outcomes())["$in-time"] == "fact"
        assert [len(vote.ballots) for vote in workshop.votes.values()] == [1]


async def test_a_poll_in_between_is_read_once_more_before_it_is_counted(tmp_path: Path) -> None:
    """Whoever answered it in its last moment is heard, and the result is told a moment later."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        await here.hears(here.wrote("anna", "!umfrage 2 Minuten: Wo treffen wir uns? Rathaus | Park"))
        workshop = here.conductor.day.workshop("w")
        assert workshop.vote is not None
        await here.rings(workshop.vote.opened.ends or 0)
        await here.hears(here.wrote("karin", "2", "$in-time"))
        await here.clock.somebody_sleeps()
        assert here.platform.read == 1
        await here.clock.advance(3 * SECOND)
        await here.until(lambda: workshop.vote is None)
        await here.hears(here.wrote("jonas", "1", "$too-late"))
        outcomes = await here.outcomes()
        assert (outcomes["$in-time"], outcomes["$too-late"]) == ("fact", "late")
        assert len(workshop.votes[1].ballots) == 1


async def test_a_tap_on_a_poll_counts_although_the_bot_died_before_it_knew_that_the_poll_stands(tmp_path: Path) -> None:
    """The room holds the poll, the journal only that it was to be said; what comes back bears its key."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        await here.hears(here.wrote("karin", "mehr Bänke am See"), here.wrote("jonas", "Nachtbus am Wochenende"))
        await here.rings(BEGINS + 5 * MINUTE)
        (poll,) = [row for row in await here.journal.outbox.waiting() if row.kind == "poll"]
    async with house(tmp_path, now=BEGINS + 6 * MINUTE) as again:
        stands = Source(f"{ROOM}/$poll")
        tap = Polled(Source(f"{ROOM}/$tap"), ROOM, "matrix:karin", 1, stands, ("2",))
        await again.hears(Said(stands, ROOM, "matrix:bot", 0, poll.id), tap)
        assert (await again.outcomes())["$tap"] == "fact"
        ballots = again.conductor.day.workshop("w").votes[1].ballots
        assert [cast.weights for cast in ballots.values()] == [{2: 1}]


async def test_a_vote_that_was_closing_when_the_bot_went_is_read_once_more_after_the_restart(tmp_path: Path) -> None:
    """Nobody waits for the bell that closes a vote whatever happens."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        await here.hears(here.wrote("karin", "mehr Bänke am See"), here.wrote("jonas", "Nachtbus am Wochenende"))
        await here.rings(BEGINS + 5 * MINUTE)
        await here.hears(here.wrote("karin", "1 2 2"))
        await here.rings(BEGINS + 10 * MINUTE)
        assert here.conductor.day.workshop("w").closing is not None
    async with house(tmp_path, now=BEGINS + 10 * MINUTE + SECOND) as again:
        workshop = again.conductor.day.workshop("w")
        await again.clock.somebody_sleeps()
        assert (again.platform.read, workshop.vote is not None) == (1, True)
        await again.clock.advance(2 * SECOND)
        await again.until(lambda: workshop.vote is None)
        result = workshop.votes[1].result
        assert result is not None
        assert result.turnout.ballots == 1


async def test_a_restart_in_the_middle_of_a_vote_loses_no_ballot(tmp_path: Path) -> None:
    """The folded journal is the state; the bell of the close is set again."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        await here.hears(here.wrote("karin", "mehr Bänke am See"), here.wrote("jonas", "Nachtbus am Wochenende"))
        await here.rings(BEGINS + 5 * MINUTE)
        await here.hears(here.wrote("karin", "1 2 2"))
        before = await here.journal.entries()
    async with house(tmp_path, now=BEGINS + 6 * MINUTE) as again:
        assert await again.journal.entries() == before
        vote = again.conductor.day.workshop("w").vote
        assert vote is not None
        assert [cast.ballot for cast in vote.ballots.values()] == [((1, 1), (2, 2))]
        await again.hears(again.wrote("jonas", "2", "$jonas"))
        assert len(vote.ballots) == 2
        assert again.alarms[-1] == BEGINS + 9 * MINUTE


async def test_an_input_that_breaks_a_command_stops_nobody_else(tmp_path: Path) -> None:
    """A bug of ours is reported and apologised for; the others of the batch are kept, once."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        poison = Wrote(Source(f"{ROOM}/$bad"), ROOM, "matrix:uwe", 5, None)  # type: ignore[arg-type]
        await here.hears(
            here.wrote("karin", "mehr Bänke am See"), poison, here.wrote("jonas", "Nachtbus am Wochenende")
        )
        facts = [entry.fact for entry in await here.journal.entries()]
        assert sum(isinstance(fact, IdeaGiven) for fact in facts) == 2
        assert (await here.outcomes())["$bad"] == "refused"
        assert any("schiefgegangen" in words for words in await here.said())


async def test_an_input_that_cannot_even_be_heard_stops_nobody_else(tmp_path: Path) -> None:
    """What breaks before a command is asked costs no more than itself."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        await here.hears(here.wrote("karin", "mehr Bänke am See"), here.wrote("faulty", "Nachtbus am Sonntag", "$bad"))
        assert len(here.conductor.day.workshop("w").ideas) == 1
        assert (await here.outcomes())["$bad"] == "refused"


async def test_an_input_that_cannot_be_kept_stops_nobody_who_came_with_it(tmp_path: Path) -> None:
    """It breaks the commit, and not a command: of all that came together only it is passed over, with an apology."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        here.journal.chokes_on = "$bad"
        said = (
            "mehr Bänke am See",
            "Nachtbus am Sonntag",
            "Blumen auf dem Markt",
            "Tore für Kinder",
            "ein Brunnen am Markt",
        )
        people = ("karin", "jonas", "cem", "dora", "ben")
        events = ("$1", "$2", "$3", "$bad", "$5")
        await here.hears(*(here.wrote(*each) for each in zip(people, said, events, strict=True)))
        assert await here.outcomes() == dict.fromkeys(events, "fact") | {"$bad": "refused"}
        assert len(here.conductor.day.workshop("w").ideas) == 4
        assert sum("schiefgegangen" in words for words in await here.said()) == 1
        assert list((await here.journal.positions()).values()) == [f"s{here.numbers}"]


async def test_a_platform_does_not_go_on_before_all_is_kept_that_it_brought(tmp_path: Path) -> None:
    """A batch is tried in parts; if the bot dies between them, the rest is read again."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        await here.hears()
        (before,) = (await here.journal.positions()).values()
        first, last = here.wrote("karin", "mehr Bänke am See"), here.wrote("jonas", "Nachtbus am Sonntag")
        (one,), (two,) = parts([Batch("matrix", "later", (first, last))])
        assert isinstance(one, Batch)
        assert isinstance(two, Batch)
        await here.conductor.take(one)
        await here.conductor.settled()
        assert list((await here.journal.positions()).values()) == [before]
        await here.conductor.take(two)
        await here.conductor.settled()
        assert list((await here.journal.positions()).values()) == ["later"]
        assert len(here.conductor.day.workshop("w").ideas) == 2


async def test_an_input_for_which_nobody_can_even_be_asked_pardon_stops_nobody_else(tmp_path: Path) -> None:
    """Who said it cannot be found out: it is passed over, and the idea beside it counts."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        faulty = here.wrote("nameless", "Idee: ein Brunnen", "$faulty")
        await here.hears(faulty, here.wrote("karin", "Idee: mehr Bänke am See", "$good"))
        assert await here.outcomes() == {"$faulty": "refused", "$good": "fact"}


async def test_whoever_cannot_be_read_is_told_also_if_the_batch_is_decided_again(tmp_path: Path) -> None:
    """Once in a room, however often it takes."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        sealed = [Unreadable(Source(f"{ROOM}/$sealed{n}"), ROOM, "matrix:karin", n) for n in (1, 2)]
        await here.hears(*sealed, here.wrote("faulty", "Nachtbus am Sonntag"))
        assert sum("verschlüsselt" in words for words in await here.said()) == 1


async def test_a_bell_that_breaks_silences_nobody(tmp_path: Path) -> None:
    """The agenda stands still until the fault is gone; what people say meanwhile is kept."""
    async with house(tmp_path) as here:
        for minute in range(15):
            await here.rings(BEGINS + minute * MINUTE)
        closing = here.conductor.day.workshop("w").phase
        assert closing is not None
        assert closing.ends is not None
        here.broken = True
        await here.clock.advance(closing.ends - here.clock.now())
        await here.hears(here.wrote("karin", "Idee: mehr Bänke am See"))
        workshop = here.conductor.day.workshop("w")
        assert (len(workshop.ideas), workshop.running) == (1, True)
        here.broken = False
        await here.rings(closing.ends + SECOND)
        assert not here.conductor.day.workshop("w").running


async def test_what_follows_a_commit_is_no_reason_to_decide_again(tmp_path: Path) -> None:
    """What is on the disk has happened, also if nobody can be told; old messages are edited with the hiding itself."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        await here.hears(here.wrote("karin", "mehr Bänke am See"))
        await here.rings(BEGINS + 5 * MINUTE)
        await here.journal.outbox.delivered([(row.id, f"$o{row.id}") for row in await here.journal.outbox.waiting()])
        here.broken = True
        for number in (2, 3):
            await here.conductor.happened(In("w", IdeaGiven(number, 1, Text(f"Nachtbus {number}"))))
        await here.hears(here.wrote("anna", "!ausblenden 1"))
        facts = [entry.fact for entry in await here.journal.entries()]
        assert sum(isinstance(fact, IdeaGiven) for fact in facts) == 3
        again = [row.body["of"] for row in await here.journal.outbox.waiting() if row.kind == "edit"]
        found = [await here.journal.outbox.row(one) for one in again]
        assert {row.kind for row, _ in filter(None, found)} == {"post", "poll"}
        assert all("Bänke" in str(row.body) and event for row, event in filter(None, found))


async def test_a_platform_that_fails_to_hear_what_became_of_its_inputs_keeps_nobody_silent(tmp_path: Path) -> None:
    """What was committed is spoken all the same, the next bell is set, and the others are told."""
    heard: list[str] = []

    def failing(_sources: Sequence[Source], _outcomes: Mapping[Source, str], _answered: Collection[Source]) -> None:
        raise RuntimeError

    def hearing(sources: Sequence[Source], outcomes: Mapping[Source, str], answered: Collection[Source]) -> None:
        assert set(outcomes) <= set(answered)
        heard.extend(outcomes[source] for source in sources)

    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        here.journal.disk, here.journal.begun = asyncio.Event(), asyncio.Event()
        await here.conductor.take(Batch("matrix", "s1", ()))
        await here.journal.begun.wait()
        spoke, alarms = here.spoke, len(here.alarms)
        first, second = here.wrote("karin", "Mehr Bänke am See"), here.wrote("jonas", "Nachtbus am Wochenende")
        await here.conductor.take(Batch("matrix", "s2", (first,), failing))
        await here.conductor.take(Batch("matrix", "s3", (second,), hearing))
        here.journal.disk.set()
        await here.conductor.settled()
        assert (here.spoke - spoke, len(here.alarms) - alarms) == (2, 2)
        assert heard == ["fact"]


async def test_what_breaks_after_a_commit_keeps_nothing_else_from_being_done(tmp_path: Path) -> None:
    """Nobody can be told anything; the next bell is set all the same, and the vote that closes is read once more."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        await here.hears(here.wrote("karin", "mehr Bänke am See"), here.wrote("jonas", "Nachtbus am Wochenende"))
        await here.rings(BEGINS + 5 * MINUTE)
        here.broken = True
        await here.rings(BEGINS + 10 * MINUTE)
        await here.clock.somebody_sleeps()
        assert here.platform.read == 1
        assert here.alarms[-1] == BEGINS + 10 * MINUTE + 10 * SECOND


async def test_hiding_takes_no_word_out_of_our_own_sentences(tmp_path: Path) -> None:
    """Somebody wrote just what the phase is called, and just a word that we say all day."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        await here.hears(here.wrote("karin", "!idee Punkte"), here.wrote("jonas", "!idee Idee"))
        await here.rings(BEGINS + 5 * MINUTE)
        await here.hears(here.wrote("anna", "!ausblenden 1"), here.wrote("anna", "!ausblenden 2"))
        rows = await here.journal.outbox.waiting()
        assert not [row for row in rows if "of" in row.body]
        shown = [covered(here.conductor.day, row).body["plain"] for row in rows if row.kind == "post"]
        assert any("Punkte" in plain for plain in shown)
        assert not any("ausgeblendet" in plain for plain in shown)


async def test_who_hides_what_a_poll_on_matrix_shows_is_told_that_it_stays_there(tmp_path: Path) -> None:
    """No chat program lets a poll be changed: the moderation may delete it. On Discord there is nothing to tell."""
    for room, told in (("matrix:!w", 1), ("discord:7", 0)):
        async with house(tmp_path / room) as here:
            here.rooms.seats = {
                ROOM: Seat(Spot.ORGANISERS),
                room: Seat(Spot.ROOM, "w"),
                "matrix:!r": Seat(Spot.CONTROL),
            }
            await here.rings(BEGINS)
            await here.conductor.happened(In("w", IdeaGiven(1, 1, Text("mehr Bänke am See"))))
            await here.conductor.happened(In("w", IdeaGiven(2, 1, Text("ein Nachtbus"))))
            await here.conductor.settled()
            await here.rings(BEGINS + 5 * MINUTE)
            await here.conductor.happened(In("w", IdeaHidden(1, 9)))
            await here.conductor.settled()
            assert sum("löschen Sie die Umfrage" in words for words in await here.said()) == told


async def test_a_journal_that_cannot_be_read_for_a_while_costs_no_input(tmp_path: Path) -> None:
    """Before anything else is decided, what was not written is forgotten."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        here.journal.unreadable = 1
        await here.conductor.take(
            Batch(
                "matrix", "s9", (here.wrote("karin", "mehr Bänke am See"), here.wrote("faulty", "Nachtbus am Sonntag"))
            )
        )
        await here.clock.somebody_sleeps()
        await here.clock.advance(2 * SECOND)
        await here.conductor.settled()
        assert len(here.conductor.day.workshop("w").ideas) == 1


async def test_polls_and_typed_ballots_are_one_ballot_per_person(tmp_path: Path) -> None:
    """The last one counts, wherever it was given."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        await here.hears(here.wrote("karin", "mehr Bänke am See"), here.wrote("jonas", "Nachtbus am Wochenende"))
        await here.rings(BEGINS + 5 * MINUTE)
        poll = next(row for row in await here.journal.outbox.waiting() if row.kind == "poll")
        here.conductor.said(poll, "$poll")
        target = Source(f"{ROOM}/$poll")
        await here.hears(here.wrote("karin", "1 1 1"))
        await here.hears(Polled(Source(f"{ROOM}/$answer"), ROOM, "matrix:karin", 99, target, ("2",)))
        vote = here.conductor.day.workshop("w").vote
        assert vote is not None
        assert [cast.ballot for cast in vote.ballots.values()] == [((2, 1),)]


async def test_a_tap_makes_an_idea_of_a_message(tmp_path: Path) -> None:
    """Anna taps 💡 under what Karin said; the idea is Karin's."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        said = here.wrote("karin", "kürzere Wege", "$said")
        await here.hears(Entered(Source(f"{ROOM}/$join"), ROOM, "matrix:karin", 1), said)
        await here.hears(Tapped(Source(f"{ROOM}/$tap"), ROOM, "matrix:anna", 2, said.source, "💡"))
        ideas = list(here.conductor.day.workshop("w").ideas)
        assert [(idea.text, here.conductor.day.names[idea.person]) for idea in ideas] == [("kürzere Wege", "karin")]


async def test_turns_give_the_same_keys_when_decided_again(tmp_path: Path) -> None:
    """A repetition after a failed commit would say everything under the same ids: nothing is said twice."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        await here.hears(here.wrote("karin", "mehr Bänke am See"))
        rows = await here.journal.outbox.waiting()
        assert len({row.id for row in rows}) == len(rows)
        facts = [entry.fact for entry in await here.journal.entries()]
        assert not any(isinstance(fact, BallotCast) for fact in facts)
