"""Names are kept for as long as people were told, and not longer."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.retention import DAY, Promise, is_due
from storage.journal import Account, Commit, Journal
from tests.bot.fake_clock import FakeClock
from tests.storage.test_forgetting import written_by_an_older_version
from workshop_flows.facts.agenda import WorkshopEnded, WorkshopStarted
from workshop_flows.facts.conference import FlowAdopted, WorkshopPlanned
from workshop_flows.facts.entry import Entry, Fact, In
from workshop_flows.facts.people import Came
from workshop_flows.flow import Flow, Kind, PhasePlan

FLOW = Flow(title="Kurz", phases=(PhasePlan(kind=Kind.TALK, title="Im Gespräch", minutes=5),))
TRIAL = WorkshopStarted(DAY, trial=True)
PLANNED = In("v", WorkshopPlanned("B", "Noch einer", "de", starts=60 * DAY)), In("v", FlowAdopted(FLOW))
LIVED: tuple[Fact, ...] = (FlowAdopted(FLOW), WorkshopStarted(DAY), WorkshopEnded())


@pytest.mark.parametrize(
    ("facts", "later", "due"),
    [
        (LIVED, 29, False),
        (LIVED, 31, True),
        (LIVED[:2], 29, False),
        (LIVED[:2], 31, True),
        (LIVED[:1], 31, True),
        ((FlowAdopted(FLOW), TRIAL), 31, True),
        ((FlowAdopted(FLOW), TRIAL, Came(1)), 31, True),
        ((*LIVED, *PLANNED), 31, False),
        ((*LIVED, *PLANNED), 91, True),
        (PLANNED, 91, True),
    ],
    ids=[
        "within the time",
        "after it",
        "perhaps still running",
        "left running",
        "never begun",
        "nothing but a trial",
        "a trial that people came to",
        "another one is planned",
        "it was never held",
        "nor was this one",
    ],
)
async def test_after_the_time_and_not_before(
    tmp_path: Path, facts: tuple[Fact | In, ...], later: int, *, due: bool
) -> None:
    """Thirty days after the last workshop ended or should have, or the last time that anybody did something."""
    async with await Journal.open(tmp_path, now=DAY) as journal:
        named = (fact if isinstance(fact, In) else In("w", fact) for fact in facts)
        entries = [(number, Entry(each.fact, DAY, each.workshop)) for number, each in enumerate(named, 1)]
        await journal.commit(Commit(entries, accounts=[Account("matrix:@k:x", 1, "Karin")]), DAY)
    assert await is_due(tmp_path, 30, (1 + later) * DAY) is due


async def test_a_bot_that_runs_on_thinks_of_it_as_well(tmp_path: Path) -> None:
    """It looks once a day, and begins anew on the first one that is too many."""
    clock, due = FakeClock(DAY), asyncio.Event()
    async with await Journal.open(tmp_path, now=DAY) as journal:
        entries = [(number, Entry(fact, DAY, "w")) for number, fact in enumerate(LIVED, 1)]
        await journal.commit(Commit(entries, accounts=[Account("matrix:@k:x", 1, "Karin")]), DAY)
        running = asyncio.create_task(Promise(journal, 30, clock, due.set).keep())
        await due.wait()
        assert clock.now() == (1 + 31) * DAY
        running.cancel()


async def test_a_journal_of_an_older_version_is_due_as_well(tmp_path: Path) -> None:
    """The start that asks for it lifts it; else the bot would never start again."""
    async with await Journal.open(tmp_path, now=DAY) as journal:
        entries = [(number, Entry(fact, DAY, "w")) for number, fact in enumerate(LIVED, 1)]
        await journal.commit(Commit(entries, accounts=[Account("matrix:@k:x", 1, "Karin")]), DAY)
    written_by_an_older_version(tmp_path)
    assert await is_due(tmp_path, 30, 32 * DAY)


async def test_where_there_is_nothing_nothing_is_due(tmp_path: Path) -> None:
    """A first start."""
    assert not await is_due(tmp_path, 30, 99 * DAY)
