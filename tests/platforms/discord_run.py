"""The bot as an operator starts it, in a process of its own, on a stand-in for Discord: a moderator, and a crowd."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

from storage.journal import Journal
from tests.platforms.discord_stand_in import PATIENCE, Citizen, Json, StandIn, answered, parts
from workshop_flows.conference import Conference
from workshop_flows.happen import fold
from workshop_flows.votes import Vote

CONFIG = """\
[conference]
name = "probe"
title = "Eine Probe"

[privacy]
controller = "Stadt Musterhausen"
contact = "datenschutz@example.org"
legal_basis = "Art. 6 Abs. 1 lit. e DSGVO"
retention_days = 30

[discord]
guild = {guild}
moderator_roles = [{role}]
control_channel = {control}
api_base = "{api}"
gateway_url = "{gateway}"

[[workshop]]
id = "raum"
title = "Ein Raum"
flow = "flow.toml"
discord_channel = {channel}

[organisers]
email = ["orga@example.org"]

[mail]
host = "mail.example.org"
sender = "werkstatt@example.org"
"""
FLOW = """\
title = "Ein Stimmungsbild"

[[phase]]
kind = "vote"
title = "Punkte vergeben"
minutes = 20
on = "options"
options = ["Bus", "Bank", "Radweg", "Haltestelle"]
method = "{method}"
{more}

[[phase]]
kind = "closing"
title = "Abschluss"
minutes = 5
"""


@dataclass
class Town:
    """A server with one room, its moderator, and whoever comes."""

    server: StandIn
    folder: Path
    channel: str
    control: str
    anna: Citizen
    people: list[Citizen] = field(default_factory=list)

    def message(self, channel: str, words: str, of: str = "") -> Json | None:
        """Return the newest message of a channel in which these words stand, or that one if they do."""
        known = self.server.world.messages.get(channel, {})
        found = [each for number, each in known.items() if words in each["content"] and of in {"", number}]
        return found[-1] if found else None

    async def until(self, channel: str, words: str, *, of: str = "", tapped: int = 0) -> Json:
        """Wait for a message with these words, or until that one has them, and so many buttons or menus."""
        async with asyncio.timeout(PATIENCE):
            while True:
                found = self.message(channel, words, of)
                if found is not None and len(parts(found)) >= tapped:
                    return found
                await asyncio.sleep(0.05)  # a real process is looked at

    async def opens(self) -> str:
        """Let the moderator start the workshop; return the message of the vote."""
        await answered(self.anna.command("start"))
        return str((await self.until(self.channel, "Ihre Wahl sieht hier niemand", tapped=1))["id"])

    @contextlib.asynccontextmanager
    async def running(self, *options: str) -> AsyncIterator[asyncio.subprocess.Process]:
        """Run the bot until it is ready, and make sure that it is gone afterwards."""
        environment = os.environ | {"WERKSTATT_DISCORD__TOKEN": self.server.token}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot.cli", "run", str(self.folder / "config.toml"), *options),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=environment,
        )
        try:
            assert process.stdout is not None
            async with asyncio.timeout(PATIENCE):
                while not (await process.stdout.readline()).startswith(b"READY"):
                    assert not process.stdout.at_eof()
            yield process
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.communicate()

    async def vote(self) -> tuple[Conference, Vote]:
        """Return what the journal knows of the vote."""
        async with await Journal.open(self.folder / "var/probe", now=0, readonly=True) as journal:
            day = await journal.over_entries(fold)
        return day, day.workshop("raum").votes[1]


@contextlib.asynccontextmanager
async def town(folder: Path, crowd: int, *, method: str = "dots", more: str = "dots = 3") -> AsyncIterator[Town]:
    """Build a server with so many people, and the configuration of a bot for it."""
    server = StandIn()
    await server.start()
    world = server.world
    leading, citizens = world.role("Moderation"), world.role("Mobilität")
    channel, control = world.channel("mobilitaet", only=citizens), world.channel("regie", only=leading)
    anna = Citizen.enter(server, "Anna", channel, leading, citizens)
    people = [Citizen.enter(server, f"Mensch{number}", channel, citizens) for number in range(crowd)]
    where: dict[str, object] = {"api": server.api_base, "gateway": server.gateway_url, "guild": world.guild}
    where |= {"role": leading, "control": control, "channel": channel}
    (folder / "config.toml").write_text(CONFIG.format(**where), "utf-8")
    (folder / "flow.toml").write_text(FLOW.format(method=method, more=more), "utf-8")
    try:
        yield Town(server, folder, channel, control, anna, people)
    finally:
        await server.stop()
