"""Whatever befalls the server: the bot goes on or ends with its exit code, never spins, and never hangs."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import App
from bot.check import check
from bot.clock import WallClock
from bot.shell.ending import REFUSED
from storage.folder import copies
from storage.journal import Journal
from tests.platforms.foul_weather import (
    BOT,
    ROOM,
    Fault,
    Weather,
    always_a_gap,
    asks,
    at_once,
    drips,
    half_open,
    hangs_up,
    limited,
    never,
    never_ends,
    only_sends,
    only_syncs,
    says,
    weather,
)
from workshop_flows.facts.agenda import PhaseBegan, PhaseEnded
from workshop_flows.facts.ideas import IdeaGiven
from workshop_flows.values import SECOND

PATIENCE = 30
END = 5.0
"""Seconds in which the process has to be gone after a signal."""
WATCHED = 6.0
"""Seconds for which requests are counted."""
HURRY, STOPPED = 100, 4.0
"""At this speed the first phase, of five minutes, is over after three seconds."""
SOON = 8.0
"""Seconds: five, and some for a machine that has more to do."""
FIRST = 1.0
"""Seconds for what was on its way before the weather turned."""
BEGINS = 1_813_484_700_000 - SECOND
"""A second before 11:45 on the day of the configuration."""
CONFIG = """\
[conference]
name = "probe"
title = "Eine Probe"

[privacy]
controller = "Stadt Musterhausen"
contact = "datenschutz@example.org"
legal_basis = "Art. 6 Abs. 1 lit. e DSGVO"
retention_days = 30

[matrix]
homeserver = "{url}"
user_id = "{bot}"

[[workshop]]
id = "raum"
title = "Ein Raum"
flow = "bochum-workshop"
starts = 2027-06-20T11:45:00
matrix_room = "{room}"

[organisers]
email = ["orga@example.org"]

[mail]
host = "mail.example.org"
sender = "werkstatt@example.org"
"""
FROM_THE_START: dict[str, Fault] = {
    "hangs up": hangs_up,
    "502": says(502, "<html>Bad Gateway</html>"),
    "broken JSON": says(200, '{"next_ba'),
    "nothing in it": says(200, ""),
    "an empty object": says(200, "{}"),
    "a list": says(200, "[]"),
    "too many requests": limited(None),
    "too many requests, but at once": limited(0),
}
IN_THE_MIDDLE: dict[str, Fault] = FROM_THE_START | {
    "no answer waits": at_once(moves=False),
    "no answer waits, and all are new": at_once(moves=True),
    "gaps that cannot be filled": always_a_gap(says(500, "kaputt")),
    "gaps, but again at once": always_a_gap(limited(1)),
    "gaps without an end": always_a_gap(never_ends),
    "nothing can be sent": says(500, "", only="/send/"),
    "sent, but nothing in it": says(200, "", only="/send/"),
    "sent, but for an hour": limited(3_600_000, only="/send/"),
    "sent, but again at once": limited(1, only="/send/"),
    "thrown out": says(403, "nein", only="/send/", code="M_FORBIDDEN"),
    "no keys": says(500, "", only="/keys/"),
    "keys refused": says(400, "nein", only="/keys/", code="M_UNKNOWN"),
    "no pins": says(502, "", only="/state/"),
}


def configured(server: Weather, folder: Path) -> Path:
    """Write a configuration for the server."""
    folder.mkdir(exist_ok=True)
    config = folder / "config.toml"
    config.write_text(CONFIG.format(url=server.url, bot=BOT, room=ROOM), "utf-8")
    return config


@contextlib.asynccontextmanager
async def running(
    server: Weather, folder: Path, speed: int = 1
) -> AsyncIterator[tuple[App, asyncio.Task[bool], asyncio.Event]]:
    """Run the bot on a server; it is told to stop afterwards."""
    config = configured(server, folder)
    report = check(config)
    assert report.settings is not None, report.problems
    app, ready = App(report.settings, report.flows, config, WallClock(speed, BEGINS)), asyncio.Event()
    task = asyncio.create_task(app.run(lambda _: ready.set()))
    try:
        yield app, task, ready
    finally:
        app.stop.set()
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(task, return_exceptions=True)


@contextlib.asynccontextmanager
async def process(server: Weather, folder: Path, speed: int = 1) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run the bot in a process of its own, as an operator does, and make sure that it is gone afterwards."""
    began = WallClock().now()
    started = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.cli", "run", str(configured(server, folder))),
        *("--begins", str(BEGINS), "--since", str(began), "--speed", str(speed)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield started
    finally:
        with contextlib.suppress(ProcessLookupError):
            started.kill()
        await started.communicate()


@pytest.mark.parametrize(
    ("fault", "asked"),
    [(hangs_up, "whoami"), (says(502, "<html>"), "whoami"), (never, "whoami"), (only_syncs(never), "sync")],
    ids=["hangs up", "502", "never answers", "never tells what is new"],
)
async def test_a_signal_ends_it_while_no_server_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Fault, asked: str
) -> None:
    """Nobody has to kill it because it waits: an orderly end, within five seconds."""
    monkeypatch.setenv("WERKSTATT_MATRIX__ACCESS_TOKEN", "geheim")
    async with weather(fault) as server, process(server, tmp_path / "tag") as started:
        async with asyncio.timeout(PATIENCE):
            await server.until_asked("GET", asked)
        await ends_soon(started)


