"""350 taps on a vote in a Discord server of 371: the bot in a process of its own, against a stand-in on loopback."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from benchmarks.figures import Figure, quantile
from tests.platforms.discord_run import Town, town
from tests.platforms.discord_stand_in import Asked, answered

MEMBERS, CROWD = 371, 350
SECONDS = 10
WITHIN = 1.0
"""Seconds."""


async def tapped(built: Town, poll: str, option: str, seconds: float) -> list[Asked]:
    """Let everybody choose within so many seconds, and wait until each has an answer."""
    asked: list[Asked] = []
    loop = asyncio.get_running_loop()
    begun = loop.time()
    for number, each in enumerate(built.people[:CROWD]):
        await asyncio.sleep(max(0.0, begun + seconds * number / CROWD - loop.time()))
        asked.append(await each.choose(poll, option))
    await asyncio.gather(*(answered(each) for each in asked))
    return asked


async def measured(folder: Path) -> list[Figure]:
    """Measure with the taps spread over ten seconds, and all at one instant."""
    async with town(folder, MEMBERS) as built:
        async with built.running():
            poll = await built.opens()
            spread = await tapped(built, poll, "1", SECONDS)
            instant = await tapped(built, poll, "2", 0)
        _, vote = await built.vote()
        counted = [sum(option in cast.weights for cast in vote.ballots.values()) for option in (1, 2)]
        names = (f"{CROWD} taps on a vote within {SECONDS} s on Discord", f"{CROWD} taps at one instant")
        return [figure(*each) for each in zip(names, (spread, instant), counted, strict=True)]


def figure(name: str, asked: list[Asked], counted: int) -> Figure:
    """Return what was counted, and how long people waited for their answer."""
    waits = [each.answered_at - each.at for each in asked if each.first is not None]
    noted = sum(each.text.startswith("Notiert") for each in asked)
    p95 = quantile(waits, 0.95)
    return Figure(
        name,
        f"{counted} counted, {noted} answered, p95 {p95 * 1000:.0f} ms",
        f"{CROWD} counted and answered, p95 under {WITHIN:.0f} s",
        counted == noted == CROWD and p95 < WITHIN,
        f"p50 {quantile(waits, 0.5) * 1000:.0f} ms, the last {max(waits) * 1000:.0f} ms after its tap, by the clock of "
        "the stand-in, which is beside the bot in a process of its own",
    )


def measure() -> list[Figure]:
    """Measure in a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(measured(Path(folder)))
