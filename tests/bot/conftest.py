"""What the tests of the outside share."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

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
"""A small configuration with which everything is fine."""


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every try to open a socket or to ask for an address fail the test."""

    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("a network call")

    for name in ("socket", "create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, forbidden)


@pytest.fixture
def config(tmp_path: Path) -> Callable[[str], Path]:
    """Return what writes a configuration file and gives its path."""

    def write(text: str) -> Path:
        path = tmp_path / "config.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write
