"""The slash commands: the table of commands with German and English names, told to Discord only when it changed."""

from __future__ import annotations

import re

from bot.platforms.discord.guild import MANAGE_CHANNELS
from bot.platforms.discord.lines import ENGLISH, GERMAN, line
from bot.platforms.discord.names import Json
from bot.platforms.discord.rest import Rest
from bot.wording import Wording, wording
from commands.command import Command
from commands.table import COMMANDS
from workshop_flows.values import Role

DESCRIPTION = 100
CHAT_INPUT, STRING = 1, 3
NOT_FOR_DESCRIPTIONS = re.compile(r"^!\S+\s*")
KEPT = ("name", "name_localizations", "description", "description_localizations", "default_member_permissions")
OPTION = ("name", "description", "description_localizations", "max_length")
WHERE = "/applications/{application_id}/guilds/{guild_id}/commands"


def commands(most: int) -> list[Json]:
    """Return all commands as Discord takes them; `most`: characters of what is written behind one."""
    return [_one(command, most) for command in COMMANDS.values()]


def _one(command: Command, most: int) -> Json:
    german, english = wording(GERMAN), wording(ENGLISH)
    text = {
        "type": STRING,
        "name": "text",
        "description": line(ENGLISH, "option-text"),
        "description_localizations": {GERMAN: line(GERMAN, "option-text")},
        "required": False,
        "max_length": most,
    }
    leading = None if Role.CITIZEN in command.may else str(MANAGE_CHANNELS)
    return {
        "type": CHAT_INPUT,
        "name": english.word(command.name),
        "name_localizations": {GERMAN: german.word(command.name)},
        "description": _described(english, command.name),
        "description_localizations": {GERMAN: _described(german, command.name)},
        "default_member_permissions": leading,
        "options": [text],
    }


def _described(words: Wording, command: str) -> str:
    """Return what help says about a command, without the word itself."""
    name = f"help-{command}"
    text = words.formatted(name, {}, "Sie") if name in words.names() else ""
    text = NOT_FOR_DESCRIPTIONS.sub("", text).removeprefix("… ").strip()
    return (text or words.word(command))[:DESCRIPTION]


async def sync(rest: Rest, application: str, guild: str, wanted: list[Json]) -> bool:
    """Tell Discord the commands if it knows others; say whether it had to be told."""
    where: Json = {"application_id": application, "guild_id": guild}
    known = await rest.call("GET", WHERE, params={"with_localizations": "true"}, **where)
    if sorted(map(_shape, known)) == sorted(map(_shape, wanted)):
        return False
    await rest.call("PUT", WHERE, json=wanted, **where)
    return True


def _shape(command: Json) -> str:
    """Return what tells commands apart, whatever else Discord says about them."""
    options = command.get("options") or ()
    return str([[command.get(key) for key in KEPT], [[each.get(key) for key in OPTION] for each in options]])
