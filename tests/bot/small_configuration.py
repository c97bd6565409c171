"""A small configuration with which everything is fine, and a machine without a network."""

from __future__ import annotations

import socket

import pytest

CONFIG = """\
[conference]
name = "probe"
title = "Bürgerkonferenz"

[privacy]
controller = "Stadt Bochum"
contact = "datenschutz@example.org"
legal_basis = "Art. 6 DSGVO"
retention_days = 30

[matrix]
homeserver = "https://matrix.example.org"
user_id = "@werkstatt:example.org"

[organisers]
matrix_room = "#orga:example.org"

[[workshop]]
id = "mobil"
title = "Mobilität"
flow = "bochum-workshop"
starts = 2027-06-20T11:45:00
matrix_room = "#mobil:example.org"
"""

SECOND = """
[[workshop]]
id = "klima"
title = "Klima"
flow = "bochum-workshop"
matrix_room = "#klima:example.org"
"""
"""Another workshop to append."""


def forbid_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every try to open a socket or to ask for an address fail the test."""

    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("a network call")

    for name in ("socket", "create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, forbidden)
