"""10,000 people in 400 rooms on one simulated day, in one process: the time per input, first and last."""

from __future__ import annotations

import asyncio
import random
import resource
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
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


def growth(seconds: list[float]) -> tuple[float, float]:
    """Return the median time per input of the first and of the last tenth."""
    tenth = max(1, len(seconds) // 10)
    return statistics.median(seconds[:tenth]), statistics.median(seconds[-tenth:])


def measure() -> list[Figure]:
    """Let the day happen in a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        by_kind, bells, house = asyncio.run(day(Path(folder)))
        seconds = time.perf_counter() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    inputs = sum(len(each) for each in by_kind.values()) * BATCH
    workshops = house.conductor.day.workshops.values()
    given, cast = sum(len(w.ideas) for w in workshops), sum(len(v.ballots) for w in workshops for v in w.votes.values())
    whole = given == cast == PEOPLE * ROUNDS
    tenths = {kind: growth(each) for kind, each in by_kind.items() if kind != "joins"}
    worst = max(last / first for first, last in tenths.values())
    shown = ", ".join(f"{kind} {first * 1e6:.0f} -> {last * 1e6:.0f} µs" for kind, (first, last) in tenths.items())
    return [
        Figure(
            f"{PEOPLE:,} people in {ROOMS} rooms, simulated day",
            f"last tenth {worst:.2f} x the first, at worst; {memory:,.0f} MB at most",
            f"one process; time per input does not grow (at most {LONGER} x)",
            worst <= LONGER and whole,
            f"{inputs:,} inputs in {seconds:.0f} s, {BATCH} a batch, on disk; processor time per input {shown}; "
            f"{given:,} ideas and {cast:,} ballots kept{'' if whole else ', NOT ALL'}; "
            f"all {ROOMS} rooms change phase in {statistics.median(bells):.1f} s",
        )
    ]
