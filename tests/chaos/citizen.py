"""One of the crowd."""

from __future__ import annotations

from dataclasses import dataclass

from tests.chaos.sealed import Sealed


@dataclass(slots=True)
class Citizen:
    """Somebody with an account, in the room of a workshop."""

    user: str
    token: str
    workshop: str
    room: str
    direct: str = ""
    """Their own chat with the bot; empty: they have none."""
    sealed: Sealed | None = None
    """What encrypts for them, if their room is encrypted."""
