"""Discord's messages and reactions, as inputs of the house."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.platforms.discord.contents import WRITTEN
from bot.platforms.discord.guild import Guild
from bot.platforms.discord.markdown import unescape
from bot.platforms.discord.names import Json, account_name, moment, room_name, source
from bot.platforms.discord.spelling import unslashed
from bot.platforms.incoming import Deleted, Incoming, Rewrote, Tapped, Wrote
from workshop_flows.values import Moment, Source

NAME = "Werkstatt"
RUBBISH = (AttributeError, KeyError, TypeError, ValueError)
"""What is raised over something that has not the form that Discord documents."""
NONSENSE = "Ein Ereignis auf Discord ist so nicht zu verstehen: %s"
SAID = frozenset({0, 19})
"""Kinds of messages that people write: plain ones and replies."""
ANSWER = "☑"
REMEMBERED = 5_000
TAPS = 20_000
_MENTION = re.compile(r"<(?P<kind>@!?|@&|#)(?P<id>\d+)>|<a?(?P<emoji>:\w+:)\d+>")
_COMMANDS = {sign: command for command, sign in WRITTEN.items()}
_WRITTEN = re.compile(rf"(?P<sign>{'|'.join(_COMMANDS)}) \*\*.*?:\*\* (?P<text>.*)", re.DOTALL)


def written(message: Json) -> bool:
    """Say whether a message of ours is what somebody wrote in a form, or behind a command."""
    return bool(message.get("interaction_metadata") and _WRITTEN.fullmatch(message.get("content") or ""))


@dataclass(slots=True)
class Known:
    """A message that was handed over."""

    channel: str
    user: str
    edited: Moment = 0


@dataclass(slots=True)
class Events:
    """Tells what is new from what was handed over before, and by whom it is."""

    guild: Guild
    home: Callable[[str], str]
    """The room that a channel belongs to."""
    me: str = ""
    known: OrderedDict[str, Known] = field(default_factory=OrderedDict)
    _taps: OrderedDict[tuple[str, str, str], int] = field(default_factory=OrderedDict)
    """(message, user, emoji) -> how often it was put there; negative: it is gone again."""

    def message(self, data: Json) -> Incoming | None:
        """Return what a new message says; None for what is handed over already, or is nobody's."""
        author = self._author(data)
        if data["id"] in self.known or author is None:
            return None
        self._remember(data, author["id"])
        text = self._text(data)
        if not text:
            return None
        reference = data.get("message_reference") or {}
        answered = reference.get("message_id") if data.get("type") == 19 else None
        reply_to = source(data["channel_id"], answered) if answered else None
        return Wrote(*self._about(data, data["id"], author["id"], moment(data["id"])), text, reply_to)

    def edited(self, data: Json) -> Incoming | None:
        """Return what an edited message says now; a preview or a pin is no edit."""
        at, author = _edited(data), self._author(data)
        known = self.known.get(data["id"])
        if not at or author is None or author["id"] == self.me or (known is not None and known.edited >= at):
            return None
        if data.get("interaction_metadata"):
            return None
        self._remember(data, author["id"])
        target = source(data["channel_id"], data["id"])
        return Rewrote(*self._about(data, f"{data['id']}.e{at}", author["id"], at), target, self._text(data))

    def deleted(self, channel: str, number: str) -> Incoming | None:
        """Return that a message is gone; Discord does not say who did it, so it counts as its author."""
        known = self.known.pop(number, None)
        if known is None or known.user == self.me:
            return None
        about = self._about({"channel_id": channel}, f"{number}.d", known.user, moment(number))
        return Deleted(*about, source(channel, number))

    def tapped(self, data: Json) -> Incoming | None:
        """Return that somebody put an emoji under a message, if it was not known."""
        key = (data["message_id"], data["user_id"], data["emoji"]["name"])
        times = self._taps.get(key, 0)
        if data["user_id"] == self.me or data["emoji"].get("id") or times > 0:
            return None
        self._taps[key] = abs(times) + 1
        while len(self._taps) > TAPS:
            self._taps.popitem(last=False)
        target = source(data["channel_id"], data["message_id"])
        about = self._about(data, _tap(key, abs(times) + 1), data["user_id"], moment(data["message_id"]))
        return Tapped(*about, target, key[2])

    def answered(self, data: Json) -> Incoming:
        """Return that somebody answered a poll of somebody else's: no ballot of ours, but a sign of life."""
        target = source(data["channel_id"], data["message_id"])
        about = self._about(data, f"{data['message_id']}.{data['user_id']}.{ANSWER}", data["user_id"], 0)
        return Tapped(*about, target, ANSWER)

    def untapped(self, data: Json) -> Incoming | None:
        """Return that somebody took an emoji away. One from before our start is known by its first name."""
        key = (data["message_id"], data["user_id"], data["emoji"]["name"])
        times = self._taps.get(key, 1)
        if data["user_id"] == self.me or data["emoji"].get("id") or times < 0:
            return None
        self._taps[key] = -times
        target = source(data["channel_id"], _tap(key, times))
        about = self._about(data, f"{_tap(key, times)}.x", data["user_id"], moment(data["message_id"]))
        return Deleted(*about, target)

    def standing(self, message: str, emoji: str | None = None) -> list[tuple[str, str]]:
        """Return who put what under a message, as far as we know: (user, emoji)."""
        taps = [(key, times) for key, times in self._taps.items() if key[0] == message and times > 0]
        return [(user, sign) for (_, user, sign), _ in taps if emoji in {None, sign}]

    def recall(self, channel: str, event: str, account: str) -> None:
        """Know a message or a tap again that an earlier run handed over, so that it is missed if it is gone."""
        message, *tap = event.split(".")
        if not message.isdigit():
            return
        if tap:
            user, sign, *times = tap
            self._taps.setdefault((message, user, sign), int(times[0]) if times else 1)
        else:
            self.known.setdefault(message, Known(channel, account.partition(":")[2]))

    # --- details ------------------------------------------------------------------------------------------------

    def _author(self, data: Json) -> Json | None:
        """Return whose words these are: a contribution by a button is that of whoever pressed it."""
        author: Json | None = data.get("author")
        if author is None or data.get("webhook_id"):
            return None
        if author["id"] == self.me:
            about = data.get("interaction_metadata") or {}
            return about.get("user") if _WRITTEN.fullmatch(data.get("content") or "") else None
        return None if author.get("bot") or data.get("type", 0) not in SAID else author

    def _text(self, data: Json) -> str:
        content = data.get("content") or ""
        if data["author"]["id"] == self.me:
            written = _WRITTEN.fullmatch(content)
            return f"!{_COMMANDS[written['sign']]} {unescape(written['text'])}" if written else ""
        names = {user["id"]: user.get("global_name") or user["username"] for user in data.get("mentions") or ()}
        return unslashed(_MENTION.sub(lambda found: self._mentioned(found, names), content).strip())

    def _mentioned(self, found: re.Match[str], names: dict[str, str]) -> str:
        number = found["id"]
        if found["emoji"]:
            return found["emoji"]
        if found["kind"] == "#":
            return f"#{self.guild.channels.get(number, {}).get('name', number)}"
        return NAME if number == self.me else f"@{names.get(number) or self.guild.name_of(number)}"

    def _remember(self, data: Json, user: str) -> None:
        self.known[data["id"]] = Known(data["channel_id"], user, _edited(data))
        while len(self.known) > REMEMBERED:
            self.known.popitem(last=False)

    def _about(self, data: Json, event: str, user: str, at: Moment) -> tuple[Source, str, str, Moment]:
        channel = data["channel_id"]
        return source(channel, event), room_name(self.home(channel) or channel), account_name(user), at


def _tap(key: tuple[str, str, str], times: int) -> str:
    """Return the name of a tap: the same after a restart, another when somebody taps again."""
    return ".".join(key) + (f".{times}" if times > 1 else "")


def _edited(data: Json) -> Moment:
    edited = data.get("edited_timestamp")
    return round(datetime.fromisoformat(edited).timestamp() * 1000) if edited else 0
