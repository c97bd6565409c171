"""The demonstration on Discord: a server of its own, and people who mostly tap."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Sequence
from pathlib import Path

from bot.demo.cast import Act, Citizen, Do, ballot
from bot.demo.discord import people
from bot.demo.discord.hall import LAMP, Hall
from bot.demo.discord.server import Discord
from bot.demo.discord.taps import Taps
from bot.demo.discord.terminal import Terminal
from bot.demo.discord.window import plain
from bot.demo.lines import TOPICS
from bot.demo.log import Log
from bot.demo.typed import typed_lines
from bot.demo.venue import Casts, Glimpse, opens, talks
from workshop_flows.flow import Kind, PhasePlan

COMMANDS = {"!idee ": "idea", "!frage ": "question"}
"""What people on Discord send as a slash command, and what it is called there."""
FORMS = {Kind.IDEAS: "idea", Kind.MESSAGES: "message"}
"""Phase -> the form for what it collects."""
TABLE = """
[discord]
guild = {guild}
moderator_roles = [{role}]
control_channel = {control}
api_base = "{api}"
gateway_url = "{gateway}"
"""
UNANSWERED = "Ein Tippen blieb ohne Antwort: {what}"
BROKEN = "Discord hätte das nicht angenommen: {what}"
INVITATION = ("Für dieses Discord gibt es kein Programm. Mitmachen können Sie hier, im Terminal.",)


@contextlib.asynccontextmanager
async def discord(_folder: Path, casts: Casts, log: Log, chance: random.Random) -> AsyncIterator[Town]:
    """Run a Discord with channels and people."""
    server = Discord()
    await server.start()
    try:
        yield Town(server, Hall.built(server, casts), casts, log, chance)
    finally:
        await server.stop()


class Town:
    """Everybody on the server."""

    def __init__(self, server: Discord, hall: Hall, casts: Casts, log: Log, chance: random.Random) -> None:
        self.server, self.hall, self.casts, self.log, self.chance = server, hall, casts, log, chance
        self.environment = {"WERKSTATT_DISCORD__TOKEN": server.token}
        self._taps = Taps(hall, log, chance)
        self._last: dict[str, str] = {}
        """Name -> their latest message."""
        self._hands: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._given_up: list[str] = []
        self._acknowledged: set[tuple[str, int]] = set()

    def table(self) -> str:
        """Return `[discord]`."""
        server, hall = self.server, self.hall
        where = {"guild": server.world.guild, "role": hall.leading, "control": hall.channels["regie"]}
        return TABLE.format(**where, api=server.api_base, gateway=server.gateway_url)

    def room(self, name: str) -> str:
        """Return the number of a channel."""
        return f"discord_channel = {self.hall.channels[name]}"

    def invitation(self) -> Sequence[str]:
        """Return what there is instead of a program."""
        return INVITATION

    async def stay(self) -> None:
        """Let whoever sits at the terminal take part."""
        await Terminal(self.hall, print).run(typed_lines())

    # --- what people do -----------------------------------------------------------------------------------------

    async def watch(self) -> None:
        """Let each moderator look once how things are going, from the panel in the control channel."""
        async with asyncio.TaskGroup() as group:
            for id_, lead in self.hall.leads.items():
                looks = self._taps.looks(lead, self.hall.channels["regie"], TOPICS[id_])
                group.create_task(self._patiently(looks, lead.user["global_name"]))

    async def do(self, act: Act, citizen: Citizen, workshop: str, plan: PhasePlan) -> None:
        """Do what is in somebody's part: one thing after the other."""
        async with self._hands[citizen.name]:
            await self._patiently(self._do(act, citizen, workshop, plan), f"{citizen.name}, {act.text or act.do}")

    async def _patiently(self, doing: Awaitable[None], what: str) -> None:
        """Do something; whoever gets no answer gives up in the end."""
        try:
            await doing
        except TimeoutError:
            self._given_up.append(what)

    async def _do(self, act: Act, citizen: Citizen, workshop: str, plan: PhasePlan) -> None:
        me = self.hall.people[citizen.name]
        self.hall.sits_down(me)
        match act.do:
            case Do.SAY:
                await self._say(me, act.text, citizen, plan)
            case Do.EDIT if citizen.name in self._last:
                self._note(me.channel, await me.edit(self._last[citizen.name], act.text), act.text)
            case Do.DELETE if citizen.name in self._last:
                self._look(workshop)
                self._note(me.channel, await me.delete(self._last.pop(citizen.name)), "(gelöscht)", talk=True)
            case Do.WAVE:
                await self._taps.waves(me)
            case Do.SUPPORT:
                await self._support(me, workshop)
            case Do.VOTE | Do.POLL | Do.DIRECT if citizen.secret or citizen.taps:
                await self._types_a_ballot(me, plan, alone=citizen.secret)
            case Do.VOTE | Do.POLL | Do.DIRECT:
                await self._taps.votes(me, plan.dots)
            case Do.LEAVE:
                await self.hall.leaves(me)

    async def _say(self, me: people.Citizen, text: str, citizen: Citizen, plan: PhasePlan) -> None:
        command = next((prefix for prefix in COMMANDS if text.startswith(prefix)), "")
        if command:
            await self._taps.commands(me, COMMANDS[command], text.removeprefix(command))
            return
        plain = citizen.taps and plan.kind in FORMS and text[0].isalpha() and not talks(text)
        if not plain or not await self._taps.fills_in(me, FORMS[plan.kind], text):
            event = self._last[citizen.name] = await me.say(text)
            self._note(me.channel, event, text, talk=talks(text))

    async def _support(self, me: people.Citizen, workshop: str) -> None:
        ideas = self.hall.ideas(workshop)
        event = ideas[self.chance.choice(sorted(ideas))] if ideas else ""
        if event and me.id not in self.server.world.reactions.get(event, {}).get(LAMP, ()):
            self._note(me.channel, await me.tap(event, LAMP), LAMP)

    async def _types_a_ballot(self, me: people.Citizen, plan: PhasePlan, *, alone: bool) -> None:
        """Vote by numbers, in the channel or to the bot alone: those who tap in a native poll elsewhere type here."""
        words = ballot(plan, self._taps.options(me) or [1], self.chance)
        event = await me.whisper(words) if alone else await me.say(words)
        channel = self.server.world.direct(me.id) if alone else me.channel
        self._note(channel, event, words, vote=True)

    def _note(self, channel: str, event: str, words: str, *, talk: bool = False, vote: bool = False) -> None:
        self.log.note(f"discord:{channel}/{event}", words, talk=talk, ballot=vote)

    # --- what is to be seen -------------------------------------------------------------------------------------

    def glimpse(self, workshop: str) -> Glimpse:
        """Return what a channel looks like."""
        return Glimpse(len(self.hall.messages(self.hall.channels[workshop])), len(self.hall.ideas(workshop)))

    def reads(self, workshop: str, phase: str) -> bool:
        """Say whether the bot has said in a channel that a phase of this title began."""
        said = self.hall.messages(self.hall.channels[workshop])
        ours = [each for each in said if each["author"]["id"] == self.server.world.app]
        return any(opens(plain(each["content"]), phase) for each in ours)

    async def acknowledged(self) -> int:
        """Count the ideas under which their number stands, or stood until they were deleted."""
        for workshop in self.casts:
            self._look(workshop)
        return len(self._acknowledged)

    def _look(self, workshop: str) -> None:
        self._acknowledged |= {(workshop, number) for number in self.hall.ideas(workshop)}

    async def newest(self) -> object:
        """Return how far every channel is."""
        world = self.server.world
        signs = [len(people) for found in world.reactions.values() for people in found.values()]
        return [channel["last_message_id"] for channel in world.channels.values()], sum(signs)

    def problems(self) -> Sequence[str]:
        """Return what was not answered, and what Discord would not have taken."""
        unanswered = [str(asked.payload["data"]) for asked in self.server.unanswered()]
        told = [UNANSWERED.format(what=what) for what in (*unanswered, *self._given_up)]
        return [*told, *(BROKEN.format(what=what) for what in self.server.world.breaches)]
