"""Names are kept for as long as people were told, and not longer."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.retention import DAY, is_due
from storage.journal import Account, Commit, Journal
from tests.storage.test_forgetting import written_by_an_older_version
from workshop_flows.facts.agenda import WorkshopEnded, WorkshopStarted
from workshop_flows.facts.conference import FlowAdopted
from workshop_flows.facts.entry import Entry, Fact
from workshop_flows.flow import Flow, Kind, PhasePlan

FLOW = Flow(title="Kurz", phases=(PhasePlan(kind=Kind.TALK, title="Im Gespräch", minutes=5),))
LIVED: tuple[Fact, ...] = (FlowAdopted(FLOW), WorkshopStarted(DAY), WorkshopEnded())


@pytest.mark.parametrize(
    ("facts", "later", "due"),
    [(LIVED, 29, False), (LIVED, 31, True), (LIVED[:2], 99, False), (LIVED[:1], 99, False)],
    ids=["within the time", "after it", "still running", "never begun"],
)
async def test_after_the_time_and_not_before(tmp_path: Path, facts: tuple[Fact, ...], later: int, *, due: bool) -> None:
    """Thirty days after the last workshop ended."""
    async with await Journal.open(tmp_path, now=DAY) as journal:
        entries = [(number, Entry(fact, DAY, "w")) for number, fact in enumerate(facts, 1)]
        await journal.commit(Commit(entries, accounts=[Account("matrix:@k:x", 1, "Karin")]), DAY)
    assert await is_due(tmp_path, 30, (1 + later) * DAY) is due


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
