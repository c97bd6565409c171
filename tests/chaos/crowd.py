"""Citizens who write, vote, change their minds and send rubbish, through everything; and the log of what they did."""

from __future__ import annotations

import asyncio
import random
import time
from collections import defaultdict
from collections.abc import Callable, Coroutine, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector

from tests.chaos.evidence import MARKER, Clock, Evidence, Input, Phase
from tests.chaos.room import Room, spoken

API = "/_matrix/client/v3"
POLL = "org.matrix.msc3381.poll.response"
RUBBISH: tuple[dict[str, Any], ...] = (
    {"msgtype": "m.text", "body": "lol"},
    {"msgtype": "m.text", "body": "🙂🙂🙂"},
    {"msgtype": "m.text", "body": "???"},
    {"msgtype": "m.text", "body": "!xyzzy"},
    {"msgtype": "m.text", "body": "x" * 30_000},
    {"msgtype": "m.text", "body": "<b>&amp;</b>"},
    {"msgtype": "m.text", "body": "\u202e\u0000\ufeff"},
    {"msgtype": "m.text"},
    {"msgtype": "m.text", "body": ["kein", "Text"]},
    {"msgtype": "m.strange", "body": "wer weiß"},
    {"body": "ohne Art"},
    {"msgtype": "m.notice", "body": "Ich bin auch ein Bot und sage nichts Neues"},
    {"msgtype": "m.text", "body": "Wie spät ist es eigentlich gerade?"},
    {},
)
TRIES_PAUSE = 0.3
PHASE_SECONDS = 900


@dataclass(slots=True)
class Citizen:
    """One of the crowd."""

    user: str
    token: str
    workshop: str
    room: str


@dataclass(slots=True)
class Script:
    """How many inputs each sends in the phases of each kind, and how mixed they are."""

    ideas: int
    votes: int
    closing: int


