"""Inputs through conductor and journal without a network: how many a second, and how long until one is on the disk."""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from pathlib import Path

from benchmarks.figures import Figure, quantile
from benchmarks.quiet import BEGINS, QuietHouse, quiet_house, sentence
from bot.platforms.incoming import Incoming
from workshop_flows.flow import Flow, Kind, PhasePlan, Way
from workshop_flows.values import MINUTE, Source

PEOPLE, ROOMS = 371, 12
IDEAS_EACH, BALLOTS_EACH = 8, 40
BATCH = 100
"""Inputs in one answer of the platform: as many as a homeserver puts into one."""
A_SECOND = 20_000
PER_SECOND, SECONDS = 12, 25
LATEST_MS = 50
FLOW = Flow(
    title="Ein Sturm",
    phases=(
        PhasePlan(kind=Kind.IDEAS, title="Ideen", minutes=60),
        PhasePlan(kind=Kind.VOTE, title="Punkte", minutes=60, method=Way.DOTS),
    ),
)


def idea(house: QuietHouse, number: int) -> Incoming:
    """Return an idea that nobody had before."""
    person = number % PEOPLE
    return house.wrote(f"p{person}", f"!idee {number} {sentence(random.Random(number))}", f"w{person % ROOMS}")


def ballot(house: QuietHouse, number: int) -> Incoming:
    """Return a ballot of three dots."""
    person = number % PEOPLE
    chosen = " ".join(str(1 + (number * prime) % 200) for prime in (7, 11, 13))
    return house.wrote(f"p{person}", chosen, f"w{person % ROOMS}")


async def storm(house: QuietHouse, incoming: list[Incoming]) -> float:
    """Hand over everything as fast as it is taken; return the seconds until the last is on the disk."""
    begun = time.perf_counter()
    for first in range(0, len(incoming), BATCH):
        await house.take(incoming[first : first + BATCH])
    await house.conductor.settled()
    return time.perf_counter() - begun


async def at_a_pace(house: QuietHouse) -> list[float]:
    """Hand over twelve a second, ideas and ballots in turn; return the milliseconds until each is on the disk."""
    waiting: dict[Source, float] = {}
    lags: list[float] = []

    def committed() -> None:
        now = time.perf_counter()
        done = [source for source in waiting if source in house.journal.inputs.sources]
        lags.extend((now - waiting.pop(source)) * 1000 for source in done)

    house.committed.append(committed)
    begun = time.perf_counter()
    for number in range(PER_SECOND * SECONDS):
        await asyncio.sleep(max(0.0, begun + number / PER_SECOND - time.perf_counter()))
        said = (idea, ballot)[number % 2](house, 1_000_000 + number)
        waiting[said.source] = time.perf_counter()
        await house.take([said])
    await house.conductor.settled()
    return lags


async def measured(folder: Path) -> list[Figure]:
    """Measure both in one house."""
    async with quiet_house(folder, FLOW, ROOMS) as house:
        await house.hears([house.entered(f"p{person}", f"w{person % ROOMS}") for person in range(PEOPLE)])
        await house.until(BEGINS)
        ideas = [idea(house, number) for number in range(PEOPLE * IDEAS_EACH)]
        for_ideas = await storm(house, ideas)
        await house.until(BEGINS + 60 * MINUTE)
        ballots = [ballot(house, number) for number in range(PEOPLE * BALLOTS_EACH)]
        for_ballots = await storm(house, ballots)
        lags = await at_a_pace(house)
        lost = [one for one in (*ideas, *ballots) if one.source not in house.journal.inputs.sources]
        inputs = len(ideas) + len(ballots)
    rate, p95 = inputs / (for_ideas + for_ballots), quantile(lags, 0.95)
    complete = not lost and len(lags) == PER_SECOND * SECONDS
    how = (
        f"{PEOPLE} people, {ROOMS} rooms, {BATCH} inputs a batch: {len(ideas)} ideas at {len(ideas) / for_ideas:,.0f} "
        f"a second, {len(ballots)} ballots at {len(ballots) / for_ballots:,.0f}; every one in the journal: "
        f"{'yes' if complete else 'NO'}"
    )
    late = f"ideas and ballots in turn, {len(lags)} inputs, p50 {quantile(lags, 0.5):.1f} ms, worst {max(lags):.0f} ms"
    return [
        Figure(
            "durable inputs through conductor and journal, no network",
            f"{rate:,.0f} a second",
            f"{A_SECOND:,} a second",
            rate >= A_SECOND and complete,
            how,
        ),
        Figure(
            f"command to durable at {PER_SECOND} commands a second",
            f"p95 {p95:.1f} ms",
            f"p95 under {LATEST_MS} ms",
            p95 < LATEST_MS and complete,
            late,
        ),
    ]


def measure() -> list[Figure]:
    """Measure in a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(measured(Path(folder)))
