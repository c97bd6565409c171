"""Reading: the gateway's events in their order, gaps filled before anything later, one batch after another."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from typing import TypeAlias

from bot.platforms.discord.asking import Asking
from bot.platforms.discord.events import Events
from bot.platforms.discord.gaps import Gap, fill
from bot.platforms.discord.guild import Guild
from bot.platforms.discord.history import History
from bot.platforms.discord.names import PLATFORM, Json, account_name, moment, room_name, source
from bot.platforms.discord.position import Position
from bot.platforms.discord.rest import Rest
from bot.platforms.discord.told import Told
from bot.platforms.discord.whereabouts import Whereabouts
from bot.platforms.platform import Batch, DirectOpened, Inbox, Incoming, RoomLost

log = logging.getLogger(__name__)

NONSENSE = "Ein Ereignis auf Discord ist so nicht zu verstehen: %s"
AT_ONCE = 500
"""Events that go into one batch."""


Item: TypeAlias = "Incoming | Told | Gap"


class Reader:
    """Turns what Discord tells into batches."""

    def __init__(self, rest: Rest, guild: Guild) -> None:
        self.guild, self.events = guild, Events(guild)
        self.ours: set[str] = set()
        self.directs: set[str] = set()
        self.caught_up = asyncio.Event()
        self.asking: Asking
        self.ready = 0
        """How often a login was complete."""
        self._rest, self._place = rest, Position()
        self._queue: asyncio.Queue[Item] = asyncio.Queue()
        self._where = Whereabouts(guild, self.ours, self.put)
        self._about_guild: dict[str, Callable[[Json], None]] = {
            "GUILD_ROLE_CREATE": lambda data: self._role(data["role"]),
            "GUILD_ROLE_UPDATE": lambda data: self._role(data["role"]),
            "GUILD_ROLE_DELETE": self._no_role,
            "CHANNEL_CREATE": self._channel,
            "CHANNEL_UPDATE": self._channel,
        }

    def begin(self, position: str | None) -> None:
        """Begin to read at a position."""
        self._place = Position.read(position)

    def listens(self, channel: str) -> bool:
        """Say whether a channel is one of ours, or a direct chat."""
        return channel in self.ours or channel in self.directs

    def catch_up(self) -> asyncio.Future[None]:
        """Have everything read again that Discord has taken by now."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.put_nowait(Gap({}, thorough=False, done=done))
        return done

    def put(self, incoming: Incoming) -> None:
        """Take an input that needs no further reading."""
        self._queue.put_nowait(incoming)

    # --- the gateway --------------------------------------------------------------------------------------------

    def hear(self, kind: str, data: Json, sequence: int) -> None:
        """Take an event. Nothing that Discord tells may stop the reading."""
        try:
            self._hear(kind, data, sequence)
        except (AttributeError, KeyError, TypeError, ValueError):
            log.exception(NONSENSE, kind)

    def _hear(self, kind: str, data: Json, sequence: int) -> None:
        here = data.get("guild_id", data.get("id")) == self.guild.id
        if kind == "READY":
            self._where.session, self.events.me = data["session_id"][-12:], data["user"]["id"]
            if self.ready or self._place.last:  # else nobody can have opened a form yet
                self.asking.forms.missed(sorted(self.ours), self._where.session)
        elif kind == "INTERACTION_CREATE":
            self._met(data.get("member"), data)
            self._know_direct(data, (data.get("member") or data)["user"])
            self.asking.came(data)
        elif kind.startswith("MESSAGE_"):
            self._about_message(kind, data)
        elif here and kind == "GUILD_CREATE":
            self._guild(data, sequence)
        elif here and kind == "GUILD_DELETE" and not data.get("unavailable"):
            self._lost(self.ours, sequence)
        elif here and kind == "CHANNEL_DELETE":
            self._lost({data["id"]} & self.ours, sequence)
        elif here and kind in self._about_guild:
            self._about_guild[kind](data)
            self._where.look(None, sequence, unobserved=True)
        elif here:
            self._where.hear(kind, data, sequence)

    def _about_message(self, kind: str, data: Json) -> None:
        if kind == "MESSAGE_CREATE" and "author" in data:
            self._met({**data["member"], "user": data["author"]} if data.get("member") else None, data)
            if "guild_id" not in data and not data["author"].get("bot"):
                self._know_direct(data, data["author"])
        elif kind == "MESSAGE_REACTION_ADD" and data.get("member"):
            self._met(data["member"], data)
        if self.listens(data["channel_id"]):
            self._queue.put_nowait(Told(kind, data))

    def _met(self, member: Json | None, data: Json) -> None:
        user = (member or {}).get("user") or data.get("author") or data.get("user")
        if user is not None and not data.get("webhook_id"):
            self.guild.met(user, member)

    def _know_direct(self, data: Json, user: Json) -> None:
        """Open a direct chat with somebody from the server."""
        channel = data["channel_id"]
        stranger = self.guild.complete and user["id"] not in self.guild.members
        if data.get("guild_id") or self.listens(channel) or stranger:
            return
        self.directs.add(channel)
        about = (source(channel, "opened"), room_name(channel), account_name(user["id"]), moment(data["id"]))
        self.put(DirectOpened(*about))

    def _guild(self, data: Json, sequence: int) -> None:
        self.guild.found(data)
        self.ready += 1
        self._where.look(None, sequence, unobserved=True)
        channels = {each["id"]: each.get("last_message_id") or "0" for each in data.get("channels", ())}
        self._queue.put_nowait(Gap(channels, thorough=True))

    def _role(self, role: Json) -> None:
        self.guild.roles[role["id"]] = int(role["permissions"])

    def _no_role(self, data: Json) -> None:
        self.guild.roles.pop(data["role_id"], None)

    def _channel(self, channel: Json) -> None:
        self.guild.channels[channel["id"]] = channel

    def _lost(self, channels: Iterable[str], sequence: int) -> None:
        for channel in sorted(channels):
            self.put(RoomLost(self._where.event(channel, "lost.", sequence), room_name(channel), "", 0))

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
                brought += await self._understood(item)
                done += [item] if isinstance(item, Gap) else []
            if brought or done:
                await inbox.take(self._batch(brought))
            for each in done:
                self.caught_up.set()
                each.filled()

    def _batch(self, brought: list[Incoming]) -> Batch:
        sources = [each.source for each in brought]
        settled = lambda outcomes: self.asking.replies.settled(outcomes, sources)  # noqa: E731 - it carries the sources
        return Batch(PLATFORM, str(self._place), tuple(brought), settled)

    async def _understood(self, item: Item) -> list[Incoming]:
        match item:
            case Gap():
                history = History(self._rest, self.events, self._place)
                return await fill(item, history, self._place, self.ours, self.directs)
            case Told(kind):
                try:
                    return item.understood(self.events, self._place)
                except (AttributeError, KeyError, TypeError, ValueError):
                    log.exception(NONSENSE, kind)
                    return []
            case _:
                return [item]
