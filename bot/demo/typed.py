"""What somebody types into the terminal, line by line, while everything else goes on."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator


async def typed_lines() -> AsyncIterator[str]:
    """Yield lines until there are no more; none at all, if nobody can type."""
    reader = asyncio.StreamReader()
    with contextlib.suppress(ValueError, OSError):  # no terminal and no pipe
        await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
        while line := await reader.readline():
            yield line.decode("utf-8", "replace")
