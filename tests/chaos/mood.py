"""What a server in a bad mood, or something in front of it, answers instead of what it was asked for."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass

REQUEST = (b"GET ", b"PUT ", b"POST ", b"DELETE ")


def _answer(status: str, body: str, kind: str = "application/json") -> bytes:
    content = body.encode()
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(content)}\r\nConnection: close\r\n\r\n"
    return head.encode() + content


def _later(wait: int | None) -> bytes:
    told = {"errcode": "M_LIMIT_EXCEEDED", "error": "Too Many Requests"}
    return _answer("429 Too Many Requests", json.dumps(told | ({} if wait is None else {"retry_after_ms": wait})))


LATER = tuple(map(_later, (1, 500, 2_000)))
LATER_BUT_WHEN = (_later(None),)
IN_AN_HOUR = (_later(3_600_000),)
GARBLED = (
    _answer("502 Bad Gateway", "<html>Bad Gateway</html>", "text/html"),
    _answer("504 Gateway Timeout", "<html>Gateway Timeout</html>", "text/html"),
    _answer("200 OK", "<html>Wartung</html>", "text/html"),
    _answer("200 OK", '{"next_ba'),
    _answer("200 OK", ""),
)


@dataclass(frozen=True, slots=True)
class Mood:
    """For some seconds a share of the questions gets one of these answers; it may have been heard all the same."""

    seconds: float
    share: float
    answers: tuple[bytes, ...]
    heard: float = 0.0
    """The share of those questions that the server does hear."""

    def spoils(self, data: bytes, chance: random.Random) -> tuple[bytes, bool]:
        """Return the false answer to what came over the wire, and whether the server hears it; none: all is well."""
        if not data.startswith(REQUEST) or chance.random() >= self.share:
            return b"", True
        return chance.choice(self.answers), chance.random() < self.heard
