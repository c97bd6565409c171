"""The Discord adapter against a stand-in over real sockets: what every platform promises, and how it looks there."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field

import pytest

from bot.platforms.discord.adapter import Discord
from bot.platforms.incoming import Batch, Incoming, Known, Standing, Wrote
from bot.platforms.outgoing import Poll
from tests.platforms.contract import PATIENCE, PROMISES, Box, Stage
from tests.platforms.discord_polls import Polls
from tests.platforms.discord_stand_in import Citizen, StandIn
from workshop_flows.values import Source


@dataclass
class Settling(Box):
    """An inbox that says at once what became of everything."""

    outcome: str = "fact"
    answers: bool = True
    """The house has words of its own for whatever is written."""
    held: list[Batch] | None = None
    """Batches that a slow disk has not taken yet."""
    polls: Polls = field(default_factory=Polls)
    released: asyncio.Event = field(default_factory=asyncio.Event)

    async def still(self) -> None:
        """Wait for a slow disk."""
        if self.held is not None:
            await self.released.wait()

    async def take(self, batch: Batch) -> None:
        """Keep a batch, and settle it."""
        await super().take(batch)
        if self.held is not None:
            self.held.append(batch)
        else:
            self._settle(batch)

    def _settle(self, batch: Batch) -> None:
        outcomes = {each.source: self._outcome(each) for each in batch.incoming}
        if batch.settled is not None:
            answered = {each.source for each in batch.incoming if isinstance(each, Wrote) and self.answers}
            batch.settled(list(outcomes), outcomes, answered)

    def _outcome(self, each: Incoming) -> str:
        told = self.polls.take(each)
        return self.outcome if told is None else told

    def standing(self, poll: Source, account: str) -> Standing | None:
        """Return how a poll stands for somebody."""
        return self.polls.standing(poll, account)

    def release(self) -> None:
        """Let the disk be done."""
        held, self.held = self.held or [], None
        for batch in held:
            self._settle(batch)
        self.released.set()


@dataclass
class DiscordStage:
    """A channel that only the members of a role see."""

    server: StandIn
    role: str
    channel: str
    polls: Polls = field(default_factory=Polls)
    """What the house knows of votes: it is on disk, and survives the adapter."""
    held: dict[str, str] = field(default_factory=dict)
    """What it holds of messages and taps, likewise."""

    @property
    def home(self) -> str:
        """The room, with its platform."""
        return f"discord:{self.channel}"

    async def enter(self, name: str) -> Citizen:
        """Let somebody new into the channel."""
        return Citizen.enter(self.server, name, self.channel, self.role)

    @contextlib.asynccontextmanager
    async def listening(self, position: str | None = None) -> AsyncIterator[tuple[Discord, Box]]:
        """Let the adapter listen."""
        platform = self.adapter()
        async with self.listening_with(platform, position) as box:
            yield platform, box

    @contextlib.asynccontextmanager
    async def listening_with(
        self, platform: Discord, position: str | None = None, directs: Sequence[str] = (), house: Known | None = None
    ) -> AsyncIterator[Box]:
        """Let this platform listen; `house`: who is where, as it is known from before."""
        box = Settling(polls=self.polls, house=house or Known(), held_before=self.held)
        task: asyncio.Task[None] | None = None
        try:
            await platform.connect([self.channel], directs)
            task = asyncio.create_task(platform.listen(box, position))
            async with asyncio.timeout(PATIENCE):
                await platform.caught_up()
            yield box
        finally:
            if task is not None:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
            await platform.close()

    async def asks(self, platform: Discord, box: Box, poll: Poll, *, cumulative: bool = True) -> str:
        """Let a vote be on: in the house, and in the room."""
        event = await platform.send(self.home, poll, f"poll{poll.method}")
        assert isinstance(box, Settling)
        box.polls.opens(Source(f"{self.home}/{event}"), poll, cumulative=cumulative)
        return event

    def adapter(self, **further: object) -> Discord:
        """Return a platform that knows nothing yet."""
        where = {"api_base": self.server.api_base, "gateway_url": self.server.gateway_url}
        return Discord(int(self.server.world.guild), self.server.token, **where, **further)  # type: ignore[arg-type]


@pytest.fixture
async def stage() -> AsyncIterator[DiscordStage]:
    """Return a server with one channel for one group."""
    server = StandIn()
    await server.start()
    role = server.world.role("Mobilität")
    yield DiscordStage(server, role, server.world.channel("mobilitaet", only=role))
    await server.stop()


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.__name__)
async def test_what_every_platform_promises(stage: DiscordStage, promise: Callable[[Stage], Awaitable[None]]) -> None:
    """The same scenarios as on any other platform."""
    await promise(stage)
