"""The Discord platform: one application on one server, its channels, what comes in and what goes out."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Mapping, Sequence

import discord

from bot.platforms.discord import slash
from bot.platforms.discord.asking import Asking
from bot.platforms.discord.client import Client, Hear, intents, point
from bot.platforms.discord.contents import MOST_WRITTEN
from bot.platforms.discord.forms import Forms
from bot.platforms.discord.guild import Guild
from bot.platforms.discord.memory import REMEMBERED
from bot.platforms.discord.names import PLATFORM, account_name, bare, room_name
from bot.platforms.discord.places import Places
from bot.platforms.discord.reading import Reader
from bot.platforms.discord.replies import Replies
from bot.platforms.discord.rest import Rest, problem
from bot.platforms.discord.sending import Speaker
from bot.platforms.discord.votes import Votes
from bot.platforms.incoming import Inbox
from bot.platforms.outgoing import Outgoing
from bot.platforms.platform import Impossible, Joined, LoginRefused, NotNow, Unreachable
from workshop_flows.values import Moment

log = logging.getLogger(__name__)

FIRST_PAUSE, LAST_PAUSE = 0.5, 5.0
AT_ONCE_AGAIN = (0.3, 1.0)
"""Seconds after which a login is tried again that broke off."""
CHANNEL = "/channels/{channel_id}"
CHANNELS = "/guilds/{guild_id}/channels"
NOT_THERE = "Der Bot ist nicht auf diesem Discord-Server, oder es gibt ihn nicht: {why}"
NO_CHANNEL = "Diesen Kanal gibt es auf dem Server nicht, oder der Bot darf ihn nicht sehen."
NO_TOKEN = "Für Discord fehlt WERKSTATT_DISCORD__TOKEN."  # noqa: S105 - the name of one
WRONG_TOKEN = "Discord weist das Token des Bots zurück. Bitte im Entwicklerportal ein neues erzeugen."  # noqa: S105
NO_INTENTS = "Discord erlaubt dem Bot nicht, mitzulesen. Bitte im Entwicklerportal die Intents einschalten."
LOST = "Die Verbindung zu Discord ist weg (%s); neuer Versuch in %.1f s."
REFUSED = {4004: WRONG_TOKEN, 4010: NO_INTENTS, 4011: NO_INTENTS, 4012: NO_INTENTS, 4013: NO_INTENTS, 4014: NO_INTENTS}
"""Codes with which the gateway closes for ever."""


class Discord:
    """Speaks Discord for one application, on one server."""

    name = PLATFORM
    memory = REMEMBERED

    def __init__(  # noqa: PLR0913 - every setting by its name
        self,
        guild: int,
        token: str | None,
        *,
        moderator_roles: Sequence[int] = (),
        staff_channels: Sequence[int] = (),
        voices: Mapping[int, int] | None = None,
        api_base: str | None = None,
        gateway_url: str | None = None,
        language: str = "de",
        address: str = "Sie",
    ) -> None:
        """Know the server; `staff_channels` have no buttons for contributions.

        `voices`: voice or stage channel -> the channel of the workshop that talks there.
        """
        self._token, self._at = (token or "").strip(), (api_base, gateway_url)
        self._rest = Rest()
        self._guild = Guild(str(guild), frozenset(map(str, moderator_roles)))
        beside = {str(voice): str(channel) for voice, channel in (voices or {}).items()}
        self._places = Places(self._guild, beside)
        self._reader = Reader(self._rest, self._places)
        self._replies = Replies(self._rest, address)
        self._votes = Votes(self._replies, self._reader.put)
        forms = Forms(self._replies, self._reader.put, self._guild.name_of)
        self._reader.asking = Asking(self._replies, forms, self._votes, self._reader.put)
        quiet = frozenset(map(str, staff_channels))
        self._speaker = Speaker(self._rest, self._replies, language, address, quiet)
        self._wanted: discord.Intents | None = None

    async def connect(self, rooms: Sequence[str], directs: Sequence[str]) -> Joined:
        """Log in and look for the configured channels. Raises LoginRefused, Unreachable."""
        if not self._token:
            raise LoginRefused(NO_TOKEN)
        point(*self._at)
        client = await self._logged_in()
        me, application = str(client.user.id if client.user else ""), str(client.application_id or "")
        self._reader.events.me = self._speaker.me = me
        self._places.directs.update(bare(room) for room in directs)
        try:
            known = await self._rest.call("GET", CHANNELS, guild_id=self._guild.id)
        except Impossible as refusal:
            return Joined({}, dict.fromkeys(rooms, NOT_THERE.format(why=refusal)))
        except NotNow as limit:
            raise Unreachable(str(limit)) from limit
        there = {channel["id"] for channel in known}
        joined = {room: room_name(bare(room)) for room in rooms if bare(room) in there or await self._is_thread(room)}
        self._places.ours.update(bare(room) for room in joined)
        await self._tell_commands(application)
        wanted = [*rooms, *self._places.beside]
        return Joined(joined, {each: NO_CHANNEL for each in wanted if each not in joined and bare(each) not in there})

    async def _is_thread(self, room: str) -> bool:
        """Say whether a room that is no channel is a thread on the server. Raises LoginRefused, Unreachable."""
        try:
            known = await self._rest.call("GET", CHANNEL, channel_id=bare(room))
        except Impossible:
            return False
        except NotNow as limit:
            raise Unreachable(str(limit)) from limit
        return bool(known.get("guild_id") == self._guild.id)

    async def _tell_commands(self, application: str) -> None:
        """Without slash commands everything can still be written; so no fault here stops us."""
        try:
            await slash.sync(self._rest, application, self._guild.id, slash.commands(MOST_WRITTEN))
        except (Impossible, Unreachable, NotNow) as failure:
            log.warning("Die Befehle auf Discord sind nicht aktuell: %s", failure)

    async def _logged_in(self) -> Client:
        """Return a fresh client that may speak. Raises LoginRefused, Unreachable."""
        if self._wanted is None:
            probe = await self._log_in(discord.Intents(guilds=True), lambda *_: None)
            self._wanted = intents(probe.application_flags)
            self._guild.complete = self._wanted.members
            await probe.close()
        await self._let_go()
        self._rest.client = await self._log_in(self._wanted, self._reader.hear)
        return self._rest.client

    async def _log_in(self, wanted: discord.Intents, hear: Hear) -> Client:
        """Return a client that is logged in; a login that breaks off is tried again at once. Raises as above."""
        for pause in AT_ONCE_AGAIN:
            try:
                return await self._log_in_once(wanted, hear)
            except Unreachable:
                await asyncio.sleep(pause)
        return await self._log_in_once(wanted, hear)

    async def _log_in_once(self, wanted: discord.Intents, hear: Hear) -> Client:
        client = Client(wanted, hear)
        try:
            await client.login(self._token)
        except Exception as error:
            refusal = problem(error)
            await client.close()
            if isinstance(refusal, LoginRefused):
                raise LoginRefused(WRONG_TOKEN) from error
            raise Unreachable(str(refusal)) from error
        return client

    # --- listening ----------------------------------------------------------------------------------------------

    async def listen(self, inbox: Inbox, position: str | None) -> None:
        """Read for ever, through every outage. Raises LoginRefused."""
        self._votes.house = inbox
        await inbox.still()
        self._reader.begin(position, inbox)
        work = (self._reader.pump(inbox), self._reader.sample(), self._stay())
        tasks = [asyncio.create_task(each) for each in work]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self._let_go()

    async def _stay(self) -> None:
        """Be connected, with a fresh client after every fault that discord.py does not heal. Raises LoginRefused."""
        pause = FIRST_PAUSE
        while True:
            ready = self._reader.ready
            why = await self._once()
            pause = FIRST_PAUSE if self._reader.ready > ready else pause
            log.warning(LOST, why, pause)
            await asyncio.sleep(pause)
            pause = min(LAST_PAUSE, pause * 2)

    async def _once(self) -> str:
        """Stay connected once, and return why it ended. Raises LoginRefused."""
        try:
            client = self._rest.client
            if client is None or client.is_closed():
                client = await self._logged_in()
            await client.stay()
        except LoginRefused:
            raise
        except discord.PrivilegedIntentsRequired as refusal:
            raise LoginRefused(NO_INTENTS) from refusal
        except discord.ConnectionClosed as closed:
            if closed.code in REFUSED:
                raise LoginRefused(REFUSED[closed.code]) from closed
            return f"{type(closed).__name__} {closed.code}"
        except Exception as fault:  # noqa: BLE001 - the supervisor
            # discord.py ends with all sorts of exceptions when it cannot read what Discord says; a fresh client heals.
            return f"{type(fault).__name__}: {fault}"
        finally:
            await self._let_go()
        return "beendet"

    async def _let_go(self) -> None:
        """Close the client that we have."""
        client, self._rest.client = self._rest.client, None
        if client is not None:
            with contextlib.suppress(Exception):
                await client.close()

    async def caught_up(self) -> None:
        """Wait until the first gap was filled and handed over."""
        await self._reader.caught_up.wait()

    async def read_again(self) -> None:
        """Return when everything that Discord had taken by now was handed over."""
        await self._replies.weighed()
        await self._reader.catch_up()

    # --- speaking -----------------------------------------------------------------------------------------------

    async def send(self, room: str, outgoing: Outgoing, key: str) -> str:
        """Send, and return the message's id. Raises NotNow, Unreachable, Impossible, LoginRefused."""
        return await self._speaker.send(bare(room), outgoing, key)

    async def find(self, room: str, outgoing: Outgoing, key: str, since: Moment) -> str | None:
        """Return the message that was sent with this key since an instant. Raises as `send` does."""
        return await self._speaker.find(bare(room), outgoing, key, since)

    def leads(self, room: str, account: str) -> bool:
        """Say whether somebody's roles give authority. A direct chat gives none."""
        return bare(room) in self._places.ours and self._guild.leads(bare(account))

    def name_of(self, room: str, account: str) -> str:  # noqa: ARG002 - one name on the whole server
        """Return the name that people see."""
        return self._guild.name_of(bare(account))

    def members(self, room: str) -> frozenset[str]:
        """Return who is in a channel that tells it: a voice channel, or one that not everybody sees."""
        inside = self._places.inside(bare(room)) or set()
        return frozenset(map(account_name, inside | self._places.sitting(bare(room))))

    async def close(self) -> None:
        """Let go of the connections."""
        await self._replies.close()
        await self._let_go()
