"""Reading: the gateway's events in their order, gaps filled before anything later, one batch after another."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from typing import TypeAlias

from bot.platforms.discord.asking import Asking
from bot.platforms.discord.events import NONSENSE, RUBBISH, Events
from bot.platforms.discord.gaps import Gap, fill
from bot.platforms.discord.history import History
from bot.platforms.discord.names import HOME, PLATFORM, Json, account_name, moment, room_name, source
from bot.platforms.discord.places import Places
from bot.platforms.discord.position import Position
from bot.platforms.discord.rest import Rest
from bot.platforms.discord.told import Told
from bot.platforms.discord.whereabouts import Whereabouts
from bot.platforms.incoming import Batch, DirectOpened, Inbox, Incoming, RoomLost

log = logging.getLogger(__name__)

AT_ONCE = 500
"""Events that go into one batch."""
SAMPLE = 5.0
"""Seconds after which the voice channels are looked at again."""


Item: TypeAlias = "Incoming | Told | Gap"


class Reader:
    """Turns what Discord tells into batches."""

    def __init__(self, rest: Rest, places: Places) -> None:
        self.places, self.guild, self.events = places, places.guild, Events(places.guild, places.home)
        self.caught_up = asyncio.Event()
        self.asking: Asking
        self.ready = 0
        """How often a login was complete."""
        self._rest, self._place = rest, Position()
        self._queue: asyncio.Queue[Item] = asyncio.Queue()
        self._where = Whereabouts(places, self.put)
        self._about_guild: dict[str, Callable[[Json], None]] = {
            "GUILD_ROLE_CREATE": lambda data: self._role(data["role"]),
            "GUILD_ROLE_UPDATE": lambda data: self._role(data["role"]),
            "GUILD_ROLE_DELETE": self._no_role,
            "CHANNEL_CREATE": self._channel,
            "CHANNEL_UPDATE": self._channel,
            "THREAD_CREATE": self._thread,
            "THREAD_UPDATE": self._channel,
            "THREAD_LIST_SYNC": self._threads,
        }

    def begin(self, position: str | None, inbox: Inbox) -> None:
        """Begin to read at a position, for a house that knows who was where."""
        self._place = Position.read(position)
        for room in self.places.ours:
            self._where.begin(room, inbox.known(room_name(room)))

    def catch_up(self) -> asyncio.Future[None]:
        """Have everything read again that Discord has taken by now."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.put_nowait(Gap({}, thorough=False, done=done))
        return done

    def put(self, incoming: Incoming) -> None:
        """Take an input that needs no further reading."""
        self._queue.put_nowait(incoming)

    # --- the gateway --------------------------------------------------------------------------------------------

    def hear(self, kind: str, data: Json) -> None:
        """Take an event. Nothing that Discord tells may stop the reading."""
        try:
            self._hear(kind, data)
        except RUBBISH:
            log.exception(NONSENSE, kind)

    def _hear(self, kind: str, data: Json) -> None:
        here = data.get("guild_id", data.get("id")) == self.guild.id
        if kind == "READY":
            self._where.session, self.events.me = data["session_id"][-12:], data["user"]["id"]
        elif kind == "INTERACTION_CREATE":
            self._met(data.get("member"), data)
            self._know_direct(data, (data.get("member") or data)["user"])
            self.asking.came(data | {HOME: self.places.home(data["channel_id"])})
        elif kind.startswith("MESSAGE_"):
            self._about_message(kind, data)
        elif here and kind == "GUILD_CREATE":
            self._guild(data)
        elif here and kind == "GUILD_DELETE" and not data.get("unavailable"):
            self._lost(self.places.ours)
        elif here and kind in {"CHANNEL_DELETE", "THREAD_DELETE"}:
            self._lost({data["id"]} & self.places.ours)
        elif here and kind in self._about_guild:
            self._about_guild[kind](data)
            self._where.look(unobserved=True)
        elif here:
            self._where.hear(kind, data)

    def _about_message(self, kind: str, data: Json) -> None:
        if kind == "MESSAGE_CREATE" and "author" in data:
            self.asking.replies.arrived(data["id"])
            self._met({**data["member"], "user": data["author"]} if data.get("member") else None, data)
            if "guild_id" not in data and not data["author"].get("bot"):
                self._know_direct(data, data["author"])
        elif kind == "MESSAGE_REACTION_ADD" and data.get("member"):
            self._met(data["member"], data)
        if self.places.home(data["channel_id"]):
            self._queue.put_nowait(Told(kind, data))

    def _met(self, member: Json | None, data: Json) -> None:
        user = (member or {}).get("user") or data.get("author") or data.get("user")
        here = data.get("guild_id", self.guild.id) == self.guild.id  # on another server, people have other roles
        if here and user is not None and not data.get("webhook_id"):
            self.guild.met(user, member)

    def _know_direct(self, data: Json, user: Json) -> None:
        """Open a direct chat with somebody from the server."""
        channel = data["channel_id"]
        stranger = self.guild.whole and user["id"] not in self.guild.members
        if data.get("guild_id") or self.places.home(channel) or stranger:
            return
        self.places.directs.add(channel)
        about = (source(channel, "opened"), room_name(channel), account_name(user["id"]), moment(data["id"]))
        self.put(DirectOpened(*about))

    def _guild(self, data: Json) -> None:
        self.guild.found(data)
        self.places.found(data.get("voice_states") or [])
        if self.ready or self._place.last:  # else nobody can have opened a form yet
            homes = {channel: self.places.home(channel) for channel in self.places.channels()}
            self.asking.forms.missed(homes, self._where.session)
        self.ready += 1
        self._where.look(unobserved=True)
        snapshot = {channel: self._since(channel) for channel in self.places.channels()}
        self._queue.put_nowait(Gap(snapshot, thorough=True))

    def _since(self, channel: str) -> str:
        """Return after which message we begin to read a channel that we never read.

        A thread of a room that we read is news from where we are there; else what was said before is not for us.
        """
        known, room = self.guild.channels.get(channel, {}), self.places.home(channel)
        if room != channel and room in self._place.last:
            return self._place.last[room]
        return str(known.get("last_message_id") or "0")

    def _role(self, role: Json) -> None:
        self.guild.roles[role["id"]] = int(role["permissions"])

    def _no_role(self, data: Json) -> None:
        self.guild.roles.pop(data["role_id"], None)

    def _channel(self, channel: Json) -> None:
        self.guild.channels[channel["id"]] = channel

    def _thread(self, thread: Json) -> None:
        self._channel(thread)
        if self.places.home(thread["id"]):
            self._place.last.setdefault(thread["id"], self._since(thread["id"]))

    def _threads(self, data: Json) -> None:
        for thread in data["threads"]:
            self._thread(thread)

    def _lost(self, channels: Iterable[str]) -> None:
        for channel in sorted(channels):
            self.put(RoomLost(self._where.event(channel, "lost"), room_name(channel), "", 0))

    async def sample(self) -> None:
        """Look for ever who sits where: an event that we could not read is made good."""
        while True:
            await asyncio.sleep(SAMPLE)
            if self.ready:
                self._where.sample()

    # --- batches ------------------------------------------------------------------------------------------------

    async def pump(self, inbox: Inbox) -> None:
        """Hand over for ever what came. Raises LoginRefused."""
        while True:
            items = [await self._queue.get()]
            while not self._queue.empty() and len(items) < AT_ONCE:
                items.append(self._queue.get_nowait())
            brought: list[Incoming] = []
            done: list[Gap] = []
            for item in items:
                brought += await self._understood(item, inbox)
                done += [item] if isinstance(item, Gap) else []
            if brought or done:
                await inbox.take(self._batch(brought))
            for each in done:
                self.caught_up.set()
                each.filled()

    def _batch(self, brought: list[Incoming]) -> Batch:
        return Batch(PLATFORM, str(self._place), tuple(brought), self.asking.replies.settled)

    async def _understood(self, item: Item, inbox: Inbox) -> list[Incoming]:
        match item:
            case Gap():
                history = History(self._rest, self.events, self._place, inbox)
                found = await fill(item, history, self._place, self.places.channels())
                if item.thorough:
                    await self._members(history)
                return found
            case Told(kind):
                try:
                    return item.understood(self.events, self._place)
                except RUBBISH:
                    log.exception(NONSENSE, kind)
                    return []
            case _:
                return [item]

    async def _members(self, history: History) -> None:
        """Learn who is in the threads that are rooms: the gateway tells only who joins and leaves."""
        for thread in filter(self.places.is_thread, sorted(self.places.ours)):
            members = await history.members(thread)
            if members is not None:
                self.places.joined[thread] = members
        self._where.look(unobserved=True)
