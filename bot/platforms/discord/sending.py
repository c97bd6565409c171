"""What we say becomes requests: messages, signs, edits, pins, votes and files."""

from __future__ import annotations

import contextlib
import json
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.platforms.discord import contents, polls
from bot.platforms.discord.events import written
from bot.platforms.discord.memory import MESSAGES, Memory
from bot.platforms.discord.names import ANSWERED, ASKED, Json, keyed, message_of
from bot.platforms.discord.replies import Replies
from bot.platforms.discord.rest import Gone, Rest
from bot.platforms.discord.signs import signs, words
from bot.platforms.outgoing import Edit, File, Mark, Outgoing, Pin, Poll, PollEnd, Post, Reworded, Unmark, Unsay
from bot.platforms.platform import Impossible
from workshop_flows.values import Moment

MESSAGE = f"{MESSAGES}/{{message_id}}"
REACTION = f"{MESSAGE}/reactions/{{emoji}}/@me"
PINS = f"{MESSAGES}/pins"
PIN = f"{PINS}/{{message_id}}"
REMEMBERED = 1_000


@dataclass
class Speaker:
    """Speaks in channels."""

    rest: Rest
    replies: Replies
    language: str
    address: str
    quiet: frozenset[str] = frozenset()
    """Channels under whose pinned message nobody contributes: those of the staff."""
    me: str = ""
    memory: Memory = field(init=False)
    _further: OrderedDict[str, list[str]] = field(default_factory=OrderedDict)
    """First message -> the others of what was too long for one."""
    _keys: OrderedDict[str, str] = field(default_factory=OrderedDict)
    """What people may tap on and may not be noted yet -> its key: their taps bring it."""

    def __post_init__(self) -> None:
        """Remember nothing yet."""
        self.memory = Memory(self.rest)

    async def find(self, channel: str, outgoing: Outgoing, key: str, since: Moment) -> str | None:
        """Return the message that says this since an instant. Signs, edits and pins may be repeated as they are."""
        told = self._told(outgoing, key)
        found = await self.memory.find(channel, told, self.me, since) if told else []
        if not found:
            return None
        self._keep(found[0], found[1:])
        return self._may_be_tapped(outgoing, found[0], key)

    def _told(self, outgoing: Outgoing, key: str) -> list[Json]:
        """Return the new messages that this brings into a channel, for everybody to see."""
        match outgoing:
            case Post(reply_to=reply_to):
                return [] if reply_to and reply_to.event.startswith(ASKED) else contents.post(outgoing, key)
            case Poll():
                return [polls.poll(outgoing, key, self.language, self.address)]
            case File():
                return [_about(outgoing, key)]
            case Mark(target, sign, offered=False) if signs(sign) is None and target.event.isdecimal():
                return [_written(outgoing, key)]
            case _:
                return []

    async def send(self, channel: str, outgoing: Outgoing, key: str) -> str:
        """Send, and return the message's id. Raises NotNow, Unreachable, Impossible, LoginRefused."""
        match outgoing:
            case Post():
                return self._may_be_tapped(outgoing, await self._post(channel, outgoing, key), key)
            case Mark():
                return await self._mark(channel, outgoing, key)
            case Unmark(target, sign):
                return await self._unmark(channel, target.event, sign)
            case Edit():
                return await self._edit(channel, outgoing, key)
            case Pin():
                return await self._pin(channel, outgoing.target.event)
            case Poll():
                told = polls.poll(outgoing, key, self.language, self.address)
                return str((await self._write(channel, told))["id"])
            case PollEnd() | Reworded():
                return await self._reword(channel, outgoing)
            case Unsay(target):
                return await self._unsay(channel, target.event)
            case File():
                return await self._file(channel, outgoing, key)

    async def _write(self, channel: str, told: Json) -> Json:
        answer: Json = await self.rest.call("POST", MESSAGES, json=told, channel_id=channel)
        self.memory.claimed.add(str(answer["id"]))
        return answer

    async def _post(self, channel: str, outgoing: Post, key: str) -> str:
        messages = contents.post(outgoing, key)
        if outgoing.reply_to is not None and outgoing.reply_to.event.startswith(ASKED):
            return await self.replies.reply(outgoing.reply_to.event, [_unnumbered(each) for each in messages])
        if outgoing.reply_to is None and outgoing.covers:
            asked = [each.event for each in outgoing.covers if each.event.startswith(ASKED)]
            await self.replies.note(asked)
            if len(asked) == len(outgoing.covers):
                return ""  # each was told by themselves: the room need not know who tapped
        return await self._all(channel, messages)

    async def _all(self, channel: str, messages: Sequence[Json]) -> str:
        written = [str((await self._write(channel, each))["id"]) for each in messages]
        self._keep(written[0], written[1:])
        return written[0]

    def _keep(self, first: str, further: list[str]) -> None:
        if further:
            self._further[first] = further
        while len(self._further) > REMEMBERED:
            self._further.popitem(last=False)

    def _may_be_tapped(self, outgoing: Outgoing, event: str, key: str) -> str:
        """Return a message's id, and remember its key for the buttons that come under it."""
        if isinstance(outgoing, Post) and outgoing.expects:
            self._keys[event] = key
        while len(self._keys) > REMEMBERED:
            self._keys.popitem(last=False)
        return event

    async def _mark(self, channel: str, outgoing: Mark, key: str) -> str:
        event = outgoing.target.event
        if event.startswith(ASKED):
            await self.replies.note([event], words(outgoing.sign))
            return ""
        if event.startswith(ANSWERED):
            await self.replies.offer(event, outgoing.sign, self._keys.get(event, ""))
            return event
        if outgoing.offered:
            return await self._offer(channel, event, outgoing.sign)
        emoji, event = signs(outgoing.sign), message_of(event)
        if not event:
            return ""  # there is nothing under which it could stand
        if emoji is None:
            return str((await self._write(channel, _written(outgoing, key)))["id"])
        for each in emoji:
            await self.rest.call("PUT", REACTION, channel_id=channel, message_id=event, emoji=each)
        return f"{event}.{outgoing.sign}"

    async def _unmark(self, channel: str, event: str, sign: str) -> str:
        event = message_of(event)
        for each in (signs(sign) or []) if event else []:
            with contextlib.suppress(Impossible):  # it is not there, or the message is gone
                await self.rest.call("DELETE", REACTION, channel_id=channel, message_id=event, emoji=each)
        return ""

    async def _offer(self, channel: str, event: str, sign: str) -> str:
        """Put a button under a message of ours, beside those that are there."""
        where: Json = {"channel_id": channel, "message_id": event}
        message = await self.rest.call("GET", MESSAGE, **where)
        name = keyed(event, self._keys.get(event, ""))
        buttons = contents.offered(name, [sign], self.language, message.get("components") or ())
        await self.rest.call("PATCH", MESSAGE, json={"components": buttons}, **where)
        return f"{event}.{sign}"

    async def _edit(self, channel: str, outgoing: Edit, key: str) -> str:
        event, parts = outgoing.target.event, contents.edit(outgoing)
        changed: list[Json] = [{"content": each, "allowed_mentions": contents.NOBODY} for each in parts]
        changed[0] |= {"components": []} if outgoing.over else {}
        if event.startswith(ANSWERED):
            await self.replies.edit(event, changed[0])
            return event
        places = [event, *self._further.get(event, [])]
        for place, each in zip(places, changed, strict=False):
            await self.rest.call("PATCH", MESSAGE, json=each, channel_id=channel, message_id=place)
        for place in places[len(changed) :]:
            await self.rest.call("DELETE", MESSAGE, channel_id=channel, message_id=place)
        later = [contents.words(each) for each in parts[len(places) :]]
        numbered = [
            each | {"nonce": contents.nonce(key, part), "enforce_nonce": True} for part, each in enumerate(later)
        ]
        written = [str((await self._write(channel, each))["id"]) for each in numbered]
        self._further.pop(event, None)
        self._keep(event, [*places[1 : len(changed)], *written])
        return event

    async def _pin(self, channel: str, event: str) -> str:
        """Pin in place of what we pinned before; what others pinned stays. Under it stand the ways to contribute."""
        known = await self.rest.call("GET", PINS, channel_id=channel)
        pinned = [item["message"] for item in known["items"]]
        if event not in {message["id"] for message in pinned}:
            await self.rest.call("PUT", PIN, channel_id=channel, message_id=event)
        for message in pinned:
            if message["author"]["id"] == self.me and message["id"] != event:
                await self.rest.call("DELETE", PIN, channel_id=channel, message_id=message["id"])
        if channel not in self.quiet:
            buttons = {"components": contents.writing(self.language)}
            await self.rest.call("PATCH", MESSAGE, json=buttons, channel_id=channel, message_id=event)
        return event

    async def _close(self, channel: str, outgoing: PollEnd) -> str:
        where: Json = {"channel_id": channel, "message_id": outgoing.target.event}
        poll = await self.rest.call("GET", MESSAGE, **where)
        told = polls.closed(poll.get("content") or "", outgoing.plain, self.language)
        await self.rest.call("PATCH", MESSAGE, json=told, **where)
        return outgoing.target.event

    async def _reword(self, channel: str, outgoing: Reworded | PollEnd) -> str:
        """Say a vote anew; one that is over shows its result, and nothing that could be chosen."""
        event, said = outgoing.target.event, outgoing.said if isinstance(outgoing, Reworded) else outgoing
        if isinstance(said, PollEnd):
            return await self._close(channel, said)
        where: Json = {"channel_id": channel, "message_id": event}
        told = polls.reworded(await self.rest.call("GET", MESSAGE, **where), said, self.language, self.address)
        if told is not None:
            await self.rest.call("PATCH", MESSAGE, json=told, **where)
        return event

    async def _unsay(self, channel: str, event: str) -> str:
        """Delete what we wrote in somebody's name, if that is what it is, and it is still there."""
        where: Json = {"channel_id": channel, "message_id": event}
        with contextlib.suppress(Gone):
            message = await self.rest.call("GET", MESSAGE, **where)
            if message["author"]["id"] == self.me and written(message):
                await self.rest.call("DELETE", MESSAGE, **where)
        return ""

    async def _file(self, channel: str, file: File, key: str) -> str:
        form: list[Json] = [
            {"name": "payload_json", "value": json.dumps(_about(file, key))},
            {"name": "files[0]", "value": file.content, "filename": file.name, "content_type": file.mime},
        ]
        answer = await self.rest.call("POST", MESSAGES, form=form, channel_id=channel)
        self.memory.claimed.add(str(answer["id"]))
        return str(answer["id"])


def _about(file: File, key: str) -> Json:
    about: Json = {"attachments": [{"id": "0", "filename": file.name}], "allowed_mentions": contents.NOBODY}
    return about | {"nonce": contents.nonce(key), "enforce_nonce": True}


def _written(mark: Mark, key: str) -> Json:
    """Return a sign that is no emoji, as a message."""
    told = contents.words(words(mark.sign)) | {"nonce": contents.nonce(key), "enforce_nonce": True}
    return told | {"message_reference": {"message_id": message_of(mark.target.event), "fail_if_not_exists": False}}


def _unnumbered(message: Json) -> Json:
    return {key: value for key, value in message.items() if key not in {"nonce", "enforce_nonce"}}
