"""What people on Discord do with buttons, menus, forms and slash commands: done, answered, and noted in the log."""

from __future__ import annotations

import asyncio
import copy
import random
from collections import Counter
from dataclasses import dataclass, field

from bot.demo.discord.asked import Asked, Json
from bot.demo.discord.hall import Hall
from bot.demo.discord.people import Citizen, answered, parts
from bot.demo.log import Log

CHOOSE, PICK, POINT = "w:vote", "w:pick", "w:weigh"
"""How the menus and buttons are called with which one votes: options, options to weigh, points of a scale."""
WAVE, STATUS = "👋", "📊"
PEEK = 0.5
"""Seconds after which somebody who waits for a button looks again."""


@dataclass(slots=True)
class Taps:
    """What people do by tapping."""

    hall: Hall
    log: Log
    chance: random.Random
    _votes: dict[str, Json] = field(default_factory=dict)
    """Channel -> the vote as its people saw it last: some tap on it when it is closed already."""
    _views: dict[str, tuple[str, Json]] = field(default_factory=dict)
    """Person -> the vote in which they gave dots, and what they see of them."""

    async def waves(self, me: Citizen) -> None:
        """Say that they are here, by the button of the welcome."""
        if found := self.hall.tappable(me.channel, "w:tap:", WAVE):
            self._note(me, await answered(me.press(found[0], found[1]["custom_id"])), WAVE)

    async def looks(self, lead: Citizen, control: str, title: str) -> None:
        """Press a button of a workshop's panel, once there is one."""
        while not (found := self.hall.tappable(control, "w:tap:", STATUS, within=title)):  # noqa: ASYNC110 - it is looked at
            await asyncio.sleep(PEEK)
        there = Citizen(self.hall.server, lead.id, control)
        self._note(there, await answered(there.press(found[0], found[1]["custom_id"])), STATUS)

    async def commands(self, me: Citizen, name: str, text: str) -> None:
        """Contribute by a slash command."""
        self._published(me, await answered(me.command(name, text), text=False), text)

    async def fills_in(self, me: Citizen, kind: str, text: str) -> bool:
        """Contribute by the button under the agenda and its form; say whether there was one."""
        found = self.hall.tappable(me.channel, f"w:write:{kind}")
        if found is None:
            return False
        opened = await answered(me.press(found[0], found[1]["custom_id"]), text=False)
        if opened.modal is None:
            return False
        self._published(me, await answered(me.submit(opened.modal["custom_id"], text), text=False), text)
        return True

    def _published(self, me: Citizen, asked: Asked, text: str) -> None:
        """Note a contribution: it is the message that the bot wrote in their name."""
        for message in reversed(self.hall.messages(me.channel)):
            if (message.get("interaction_metadata") or {}).get("id") == asked.id:
                self.log.note(f"discord:{me.channel}/{message['id']}", text)
                return
        self._note(me, asked, text)

    def _note(self, me: Citizen, asked: Asked, words: str, *, talk: bool = False, vote: bool = False) -> None:
        self.log.note(f"discord:{me.channel}/i{asked.id}", words, talk=talk, ballot=vote)

    # --- votes --------------------------------------------------------------------------------------------------

    def options(self, me: Citizen) -> list[int]:
        """Return what there is to vote on, as far as it has numbers to type."""
        vote = self._vote(me.channel)
        menus = [part for part in parts(vote or {}) if part["custom_id"].startswith((CHOOSE, PICK))]
        return [int(option["value"]) for menu in menus for option in menu["options"]]

    def _vote(self, channel: str) -> Json | None:
        found = self.hall.tappable(channel, CHOOSE) or self.hall.tappable(channel, PICK)
        found = found or self.hall.tappable(channel, POINT)
        if found is not None:
            self._votes[channel] = copy.deepcopy(found[0])
        return self._votes.get(channel)

    async def votes(self, me: Citizen, dots: int) -> None:
        """Vote, or vote again, as the newest vote asks for it."""
        vote = self._vote(me.channel)
        if vote is None:
            return
        first = parts(vote)[0]
        match first["custom_id"].rsplit(":")[:2]:
            case ["w", "vote"]:
                chosen = self.chance.sample(first["options"], min(first["max_values"], len(first["options"])))
                await self._taps(me, me.select(vote, first["custom_id"], *(each["value"] for each in chosen)))
            case ["w", "pick"] if self._views.get(me.id, ("",))[0] == vote["id"]:
                await self._moves_a_dot(me, vote)
            case ["w", "pick"]:
                await self._gives_dots(me, vote, first, dots)
            case _:
                await self._taps(me, me.press(vote, self.chance.choice(parts(vote)[2:])["custom_id"]))

    async def _gives_dots(self, me: Citizen, vote: Json, menu: Json, dots: int) -> None:
        wanted = Counter(self.chance.choices([each["value"] for each in menu["options"]], k=dots))
        for option, count in wanted.items():
            seen = await self._taps(me, me.select(vote, menu["custom_id"], option))
            for _ in range(count - 1):
                seen = await self._weighs(me, seen, f":{option}:+1")
            if not seen:
                return
            self._views[me.id] = vote["id"], seen

    async def _moves_a_dot(self, me: Citizen, vote: Json) -> None:
        _, seen = self._views[me.id]
        seen = await self._weighs(me, seen, ":-1")
        seen = await self._weighs(me, seen, ":+1")
        self._views[me.id] = vote["id"], seen

    async def _weighs(self, me: Citizen, seen: Json, change: str) -> Json:
        """Press plus or minus on what one sees of one's dots, and return what one sees then."""
        buttons = [part for part in parts(seen) if part["custom_id"].endswith(change) and not part.get("disabled")]
        return await self._taps(me, me.press(seen, self.chance.choice(buttons)["custom_id"])) if buttons else seen

    async def _taps(self, me: Citizen, asked: Asked) -> Json:
        """Note a tap on a vote and return what one sees then. What is not open any more is answered, and no ballot."""
        seen = (await answered(asked)).answers[-1]
        self._note(me, asked, asked.text, talk=not seen.get("components"), vote=True)
        return seen
