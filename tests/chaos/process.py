"""The very `werkstatt run`, as a process that is started, killed and started again."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from tests.chaos.evidence import Clock
from tests.chaos.scenario import DATA

READY_SECONDS = 60


class Bot:
    """`werkstatt run`, again and again."""

    def __init__(self, config: Path, secrets: Mapping[str, str], clock: Clock) -> None:
        """`secrets` by the names of their variables."""
        self._config, self._environment, self._clock = config, secrets, clock
        self.secrets = list(secrets.values())
        """What nobody may ever read."""
        self._process: asyncio.subprocess.Process | None = None
        self.log = config.parent / "werkstatt.log"
        self.summary = config.parent / DATA / "digest/summary.json"
        """The last file of the documentation that it writes."""
        self.starts: list[float] = []
        self.away: list[tuple[int, int]] = []
        """When it was not there: from its end until it listened again, on the computer's clock in ms."""
        self._gone: int | None = _now()

    async def start(self, failpoint: str = "") -> None:
        """Start it; do not wait."""
        environment = os.environ | self._environment | {"WERKSTATT_FAILPOINT": failpoint}
        options = ["--speed", str(self._clock.speed), "--begins", str(self._clock.begins)]
        command = [sys.executable, "-m", "bot.cli", "run", str(self._config), *options]
        command += ["--since", str(self._clock.since)]
        with self.log.open("ab") as log:
            log.write(f"--- started {failpoint}\n".encode())
            self._process = await asyncio.create_subprocess_exec(
                *command, stdout=asyncio.subprocess.PIPE, stderr=log, env=environment
            )

    async def ready(self) -> bool:
        """Wait until it listens; False if it ended before."""
        assert self._process is not None
        assert self._process.stdout is not None
        begun = time.perf_counter()
        async with asyncio.timeout(READY_SECONDS):
            while line := await self._process.stdout.readline():
                with self.log.open("ab") as log:
                    log.write(line)
                if line.startswith(b"READY"):
                    self.starts.append(time.perf_counter() - begun)
                    if self._gone is not None:
                        self.away.append((self._gone, _now()))
                    self._gone = None
                    return True
        return False

    async def ends(self, seconds: float) -> bool:
        """Wait until it ends by itself, at most so long; return whether it did."""
        assert self._process is not None
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._process.wait()
        self._ended()
        return self._process.returncode is not None

    async def kill(self) -> None:
        """End it as a power cut would."""
        assert self._process is not None
        self._strike(signal.SIGKILL)
        await self._process.wait()
        self._ended()

    async def freeze(self, seconds: float) -> None:
        """Let it stand still, as a machine that sleeps or has too much to do."""
        gone = _now()
        self._strike(signal.SIGSTOP)
        await asyncio.sleep(seconds)
        self._strike(signal.SIGCONT)
        self.away.append((gone, _now()))

    def _strike(self, sign: signal.Signals) -> None:
        """Send a signal past asyncio, whose own way may take the exit code before its watcher does."""
        assert self._process is not None
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._process.pid, sign)

    def _ended(self) -> None:
        """Note since when it is away, unless it was not there again meanwhile."""
        assert self._process is not None
        if self._process.returncode is not None and self._gone is None:
            self._gone = _now()

    async def stop(self) -> int:
        """End it orderly; return its exit code."""
        assert self._process is not None
        self._strike(signal.SIGTERM)
        if not await self.ends(30):
            await self.kill()
        return self._process.returncode or 0


def _now() -> int:
    return time.time_ns() // 1_000_000
