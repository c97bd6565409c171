"""What a channel holds beyond what the gateway told: messages since the last one, edits, deletions and reactions."""

from __future__ import annotations

import contextlib
import logging
from dataclasses import dataclass, field

from bot.platforms.discord.events import NONSENSE, RUBBISH, Events
from bot.platforms.discord.names import Json, moment, room_name
from bot.platforms.discord.position import Position
from bot.platforms.discord.rest import Rest
from bot.platforms.incoming import Inbox, Incoming
from bot.platforms.platform import Impossible, NotNow, Unreachable
from workshop_flows.values import Moment

log = logging.getLogger(__name__)

PAGE, PAGES_BACK = 100, 10
"""Messages at once; and so many times we look back for what was deleted or changed while we were away."""
MESSAGES = "/channels/{channel_id}/messages"
REACTED = f"{MESSAGES}/{{message_id}}/reactions/{{emoji}}"
MEMBERS = "/channels/{channel_id}/thread-members"
MEMBER = "/guilds/{guild_id}/members/{user_id}"


@dataclass(slots=True)
class News:
    """What was found in a channel so far. Nothing is found twice, so this outlives a fault on the way."""

    after: str
    """The message behind which it begins."""
    said: list[Incoming] = field(default_factory=list)
    taken: list[Incoming] = field(default_factory=list)
    """What was taken back or tapped, of which nobody knows when."""

    def in_order(self) -> list[Incoming]:
        """Return all of it, as it was said."""
        return [*sorted(self.said, key=lambda each: each.stamp), *self.taken]


@dataclass(slots=True)
class History:
    """Reads channels over REST."""

    rest: Rest
    events: Events
    position: Position
    house: Inbox
    """Who knows what is held of a room, also from an earlier run."""

    async def since(self, channel: str, news: News, *, thorough: bool) -> None:
        """Find what is new; `thorough`: also who tapped what. Raises Unreachable, NotNow, LoginRefused.

        A channel that we cannot read any more brings nothing further.
        """
        with contextlib.suppress(Impossible):
            await self._new(channel, news)
            await self._changed(channel, news, thorough=thorough)

    async def members(self, thread: str) -> set[str] | None:
        """Return who is in a thread; None: Discord does not tell us. Raises LoginRefused."""
        try:
            found = await self.rest.call("GET", MEMBERS, channel_id=thread)
        except (Impossible, Unreachable, NotNow):
            return None
        return {each["user_id"] for each in found}

    async def _new(self, channel: str, news: News) -> None:
        last = news.after
        while True:
            page = await self._page(channel, after=last)
            for data in page:
                news.said += await self._said(data)
                last = data["id"]
            if len(page) < PAGE:
                break
        self.position.reached(channel, last)

    async def _said(self, data: Json) -> list[Incoming]:
        """Return what a message brings. Nothing that stands in a channel may stop the reading."""
        try:
            await self._introduce(data)
            return _some(self.events.message(data))
        except RUBBISH:
            log.exception(NONSENSE, data["id"])
            return []

    async def _changed(self, channel: str, news: News, *, thorough: bool) -> None:
        """Compare messages with what we know of them: the newest; `thorough`: all that we know."""
        last = int(self.position.last.get(channel, "0"))
        if thorough:
            await self.house.still()
            for event, account in self.house.kept(room_name(channel)).items():
                self.events.recall(channel, event, account)
        known = [number for number, each in self.events.known.items() if each.channel == channel]
        oldest = min(map(int, known), default=last) if thorough else last
        page, begins = await self._back_to(channel, oldest)
        page = [data for data in page if int(data["id"]) <= last]  # the others are still to come
        for data in page:
            news.said += await self._edited(data, moment(news.after))
        if not thorough:
            return
        there = {data["id"] for data in page}
        gone = [number for number in known if begins <= int(number) <= last and number not in there]
        news.taken += [each for number in gone for each in _some(self.events.deleted(channel, number))]
        for data in page:
            with contextlib.suppress(Impossible):  # the message was deleted meanwhile: the gateway tells
                news.taken += await self._reactions(data)

    async def _edited(self, data: Json, since: Moment) -> list[Incoming]:
        """Return how a message was changed since; of one from before our start only its author is of interest."""
        try:
            edited = self.events.edited(data)
        except RUBBISH:
            log.exception(NONSENSE, data["id"])
            return []
        if edited is not None and edited.stamp >= since:  # of the same millisecond: it may be news
            return [edited]
        if data["id"] not in self.events.known:
            await self._said(data)
        return []

    async def _reactions(self, data: Json) -> list[Incoming]:
        """Return who tapped, and who no longer does."""
        found: list[Incoming] = []
        now: set[tuple[str, str]] = set()
        for reaction in data.get("reactions") or ():
            sign = reaction["emoji"]["name"]
            if reaction["emoji"].get("id") is None and reaction["count"] > int(bool(reaction.get("me"))):
                for user in await self._who(data, sign):
                    self.events.guild.met(user, None)
                    now.add((user["id"], sign))
        about = {"message_id": data["id"], "channel_id": data["channel_id"]}
        before = self.events.standing(data["id"])
        for user_id, sign in now:
            found += _some(self.events.tapped({**about, "user_id": user_id, "emoji": {"name": sign}}))
        for user_id, sign in before:
            if (user_id, sign) not in now:
                found += _some(self.events.untapped({**about, "user_id": user_id, "emoji": {"name": sign}}))
        return found

    async def _who(self, data: Json, emoji: str) -> list[Json]:
        where = {"channel_id": data["channel_id"], "message_id": data["id"], "emoji": emoji}
        found: list[Json] = []
        while True:
            after = found[-1]["id"] if found else "0"
            page = await self.rest.call("GET", REACTED, params={"limit": PAGE, "after": after}, **where)
            found += page
            if len(page) < PAGE:
                return found

    async def _back_to(self, channel: str, oldest: int) -> tuple[list[Json], int]:
        """Return the newest messages, oldest first, back to a certain one, not for ever; and since when it is all."""
        found: list[Json] = []
        for _ in range(PAGES_BACK):
            page = await self._page(channel, **({"before": found[0]["id"]} if found else {}))
            found = [*page, *found]
            if len(page) < PAGE:
                return found, 0
            if int(page[0]["id"]) <= oldest:
                break
        return found, int(found[0]["id"])

    async def _page(self, channel: str, **where: str) -> list[Json]:
        """Return a page of messages, oldest first."""
        params: Json = {"limit": PAGE, **where}
        page: list[Json] = await self.rest.call("GET", MESSAGES, params=params, channel_id=channel)
        return sorted(page, key=lambda data: int(data["id"]))

    async def _introduce(self, data: Json) -> None:
        """Learn an author's name and roles, which history does not tell."""
        author, guild = data["author"], self.events.guild
        if author["id"] in guild.members or author["id"] in guild.names or author.get("bot"):
            return
        guild.met(author, None)
        if guild.channels.get(data["channel_id"]) is None:
            return
        try:
            guild.met(author, await self.rest.call("GET", MEMBER, guild_id=guild.id, user_id=author["id"]))
        except Impossible:
            return  # somebody who left


def _some(each: Incoming | None) -> list[Incoming]:
    return [each] if each is not None else []
