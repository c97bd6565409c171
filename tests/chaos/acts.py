"""What a citizen does: says, changes, takes back; and the log of it."""

from __future__ import annotations

import random
import time
from collections import defaultdict
from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any

from tests.chaos.citizen import Citizen
from tests.chaos.evidence import MARKER, Input, Phase
from tests.chaos.room import Room
from tests.chaos.rubbish import HOSTILE, RUBBISH, invented
from tests.chaos.wire import Wire

POLL = "org.matrix.msc3381.poll.response"
MESSAGE = "m.room.message"
EARLY = 0.7
"""The part of a phase after which nothing is done any more whose fate nobody could tell."""
DIRECTLY = 0.7
"""Of those who have a chat of their own with the bot, once they were heard in the room."""
DIGITS: tuple[dict[int, str], ...] = (
    *[{}] * 8,
    dict(enumerate("０１２３４５６７８９", 48)),
    dict(enumerate("٠١٢٣٤٥٦٧٨٩", 48)),
)
"""How people write figures: nearly all as here."""

Act = Callable[[Citizen, Phase, random.Random], Coroutine[Any, Any, None]]


class Acts:
    """Everything that anybody did."""

    def __init__(self, wire: Wire, rooms: Mapping[str, Room], log: list[Input]) -> None:
        """`rooms` by workshop, as their people see them."""
        self._wire, self._rooms, self._log = wire, rooms, log
        self._said: dict[str, list[str]] = defaultdict(list)
        self._ideas = (
            (54, self._idea, True),
            (16, self._plain, True),
            (6, self._twin, True),
            (10, self._edit, True),
            (7, self._delete_idea, True),
            (7, self._rubbish, True),
        )
        self._votes = (
            (64, self._ballot, True),
            (10, self._tap, False),
            (6, self._bad, True),
            (6, self._change, False),
            (5, self._delete_ballot, False),
            (3, self._idea, True),
            (6, self._rubbish, True),
        )
        self._closing = ((1, self._ballot, True), (1, self._rubbish, True))

    def chosen(self, phase: Phase, moment: float, chance: random.Random) -> Act:
        """Return what somebody does at this part of a phase."""
        acts = {"ideas": self._ideas, "vote": self._votes}.get(phase.kind, self._closing)
        choices = [(weight, act) for weight, act, safe in acts if safe or moment < EARLY]
        return chance.choices([act for _, act in choices], [weight for weight, _ in choices])[0]

    # --- in the phases of ideas ---------------------------------------------------------------------------------

    async def _idea(self, me: Citizen, _phase: Phase, chance: random.Random) -> None:
        words = invented(chance)
        if chance.random() < 0.1:
            words = f"{words} {chance.choice(HOSTILE)}"
        prefix = chance.choice(("Idee: ", "!idee ", "! Idee: ", "#idee ", "IDEE: "))
        await self._say(me, chance, "idea", words, prefix + words)
        self._said[me.workshop].append(words)

    async def _plain(self, me: Citizen, _phase: Phase, chance: random.Random) -> None:
        words = invented(chance)
        await self._say(me, chance, "plain", words, words)

    async def _twin(self, me: Citizen, phase: Phase, chance: random.Random) -> None:
        if not self._said[me.workshop]:
            await self._idea(me, phase, chance)
            return
        words = chance.choice(self._said[me.workshop])
        await self._say(me, chance, "twin", words, f"Idee: {words}")

    async def _edit(self, me: Citizen, phase: Phase, chance: random.Random) -> None:
        before = self._untouched(me, "idea")
        if before is None:
            await self._idea(me, phase, chance)
            return
        words = f"{before.words} {invented(chance)}"
        await self._say(me, chance, "edit", words, f"Idee: {words}", target=before)

    async def _delete_idea(self, me: Citizen, phase: Phase, chance: random.Random) -> None:
        if not await self._deleted(me, "idea"):
            await self._idea(me, phase, chance)

    # --- in the votes -------------------------------------------------------------------------------------------

    async def _ballot(self, me: Citizen, phase: Phase, chance: random.Random) -> None:
        numbers = choice(phase, chance)
        await self._say(me, chance, "ballot", written(phase, numbers, chance), numbers=numbers)

    async def _bad(self, me: Citizen, phase: Phase, chance: random.Random) -> None:
        many = list(range(1, phase.limit + 2))
        numbers = chance.choice(([77], [len(phase.options) + 3, 1], many))
        await self._say(me, chance, "bad", " ".join(map(str, numbers)), numbers=numbers)

    async def _change(self, me: Citizen, phase: Phase, chance: random.Random) -> None:
        before = self._untouched(me, "ballot")
        if before is None or not phase.options:
            await self._ballot(me, phase, chance)
            return
        numbers = choice(phase, chance)
        await self._say(me, chance, "change", written(phase, numbers, chance), target=before, numbers=numbers)

    async def _delete_ballot(self, me: Citizen, phase: Phase, chance: random.Random) -> None:
        if not await self._deleted(me, "ballot"):
            await self._ballot(me, phase, chance)

    async def _tap(self, me: Citizen, phase: Phase, chance: random.Random) -> None:
        polls = self._rooms[me.workshop].polls
        if not polls:
            await self._ballot(me, phase, chance)
            return
        numbers = chance.sample(range(1, len(phase.options) + 1), min(phase.limit, 2))
        relation = {"rel_type": "m.reference", "event_id": polls[-1][1]}
        content = {"m.relates_to": relation, POLL: {"answers": [str(number) for number in numbers]}}
        await self._send(me, self._note(me, "poll", me.room, numbers=numbers), content, POLL)

    async def _rubbish(self, me: Citizen, _phase: Phase, chance: random.Random) -> None:
        polls = self._rooms[me.workshop].polls
        if polls and chance.random() < 0.1:
            relation = {"rel_type": "m.reference", "event_id": polls[-1][1]}
            content = {"m.relates_to": relation, POLL: {"answers": ["²", "7" * 5_000, "-1"]}}
            await self._send(me, self._note(me, "rubbish", me.room), content, POLL)
            return
        content = chance.choice(RUBBISH)
        sent = self._note(me, "rubbish", self._where(me, chance), str(content.get("body", ""))[:40])
        await self._send(me, sent, content)

    # --- how it is done -----------------------------------------------------------------------------------------

    async def _deleted(self, me: Citizen, kind: str) -> bool:
        """Take back one's newest message of a kind; False if there is none."""
        before = self._untouched(me, kind)
        if before is not None:
            sent = self._note(me, "delete", before.room, target=before.id)
            await self._wire.take_back(sent, me.token, before.event)
        return before is not None

    def _untouched(self, me: Citizen, kind: str) -> Input | None:
        """Return one's newest message of a kind that was neither edited nor deleted."""
        touched = {each.target for each in self._log if each.target}
        mine = (each for each in reversed(self._log) if each.person == me.user and each.event)
        return next((each for each in mine if each.kind == kind and each.id not in touched), None)

    async def _say(
        self,
        me: Citizen,
        chance: random.Random,
        kind: str,
        words: str,
        text: str = "",
        *,
        target: Input | None = None,
        numbers: Sequence[int] = (),
    ) -> None:
        content: dict[str, Any] = {"msgtype": "m.text", "body": text or words}
        room = self._where(me, chance)
        if target is not None:
            room = target.room
            relation = {"rel_type": "m.replace", "event_id": target.event}
            content = {**content, "body": f"* {text or words}", "m.new_content": content, "m.relates_to": relation}
        await self._send(me, self._note(me, kind, room, words, numbers, target.id if target else ""), content)

    async def _send(self, me: Citizen, sent: Input, content: dict[str, Any], kind: str = MESSAGE) -> None:
        content = {**content, MARKER: sent.id}
        if me.sealed is not None:
            kind, content = await me.sealed.seal(kind, content)
        await self._wire.say(sent, me.token, kind, content)

    def _where(self, me: Citizen, chance: random.Random) -> str:
        """Return where somebody says something: in the room, or to the bot alone once it can know where they are."""
        heard = bool(me.direct) and any(each.person == me.user and each.event for each in self._log)
        return me.direct if heard and chance.random() < DIRECTLY else me.room

    def _note(  # noqa: PLR0917 - the columns of the log
        self, me: Citizen, kind: str, room: str, words: str = "", numbers: Sequence[int] = (), target: str = ""
    ) -> Input:
        number, at = len(self._log) + 1, time.time_ns() // 1_000_000
        sent = Input(f"{kind}{number}", me.user, me.workshop, kind, words, list(numbers), target, at, room)
        self._log.append(sent)
        return sent


def choice(phase: Phase, chance: random.Random) -> list[int]:
    """Return numbers that may be chosen; of at most two options, so that late ones are not three words."""
    if not phase.options:
        return [chance.randint(1, 4)]
    some = chance.sample(range(1, len(phase.options) + 1), chance.choice((1, 2, 2)))
    return sorted([*some, *some][: phase.limit]) if phase.method == "dots" else some


def written(phase: Phase, numbers: list[int], chance: random.Random) -> str:
    """Return a ballot as people write it, in at most two words."""
    if phase.method == "dots":
        return " ".join(f"{number}={numbers.count(number)}" for number in dict.fromkeys(numbers))
    return chance.choice((" ", ", ", ",")).join(map(str, numbers)).translate(chance.choice(DIGITS))
