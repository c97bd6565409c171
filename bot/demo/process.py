"""The very `werkstatt run` that a city would start, in a process of its own."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

READY_SECONDS = 60
ENDING_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Bot:
    """The process of `werkstatt run`."""

    process: asyncio.subprocess.Process
    log: Path

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self.process.returncode is None

    async def ready(self) -> bool:
        """Wait for the line that says that it listens."""
        if self.process.stdout is None:
            return False
        try:
            async with asyncio.timeout(READY_SECONDS):
                while line := await self.process.stdout.readline():
                    if line.startswith(b"READY"):
                        return True
        except TimeoutError:
            pass
        return False


@contextlib.asynccontextmanager
async def running(
    config: Path, log: Path, options: Sequence[str], environment: Mapping[str, str]
) -> AsyncIterator[Bot]:
    """Start the bot as a city would, and end it orderly."""
    with log.open("wb") as errors:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.cli", "run", str(config), *options),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=errors,
            env=os.environ | environment,
        )
        try:
            yield Bot(process, log)
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(signal.SIGTERM)
            try:
                async with asyncio.timeout(ENDING_SECONDS):
                    await process.wait()
            except TimeoutError:
                process.kill()
                await process.wait()
