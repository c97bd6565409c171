"""Servers repeat and people interleave as it comes: neither changes what was said or how a vote ends."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from bot.platforms.incoming import Incoming
from tests.bot.house import BEGINS, House, house
from workshop_flows.result import Result
from workshop_flows.values import MINUTE, SECOND

PEOPLE = ("karin", "jonas", "cem", "dora", "ela")
IDEAS = (
    "Mehr Bänke am See",
    "Ein Nachtbus am Wochenende",
    "Blumen auf dem Markt",
    "Licht am Radweg",
    "Ein Brunnen zum Trinken",
)
BALLOTS = 4
VOTE = BEGINS + 5 * MINUTE
COUNTED = BEGINS + 10 * MINUTE


def in_batches(inputs: Sequence[Incoming], chance: random.Random) -> list[Sequence[Incoming]]:
    """Cut inputs into batches of any size."""
    cuts = sorted({0, len(inputs), *(chance.randrange(len(inputs)) for _ in range(4))})
    return [inputs[first:last] for first, last in pairwise(cuts)]


async def collected(here: House, chance: random.Random) -> list[Incoming]:
    """Let everybody have an idea; return what came in."""
    await here.rings(BEGINS)
    said = [here.wrote(who, idea) for who, idea in zip(PEOPLE, IDEAS, strict=True)]
    for batch in in_batches(said, chance):
        await here.hears(*batch)
    await here.rings(VOTE)
    return list(said)


def ballots(here: House, order: Sequence[str], wishes: dict[str, list[str]]) -> list[Incoming]:
    """Return everybody's ballots, each one's in their own order, as `order` interleaves them."""
    left = {who: iter(wanted) for who, wanted in wishes.items()}
    return [here.wrote(who, next(left[who])) for who in order]


def wishes(chance: random.Random) -> dict[str, list[str]]:
    """Return what each wants, and wants instead a moment later."""
    return {who: [" ".join(map(str, chance.choices(range(1, 6), k=3))) for _ in range(BALLOTS)] for who in PEOPLE}


@pytest.mark.parametrize("seed", range(5))
async def test_all_that_came_comes_three_times_more_in_any_order_and_changes_nothing(tmp_path: Path, seed: int) -> None:
    """A server that tells everything again, mixed, adds no fact; nor does it after a restart."""
    chance = random.Random(seed)
    async with house(tmp_path) as here:
        inputs = await collected(here, chance)
        order = [who for who in PEOPLE for _ in range(BALLOTS)]
        chance.shuffle(order)
        inputs += ballots(here, order, wishes(chance))
        for batch in in_batches(inputs[len(PEOPLE) :], chance):
            await here.hears(*batch)
        facts = await here.journal.entries()
        for _ in range(2):
            await _again(here, inputs, chance)
        assert await here.journal.entries() == facts
    async with house(tmp_path, now=VOTE + SECOND) as restarted:
        await _again(restarted, inputs, chance)
        assert await restarted.journal.entries() == facts


async def _again(here: House, inputs: Sequence[Incoming], chance: random.Random) -> None:
    mixed = chance.sample(inputs, len(inputs))
    for batch in in_batches(mixed, chance):
        await here.hears(*batch)


@pytest.mark.parametrize("seed", range(5))
async def test_a_vote_ends_the_same_however_people_interleave(tmp_path: Path, seed: int) -> None:
    """As long as each one's ballots keep their order, the last one of each counts, and that is all."""
    wanted = wishes(random.Random(seed))
    results = [await _result(tmp_path / str(n), wanted, random.Random(f"{seed}.{n}")) for n in range(3)]
    assert results[0].turnout.ballots == len(PEOPLE)
    assert [each.rows for each in results] == [results[0].rows] * len(results)


async def _result(folder: Path, wanted: dict[str, list[str]], chance: random.Random) -> Result:
    await asyncio.to_thread(folder.mkdir)
    async with house(folder) as here:
        await collected(here, chance)
        order = [who for who in PEOPLE for _ in range(BALLOTS)]
        chance.shuffle(order)
        for batch in in_batches(ballots(here, order, wanted), chance):
            await here.hears(*batch)
        workshop = here.conductor.day.workshop("w")
        await here.rings(COUNTED)
        await here.clock.advance(3 * SECOND)
        await here.until(lambda: workshop.votes[1].result is not None)
        result = workshop.votes[1].result
        assert result is not None
        return result