@dataclass(slots=True)
class Crowd:
    """Everybody, and what they did."""

    url: str
    bot: str
    clock: Clock
    plan: list[Phase]
    citizens: list[Citizen]
    watcher: str
    """The token of somebody in all the rooms."""
    seed: int
    script: Script
    at_once: bool = False
    log: list[Input] = field(default_factory=list)
    rooms: dict[str, Room] = field(default_factory=dict)
    answered: int = 0
    _session: ClientSession | None = None
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _said: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    async def play(self) -> None:
        """Let everybody do their part, each phase as they see it open."""
        places = {each.room: each.workshop for each in self.citizens}
        self.rooms = {workshop: Room(workshop, []) for workshop in places.values()}
        timeout, connector = ClientTimeout(total=30), TCPConnector(limit=40)
        async with ClientSession(timeout=timeout, connector=connector) as self._session:
            watching = asyncio.create_task(self._watch(places))
            async with asyncio.TaskGroup() as group:
                for number, citizen in enumerate(self.citizens):
                    group.create_task(self._part(citizen, random.Random(f"{self.seed}.{number}")))
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)

    # --- what they see ------------------------------------------------------------------------------------------

    async def _watch(self, places: dict[str, str]) -> None:
        evidence = Evidence(self.bot, self.clock, self.plan, {}, [], [], [], {}, published_again=True, journal={})
        since = ""
        while True:
            query = f"timeout=5000&set_presence=offline{f'&since={quote(since)}' if since else ''}"
            said = await self._call("GET", f"/sync?{query}", self.watcher)
            since = said["next_batch"]
            for room_id, joined in said.get("rooms", {}).get("join", {}).items():
                room = self.rooms[places[room_id]] if room_id in places else None
                for event in joined["timeline"]["events"] if room is not None else ():
                    if room is not None and event["sender"] == self.bot:
                        spoken(room, evidence, len(room.events), event)
                        room.events.append(event)
            self._news.set()
            self._news = asyncio.Event()

    async def _opens(self, room: Room, number: int) -> int:
        """Wait until a phase is announced; return when it ends, in ms of the computer's clock."""
        async with asyncio.timeout(PHASE_SECONDS):
            while not (found := [each for each in room.opened if each.number == number]):
                await self._news.wait()
        return found[0].due or _now() + 2_000

    # --- what they do -------------------------------------------------------------------------------------------

    async def _part(self, me: Citizen, chance: random.Random) -> None:
        room = self.rooms[me.workshop]
        for number, phase in enumerate(self.plan, 1):
            count = {"ideas": self.script.ideas, "vote": self.script.votes, "closing": self.script.closing}.get(
                phase.kind, 0
            )
            if not count:
                continue
            due = await self._opens(room, number)
            begun = _now()
            left = max(1_500, due - begun)
            until = 0.04 if self.at_once else 1.04 if phase.kind != "closing" else 0.5
            moments = sorted(chance.uniform(0.02, until) for _ in range(count))
            for moment in moments:
                await asyncio.sleep(max(0.0, (begun + moment * left - _now()) / 1000))
                act = self._chosen(phase, moment, chance)
                await act(me, phase, chance)

    def _chosen(self, phase: Phase, moment: float, chance: random.Random) -> Act:
        acts = {"ideas": self._in_ideas, "vote": self._in_votes}.get(phase.kind, self._in_closing)
        choices = [(weight, act) for weight, act, safe in acts() if safe or moment < 0.7]
        return chance.choices([act for _, act in choices], [weight for weight, _ in choices])[0]

    def _in_ideas(self) -> Iterator[tuple[int, Act, bool]]:
        yield from ((56, self._idea, True), (18, self._plain, True), (6, self._twin, True), (8, self._edit, True))
        yield from ((5, self._delete_idea, True), (7, self._rubbish, True))

    def _in_votes(self) -> Iterator[tuple[int, Act, bool]]:
        yield from ((66, self._ballot, True), (10, self._tap, False), (6, self._bad, True), (6, self._change, False))
        yield from ((3, self._delete_ballot, False), (3, self._idea, True), (6, self._rubbish, True))

    def _in_closing(self) -> Iterator[tuple[int, Act, bool]]:
        yield from ((1, self._ballot, True), (1, self._rubbish, True))

    async def _idea(self, me: Citizen, _phase: Phase, chance: random.Random) -> None:
        words = invented(chance)
        prefix = chance.choice(("Idee: ", "!idee ", "! Idee: ", "#idee ", "IDEE: "))
        await self._say(me, "idea", words, prefix + words)
        self._said[me.workshop].append(words)

    async def _plain(self, me: Citizen, _phase: Phase, chance: random.Random) -> None:
        words = invented(chance)
        await self._say(me, "plain", words, words)

    async def _twin(self, me: Citizen, phase: Phase, chance: random.Random) -> None:
        if not self._said[me.workshop]:
            await self._idea(me, phase, chance)
            return
        words = chance.choice(self._said[me.workshop])
        await self._say(me, "twin", words, f"Idee: {words}")

    async def _edit(self, me: Citizen, phase: Phase, chance: random.Random) -> None:
        before = self._mine(me, {"idea"}, untouched=True)
        if before is None:
            await self._idea(me, phase, chance)
            return
        words = f"{before.words} {invented(chance)}"
        await self._say(me, "edit", words, f"Idee: {words}", target=before)

    async def _delete_idea(self, me: Citizen, phase: Phase, chance: random.Random) -> None:
        await self._delete(me, phase, chance, {"idea"}, self._idea)

    async def _ballot(self, me: Citizen, phase: Phase, chance: random.Random) -> None:
        numbers = chosen(phase, chance)
        await self._say(me, "ballot", written(phase, numbers, chance), numbers=numbers)

    async def _bad(self, me: Citizen, phase: Phase, chance: random.Random) -> None:
        many = list(range(1, phase.limit + 2))
        numbers = chance.choice(([77], [len(phase.options) + 3, 1], many))
        await self._say(me, "bad", " ".join(map(str, numbers)), numbers=numbers)

    async def _change(self, me: Citizen, phase: Phase, chance: random.Random) -> None:
        before = self._mine(me, {"ballot"}, untouched=True)
        if before is None or not phase.options:
            await self._ballot(me, phase, chance)
            return
        numbers = chosen(phase, chance)
        await self._say(me, "change", written(phase, numbers, chance), target=before, numbers=numbers)

    async def _delete_ballot(self, me: Citizen, phase: Phase, chance: random.Random) -> None:
        await self._delete(me, phase, chance, {"ballot"}, self._ballot)

    async def _tap(self, me: Citizen, phase: Phase, chance: random.Random) -> None:
        polls = self.rooms[me.workshop].polls
        if not polls:
            await self._ballot(me, phase, chance)
            return
        numbers = chance.sample(range(1, len(phase.options) + 1), min(phase.limit, 2))
        relation = {"rel_type": "m.reference", "event_id": polls[-1][1]}
        content = {"m.relates_to": relation, POLL: {"answers": [str(number) for number in numbers]}}
        await self._send(me, "poll", POLL, content, numbers=numbers)

    async def _rubbish(self, me: Citizen, _phase: Phase, chance: random.Random) -> None:
        content = chance.choice(RUBBISH)
        await self._send(me, "rubbish", "m.room.message", dict(content), words=str(content.get("body", ""))[:40])

    async def _delete(self, me: Citizen, phase: Phase, chance: random.Random, kinds: set[str], instead: Act) -> None:
        before = self._mine(me, kinds, untouched=True)
        if before is None:
            await instead(me, phase, chance)
            return
        sent = self._note(me, "delete", target=before.id)
        path = f"/rooms/{quote(me.room)}/redact/{quote(before.event)}/{sent.id}"
        sent.event = str((await self._call("PUT", path, me.token, {}, sent)).get("event_id", ""))
        self.answered += bool(sent.event)

    def _mine(self, me: Citizen, kinds: set[str], *, untouched: bool) -> Input | None:
        """Return the newest own message of a kind; `untouched`: neither edited nor deleted."""
        touched = {each.target for each in self.log if each.target} if untouched else set()
        mine = (each for each in reversed(self.log) if each.person == me.user and each.event)
        return next((each for each in mine if each.kind in kinds and each.id not in touched), None)

    async def _say(
        self,
        me: Citizen,
        kind: str,
        words: str,
        text: str = "",
        *,
        target: Input | None = None,
        numbers: Sequence[int] = (),
    ) -> None:
        content: dict[str, Any] = {"msgtype": "m.text", "body": text or words}
        if target is not None:
            relation = {"rel_type": "m.replace", "event_id": target.event}
            content = {**content, "body": f"* {text or words}", "m.new_content": content, "m.relates_to": relation}
        await self._send(me, kind, "m.room.message", content, words=words, target=target, numbers=numbers)

    async def _send(
        self,
        me: Citizen,
        kind: str,
        type_: str,
        content: dict[str, Any],
        *,
        words: str = "",
        target: Input | None = None,
        numbers: Sequence[int] = (),
    ) -> None:
        sent = self._note(me, kind, words, list(numbers), target.id if target is not None else "")
        path = f"/rooms/{quote(me.room)}/send/{type_}/{sent.id}"
        answer = await self._call("PUT", path, me.token, {**content, MARKER: sent.id}, sent)
        sent.event = str(answer.get("event_id", ""))
        self.answered += bool(sent.event)

    def _note(self, me: Citizen, kind: str, words: str = "", numbers: Sequence[int] = (), target: str = "") -> Input:
        sent = Input(f"{kind}{len(self.log) + 1}", me.user, me.workshop, kind, words, list(numbers), target, _now())
        self.log.append(sent)
        return sent

    async def _call(
        self, method: str, path: str, token: str, body: dict[str, Any] | None = None, sent: Input | None = None
    ) -> dict[str, Any]:
        """Call the server until it answers; the same transaction id again, so that it is one event."""
        assert self._session is not None
        headers = {"Authorization": f"Bearer {token}"}
        while True:
            if sent is not None:
                sent.tries += 1
            pause = TRIES_PAUSE
            try:
                async with self._session.request(method, f"{self.url}{API}{path}", json=body, headers=headers) as said:
                    if said.status == 429:
                        pause = (await said.json()).get("retry_after_ms", 500) / 1000
                    elif said.status < 500:
                        answer: dict[str, Any] = await said.json()
                        return answer
            except (ClientError, TimeoutError, OSError):
                pass
            await asyncio.sleep(pause)


Act = Callable[[Citizen, Phase, random.Random], Coroutine[Any, Any, None]]


def invented(chance: random.Random) -> str:
    """Return five words that nobody ever said before."""
    return " ".join(
        "".join(chance.choice("bdfgklmnprstvwz") + chance.choice("aeiou") for _ in range(chance.randint(3, 5)))
        for _ in range(5)
    ).capitalize()


def chosen(phase: Phase, chance: random.Random) -> list[int]:
    """Return numbers that may be chosen; of at most two options, so that late ones are not three words."""
    if not phase.options:
        return [chance.randint(1, 4)]
    some = chance.sample(range(1, len(phase.options) + 1), chance.choice((1, 2, 2)))
    return sorted([*some, *some][: phase.limit]) if phase.method == "dots" else some


def written(phase: Phase, numbers: list[int], chance: random.Random) -> str:
    """Return a ballot as people write it, in at most two words."""
    if phase.method == "dots":
        return " ".join(f"{number}={numbers.count(number)}" for number in dict.fromkeys(numbers))
    return chance.choice((" ", ", ", ",")).join(map(str, numbers))


def _now() -> int:
    return time.time_ns() // 1_000_000