async def ends_soon(started: asyncio.subprocess.Process) -> None:
    """Send the signal of a service manager, and see an orderly end in the time that it is given."""
    started.send_signal(signal.SIGTERM)
    async with asyncio.timeout(END):
        assert await started.wait() == 0


@pytest.mark.parametrize("mute", [False, True], ids=["answered", "nobody answers any more"])
async def test_a_signal_at_the_peak_ends_it_and_what_is_not_said_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, mute: bool
) -> None:
    """Three hundred people write at once and the operator ends the bot: what was taken is on disk with its answers."""
    monkeypatch.setenv("WERKSTATT_MATRIX__ACCESS_TOKEN", "geheim")
    async with weather() as server, process(server, tmp_path / "tag") as started:
        async with asyncio.timeout(PATIENCE):
            await server.until_asked("PUT", "m.room.pinned_events")
        asked = len(server.sent)
        server.turns(only_sends(never) if mute else None, asks(*(f"!idee Die Nummer {n}" for n in range(300))))
        async with asyncio.timeout(PATIENCE):
            await server.until_sent(asked + 1)
        await ends_soon(started)
    async with await Journal.open(tmp_path / "tag" / "var" / "probe", now=BEGINS) as journal:
        given = [entry.fact for entry in await journal.entries() if isinstance(entry.fact, IdeaGiven)]
        assert len(given) == 300
        waiting = await journal.outbox.waiting()
        assert bool(waiting) or not mute
        assert len(waiting) + len(server.sent) > 1


async def test_a_process_that_was_stopped_goes_on_late_and_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stands still past the end of its first phase: that ends when it is back, and the next one begins, once."""
    monkeypatch.setenv("WERKSTATT_MATRIX__ACCESS_TOKEN", "geheim")
    folder = tmp_path / "tag" / "var" / "probe"
    async with weather() as server, process(server, tmp_path / "tag", HURRY) as started:
        async with asyncio.timeout(PATIENCE):
            assert started.stdout is not None
            assert (await started.stdout.readline()).startswith(b"READY")
            await server.until_asked("PUT", "m.room.pinned_events")
        known = copies(folder)
        started.send_signal(signal.SIGSTOP)
        await asyncio.sleep(STOPPED)
        started.send_signal(signal.SIGCONT)
        async with asyncio.timeout(PATIENCE):
            while copies(folder) == known:  # noqa: ASYNC110 - what ended is copied
                await asyncio.sleep(0.1)
        started.send_signal(signal.SIGTERM)
        _, errors = await started.communicate()
        assert "s still; was inzwischen" in errors.decode()
    async with await Journal.open(folder, now=BEGINS) as journal:
        facts = [entry.fact for entry in await journal.entries()]
    ended = [fact.number for fact in facts if isinstance(fact, PhaseEnded)]
    assert ended in ([1], [1, 2])  # on a slow machine the first was over before
    assert [fact.number for fact in facts if isinstance(fact, PhaseBegan)] == [1, *(number + 1 for number in ended)]


async def _phases_over_a_bad_line(folder: Path, *, half: bool) -> list[int]:
    """Let the line be bad when a phase is to be announced, and good again; return which phases began."""
    async with weather() as server, running(server, folder, HURRY) as (app, _, ready):
        async with asyncio.timeout(PATIENCE):
            await ready.wait()
            await server.until_asked("PUT", "m.room.pinned_events")
            sent = len(server.sent)
            server.fault = half_open(server) if half else drips
            await server.until_sent(sent + 1)
            server.fault = server.fault if half else None
            taken = len(server.taken)
        async with asyncio.timeout(SOON):
            await server.until_taken(taken + 1)
        app.stop.set()
    async with await Journal.open(folder / "var" / "probe", now=BEGINS) as journal:
        facts = [entry.fact for entry in await journal.entries()]
    return [fact.number for fact in facts if isinstance(fact, PhaseBegan)]


async def test_a_phase_is_announced_soon_after_the_line_is_good_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half open, or a byte a second: nobody waits half a minute for an answer that cannot come, and none is lost."""
    monkeypatch.setenv("WERKSTATT_MATRIX__ACCESS_TOKEN", "geheim")
    half, slow = await asyncio.gather(
        _phases_over_a_bad_line(tmp_path / "half", half=True), _phases_over_a_bad_line(tmp_path / "slow", half=False)
    )
    assert half == list(range(1, len(half) + 1))
    assert slow == list(range(1, len(slow) + 1))


