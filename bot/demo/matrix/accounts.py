"""The accounts and rooms of the demonstration."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from typing import Self

from bot.demo.cast import UMLAUTS
from bot.demo.lines import MODERATORS, TOPICS
from bot.demo.matrix.client import Client
from bot.demo.matrix.homeserver import Homeserver, MatrixAccount
from bot.demo.venue import STAFF, Casts


@dataclass(slots=True)
class Accounts:
    """Everybody's chat program, and the rooms."""

    bot: MatrixAccount
    people: dict[str, Client] = field(default_factory=dict)
    leads: dict[str, Client] = field(default_factory=dict)
    """Workshop -> its moderation."""
    rooms: dict[str, str] = field(default_factory=dict)
    passwords: dict[str, str] = field(default_factory=dict)

    @classmethod
    async def made(cls, stack: contextlib.AsyncExitStack, server: Homeserver, casts: Casts) -> Self:
        """Make accounts and rooms, and let everybody join."""
        made = cls(await server.account("werkstatt"))
        levels: dict[str, object] = {"users": {made.bot.user_id: 50}, "users_default": 0}
        for place, (id_, title) in enumerate(TOPICS.items()):
            lead = await made._client(stack, server, MODERATORS[place])
            made.leads[id_] = lead
            made.rooms[id_] = await lead.create(id_, title, power_level_content_override=levels)
        organiser = await made._client(stack, server, "Orga")
        for id_, title in STAFF.items():
            made.rooms[id_] = await organiser.create(id_, title, power_level_content_override=levels)
        for id_, cast in casts.items():
            for citizen in cast:
                client = await made._client(stack, server, citizen.name)
                made.people[citizen.name] = client
                await client.join(made.rooms[id_])
        guest = await server.account("gast")
        made.passwords["gast"] = guest.password
        return made

    async def _client(self, stack: contextlib.AsyncExitStack, server: Homeserver, name: str) -> Client:
        account = await server.account(local(name))
        self.passwords[local(name)] = account.password
        client = await stack.enter_async_context(Client(server.url, account))
        await client.named(name)
        return client


def local(name: str) -> str:
    """Return a name as an account's: small letters, no umlauts."""
    plain = name.casefold().translate(UMLAUTS).replace(" ", "-")
    return "".join(sign for sign in plain if sign.isascii())
