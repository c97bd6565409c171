"""Standing messages: posted once, edited when their words change and their turn has come, made only where they are."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.hearing import Hearing
from bot.people import People
from bot.placards import Placards
from bot.rooms import Rooms, Seat
from bot.saying import Saying
from commands.heard import Spot
from storage.journal import Journal, Row
from tests.bot.fake_clock import FakeClock
from workshop_flows.conference import Conference
from workshop_flows.facts.agenda import WorkshopStarted
from workshop_flows.facts.conference import ConferencePlanned, FlowAdopted, WorkshopPlanned
from workshop_flows.facts.entry import Fact, In
from workshop_flows.facts.ideas import IdeaGiven
from workshop_flows.facts.people import Active, RoleGiven
from workshop_flows.flow import Flow, Kind, PhasePlan
from workshop_flows.happen import play
from workshop_flows.values import MINUTE, SECOND, Role, Source, Text

ROOM, OFFICIALS = "matrix:!w", "matrix:!o"
FLOW = Flow(title="Kurz", phases=(PhasePlan(kind=Kind.IDEAS, title="Ideen", minutes=5),))


@dataclass
class Wall:
    """A day, its rooms, and what stands there."""

    placards: Placards
    clock: FakeClock
    day: Conference = field(default_factory=Conference)
    spoke: int = 0
    hearing: Hearing = field(default_factory=lambda: Hearing(Rooms(), People(), {}))

    def said(self, rows: Sequence[Row]) -> None:
        """Hear that there is something to say, as the house does."""
        self.spoke += 1
        self.hearing.expect(rows)

    def happens(self, *facts: Fact | In) -> None:
        """Let facts happen."""
        play(self.day, facts, self.clock.now(), "")

    async def renewed(self) -> list[tuple[str, str]]:
        """Look, and return what was put where since the last look, without pins."""
        journal = self.placards.journal
        await self.placards.renew(self.day)
        waiting = [row for row in await journal.outbox.waiting() if row.kind != "pin"]
        await journal.outbox.delivered([(row.id, f"$p{row.id}") for row in await journal.outbox.waiting()])
        return [(row.kind, row.room) for row in waiting]


@pytest.fixture
async def wall(tmp_path: Path) -> AsyncIterator[Wall]:
    """Return what stands when a workshop has begun to collect ideas; the officials have a room."""
    clock = FakeClock()
    rooms = Rooms({ROOM: Seat(Spot.ROOM, "w"), OFFICIALS: Seat(Spot.OFFICIALS)})
    async with await Journal.open(tmp_path, now=clock.now()) as journal:
        built = Wall(Placards(journal, Saying(rooms, "j:0"), clock, lambda _rows: None), clock)
        built.placards.speak = built.said
        built.happens(
            ConferencePlanned("t", "T", "de", "Europe/Berlin"),
            In("w", WorkshopPlanned("A", "Raum", "de", None)),
            In("w", FlowAdopted(FLOW)),
            In("w", WorkshopStarted(clock.now())),
        )
        yield built


def an_idea(number: int) -> In:
    """Return that somebody gave an idea."""
    return In("w", IdeaGiven(number, 1, Text(f"Bank {number}")))


async def test_an_idea_changes_the_overview_and_not_the_agenda(wall: Wall) -> None:
    """The agenda names phases and times, the overview what has come in."""
    assert await wall.renewed() == [("post", ROOM), ("post", OFFICIALS)]
    await wall.clock.sleep_until(wall.clock.now() + MINUTE)
    assert await wall.renewed() == []
    wall.happens(an_idea(1))
    assert await wall.renewed() == [("edit", OFFICIALS)]
    assert wall.spoke == 2


async def test_an_overview_is_edited_when_its_turn_comes(wall: Wall) -> None:
    """However much comes in between; that it is still to be done is said with its instant."""
    begun = wall.clock.now()
    await wall.renewed()
    wall.happens(an_idea(1))
    assert await wall.placards.renew(wall.day) == begun + 3 * SECOND  # the agenda's turn comes first
    await wall.clock.sleep_until(begun + 14 * SECOND)
    wall.happens(an_idea(2))
    assert await wall.renewed() == []
    assert await wall.placards.renew(wall.day) == begun + 15 * SECOND
    await wall.clock.sleep_until(begun + 15 * SECOND)
    assert await wall.renewed() == [("edit", OFFICIALS)]


async def test_what_nobody_reads_is_not_put_into_words(wall: Wall) -> None:
    """Without a room for the officials there is no overview, without a direct chat no panel."""
    del wall.placards.saying.rooms.seats[OFFICIALS]
    assert await wall.renewed() == [("post", ROOM)]
    assert list(wall.placards.standing) == [(ROOM, "agenda")]


async def test_what_stands_is_not_said_again_after_a_restart(wall: Wall) -> None:
    """It is in the journal."""
    await wall.renewed()
    wall.placards = Placards(wall.placards.journal, wall.placards.saying, wall.clock, wall.said)
    await wall.placards.load()
    assert await wall.renewed() == []


async def test_a_trial_that_becomes_the_real_thing_is_no_trial_on_the_agenda(wall: Wall) -> None:
    """The lines are the same, the words are not."""
    wall.happens(In("w", WorkshopStarted(wall.clock.now(), trial=True)))
    assert await wall.renewed() == [("post", ROOM), ("post", OFFICIALS)]
    wall.happens(In("w", WorkshopStarted(wall.clock.now())))
    await wall.clock.sleep_until(wall.clock.now() + MINUTE)
    assert ("edit", ROOM) in await wall.renewed()


async def test_a_panel_is_known_by_its_key_before_anybody_knows_where_it_stands(wall: Wall) -> None:
    """A tap on it counts although the server's answer is not there yet, or never came."""
    wall.placards.saying.rooms.directs["matrix:!anna"] = 9
    wall.happens(RoleGiven(9, Role.MODERATOR), In("w", Active(9)))
    await wall.placards.renew(wall.day)
    (panel,) = [row for row in await wall.placards.journal.outbox.waiting() if row.anchor == "panel:w"]
    stands = Source("matrix:!anna/$panel")
    wall.hearing.recognise(stands, panel.id)
    assert wall.hearing.anchors[stands] == ("w", "panel:w")
