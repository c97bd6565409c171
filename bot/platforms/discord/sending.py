"""What we say becomes requests: messages, signs, edits, pins, votes and files."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

from bot.platforms.discord import contents, polls
from bot.platforms.discord.events import written
from bot.platforms.discord.marks import Marks, in_words
from bot.platforms.discord.memory import MESSAGES, Memory
from bot.platforms.discord.messages import Messages
from bot.platforms.discord.names import ANSWERED, ASKED, Json
from bot.platforms.discord.replies import Replies
from bot.platforms.discord.rest import Gone, Rest
from bot.platforms.discord.series import Series
from bot.platforms.discord.signs import signs
from bot.platforms.outgoing import Edit, File, Mark, Outgoing, Pin, Poll, PollEnd, Post, Reworded, Unmark, Unsay
from workshop_flows.values import Moment

PINS = f"{MESSAGES}/pins"
PIN = f"{PINS}/{{message_id}}"


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

    def __post_init__(self) -> None:
        """Remember nothing yet."""
        self._memory = Memory(self.rest)
        self._messages = Messages(self.rest, self._memory.claimed)
        self._series = Series(self._messages)
        self._marks = Marks(self._messages, self.replies, self.language)

    async def find(self, channel: str, outgoing: Outgoing, key: str, since: Moment) -> str | None:
        """Return the message that says this since an instant. Signs, edits and pins may be repeated as they are."""
        told = self._told(outgoing, key)
        found = await self._memory.find(channel, told, self.me, since) if told else []
        if not found:
            return None
        self._series.keep(found[0], found[1:])
        return self._may_be_tapped(outgoing, found[0], key)

    def _told(self, outgoing: Outgoing, key: str) -> list[Json]:
        """Return the new messages that this brings into a channel, for everybody to see."""
        match outgoing:
            case Post(reply_to=reply_to):
                return [] if reply_to and reply_to.event.startswith(ASKED) else contents.post(outgoing)
            case Poll():
                return [polls.poll(outgoing, key, self.language, self.address)]
            case File():
                return [contents.file(outgoing)]
            case Mark(target, sign, offered=False) if signs(sign) is None and target.event.isdecimal():
                return [in_words(outgoing)]
            case _:
                return []

    async def send(self, channel: str, outgoing: Outgoing, key: str) -> str:
        """Send, and return the message's id. Raises NotNow, Unreachable, Impossible, LoginRefused."""
        match outgoing:
            case Post():
                return self._may_be_tapped(outgoing, await self._post(channel, outgoing, key), key)
            case Mark():
                return await self._marks.put(channel, outgoing, key)
            case Unmark(target, sign):
                return await self._marks.remove(channel, target.event, sign)
            case Edit():
                return await self._edit(channel, outgoing, key)
            case Pin():
                return await self._pin(channel, outgoing.target.event)
            case Poll():
                told = polls.poll(outgoing, key, self.language, self.address)
                return await self._messages.write(channel, told, key)
            case PollEnd() | Reworded():
                return await self._reword(channel, outgoing)
            case Unsay(target):
                return await self._unsay(channel, target.event)
            case File():
                return await self._messages.upload(channel, contents.file(outgoing), outgoing, key)

    async def _post(self, channel: str, outgoing: Post, key: str) -> str:
        told = contents.post(outgoing)
        if outgoing.reply_to is not None and outgoing.reply_to.event.startswith(ASKED):
            return await self.replies.reply(outgoing.reply_to.event, told)
        if outgoing.reply_to is None and outgoing.covers:
            asked = [each.event for each in outgoing.covers if each.event.startswith(ASKED)]
            await self.replies.note(asked)
            if len(asked) == len(outgoing.covers):
                return ""  # each was told by themselves: the room need not know who tapped
        return await self._series.write(channel, told, key)

    def _may_be_tapped(self, outgoing: Outgoing, event: str, key: str) -> str:
        """Return a message's id, and remember its key if buttons come under it."""
        if isinstance(outgoing, Post) and outgoing.expects:
            self._marks.expect(event, key)
        return event

    async def _edit(self, channel: str, outgoing: Edit, key: str) -> str:
        event, told = outgoing.target.event, contents.edit(outgoing)
        if event.startswith(ANSWERED):
            await self.replies.edit(event, told[0])
        else:
            await self._series.change(channel, event, told, key)
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
            await self._messages.change(channel, event, {"components": contents.writing(self.language)})
        return event

    async def _reword(self, channel: str, outgoing: Reworded | PollEnd) -> str:
        """Say a vote anew; one that is over shows its result, and nothing that could be chosen."""
        event, said = outgoing.target.event, outgoing.said if isinstance(outgoing, Reworded) else outgoing
        if isinstance(said, PollEnd):
            return await self._close(channel, said)
        told = polls.reworded(await self._messages.read(channel, event), said, self.language, self.address)
        if told is not None:
            await self._messages.change(channel, event, told)
        return event

    async def _close(self, channel: str, outgoing: PollEnd) -> str:
        event = outgoing.target.event
        question = (await self._messages.read(channel, event)).get("content") or ""
        await self._messages.change(channel, event, polls.closed(question, outgoing.plain, self.language))
        return event

    async def _unsay(self, channel: str, event: str) -> str:
        """Delete what we wrote in somebody's name, if that is what it is, and it is still there."""
        with contextlib.suppress(Gone):
            message = await self._messages.read(channel, event)
            if message["author"]["id"] == self.me and written(message):
                await self._messages.delete(channel, event)
        return ""
