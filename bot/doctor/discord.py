"""The Discord application: its token, its server, what it may read, and what it may do in each channel."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

import discord

from bot.configuration.settings import Settings
from bot.configuration.tables import DiscordSettings
from bot.doctor.findings import Finding, good, missing, warning
from bot.doctor.rooms import title
from bot.platforms.discord.client import Client, intents, point
from bot.platforms.discord.guild import VOICE, Guild
from bot.platforms.discord.names import Json
from bot.platforms.discord.rest import Rest, problem
from bot.platforms.platform import Impossible, LoginRefused, NotNow, Unreachable
from bot.rooms import Seat, configured
from commands.heard import Spot

NEEDED = {
    discord.Permissions.view_channel.flag: "den Kanal sehen",
    discord.Permissions.send_messages.flag: "Nachrichten senden",
    discord.Permissions.read_message_history.flag: "den Nachrichtenverlauf lesen",
    discord.Permissions.add_reactions.flag: "Reaktionen hinzufügen",
}
FILES = {discord.Permissions.attach_files.flag: "Dateien anhängen"}
PINS = {discord.Permissions.pin_messages.flag: "Nachrichten anpinnen"}
CALLS_ALL = {discord.Permissions.mention_everyone.flag: "mit @everyone alle rufen"}
IN_THREADS = {discord.Permissions.send_messages_in_threads.flag: "in Threads schreiben"}
SOMETIMES = CALLS_ALL | IN_THREADS
"""What a workshop can do without, if nobody is called and nobody opens a thread."""
ALL_RIGHTS = sum(NEEDED | FILES | PINS | SOMETIMES)
INVITATION = "https://discord.com/oauth2/authorize?client_id={app}&scope=bot+applications.commands&permissions={rights}"

LOGGED_IN = "Die Anmeldung bei Discord als {name} gelingt."
UNSIGNED = "Für Discord fehlt das Token des Bots."
REFUSED = "Discord weist das Token des Bots zurück."
NEW_ONE = """\
Im Entwicklerportal (discord.com/developers/applications) bei der Anwendung unter „Bot“ das Token zurücksetzen. Dann:
export WERKSTATT_DISCORD__TOKEN=…"""
UNREACHABLE = "Discord antwortet nicht ({why})."
UNREACHABLE_REMEDY = "curl -i https://discord.com/api/v10/gateway"
BROKEN = "Die Prüfung auf Discord brach ab ({why})."
ON_SERVER = "Der Bot ist auf dem Server „{name}“."
NOT_ON_SERVER = "Der Bot ist nicht auf dem Server {guild}, oder es gibt ihn nicht."
NOT_ON_SERVER_REMEDY = """\
Jemand, der den Server verwalten darf, öffnet diese Adresse und lädt den Bot ein:
{invitation}
Oder die Nummer guild in [discord] berichtigen: in Discord den Entwicklermodus einschalten,
mit der rechten Maustaste auf den Namen des Servers, „Server-ID kopieren“."""
READS = "Der Bot darf auf Discord geschriebene Nachrichten lesen."
READS_NOT = (
    "Der Bot darf auf Discord keine geschriebenen Nachrichten lesen: "
    "Ideen und Stimmen kommen dann nur über Knöpfe und Befehle mit Schrägstrich."
)
KNOWS_MEMBERS = "Der Bot sieht auf Discord, wer in den Kanälen ist."
KNOWS_NO_MEMBERS = "Der Bot sieht auf Discord nicht, wer in den Textkanälen ist: gezählt wird nur, wer etwas beiträgt."
INTENT_REMEDY = "Im Entwicklerportal bei der Anwendung unter „Bot“ einschalten: {intent}"
NO_CHANNEL = "Den Kanal {name} ({what}) gibt es auf dem Server nicht, oder der Bot darf ihn nicht sehen."
NO_CHANNEL_REMEDY = """\
In Discord den Kanal bearbeiten, Berechtigungen: den Bot hinzufügen und „Kanal ansehen“ erlauben.
Oder die Nummer in der Konfiguration berichtigen: mit der rechten Maustaste auf den Kanal, „Kanal-ID kopieren“."""
NO_VOICE = "Der Kanal #{name} ({what}) ist kein Sprach- oder Bühnenkanal."
NO_VOICE_REMEDY = "Die Nummer discord_voice berichtigen: mit der rechten Maustaste auf den Kanal, „Kanal-ID kopieren“."
SEES_VOICE = "Der Bot sieht, wer im Sprachkanal #{name} ({what}) sitzt."
MAY = "Der Bot darf im Kanal #{name} ({what}) alles, was er dort braucht."
MAY_NOT = "Im Kanal #{name} ({what}) darf der Bot nicht: {rights}."
MAY_NOT_REMEDY = "In Discord den Kanal bearbeiten, Berechtigungen, beim Bot erlauben: {rights}"
LED = "Auf Discord moderieren die Rollen {roles} und alle, die den Server oder seine Kanäle verwalten dürfen."
NOT_LED = "Auf Discord moderieren nur Menschen, die den Server oder seine Kanäle verwalten dürfen."
NOT_LED_REMEDY = "In [discord]: moderator_roles = [234567890123456789]"
NO_ROLE = "Die Rolle {role} aus moderator_roles gibt es auf dem Server nicht."
NO_ROLE_REMEDY = (
    "In Discord: Servereinstellungen, Rollen, mit der rechten Maustaste auf die Rolle, „Rollen-ID kopieren“."
)


@dataclass(frozen=True, slots=True)
class Server:
    """The server as REST tells it, and who the bot is there."""

    guild: Guild
    me: str
    names: dict[str, str]
    """Role -> its name."""


async def examine(settings: Settings) -> list[Finding]:
    """Log in and look; nothing is written or changed."""
    table = settings.discord
    if table is None:
        return []
    token = table.token.get_secret_value().strip() if table.token is not None else ""
    if not token:
        return [Finding("missing", UNSIGNED, NEW_ONE, refused=True)]
    point(table.api_base, table.gateway_url)
    client = Client(discord.Intents(guilds=True), lambda *_: None)
    try:
        await client.login(token)
        return await _application(client, settings, table)
    except Exception as error:  # noqa: BLE001 - discord.py raises all sorts
        return [_outage(problem(error))]
    finally:
        await client.close()


def _outage(why: NotNow | LoginRefused | Impossible | Unreachable) -> Finding:
    if isinstance(why, LoginRefused):
        return Finding("missing", REFUSED, NEW_ONE, refused=True)
    return missing(UNREACHABLE.format(why=why), UNREACHABLE_REMEDY)


async def _application(client: Client, settings: Settings, table: DiscordSettings) -> list[Finding]:
    """Look at everything that the account can see. An outage ends it, with what was found by then."""
    found = [good(LOGGED_IN.format(name=client.user)), *switched_on(client.application_flags)]
    rest = Rest()
    rest.client = client
    try:
        whole = await rest.call("GET", "/guilds/{guild_id}", guild_id=str(table.guild))
        channels = await rest.call("GET", "/guilds/{guild_id}/channels", guild_id=str(table.guild))
        channels += await _threads(rest, settings, {channel["id"] for channel in channels})
        server = await _server(rest, table, {**whole, "channels": channels}, str(client.user.id if client.user else ""))
    except Impossible:
        address = INVITATION.format(app=client.application_id, rights=ALL_RIGHTS)
        remedy = NOT_ON_SERVER_REMEDY.format(invitation=address)
        return [*found, missing(NOT_ON_SERVER.format(guild=table.guild), remedy)]
    except (LoginRefused, NotNow, Unreachable) as why:
        return [*found, missing(BROKEN.format(why=why))]
    found.append(good(ON_SERVER.format(name=whole["name"])))
    found += [channel(server, name, seat, title(settings, seat)) for name, seat in configured(settings, "discord")]
    found += [voice(server, str(each.discord_voice), each.title) for each in settings.workshops if each.discord_voice]
    return [*found, *led(server, table)]


async def _threads(rest: Rest, settings: Settings, known: set[str]) -> list[Json]:
    """Return what is configured as a channel and is a thread. Raises NotNow, Unreachable, LoginRefused."""
    found: list[Json] = []
    for name, _ in configured(settings, "discord"):
        if name not in known:
            with contextlib.suppress(Impossible):
                found.append(await rest.call("GET", "/channels/{channel_id}", channel_id=name))
    return [each for each in found if each.get("guild_id") == str(settings.discord and settings.discord.guild)]


async def _server(rest: Rest, table: DiscordSettings, whole: Json, me: str) -> Server:
    """Read who the bot is on the server. Raises NotNow, Unreachable, Impossible, LoginRefused."""
    guild = Guild(str(table.guild), frozenset(map(str, table.moderator_roles)))
    member = await rest.call("GET", "/guilds/{guild_id}/members/{user_id}", guild_id=guild.id, user_id=me)
    guild.found({**whole, "members": [member]})
    return Server(guild, me, {role["id"]: role["name"] for role in whole["roles"]})


def switched_on(flags: discord.ApplicationFlags) -> Iterator[Finding]:
    """Yield which of the intents that the portal guards are on."""
    wanted = intents(flags)
    remedy = INTENT_REMEDY.format(intent="Message Content Intent")
    yield good(READS) if wanted.message_content else warning(READS_NOT, remedy)
    remedy = INTENT_REMEDY.format(intent="Server Members Intent")
    yield good(KNOWS_MEMBERS) if wanted.members else warning(KNOWS_NO_MEMBERS, remedy)


def channel(server: Server, name: str, seat: Seat, what: str) -> Finding:
    """Say whether a configured channel is there, and what the bot may not do in it."""
    known = server.guild.channels.get(name)
    rights = server.guild.rights_in(name, server.me)
    if known is None or not rights & discord.Permissions.view_channel.flag:
        return missing(NO_CHANNEL.format(name=name, what=what), NO_CHANNEL_REMEDY)
    asked = NEEDED | (FILES if seat.spot is Spot.ORGANISERS else PINS)
    asked |= SOMETIMES if seat.spot is Spot.ROOM else {}
    lacking = {flag: words for flag, words in asked.items() if not rights & flag}
    where = {"name": known["name"], "what": what}
    if not lacking:
        return good(MAY.format(**where))
    words = ", ".join(lacking.values())
    graver = missing if lacking.keys() - SOMETIMES.keys() else warning
    return graver(MAY_NOT.format(**where, rights=words), MAY_NOT_REMEDY.format(rights=words))


def voice(server: Server, name: str, what: str) -> Finding:
    """Say whether the bot sees who sits in a configured voice channel."""
    known = server.guild.channels.get(name)
    if known is None or not server.guild.sees(name, server.me):
        return missing(NO_CHANNEL.format(name=name, what=what), NO_CHANNEL_REMEDY)
    if known.get("type") not in VOICE:
        return missing(NO_VOICE.format(name=known["name"], what=what), NO_VOICE_REMEDY)
    return good(SEES_VOICE.format(name=known["name"], what=what))


def led(server: Server, table: DiscordSettings) -> Iterator[Finding]:
    """Yield who moderates, and which configured roles are not there."""
    roles = [str(role) for role in table.moderator_roles]
    for role in roles:
        if role not in server.names:
            yield missing(NO_ROLE.format(role=role), NO_ROLE_REMEDY)
    names = ", ".join(f"„{server.names[role]}“" for role in roles if role in server.names)
    yield good(LED.format(roles=names)) if names else warning(NOT_LED, NOT_LED_REMEDY)