async def test_after_every_phase_a_copy_lies_beside_the_journal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sound, and with the end of that phase in it; the bot writes on meanwhile."""
    monkeypatch.setenv("WERKSTATT_MATRIX__ACCESS_TOKEN", "geheim")
    async with weather() as server, running(server, tmp_path / "tag", HURRY) as (app, _, _):
        async with asyncio.timeout(PATIENCE):
            while not (found := copies(app.folder)):  # noqa: ASYNC110 - a real bot is waited for
                await asyncio.sleep(0.1)
    (tmp_path / "aside").mkdir()
    found[0].rename(tmp_path / "aside" / "journal.sqlite3")
    async with await Journal.open(tmp_path / "aside", now=BEGINS, readonly=True) as journal:
        facts = [entry.fact for entry in await journal.entries()]
        assert [fact.number for fact in facts if isinstance(fact, PhaseEnded)] == [1]


@pytest.mark.parametrize("late", [False, True], ids=["from the start", "in the middle"])
async def test_a_token_that_is_no_longer_good_ends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, late: bool
) -> None:
    """Nothing helps but a new one, so it ends with the code for that, and says why."""
    monkeypatch.setenv("WERKSTATT_MATRIX__ACCESS_TOKEN", "geheim")
    revoked = says(401, "Invalid access token", code="M_UNKNOWN_TOKEN")
    async with weather(None if late else revoked) as server, process(server, tmp_path / "tag") as started:
        async with asyncio.timeout(PATIENCE):
            if late:
                await server.until_asked("PUT", "m.room.pinned_events")
                server.turns(revoked, {})
            _, errors = await started.communicate()
    assert started.returncode == REFUSED
    assert "geheim" not in errors.decode()


async def test_the_watchdog_is_fed_while_nobody_says_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bot that waits for a server that is away is alive, and no service manager may end it for that."""
    monkeypatch.setenv("WERKSTATT_MATRIX__ACCESS_TOKEN", "geheim")
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
    monkeypatch.setattr("bot.heartbeat.EVERY", 0.1)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.setblocking(False)  # noqa: FBT003 - as the library has it
        async with weather() as server, running(server, tmp_path / "tag") as (_, _, ready):
            async with asyncio.timeout(PATIENCE):
                await ready.wait()
                await server.until_asked("PUT", "m.room.pinned_events")
                server.turns(never, {})
                fed = 0
                while fed < 8:
                    told = await asyncio.get_running_loop().sock_recv(manager, 100)
                    fed += told == b"WATCHDOG=1"


async def _asked_at_most(fault: Fault, folder: Path, *, late: bool) -> tuple[float, bool]:
    """Return how often the server is asked in its busiest seconds, and whether the bot goes on."""
    async with weather(None if late else fault) as server, running(server, folder) as (_, task, ready):
        if late:
            async with asyncio.timeout(PATIENCE):
                await ready.wait()
                await server.until_asked("PUT", "m.room.pinned_events")
            server.turns(fault, asks(*(f"!hilfe {number}" for number in range(5))))
        since = asyncio.get_running_loop().time() + FIRST
        await asyncio.sleep(WATCHED)
        return server.most(since), not task.done()


@pytest.mark.parametrize("late", [False, True], ids=["from the start", "in the middle"])
async def test_in_no_fault_is_the_server_asked_five_times_a_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, late: bool
) -> None:
    """Every fault has a bot and a server of its own; they run side by side."""
    monkeypatch.setenv("WERKSTATT_MATRIX__ACCESS_TOKEN", "geheim")
    faults = IN_THE_MIDDLE if late else FROM_THE_START
    async with asyncio.TaskGroup() as group:
        tasks = {
            name: group.create_task(_asked_at_most(fault, tmp_path / str(number), late=late))
            for number, (name, fault) in enumerate(faults.items())
        }
    found = {name: task.result() for name, task in tasks.items()}
    assert {name: rate for name, (rate, _) in found.items() if rate >= 5} == {}
    assert [name for name, (_, goes_on) in found.items() if not goes_on] == []
