"""A copy from the middle of a vote is played back, the platform is read again, and the result is the same."""

from __future__ import annotations

from pathlib import Path

from bot.platforms.incoming import Wrote
from storage.backup import backup, restore
from tests.bot.house import BEGINS, House, house
from workshop_flows.result import Result
from workshop_flows.values import MINUTE, SECOND


async def closes(here: House) -> Result | None:
    """Let the vote be over, and return what it came to."""
    await here.rings(BEGINS + 10 * MINUTE)
    await here.clock.somebody_sleeps()
    await here.clock.advance(3 * SECOND)
    workshop = here.conductor.day.workshop("w")
    await here.until(lambda: workshop.vote is None)
    return workshop.votes[1].result


async def test_restored_and_read_again_the_vote_comes_out_the_same(tmp_path: Path) -> None:
    """What was said since the copy is decided again, once; nothing is said under an id that was used before."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        ideas = [here.wrote("karin", "mehr Bänke am See"), here.wrote("jonas", "Nachtbus am Wochenende")]
        await here.hears(*ideas)
        await here.rings(BEGINS + 5 * MINUTE)
        early: list[Wrote] = [here.wrote("karin", "1 2 2"), here.wrote("uwe", "2")]
        await here.hears(*early)
        copy = await backup(tmp_path)
        later = [here.wrote("jonas", "1 1 1"), here.wrote("karin", "2 2 1"), here.wrote("dora", "9 9 9 9")]
        await here.hears(*later)
        before = await closes(here)
        epoch = here.journal.epoch
        said = {row.id for row in await here.journal.outbox.waiting()}
    restore(tmp_path, copy)
    async with house(tmp_path, now=BEGINS + 8 * MINUTE) as again:
        known = {row.id for row in await again.journal.outbox.waiting()}
        await again.hears(*ideas, *early, *later)
        assert await closes(again) == before
        assert again.journal.epoch == epoch + 1
        fresh = {row.id for row in await again.journal.outbox.waiting()} - known
        assert fresh
        assert fresh.isdisjoint(said)
