"""Where a run is played: a homeserver with its accounts and rooms, before anything happens."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from pathlib import Path

from bot.demo.matrix.client import Client
from bot.demo.matrix.homeserver import Homeserver, MatrixAccount
from tests.chaos.citizen import Citizen
from tests.chaos.scenario import Size
from tests.chaos.sealed import Sealed

SECRET = {"type": "m.room.encryption", "state_key": "", "content": {"algorithm": "m.megolm.v1.aes-sha2"}}
AT_ONCE = 6
"""Accounts that are made at the same time."""


@dataclass(slots=True)
class Stage:
    """Accounts and rooms. `rooms` and `observers` by workshop; an encrypted one has somebody who reads along."""

    folder: Path
    server: Homeserver
    bot: MatrixAccount
    moderator: MatrixAccount
    bystander: MatrixAccount
    rooms: dict[str, str] = field(default_factory=dict)
    staff: dict[str, str] = field(default_factory=dict)
    elsewhere: str = ""
    """The bystander's own room."""
    citizens: list[Citizen] = field(default_factory=list)
    observers: dict[str, Sealed] = field(default_factory=dict)

    async def close(self) -> None:
        """Hang up for those who encrypt."""
        for each in (*self.observers.values(), *(each.sealed for each in self.citizens if each.sealed)):
            await each.close()

    async def let_in(self, name: str, workshop: str, *, direct: bool) -> Citizen:
        """Return somebody new in a workshop's room."""
        account, room = await self.server.account(name), self.rooms[workshop]
        async with Client(self.server.url, account) as client:
            await client.join(room)
            chat = await client.direct(self.bot.user_id) if direct else ""
        return Citizen(account.user_id, account.token, workshop, room, chat)

    async def let_in_sealed(self, name: str, workshop: str) -> Citizen:
        """Return somebody new in a workshop's encrypted room."""
        account, room = await self.server.account(name), self.rooms[workshop]
        async with Client(self.server.url, account) as client:
            await client.join(room)
        credentials = (account.user_id, account.device, account.token)
        sealed = Sealed(self.server.url, credentials, room, self.folder / "keys" / name)
        await sealed.hear()
        return Citizen(account.user_id, account.token, workshop, room, sealed=sealed)


async def build(folder: Path, size: Size, server: Homeserver) -> Stage:
    """Return a stage in which everybody is in their room, and the bot is invited to those who want to speak alone."""
    bot, anna, other = [await server.account(name) for name in ("werkstatt", "anna", "nebenan")]
    stage = Stage(folder, server, bot, anna, other)
    open_ = [f"w{number}" for number in range(1, size.workshops + 1)]
    closed = [f"w{size.workshops + 1}"] if size.sealed else []
    levels = {"users_default": 0, "users": {bot.user_id: 50}}
    async with Client(server.url, anna) as client:
        for name in [*open_, *closed]:
            state = [SECRET] if name in closed else []
            more = {"power_level_content_override": levels, "initial_state": state}
            stage.rooms[name] = await client.create(name, name, **more)
        for name in ("regie", "orga"):
            stage.staff[name] = await client.create(name, name, power_level_content_override=levels)
    async with Client(server.url, other) as client:
        stage.elsewhere = await client.create("", "nebenan")
    await _people(stage, size, open_, closed)
    if size.limited:
        await _limit(stage)
    return stage


async def _people(stage: Stage, size: Size, open_: list[str], closed: list[str]) -> None:
    some = asyncio.Semaphore(AT_ONCE)

    async def one(number: int) -> Citizen:
        async with some:
            return await stage.let_in(f"c{number:03}", open_[number % len(open_)], direct=number < size.directs)

    stage.citizens += await asyncio.gather(*map(one, range(size.citizens)))
    for workshop in closed:
        observer = (await stage.let_in_sealed("lauscher", workshop)).sealed
        assert observer is not None
        stage.observers[workshop] = observer
        stage.citizens += [await stage.let_in_sealed(f"s{number:03}", workshop) for number in range(size.sealed)]


async def _limit(stage: Stage) -> None:
    """Let the server have the limits that nobody changed, now that everybody is there; the crowd is exempt."""
    for each in stage.citizens:
        await stage.server.unlimited(MatrixAccount(each.user, each.token, ""))
    await stage.server.unlimited(stage.bystander)
    stage.server.stop()
    config = stage.server.folder / "homeserver.yaml"
    settings = json.loads(config.read_text("utf-8"))
    config.write_text(json.dumps({key: each for key, each in settings.items() if not key.startswith("rc_")}), "utf-8")
    await stage.server.start()
