"""A chat server that behaves: it limits, forgets to answer, goes down, throws the bot out, and knows keys again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import repeat

from bot.clock import Clock
from bot.platforms.incoming import Inbox
from bot.platforms.outgoing import Mark, Outgoing, Post
from bot.platforms.platform import Impossible, Joined, LoginRefused, NotNow, Unreachable
from workshop_flows.values import MINUTE, SECOND, Moment, Source


@dataclass(frozen=True, slots=True)
class Said:
    """A message that stands in a room."""

    at: Moment
    room: str
    outgoing: Outgoing
    key: str
    event: str


@dataclass(slots=True)
class FakeServer:
    """One account's view of a server. `rate` in messages a second; None: no limit."""

    clock: Clock
    name: str = "matrix"
    memory: Moment = 24 * 60 * MINUTE
    """For so long it knows a key again."""
    rate: float | None = None
    burst: int = 10
    latency: Moment = 20
    said: list[Said] = field(default_factory=list)
    requests: list[tuple[Moment, str]] = field(default_factory=list)
    looked: list[str] = field(default_factory=list)
    """Keys that were looked for in the history."""
    down: bool = False
    answers_lost: int = 0
    """So many answers get lost, after the message was taken."""
    by_words: bool = False
    """It looks into the history for words, for no key stands there."""
    broken: set[str] = field(default_factory=set)
    """Keys on which the server fails each time."""
    kicked: set[str] = field(default_factory=set)
    token_valid: bool = True
    clumsy: int = 0
    """So many sends break for a reason of the adapter's own."""
    at_once: int = 0
    most_at_once: int = 0
    refusals: int = 0
    moods: Iterator[Moment | None] = field(default_factory=lambda: repeat(None))
    """For how long each send is refused, one after another, whatever the limit says; None: it is not."""
    _level: float = 0.0
    _level_at: Moment = 0

    async def send(self, room: str, outgoing: Outgoing, key: str) -> str:
        """Take a message, or not."""
        self.requests.append((self.clock.now(), key))
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await self.clock.sleep_until(self.clock.now() + self.latency)
            return self._take(room, outgoing, key)
        finally:
            self.at_once -= 1

    async def find(self, room: str, outgoing: Outgoing, key: str, since: Moment) -> str | None:
        """Look into the room's history."""
        self.looked.append(key)
        await self.clock.sleep_until(self.clock.now() + self.latency)
        if self.down:
            raise Unreachable("502")
        here = [each for each in self.said if each.room == room and each.at >= since]
        found = [each for each in here if (each.outgoing == outgoing if self.by_words else each.key == key)]
        return found[-1].event if found else None

    def texts(self, room: str) -> list[str]:
        """Return what stands in a room: words, or signs."""
        shown = []
        for each in self.said:
            if each.room == room:
                words = getattr(each.outgoing, "plain", "") or getattr(each.outgoing, "sign", "")
                shown.append(words or type(each.outgoing).__name__)
        return shown

    def covered(self) -> dict[Source, Moment]:
        """Return when each source was acknowledged, as the room shows it."""
        found: dict[Source, Moment] = {}
        for each in self.said:
            match each.outgoing:
                case Mark(target=target):
                    found.setdefault(target, each.at)
                case Post(covers=covers):
                    for source in covers:
                        found.setdefault(source, each.at)
        return found

    def _take(self, room: str, outgoing: Outgoing, key: str) -> str:
        if self.clumsy:
            self.clumsy -= 1
            raise RuntimeError("stumbled")
        if self.down or key in self.broken:
            raise Unreachable("502")
        if not self.token_valid:
            raise LoginRefused("M_UNKNOWN_TOKEN")
        for each in self.said:
            if each.key == key and self.clock.now() - each.at <= self.memory:
                return each.event
        if room in self.kicked:
            raise Impossible("M_FORBIDDEN")
        self._limit()
        event = f"$e{len(self.said)}"
        self.said.append(Said(self.clock.now(), room, outgoing, key, event))
        if self.answers_lost:
            self.answers_lost -= 1
            raise Unreachable("no answer")
        return event

    def _limit(self) -> None:
        """Count like Synapse: a level that leaks, and refuses what would make it overflow."""
        if (wait := next(self.moods)) is not None:
            self.refusals += 1
            raise NotNow(wait)
        if self.rate is None:
            return
        now = self.clock.now()
        self._level = max(0.0, self._level - (now - self._level_at) * self.rate / SECOND)
        self._level_at = now
        if self._level + 1 > self.burst + 1e-9:
            self.refusals += 1
            raise NotNow(int((self._level + 1 - self.burst) / self.rate * SECOND))
        self._level += 1

    # --- what delivery never asks for ---------------------------------------------------------------------------

    async def connect(self, rooms: Sequence[str], directs: Sequence[str]) -> Joined:
        """Join everything."""
        return Joined({room: room for room in (*rooms, *directs)}, {})

    async def listen(self, inbox: Inbox, position: str | None) -> None:
        """Hear nothing."""

    async def caught_up(self) -> None:
        """Be there already."""

    async def read_again(self) -> None:
        """Have read everything."""

    def leads(self, room: str, account: str) -> bool:  # noqa: ARG002
        """Nobody leads."""
        return False

    def name_of(self, room: str, account: str) -> str:  # noqa: ARG002
        """Return the account."""
        return account

    def members(self, room: str) -> frozenset[str]:  # noqa: ARG002
        """Nobody is here."""
        return frozenset()

    async def close(self) -> None:
        """Let go."""
