"""The demonstration on Matrix: what people do there, over the real server, and what they see."""

from __future__ import annotations

import asyncio
import contextlib
import random
import re
from collections import defaultdict
from collections.abc import AsyncIterator, Container, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.demo.cast import Act, Citizen, Do, ballot
from bot.demo.lines import MODERATORS
from bot.demo.log import Log
from bot.demo.matrix.accounts import Accounts
from bot.demo.matrix.client import Client, Refused
from bot.demo.matrix.homeserver import NAME, Homeserver
from bot.demo.venue import Casts, Glimpse, opens, talks
from workshop_flows.flow import PhasePlan

_NUMBERED = re.compile(r"💡(\d+)")
_OPTION = re.compile(r"^(\d+) ", re.MULTILINE)
_NOTED = re.compile(r"(\d+)(?:,|$)")
COVERS = "org.werkstatt.covers"
POLL = "org.matrix.msc3381.poll.start"
TABLE = """
[matrix]
homeserver = "{url}"
user_id = "{bot}"
control_room = "#regie:{server}"
"""
JOIN = "Mitmachen mit Element: Server {url}, Raum #mobilitaet:{server}"
AS_MODERATOR = "Anmelden als {name} (Moderation): Konto anna, Kennwort {password}"
AS_GUEST = "Anmelden als Gast: Konto gast, Kennwort {password}."


@contextlib.asynccontextmanager
async def matrix(folder: Path, casts: Casts, log: Log, chance: random.Random) -> AsyncIterator[Town]:
    """Run a homeserver with rooms and people. Raises HomeserverFailed."""
    homeserver = Homeserver(folder / "homeserver")
    try:
        await homeserver.start()
        async with contextlib.AsyncExitStack() as stack:
            yield Town(homeserver.url, await Accounts.made(stack, homeserver, casts), casts, log, chance)
    finally:
        homeserver.stop()


@dataclass(slots=True)
class Seen:
    """What is to be seen in one room, for somebody who takes part."""

    welcome: str = ""
    poll: str = ""
    options: list[int] = field(default_factory=list)
    ideas: dict[int, str] = field(default_factory=dict)
    """Number -> the message of the idea."""
    said: int = 0
    heard: list[str] = field(default_factory=list)
    """What the bot said."""


