"""The conductor: decide, commit, then speak; whatever happens, once."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.obscuring import covered
from bot.platforms.incoming import Batch, Entered, Polled, Said, Tapped, Wrote
from bot.rooms import Seat
from commands.heard import Spot
from tests.bot.house import BEGINS, ROOM, House, house
from workshop_flows.facts.entry import In
from workshop_flows.facts.ideas import IdeaGiven, IdeaHidden
from workshop_flows.facts.votes import BallotCast
from workshop_flows.values import MINUTE, SECOND, Source, Text


def many(here: House) -> tuple[Wrote, ...]:
    """Return eighty long ideas: more than a full disk takes."""
    return tuple(here.wrote("karin", f"Idee {n}: " + "viel " * 90) for n in range(80))


async def test_what_is_said_twice_by_the_server_counts_once(tmp_path: Path) -> None:
    """The same event again, in the same batch or later, is no second idea."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        idea = here.wrote("karin", "mehr Bänke am See", "$same")
        await here.hears(idea, idea)
        await here.hears(idea)
        assert len(here.conductor.day.workshop("w").ideas) == 1
        assert (await here.outcomes())["$same"] == "fact"


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
        await here.conductor.take(Batch("matrix", "s9", many(here)))
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
        await here.conductor.take(Batch("matrix", "s9", many(here)))
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
        await here.conductor.take(Batch("matrix", "s9", (*many(here), here.wrote("anna", "!beenden"))))
        await here.clock.somebody_sleeps()
        assert here.published == []
        await here.journal.place.limit_pages(100_000)
        await here.clock.advance(2 * SECOND)
        await here.conductor.settled()
        assert not here.conductor.day.workshop("w").running
        assert here.published == [here.journal.last_turn]


async def test_a_tap_on_a_poll_counts_although_the_bot_died_before_it_knew_that_the_poll_stands(tmp_path: Path) -> None:
    """The room holds the poll, the journal only that it was to be said; what comes back bears its key."""
    async with house(tmp_path) as here:
        await here.comes_to_a_vote()
        (poll,) = [row for row in await here.journal.outbox.waiting() if row.kind == "poll"]
    async with house(tmp_path, now=BEGINS + 6 * MINUTE) as again:
        stands = Source(f"{ROOM}/$poll")
        tap = Polled(Source(f"{ROOM}/$tap"), ROOM, "matrix:karin", 1, stands, ("2",))
        await again.hears(Said(stands, ROOM, "matrix:bot", 0, poll.id), tap)
        assert (await again.outcomes())["$tap"] == "fact"
        ballots = again.conductor.day.workshop("w").votes[1].ballots
        assert [cast.weights for cast in ballots.values()] == [{2: 1}]


async def test_a_restart_in_the_middle_of_a_vote_loses_no_ballot(tmp_path: Path) -> None:
    """The folded journal is the state; the bell of the close is set again."""
    async with house(tmp_path) as here:
        await here.comes_to_a_vote()
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


async def test_polls_and_typed_ballots_are_one_ballot_per_person(tmp_path: Path) -> None:
    """The last one counts, wherever it was given."""
    async with house(tmp_path) as here:
        await here.comes_to_a_vote()
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
