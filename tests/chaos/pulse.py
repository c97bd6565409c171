"""Somebody else on the same machine and server: the measure of how busy both are.

They say something four times a second in a room of their own, as a process of their own, and print when they did, and
after how many milliseconds they had their answer.
"""

from __future__ import annotations

import json
import sys
import time
from contextlib import closing
from http.client import HTTPConnection, HTTPException
from urllib.parse import quote, urlsplit

PAUSE = 0.25
TIMEOUT = 60


def beat(url: str, token: str, room: str) -> None:
    """Go on for ever."""
    where, number = urlsplit(url), 0
    while True:
        number, begun = number + 1, time.time_ns()
        path = f"/_matrix/client/v3/rooms/{quote(room)}/send/m.room.message/{number}"
        try:
            with closing(HTTPConnection(where.hostname or "", where.port, timeout=TIMEOUT)) as connection:
                words = json.dumps({"msgtype": "m.text", "body": "da"})
                connection.request("PUT", path, words, {"Authorization": f"Bearer {token}"})
                good = connection.getresponse().status == 200
        except (HTTPException, OSError):
            good = False
        took = time.time_ns() - begun
        if good:
            sys.stdout.write(f"{begun // 1_000_000} {took // 1_000_000}\n")
            sys.stdout.flush()
        time.sleep(max(0.0, PAUSE - took / 1_000_000_000))


if __name__ == "__main__":
    beat(*sys.argv[1:])
