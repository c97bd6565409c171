"""Phases on a real homeserver: how late they are announced when nobody speaks, and while 371 people vote."""

from __future__ import annotations

import asyncio
import random
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, quantile
from benchmarks.town import CITIZENS, CONFIG, Town, settled, wall, werkstatt
from bot.demo.matrix.homeserver import NAME
from workshop_flows.values import MINUTE, SECOND, Moment

ROOMS = 60
"""Workshops of four phases of a minute; each begins a second after the one before it."""
TITLES = ("Anfang", "Mitte", "Meinung", "Schluss")
IDLE_WITHIN, CROWDED_WITHIN = 250, SECOND
CLOSED_FROM, CLOSED_WITHIN = 2 * SECOND, 10 * SECOND
"""A vote that is over is read once more for at least two seconds, at most ten (the rule of the close)."""
LEAD = 40 * SECOND
"""From the configuration to the first phase: the bot starts and joins its rooms meanwhile."""
ROUND = 30
"""Seconds in which each of the crowd votes once, and then again."""
PHASE = """
[[phase]]
kind = "{kind}"
title = "{title}"
minutes = {minutes}
"""
VOTED_ON = 'on = "options"\noptions = ["Bus", "Bahn", "Rad"]\n'
WORKSHOP = """
[[workshop]]
id = "{id}"
title = "Raum {id}"
flow = "{flow}.toml"
starts = {starts}
matrix_room = "#{id}:{name}"
"""


@dataclass(slots=True)
class Late:
    """By how many milliseconds announcements came after their time; `missing` never came."""

    by: list[Moment]
    missing: int = 0

    def within(self, limit: Moment) -> bool:
        """Say whether all were made, and 99 of 100 in time."""
        return self.missing == 0 and bool(self.by) and quantile(self.by, 0.99) <= limit

    def __str__(self) -> str:
        if not self.by:
            return "none announced"
        gone = f", {self.missing} never" if self.missing else ""
        shares = (f"p{share * 100:.0f} {quantile(self.by, share):.0f} ms" for share in (0.5, 0.99))
        return f"{', '.join(shares)}, worst {max(self.by)} ms{gone}"


def flow(*phases: tuple[str, str, int]) -> str:
    """Return a flow: (kind, title, minutes)."""
    text = 'title = "Takt"\n'
    for kind, title, minutes in phases:
        text += PHASE.format(kind=kind, title=title, minutes=minutes) + (VOTED_ON if kind == "vote" else "")
    return text


def configure(built: Town, begins: Moment) -> None:
    """Write the configuration: the small workshops one after another, the plenary's vote while they vote."""
    kinds = ("break", "break", "vote", "closing")
    small = flow(*((kind, title, 1) for kind, title in zip(kinds, TITLES, strict=True)))
    (built.folder / "takt.toml").write_text(small, "utf-8")
    (built.folder / "plenum.toml").write_text(flow(("vote", "Abstimmung", 2), ("closing", "Ende", 5)), "utf-8")
    text = CONFIG.format(url=built.server.url, user=built.bot.user_id, name=NAME)
    text = text.replace("[privacy]", 'timezone = "UTC"\n\n[privacy]', 1)
    for number in range(ROOMS):
        text += workshop(f"g{number}", "takt", begins + number * SECOND)
    built.config.write_text(text + workshop("plenum", "plenum", begins + 2 * MINUTE - 2 * SECOND), "utf-8")


def workshop(id_: str, flow_: str, starts: Moment) -> str:
    """Return a workshop's part of the configuration."""
    local = datetime.fromtimestamp(starts / SECOND, UTC).replace(tzinfo=None)
    return WORKSHOP.format(id=id_, flow=flow_, starts=local.isoformat(), name=NAME)


async def crowd(built: Town, begins: Moment, ends: Moment) -> int:
    """Let everybody vote in every round; return how many ballots were sent."""

    async def votes(number: int) -> int:
        chance, sent = random.Random(number), 0
        at = begins + number * ROUND * SECOND // CITIZENS
        while at < ends:
            await asyncio.sleep(max(0.0, (at - wall()) / SECOND))
            await built.citizens[number].say(built.rooms["plenum"], str(chance.randint(1, 3)))
            at, sent = at + ROUND * SECOND, sent + 1
        return sent

    return sum(await asyncio.gather(*map(votes, range(CITIZENS))))


