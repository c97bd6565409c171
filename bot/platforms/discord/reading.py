"""Reading: the gateway's events in their order, gaps filled before anything later, one batch after another."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from bot.platforms.discord.asking import Asking
from bot.platforms.discord.events import Events
from bot.platforms.discord.guild import Guild
from bot.platforms.discord.history import History
from bot.platforms.discord.names import PLATFORM, Json, account_name, moment, room_name, source
from bot.platforms.discord.position import Position
from bot.platforms.discord.rest import Rest
from bot.platforms.platform import (
    Batch,
    Departed,
    DirectOpened,
    Entered,
    Impossible,
    Inbox,
    Incoming,
    LoginRefused,
    NotNow,
    RoomLost,
    Unreachable,
)
from workshop_flows.values import SECOND, Source

log = logging.getLogger(__name__)

FIRST_PAUSE, LAST_PAUSE = 0.5, 5.0
AT_ONCE = 500
"""Events that go into one batch."""
DIRECT = 1


@dataclass(frozen=True, slots=True)
class Told:
    """An event of the gateway about messages, not yet understood: what came before it comes first."""

    kind: str
    data: Json


@dataclass(frozen=True, slots=True)
class CatchUp:
    """The gateway may have told us less than happened. `snapshot`: the newest message of each channel by then."""

    snapshot: dict[str, str]
    thorough: bool
    done: asyncio.Future[None] | None = None


Item: TypeAlias = "Incoming | Told | CatchUp"


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
        self._session = ""
        self._inside: dict[str, set[str]] = {}
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
        self._queue.put_nowait(CatchUp({}, thorough=False, done=done))
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
            log.exception("Ein Ereignis auf Discord ist so nicht zu verstehen: %s", kind)

    def _hear(self, kind: str, data: Json, sequence: int) -> None:
        here = data.get("guild_id", data.get("id")) == self.guild.id
        if kind == "READY":
            self._session, self.events.me = data["session_id"][-12:], data["user"]["id"]
            if self.ready or self._place.last:  # else nobody can have opened a form yet
                self.asking.forms.missed(sorted(self.ours), self._session)
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
            self._look_at(None, sequence, unobserved=True)
        elif here:
            self._about_people(kind, data, sequence)

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
        self._look_at(None, sequence, unobserved=True)
        channels = {each["id"]: each.get("last_message_id") or "0" for each in data.get("channels", ())}
        self._queue.put_nowait(CatchUp(channels, thorough=True))

    def _role(self, role: Json) -> None:
        self.guild.roles[role["id"]] = int(role["permissions"])

    def _no_role(self, data: Json) -> None:
        self.guild.roles.pop(data["role_id"], None)

    def _channel(self, channel: Json) -> None:
        self.guild.channels[channel["id"]] = channel

    def _lost(self, channels: Iterable[str], sequence: int) -> None:
        for channel in sorted(channels):
            self.put(RoomLost(self._event(channel, "lost", "", sequence), room_name(channel), "", 0))

    # --- who is where -------------------------------------------------------------------------------------------

    def _about_people(self, kind: str, data: Json, sequence: int) -> None:
        match kind:
            case "GUILD_MEMBERS_CHUNK":
                for member in data["members"]:
                    self.guild.met(member["user"], member)
                self._look_at(None, sequence, unobserved=True)
            case "GUILD_MEMBER_ADD" | "GUILD_MEMBER_UPDATE":
                self.guild.met(data["user"], data)
                self._look_at(data["user"]["id"], sequence)
            case "GUILD_MEMBER_REMOVE":
                self.guild.gone(data["user"])
                self._look_at(data["user"]["id"], sequence)
            case "VOICE_STATE_UPDATE":
                self._met(data.get("member"), data)
                if data.get("channel_id"):
                    self.guild.voices[data["user_id"]] = data["channel_id"]
                else:
                    self.guild.voices.pop(data["user_id"], None)
                self._look_at(data["user_id"], sequence)

    def _look_at(self, user: str | None, sequence: int, *, unobserved: bool = False) -> None:
        """Compare who is in our channels with who was: one person, or everybody."""
        for channel in sorted(self.ours):
            before = self._inside.setdefault(channel, set())
            if user is not None:
                now = before | {user} if self.guild.inside(channel, user) else before - {user}
            else:
                now = set(self.guild.people(channel))
            self._inside[channel] = now
            for kind, each, people in ((Entered, "in", now - before), (Departed, "out", before - now)):
                for person in sorted(people):
                    event = self._event(channel, each, person, sequence)
                    self.put(kind(event, room_name(channel), account_name(person), 0, unobserved))

    def _event(self, channel: str, what: str, person: str, sequence: int) -> Source:
        return source(channel, f"{what}.{person}.{self._session}.{sequence}")

    # --- batches ------------------------------------------------------------------------------------------------

    async def pump(self, inbox: Inbox) -> None:
        """Hand over for ever what came. Raises LoginRefused."""
        while True:
            items = [await self._queue.get()]
            while not self._queue.empty() and len(items) < AT_ONCE:
                items.append(self._queue.get_nowait())
            brought: list[Incoming] = []
            done: list[CatchUp] = []
            for item in items:
                brought += await self._understood(item)
                done += [item] if isinstance(item, CatchUp) else []
            if brought or done:
                await inbox.take(self._batch(brought))
            for each in done:
                self.caught_up.set()
                if each.done is not None and not each.done.done():
                    each.done.set_result(None)

    def _batch(self, brought: list[Incoming]) -> Batch:
        sources = [each.source for each in brought]
        settled = lambda outcomes: self.asking.replies.settled(outcomes, sources)  # noqa: E731 - it carries the sources
        return Batch(PLATFORM, str(self._place), tuple(brought), settled)

    async def _understood(self, item: Item) -> list[Incoming]:
        match item:
            case CatchUp():
                return await self._catch_up(item)
            case Told(kind, data):
                try:
                    return self._told(kind, data)
                except (AttributeError, KeyError, TypeError, ValueError):
                    log.exception("Ein Ereignis auf Discord ist so nicht zu verstehen: %s", kind)
                    return []
            case _:
                return [item]

    def _told(self, kind: str, data: Json) -> list[Incoming]:
        found: list[Incoming | None] = []
        channel, events = data["channel_id"], self.events
        match kind:
            case "MESSAGE_CREATE":
                found = [events.message(data)]
                self._place.reached(channel, data["id"])
            case "MESSAGE_UPDATE":
                found = [events.edited(data)]
            case "MESSAGE_DELETE":
                found = [events.deleted(channel, data["id"])]
            case "MESSAGE_DELETE_BULK":
                found = [events.deleted(channel, number) for number in data["ids"]]
            case "MESSAGE_REACTION_ADD":
                found = [events.tapped(data)]
            case "MESSAGE_REACTION_REMOVE":
                found = [events.untapped(data)]
            case "MESSAGE_REACTION_REMOVE_ALL" | "MESSAGE_REACTION_REMOVE_EMOJI":
                emoji = (data.get("emoji") or {}).get("name")
                standing = events.standing(data["message_id"], emoji)
                found = [events.untapped({**data, "user_id": user, "emoji": {"name": sign}}) for user, sign in standing]
        return [each for each in found if each is not None]

    async def _catch_up(self, gap: CatchUp) -> list[Incoming]:
        """Read every channel since its last message, for as long as it takes: the position must not pass a gap."""
        for channel, newest in gap.snapshot.items():
            if channel in self.ours:
                self._place.last.setdefault(channel, newest)
        history = History(self._rest, self.events, self._place)
        found: list[Incoming] = []
        for channel in sorted(self.ours | self.directs):
            if channel in self._place.last or channel in self.directs:
                found += await self._patiently(history, channel, thorough=gap.thorough)
        return found

    async def _patiently(self, history: History, channel: str, *, thorough: bool) -> list[Incoming]:
        pause = FIRST_PAUSE
        while True:
            try:
                return await history.since(channel, thorough=thorough)
            except LoginRefused:
                raise
            except Impossible:
                return []
            except (Unreachable, NotNow) as outage:
                wait = outage.wait / SECOND if isinstance(outage, NotNow) else pause
                log.warning("Discord antwortet nicht (%s); neuer Versuch in %.1f s.", outage, wait)
                await asyncio.sleep(wait)
                pause = min(LAST_PAUSE, pause * 2)