class Town:
    """Everybody on the homeserver."""

    def __init__(self, url: str, accounts: Accounts, casts: Casts, log: Log, chance: random.Random) -> None:
        self.url, self.accounts, self.casts, self.log, self.chance = url, accounts, casts, log, chance
        self.environment = {"WERKSTATT_MATRIX__ACCESS_TOKEN": accounts.bot.token}
        self.seen: dict[str, Seen] = defaultdict(Seen)
        self._last: dict[str, str] = {}
        """Name -> their latest message."""
        self._direct: dict[str, str] = {}

    def table(self) -> str:
        """Return `[matrix]`."""
        return TABLE.format(url=self.url, bot=self.accounts.bot.user_id, server=NAME)

    def room(self, name: str) -> str:
        """Return the address of a room."""
        return f'matrix_room = "#{name}:{NAME}"'

    def problems(self) -> Sequence[str]:
        """Return nothing: a homeserver says at once what it does not like."""
        return ()

    def invitation(self) -> Sequence[str]:
        """Return how to join with Element."""
        passwords = self.accounts.passwords
        moderator = AS_MODERATOR.format(name=MODERATORS[0], password=passwords["anna"])
        return [JOIN.format(url=self.url, server=NAME), moderator, AS_GUEST.format(password=passwords["gast"])]

    async def stay(self) -> None:
        """Return at once: there are programs for Matrix."""

    # --- what people do -----------------------------------------------------------------------------------------

    async def do(self, act: Act, citizen: Citizen, workshop: str, plan: PhasePlan) -> None:
        """Do what is in somebody's part. What the server refuses is not sent."""
        with contextlib.suppress(Refused):
            await self._do(act, citizen, self.accounts.rooms[workshop], plan)

    async def _do(self, act: Act, citizen: Citizen, room: str, plan: PhasePlan) -> None:
        me, seen = self.accounts.people[citizen.name], self.seen[room]
        match act.do:
            case Do.SAY:
                event = self._last[citizen.name] = await me.say(room, act.text)
                self._note(room, event, act.text, talk=talks(act.text))
            case Do.EDIT | Do.DELETE if citizen.name in self._last:
                await self._again(act, me, room, self._last[citizen.name])
            case Do.WAVE if seen.welcome:
                self._note(room, await me.tap(room, seen.welcome, "👋"), "👋")
            case Do.SUPPORT if seen.ideas:
                number = self.chance.choice(sorted(seen.ideas))
                self._note(room, await me.tap(room, seen.ideas[number], f"💡{number}"), f"💡{number}")
            case Do.VOTE | Do.DIRECT | Do.POLL:
                await self._vote(act, me, room, plan)
            case Do.LEAVE:
                await me.leave(room)
            case _:
                return

    def _note(self, room: str, event: str, words: str, *, talk: bool = False, vote: bool = False) -> None:
        self.log.note(f"matrix:{room}/{event}", words, talk=talk, ballot=vote)

    async def _again(self, act: Act, me: Client, room: str, event: str) -> None:
        if act.do is Do.DELETE:
            self._note(room, await me.delete(room, event), "(gelöscht)", talk=True)
        else:
            self._note(room, await me.edit(room, event, act.text), act.text)

    async def _vote(self, act: Act, me: Client, room: str, plan: PhasePlan) -> None:
        seen = self.seen[room]
        options = seen.options or [1]
        if act.do is Do.POLL and seen.poll:
            chosen = [str(number) for number in self.chance.sample(options, min(1, len(options)))]
            self._note(room, await me.choose(room, seen.poll, *chosen), f"Umfrage {chosen}", vote=True)
            return
        words = ballot(plan, options, self.chance)
        where = await self._whisper(act.person, me) if act.do is Do.DIRECT else room
        self._note(where, await me.say(where, words), words, vote=True)

    async def _whisper(self, name: str, me: Client) -> str:
        if name not in self._direct:
            self._direct[name] = await me.direct(self.accounts.bot.user_id)
        return self._direct[name]

    # --- what is to be seen -------------------------------------------------------------------------------------

    def glimpse(self, workshop: str) -> Glimpse:
        """Return what a room looks like."""
        seen = self.seen[self.accounts.rooms[workshop]]
        return Glimpse(seen.said, len(seen.ideas))

    def reads(self, workshop: str, phase: str) -> bool:
        """Say whether the bot has said in a room that a phase of this title began."""
        return any(opens(words, phase) for words in self.seen[self.accounts.rooms[workshop]].heard)

    async def watch(self) -> None:
        """Look at what the moderators see."""
        async with asyncio.TaskGroup() as group:
            for lead in self.accounts.leads.values():
                group.create_task(self._watch(lead))

    async def _watch(self, client: Client) -> None:
        since = ""
        while True:
            since, rooms = await client.news(since)
            for room, events in rooms.items():
                for event in events:
                    self._notice(room, event)

    def _notice(self, room: str, event: dict[str, Any]) -> None:
        seen, content = self.seen[room], event.get("content") or {}
        seen.said += event.get("type") == "m.room.message"
        if event.get("sender") != self.accounts.bot.user_id:
            return
        body = str(content.get("body", ""))
        seen.heard.append(body)
        match event.get("type"):
            case "m.reaction":
                relation = content.get("m.relates_to") or {}
                found = _NUMBERED.fullmatch(str(relation.get("key", "")))
                if found:
                    seen.ideas[int(found[1])] = str(relation["event_id"])
                elif relation.get("key") == "👋":
                    seen.welcome = str(relation["event_id"])
            case "m.room.message" if _OPTION.search(body) and "m.new_content" not in content:
                seen.options = [int(number) for number in _OPTION.findall(body)]
                seen.poll = ""
            case _ if event.get("type") == POLL:
                seen.poll = str(event["event_id"])
                seen.options = [int(answer["id"]) for answer in content[POLL]["answers"]]

    async def acknowledged(self) -> int:
        """Count the ideas that were acknowledged: by a mark under them, or by number in a merged sentence."""
        numbers: set[tuple[str, int]] = set()
        for id_, lead in self.accounts.leads.items():
            room = self.accounts.rooms[id_]
            said = [event for event in await lead.history(room) if event.get("sender") == self.accounts.bot.user_id]
            ours = {str(event["event_id"]) for event in said}  # what others said elsewhere, as it was passed on
            numbers |= {(room, number) for event in said for number in _acknowledged(event, ours)}
        return len(numbers)

    async def newest(self) -> object:
        """Return the newest event of every room."""
        newest = []
        for id_, lead in self.accounts.leads.items():
            page = await lead.call("GET", f"/rooms/{self.accounts.rooms[id_]}/messages?dir=b&limit=1")
            newest.append(page["chunk"][0]["event_id"] if page["chunk"] else "")
        return newest


def _acknowledged(event: dict[str, Any], ours: Container[str]) -> set[int]:
    """Return the ideas that an event of the bot acknowledges."""
    content = event.get("content") or {}
    relation = content.get("m.relates_to") or {}
    if (found := _NUMBERED.fullmatch(str(relation.get("key", "")))) and relation.get("event_id") not in ours:
        return {int(found[1])}
    if event.get("type") == "m.room.message" and len(content.get(COVERS) or []) > 1:
        return {int(number) for number in _NOTED.findall(str(content.get("body", "")))}
    return set()