async def lateness(built: Town, since: Moment, wanted: Callable[[dict[str, Any], Moment], bool], due: Moment) -> Late:
    """Return how late the first wanted message came in each small room; `due` is when it was in the first of them."""
    late = Late([])
    for number in range(ROOMS):
        planned = due + number * SECOND
        said = [event for event in await built.history(f"g{number}", since) if spoken(built, event)]
        stamps = [event["origin_server_ts"] for event in said if wanted(event, planned)]
        late.by += [min(stamps) - planned] if stamps else []
        late.missing += not stamps
    return late


def spoken(built: Town, event: dict[str, Any]) -> bool:
    """Say whether it is a new message of the bot's."""
    ours = event["sender"] == built.bot.user_id and event["type"] == "m.room.message"
    return ours and "m.new_content" not in event["content"]


def announces(title: str) -> Callable[[dict[str, Any], Moment], bool]:
    """Return what says of a message whether it announces this phase."""
    return lambda event, _planned: str(event["content"]["body"]).startswith(title)


def comes_after(event: dict[str, Any], planned: Moment) -> bool:
    """Say whether a message came after its time: the first one after a vote is its close."""
    return bool(event["origin_server_ts"] >= planned)


async def measured(folder: Path) -> list[Figure]:
    """Run a day of four minutes: two are quiet, in the third and fourth the plenary votes."""
    homes: dict[str, Sequence[int]] = {f"g{number}": (number,) for number in range(ROOMS)}
    async with settled(folder, homes | {"plenum": range(CITIZENS), "orga": ()}) as built:
        since = wall()
        begins = (since + LEAD) // SECOND * SECOND
        configure(built, begins)
        async with werkstatt(built):
            if wall() > begins:
                raise RuntimeError("the bot was not ready when the first phase should have begun")
            await asyncio.sleep((begins + 2 * MINUTE - wall()) / SECOND)
            sent = await crowd(built, begins + 2 * MINUTE, begins + 4 * MINUTE - 2 * SECOND)
            await asyncio.sleep(max(0.0, (begins + 4 * MINUTE + CLOSED_WITHIN - wall()) / SECOND))
        begun = [
            await lateness(built, since, announces(each), begins + n * MINUTE) for n, each in enumerate(TITLES[:3])
        ]
        closed = await lateness(built, since, comes_after, begins + 3 * MINUTE)
    idle = Late(begun[0].by + begun[1].by, begun[0].missing + begun[1].missing)
    return figures(idle, begun[2], closed, sent)


def figures(idle: Late, crowded: Late, closed: Late, sent: int) -> list[Figure]:
    """Return what was promised of phases, and what came of it."""
    how = "the server's stamp of the announcement against the plan, in real time, its limits lifted"
    voting = f"{CITIZENS} people vote in the plenary, each every {ROUND} s: {sent} ballots in {2 * 60} s"
    closes = closed.within(CLOSED_WITHIN) and min(closed.by) >= CLOSED_FROM
    return [
        Figure(
            "phases announced on a real server when idle",
            str(idle),
            f"p99 within {IDLE_WITHIN} ms of their time",
            idle.within(IDLE_WITHIN),
            f"{len(idle.by)} phases without ballots, in {ROOMS} rooms, one a second; {how}",
        ),
        Figure(
            f"phases announced on a real server with {CITIZENS} people voting",
            str(crowded),
            f"p99 within {CROWDED_WITHIN // SECOND} s of their time",
            crowded.within(CROWDED_WITHIN),
            f"{len(crowded.by)} phases (votes that open), in {ROOMS} rooms, one a second, while {voting}; {how}",
        ),
        Figure(
            f"votes closed on a real server with {CITIZENS} people voting",
            str(closed),
            f"from {CLOSED_FROM // SECOND} s to {CLOSED_WITHIN // SECOND} s after their time: the rule of the close",
            closes,
            f"{len(closed.by)} votes, from the end by the plan to the message with the result; what the server took by "
            f"then is read once more and counted; {voting}",
        ),
    ]


def measure() -> list[Figure]:
    """Measure in a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(measured(Path(folder)))
