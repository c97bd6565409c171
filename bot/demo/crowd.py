"""The crowd: everybody does what is in their part, at their time, over the real server; and keeps a log of it."""

from __future__ import annotations

import asyncio
import contextlib
import random
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.clock import WallClock
from bot.demo.cast import Act, Citizen, Do, acts, ballot
from bot.demo.lines import RUBBISH, TALK
from bot.demo.matrix.accounts import Accounts
from bot.demo.matrix.client import Client, Refused
from workshop_flows.flow import Flow, PhasePlan
from workshop_flows.values import MINUTE, Moment

_NUMBERED = re.compile(r"💡(\d+)")
_OPTION = re.compile(r"^(\d+) ", re.MULTILINE)
_NOTED = re.compile(r"(\d+)(?:,|$)")
COVERS = "org.werkstatt.covers"
POLL = "org.matrix.msc3381.poll.start"
DIGEST_SECONDS = 90


@dataclass(slots=True)
class Seen:
    """What is to be seen in one room, for somebody who takes part."""

    welcome: str = ""
    poll: str = ""
    options: list[int] = field(default_factory=list)
    ideas: dict[int, str] = field(default_factory=dict)
    """Number -> the message of the idea."""
    latest: list[str] = field(default_factory=list)
    said: int = 0


class Crowd:
    """Everybody who takes part in the demonstration."""

    def __init__(self, accounts: Accounts, flow: Flow, clock: WallClock, starts: Moment, chance: random.Random) -> None:
        """Give everybody their part."""
        self.accounts, self.flow, self.clock, self.starts, self.chance = accounts, flow, clock, starts, chance
        self.sent: dict[str, bool] = {}
        """Source -> whether it may be just talk."""
        self.words: dict[str, str] = {}
        self.ballots: set[str] = set()
        self.seen: dict[str, Seen] = defaultdict(Seen)
        self.gone: set[str] = set()
        self._last: dict[str, tuple[str, str]] = {}
        self._direct: dict[str, str] = {}
        self._homes = {room: id_ for id_, room in accounts.rooms.items()}

    async def play(self, over: Callable[[], bool]) -> None:
        """Play the whole day, and wait until the documentation is there."""
        async with asyncio.TaskGroup() as group:
            watching = [group.create_task(self._watch(lead)) for lead in self.accounts.leads.values()]
            parts = [group.create_task(self._part(act, at, id_, plan)) for act, at, id_, plan in self._agenda()]
            await asyncio.wait(parts)
            await self.clock.sleep_until(self.starts + self.flow.minutes * MINUTE)
            deadline = asyncio.get_running_loop().time() + DIGEST_SECONDS
            while not over() and asyncio.get_running_loop().time() < deadline:  # noqa: ASYNC110 - a file is waited for
                await asyncio.sleep(0.5)
            for task in watching:
                task.cancel()

    def _agenda(self) -> list[tuple[Act, Moment, str, PhasePlan]]:
        found = []
        for id_, cast in self.accounts.casts.items():
            begins = self.starts
            for number, plan in enumerate(self.flow.phases, 1):
                length = plan.minutes * MINUTE
                parts = acts(cast, plan, id_, self.chance, number)
                found += [(act, begins + int(length * act.at), id_, plan) for act in parts]
                begins += length
        return found

    async def _part(self, act: Act, at: Moment, id_: str, plan: PhasePlan) -> None:
        await self.clock.sleep_until(at)
        if act.person in self.gone:
            return
        with contextlib.suppress(Refused):
            await self._do(act, self.accounts.rooms[id_], plan)

    async def _do(self, act: Act, room: str, plan: PhasePlan) -> None:
        me, seen = self.accounts.people[act.person], self.seen[room]
        citizen = next(each for each in self.accounts.casts[self._homes[room]] if each.name == act.person)
        match act.do:
            case Do.SAY:
                talk = act.text in TALK or act.text in RUBBISH or act.text.startswith("Ich muss")
                event = await me.say(room, act.text)
                self._last[act.person] = (event, act.text)
                self._log(room, event, act.text, talk=talk)
            case Do.EDIT | Do.DELETE:
                await self._again(act, me, room)
            case Do.WAVE if seen.welcome:
                self._log(room, await me.tap(room, seen.welcome, "👋"), "👋")
            case Do.SUPPORT if seen.ideas:
                number = self.chance.choice(sorted(seen.ideas))
                self._log(room, await me.tap(room, seen.ideas[number], f"💡{number}"), f"💡{number}")
            case Do.VOTE | Do.DIRECT | Do.POLL:
                await self._vote(act, citizen, me, plan)
            case Do.LEAVE:
                self.gone.add(act.person)
                await me.leave(room)
            case _:
                return

    def _log(self, room: str, event: str, words: str, *, talk: bool = False) -> str:
        source = f"matrix:{room}/{event}"
        self.sent[source], self.words[source] = talk, words
        return source

    async def _again(self, act: Act, me: Client, room: str) -> None:
        event, _ = self._last.get(act.person, ("", ""))
        if not event:
            return
        if act.do is Do.DELETE:
            self._log(room, await me.delete(room, event), "(gelöscht)", talk=True)
        else:
            self._log(room, await me.edit(room, event, act.text), act.text)

    async def _vote(self, act: Act, citizen: Citizen, me: Client, plan: PhasePlan) -> None:
        home = next(id_ for id_, cast in self.accounts.casts.items() if citizen in cast)
        room, seen = self.accounts.rooms[home], self.seen[self.accounts.rooms[home]]
        options = seen.options or [1]
        if act.do is Do.POLL and seen.poll:
            chosen = [str(number) for number in self.chance.sample(options, min(1, len(options)))]
            self.ballots.add(self._log(room, await me.choose(room, seen.poll, *chosen), f"Umfrage {chosen}"))
            return
        words = ballot(plan, options, self.chance)
        where = await self._whisper(act.person, me) if act.do is Do.DIRECT else room
        event = await me.say(where, words)
        self.ballots.add(self._log(where, event, words))

    async def _whisper(self, name: str, me: Client) -> str:
        if name not in self._direct:
            self._direct[name] = await me.direct(self.accounts.bot.user_id)
        return self._direct[name]

    # --- what is to be seen -------------------------------------------------------------------------------------

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
        """Count the ideas that were acknowledged in the rooms: by a mark, or by number in a merged sentence."""
        numbers: set[tuple[str, int]] = set()
        for id_, lead in self.accounts.leads.items():
            room = self.accounts.rooms[id_]
            for event in await lead.history(room):
                content = event.get("content") or {}
                if event.get("sender") != self.accounts.bot.user_id:
                    continue
                key = str((content.get("m.relates_to") or {}).get("key", ""))
                if found := _NUMBERED.fullmatch(key):
                    numbers.add((room, int(found[1])))
                elif event.get("type") == "m.room.message" and len(content.get(COVERS) or []) > 1:
                    numbers |= {(room, int(number)) for number in _NOTED.findall(str(content.get("body", "")))}
        return len(numbers)

    async def count(self) -> int:
        """Return a number that changes as long as anything is said anywhere."""
        newest = []
        for id_, lead in self.accounts.leads.items():
            page = await lead.call("GET", f"/rooms/{self.accounts.rooms[id_]}/messages?dir=b&limit=1")
            newest.append(page["chunk"][0]["event_id"] if page["chunk"] else "")
        return hash(tuple(newest))
