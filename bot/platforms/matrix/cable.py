"""The cable to the server: it notices by itself when nobody holds the other end any more."""

from __future__ import annotations

import socket

from aiohttp import AddrInfoType, ClientSession, DummyCookieJar, TCPConnector

GIVEN_UP = 5_000
"""Milliseconds after which what the other end did not even receive is lost, with the connection (tcp(7))."""
IDLE, BETWEEN, MISSED = 5, 2, 2
"""A silent connection is asked after so many seconds, again after so many, and given up after so many."""
TRIES = 1
"""Times that a connection is asked for again: after three seconds we rather begin anew, somebody may be back."""
OPTIONS = {"TCP_USER_TIMEOUT": GIVEN_UP, "TCP_KEEPIDLE": IDLE, "TCP_KEEPINTVL": BETWEEN, "TCP_KEEPCNT": MISSED}
OPTIONS |= {"TCP_SYNCNT": TRIES}


def plugged_in() -> ClientSession:
    """Return connections to a server, none of them open yet."""
    # nio's own watches each piece that is sent, for uploads, and keeps cookies, of which Matrix knows none.
    return ClientSession(connector=TCPConnector(socket_factory=wired), cookie_jar=DummyCookieJar())


def wired(address: AddrInfoType) -> socket.socket:
    """Return a socket that does not wait for ever; where the system knows an option not, it is left out."""
    family, kind, protocol, *_ = address
    made = socket.socket(family, kind, protocol)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in OPTIONS.items():
        if (option := getattr(socket, name, None)) is not None:
            made.setsockopt(socket.IPPROTO_TCP, option, value)
    return made
