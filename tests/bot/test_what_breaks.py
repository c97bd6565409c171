"""What breaks costs no more than itself: an input, a bell, a platform, what follows a commit."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from bot.batch import parts
from bot.platforms.incoming import Batch, Unreadable, Wrote
from tests.bot.house import BEGINS, ROOM, house
from workshop_flows.facts.entry import In
from workshop_flows.facts.ideas import IdeaGiven
from workshop_flows.values import MINUTE, SECOND, Source, Text


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
        disk = await here.writes_slowly()
        spoke, alarms = here.spoke, len(here.alarms)
        first, second = here.wrote("karin", "Mehr Bänke am See"), here.wrote("jonas", "Nachtbus am Wochenende")
        await here.conductor.take(Batch("matrix", "s2", (first,), failing))
        await here.conductor.take(Batch("matrix", "s3", (second,), hearing))
        disk.set()
        await here.conductor.settled()
        assert (here.spoke - spoke, len(here.alarms) - alarms) == (2, 2)
        assert heard == ["fact"]


async def test_what_breaks_after_a_commit_keeps_nothing_else_from_being_done(tmp_path: Path) -> None:
    """Nobody can be told anything; the next bell is set all the same, and the vote that closes is read once more."""
    async with house(tmp_path) as here:
        await here.comes_to_a_vote()
        here.broken = True
        await here.rings(BEGINS + 10 * MINUTE)
        await here.clock.somebody_sleeps()
        assert here.platform.read == 1
        assert here.alarms[-1] == BEGINS + 10 * MINUTE + 10 * SECOND


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
