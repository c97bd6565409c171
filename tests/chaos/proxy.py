"""A wire between the bot and the server that can be cut, and that can lose answers after the question was taken."""

from __future__ import annotations

import asyncio
import contextlib
import re
from typing import Self

SEND = re.compile(rb"^PUT /_matrix/client/v3/rooms/[^ ]+/send/")
CHUNK = 64 * 1024


class Proxy:
    """Listens on loopback and passes everything on. `lose`: each so-many-th message sent gets no answer."""

    def __init__(self, port: int, *, lose: int = 0) -> None:
        self._target, self._lose = port, lose
        self._server: asyncio.Server | None = None
        self._wires: set[asyncio.StreamWriter] = set()
        self._cut = False
        self._sent = 0
        self.lost = 0
        """Answers that were lost so far."""

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._wire, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        self._hang_up()

    @property
    def port(self) -> int:
        """Where it listens."""
        assert self._server is not None
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def cut(self, seconds: float) -> None:
        """Let nothing through, and swallow what is on its way; nobody is told, as when a cable is pulled."""
        self._cut = True
        await asyncio.sleep(seconds)
        self._cut = False
        self._hang_up()

    def _hang_up(self) -> None:
        for wire in list(self._wires):
            wire.close()

    async def _wire(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._wires.add(writer)
        with contextlib.suppress(OSError):
            await self._join(reader, writer)
        self._wires.discard(writer)
        writer.close()

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._target)
        self._wires.add(far_writer)
        line = _Line(self, writer)
        back = asyncio.create_task(line.answers(far_reader))
        try:
            while data := await reader.read(CHUNK):
                line.asked(data)
                if not self._cut:
                    far_writer.write(data)
                    await far_writer.drain()
        finally:
            back.cancel()
            await asyncio.gather(back, return_exceptions=True)
            self._wires.discard(far_writer)
            far_writer.close()

    def asked(self, data: bytes) -> bool:
        """Take note of a question; say whether its answer gets lost."""
        if not self._lose or SEND.match(data) is None:
            return False
        self._sent += 1
        return self._sent % self._lose == 0

    @property
    def is_cut(self) -> bool:
        """Nothing passes."""
        return self._cut


class _Line:
    """One connection."""

    def __init__(self, proxy: Proxy, writer: asyncio.StreamWriter) -> None:
        self._proxy, self._writer = proxy, writer
        self._loses = False

    def asked(self, data: bytes) -> None:
        self._loses = self._loses or self._proxy.asked(data)

    async def answers(self, reader: asyncio.StreamReader) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(CHUNK):
                if self._loses:
                    self._proxy.lost += 1
                    break
                if not self._proxy.is_cut:
                    self._writer.write(data)
                    await self._writer.drain()
        self._writer.close()
