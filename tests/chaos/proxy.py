"""A wire between the bot and the server that can be cut, lose answers that were given, and tell lies."""

from __future__ import annotations

import asyncio
import contextlib
import random
import re
import socket
import struct
from enum import Enum, auto
from typing import Self

from tests.chaos.mood import REQUEST, Mood

SEND = re.compile(rb"^PUT /_matrix/client/v3/rooms/[^ ]+/send/")
CHUNK = 64 * 1024
FIRST = 1.0
"""Seconds for what was on its way when the wire failed."""
AT_ONCE_AGAIN = 0.02
DRIP = 1.0
"""Seconds that a byte takes."""
AT_ONCE = struct.pack("ii", 1, 0)
"""Nobody waits for the end of a connection: it is reset (socket(7), SO_LINGER)."""


class Cut(Enum):
    """How a wire fails."""

    SILENT = auto()
    """Nothing passes, and nobody is told until it is mended."""
    RESET = auto()
    """Whoever is there or comes is thrown out."""
    HALF_OPEN = auto()
    """Nothing passes, and connections from that time lead nowhere ever after; nobody is told."""
    DRIPS = auto()
    """Answers come byte by byte."""


class Proxy:
    """Listens on loopback and passes everything on. `lose`: each so-many-th message sent gets no answer."""

    def __init__(self, port: int, *, lose: int = 0, seed: int = 0) -> None:
        self._target, self._lose, self._chance = port, lose, random.Random(seed)
        self._server: asyncio.Server | None = None
        self._wires: set[asyncio.StreamWriter] = set()
        self._sent = 0
        self.fails: Cut | None = None
        self.mood: Mood | None = None
        self.dead: set[asyncio.StreamWriter] = set()
        """The bot's ends of connections that lead nowhere any more."""
        self.lost, self.spoilt = 0, 0
        """Answers that were lost, and that were replaced, so far."""
        self.asked_at: list[float] = []
        """When the bot came or asked for something while nothing passed, by the loop's clock."""

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

    async def cut(self, seconds: float, how: Cut = Cut.SILENT) -> float:
        """Let the wire fail for so long; return how often a second the bot tried at most meanwhile."""
        self.fails, self.asked_at, begun = how, [], asyncio.get_running_loop().time()
        if how is Cut.RESET:
            self._reset()
        await asyncio.sleep(seconds)
        self.fails = None
        if how is Cut.SILENT:
            self._hang_up()
        return busiest([at for at in self.asked_at if at >= begun + FIRST])

    def _hang_up(self) -> None:
        for wire in list(self._wires):
            wire.close()

    def _reset(self) -> None:
        for wire in list(self._wires):
            reset(wire)

    async def _wire(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._wires.add(writer)
        with contextlib.suppress(OSError):
            if self.fails is Cut.RESET:
                self.asked()
                reset(writer)
            else:
                await self._join(reader, writer)
        self._wires.discard(writer)
        self.dead.discard(writer)
        writer.close()

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._target)
        self._wires.add(far_writer)
        line = _Line(self, writer)
        back = asyncio.create_task(line.answers(far_reader))
        try:
            while data := await reader.read(CHUNK):
                if self.fails is not None and data.startswith(REQUEST):
                    self.asked()
                if self.passes(writer) and line.asked(data):
                    far_writer.write(data)
                    await far_writer.drain()
        finally:
            back.cancel()
            await asyncio.gather(back, return_exceptions=True)
            self._wires.discard(far_writer)
            far_writer.close()

    def passes(self, writer: asyncio.StreamWriter) -> bool:
        """Say whether anything comes through between the two ends; a connection of a bad time is dead for good."""
        if self.fails is Cut.HALF_OPEN:
            self.dead.add(writer)
        return writer not in self.dead and self.fails is not Cut.SILENT

    def asked(self) -> None:
        """Take note that the bot tries; aiohttp tries each question twice at once, which counts once."""
        now = asyncio.get_running_loop().time()
        if not self.asked_at or now - self.asked_at[-1] > AT_ONCE_AGAIN:
            self.asked_at.append(now)

    def loses(self, data: bytes) -> bool:
        """Take note of a question; say whether its answer gets lost."""
        if not self._lose or SEND.match(data) is None:
            return False
        self._sent += 1
        return self._sent % self._lose == 0

    def spoils(self, data: bytes) -> tuple[bytes, bool]:
        """Return the false answer to a question, and whether the server hears it."""
        return self.mood.spoils(data, self._chance) if self.mood is not None else (b"", True)


class _Line:
    """One connection."""

    def __init__(self, proxy: Proxy, writer: asyncio.StreamWriter) -> None:
        self._proxy, self._writer = proxy, writer
        self._loses = False
        self._false = b""

    def asked(self, data: bytes) -> bool:
        """Take note of what is asked; say whether the server hears it."""
        self._loses = self._loses or self._proxy.loses(data)
        if self._false:
            return True  # the rest of a question
        self._false, heard = self._proxy.spoils(data)
        if self._false and not heard:
            self._lie()
        return heard

    def _lie(self) -> None:
        self._proxy.spoilt += 1
        self._writer.write(self._false)
        self._writer.close()

    async def answers(self, reader: asyncio.StreamReader) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(CHUNK):
                if self._loses:
                    self._proxy.lost += 1
                    break
                if self._false:
                    self._lie()
                    break
                if self._proxy.passes(self._writer):
                    await self._passed_on(data)
        if self._writer not in self._proxy.dead:
            self._writer.close()

    async def _passed_on(self, data: bytes) -> None:
        place = 0
        while self._proxy.fails is Cut.DRIPS and place < len(data):
            self._writer.write(data[place : place + 1])
            place += 1
            await asyncio.sleep(DRIP)
        self._writer.write(data[place:])
        await self._writer.drain()


def reset(writer: asyncio.StreamWriter) -> None:
    """Throw out whoever is at the other end."""
    end: socket.socket | None = writer.get_extra_info("socket")
    if end is not None:
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
    writer.transport.abort()


def busiest(times: list[float], span: float = 2.0) -> float:
    """Return how often a second something happened in the busiest `span` of seconds."""
    return max((sum(begin <= at < begin + span for at in times) for begin in times), default=0) / span
