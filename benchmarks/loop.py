"""How late an event loop is, felt from inside: the bot's, and an idle one's beside it for what the machine does.

`python -m benchmarks.loop FILE run CONFIG` is the very `werkstatt run`; without a command the loop is idle.
"""

from __future__ import annotations

import array
import asyncio
import sys
from pathlib import Path

from bot import cli

EVERY = 0.1
"""Seconds between two looks."""


class Felt(asyncio.DefaultEventLoopPolicy):
    """Makes loops that write down how late each look of theirs is, in seconds, as doubles."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._file = path.open("ab", buffering=0)  # kept nowhere: what is measured must not grow by measuring

    def new_event_loop(self) -> asyncio.AbstractEventLoop:
        """Return a loop that looks at once, and again and again."""
        loop = super().new_event_loop()
        self._look(loop, loop.time())
        return loop

    def _look(self, loop: asyncio.AbstractEventLoop, due: float) -> None:
        now = loop.time()
        self._file.write(array.array("d", [now - due]).tobytes())
        loop.call_at(now + EVERY, self._look, loop, now + EVERY)


def lateness(path: Path) -> list[float]:
    """Return the milliseconds by which a loop was late, look by look."""
    found = array.array("d", path.read_bytes())
    return [late * 1000 for late in found]


async def idle() -> None:
    """Do nothing until the process is ended."""
    print("READY", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.set_event_loop_policy(Felt(Path(sys.argv.pop(1))))
    if len(sys.argv) > 1:
        cli.main()
    asyncio.run(idle())
