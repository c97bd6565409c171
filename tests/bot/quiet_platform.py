"""A platform that a test has answer, keep silent, refuse or break."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from bot.platforms.outgoing import Outgoing, Post
from workshop_flows.values import MINUTE, Moment


@dataclass
class QuietPlatform:
    """A platform without a server: Anna leads, everybody is called by their account."""

    name: str = "matrix"
    memory: Moment = 24 * 60 * MINUTE
    read: int = 0
    answers: asyncio.Event = field(default_factory=asyncio.Event)
    calls: dict[str, tuple[str, str]] = field(default_factory=dict)
    """What was said past the outbox: key -> room and words."""
    tries: int = 0
    refuses: Exception | None = None
    """How it answers whoever speaks."""
    breaks: Exception | None = None
    """What happens when it is read once more."""

    def __post_init__(self) -> None:
        """Answer, until a test says otherwise."""
        self.answers.set()

    async def read_again(self) -> None:
        """Count how often it was read once more."""
        self.read += 1
        if self.breaks is not None:
            raise self.breaks
        await self.answers.wait()

    async def send(self, room: str, outgoing: Outgoing, key: str) -> str:
        """Take what is said; the same key is one message."""
        self.tries += 1
        if self.refuses is not None:
            raise self.refuses
        self.calls[key] = (room, outgoing.plain if isinstance(outgoing, Post) else "")
        return key

    async def find(self, _room: str, _outgoing: Outgoing, key: str, _since: Moment) -> str | None:
        """Look for what was said."""
        return key if key in self.calls else None

    def leads(self, _room: str, account: str) -> bool:
        """Anna leads; whether a faulty account does cannot be said."""
        if account.endswith("faulty"):
            raise ValueError(account)
        return account.endswith("anna")

    def name_of(self, _room: str, account: str) -> str:
        """Return the account as a name; there is one that has none."""
        if account.endswith("nameless"):
            raise ValueError(account)
        return account.rpartition(":")[2]
