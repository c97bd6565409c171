"""10,000 people in 400 rooms on one simulated day, in one process: the time per input, first and last.

The day is lived more than once, and of each tenth the least disturbed counts: a machine that others use, too, is now
faster and now slower by a fifth, within the minute of a day.
"""

from __future__ import annotations

import asyncio
import gc
import random
import resource
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.quiet import BEGINS, QuietHouse, quiet_house, sentence
from bot.platforms.incoming import Incoming
from workshop_flows.flow import Flow, Kind, PhasePlan, Way
from workshop_flows.values import MINUTE

PEOPLE, ROOMS, ROUNDS = 10_000, 400, 4
COLLECT, VOTE = 40, 20
"""Minutes."""
BATCH = 10
"""Inputs in a batch: what comes in a second."""
DAYS = 3
LONGER = 1.2
"""The last tenth may take so much longer than the first before it counts as growth and not as noise."""
FLOW = Flow(
    title="Ein großer Tag",
    phases=tuple(
        phase
        for round_ in range(ROUNDS)
        for phase in (
            PhasePlan(kind=Kind.IDEAS, title=f"Ideen {round_}", minutes=COLLECT),
            PhasePlan(kind=Kind.VOTE, title=f"Stimmen {round_}", minutes=VOTE, method=Way.APPROVAL, keep=3),
        )
    ),
)


def ideas(house: QuietHouse, chance: random.Random) -> Iterator[Incoming]:
    """Everybody has one idea in a round."""
    for person in chance.sample(range(PEOPLE), PEOPLE):
        yield house.wrote(f"p{person}", f"!idee {sentence(chance)}", f"w{person % ROOMS}")


def talk(house: QuietHouse, chance: random.Random) -> Iterator[Incoming]:
    """Everybody also says something that nothing is kept of."""
    for person in chance.sample(range(PEOPLE), PEOPLE):
        yield house.wrote(f"p{person}", "das sehe ich auch so?", f"w{person % ROOMS}")


def ballots(house: QuietHouse, chance: random.Random) -> Iterator[Incoming]:
    """Everybody votes in a round."""
    for person in chance.sample(range(PEOPLE), PEOPLE):
        chosen = " ".join(map(str, chance.sample(range(1, PEOPLE // ROOMS + 1), 3)))
        yield house.wrote(f"p{person}", chosen, f"w{person % ROOMS}")


async def said(house: QuietHouse, incoming: Iterator[Incoming], minutes: tuple[int, int]) -> list[float]:
    """Hand over a phase's inputs in small batches, spread over its time; return the processor seconds per input."""
    inputs = list(incoming)
    begins, lasts = minutes
    seconds = []
    for first in range(0, len(inputs), BATCH):
        house.clock.time = BEGINS + begins * MINUTE + lasts * MINUTE * first // len(inputs)
        batch = inputs[first : first + BATCH]
        begun = time.process_time()
        await house.hears(batch)
        seconds.append((time.process_time() - begun) / len(batch))
    return seconds


async def day(folder: Path) -> tuple[dict[str, list[float]], list[float], QuietHouse]:
    """Let the day happen; return processor seconds per input by kind, and the seconds of each change of phase."""
    chance = random.Random(1)
    by_kind: dict[str, list[float]] = defaultdict(list)
    bells = []
    async with quiet_house(folder, FLOW, ROOMS) as house:
        coming = (house.entered(f"p{person}", f"w{person % ROOMS}") for person in range(PEOPLE))
        by_kind["joins"] += await said(house, coming, (-1, 1))
        for round_ in range(ROUNDS):
            for kinds, begins, lasts in (
                ((("ideas", ideas), ("talk", talk)), round_ * (COLLECT + VOTE), COLLECT),
                ((("ballots", ballots),), round_ * (COLLECT + VOTE) + COLLECT, VOTE),
            ):
                begun = time.perf_counter()
                await house.until(BEGINS + begins * MINUTE)
                bells.append(time.perf_counter() - begun)
                for place, (name, make) in enumerate(kinds):
                    half = lasts // len(kinds) - 1
                    by_kind[name] += await said(house, make(house, chance), (begins + place * half, half))
        await house.until(BEGINS + ROUNDS * (COLLECT + VOTE) * MINUTE)
        return by_kind, bells, house


def growth(seconds: Sequence[float]) -> tuple[float, float]:
    """Return the median time per input of the first and of the last tenth."""
    tenth = max(1, len(seconds) // 10)
    return statistics.median(seconds[:tenth]), statistics.median(seconds[-tenth:])


@dataclass(frozen=True, slots=True)
class Lived:
    """What is left of a day. Times are seconds; `memory`: MB, the most so far."""

    by_kind: dict[str, tuple[float, float]]
    """Processor time per input, first and last tenth."""
    inputs: int
    bell: float
    given: int
    cast: int
    lasted: float
    memory: float


def lived() -> Lived:
    """Let the day happen in a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        by_kind, bells, house = asyncio.run(day(Path(folder)))
        lasted = time.perf_counter() - begun
    workshops = house.conductor.day.workshops.values()
    return Lived(
        {kind: growth(each) for kind, each in by_kind.items() if kind != "joins"},
        sum(len(each) for each in by_kind.values()) * BATCH,
        statistics.median(bells),
        sum(len(workshop.ideas) for workshop in workshops),
        sum(len(vote.ballots) for workshop in workshops for vote in workshop.votes.values()),
        lasted,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def measure() -> list[Figure]:
    """Let the day happen a few times."""
    days = []
    for _ in range(DAYS):
        days.append(lived())
        gc.collect()  # the next one begins with nothing of it
    one, whole = days[0], all(each.given == each.cast == PEOPLE * ROUNDS for each in days)
    least = {kind: [min(each) for each in zip(*(d.by_kind[kind] for d in days), strict=True)] for kind in one.by_kind}
    worst = max(last / first for first, last in least.values())
    shown = ", ".join(f"{kind} {first * 1e6:.0f} -> {last * 1e6:.0f} µs" for kind, (first, last) in least.items())
    return [
        Figure(
            f"{PEOPLE:,} people in {ROOMS} rooms, simulated day",
            f"last tenth {worst:.2f} x the first, at worst; {one.memory:,.0f} MB at most",
            f"one process; time per input does not grow (at most {LONGER} x)",
            worst <= LONGER and whole,
            f"{one.inputs:,} inputs in {min(each.lasted for each in days):.0f} s, {BATCH} a batch, on disk; processor "
            f"time per input {shown}, of each tenth the least of {DAYS} days; {one.given:,} ideas and {one.cast:,} "
            f"ballots kept{'' if whole else ', NOT ALL'}; all {ROOMS} rooms change phase in "
            f"{min(each.bell for each in days):.1f} s; memory is that of the first day",
        )
    ]
