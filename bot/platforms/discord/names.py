"""How Discord's ids are called in the house."""

from __future__ import annotations

from typing import Any, TypeAlias

from workshop_flows.values import Moment, Source

Json: TypeAlias = dict[str, Any]
PLATFORM = "discord"
EPOCH = 1_420_070_400_000
"""Discord counts milliseconds from the beginning of 2015."""
HOME = "home"
"""Where we note the room that an interaction's channel belongs to."""
ASKED = "i"
"""Before the id of an interaction, where others are ids of messages."""
FORM = "f"
"""Before the id of the interaction that opened a form."""
ANSWERED = "a"
"""Before the id of an interaction: the answer to it, that only one person sees."""


def room_name(channel: str) -> str:
    """Return a channel as a room."""
    return f"{PLATFORM}:{channel}"


def account_name(user: str) -> str:
    """Return a user as an account."""
    return f"{PLATFORM}:{user}"


def bare(name: str) -> str:
    """Return a room or an account as Discord calls it."""
    return name.removeprefix(f"{PLATFORM}:")


def source(channel: str, event: str) -> Source:
    """Return the name under which an input is known."""
    return Source(f"{room_name(channel)}/{event}")


def moment(snowflake: str) -> Moment:
    """Return when Discord made an id, in milliseconds UTC."""
    return (int(snowflake) >> 22) + EPOCH


def message_of(event: str) -> str:
    """Return the message that an event is, or is about: its edit, a tap on it. Empty: there is none to point to."""
    number = event.partition(".")[0]
    return number if number.isdigit() else ""


def keyed(event: str, key: str) -> str:
    """Return how a custom id names a message of ours: by its id, and by the key under which we sent it, if known."""
    return f"{event}.{key}" if key else event


def unkeyed(name: str) -> tuple[str, str]:
    """Return the message that a custom id names, and its key ("" in an old one)."""
    event, _, key = name.partition(".")
    return event, key


def about(data: Json, user: Json, kind: str = ASKED) -> tuple[Source, str, str, Moment]:
    """Return what every input has, of an interaction."""
    channel, room = data["channel_id"], room_name(data.get(HOME) or data["channel_id"])
    return source(channel, f"{kind}{data['id']}"), room, account_name(user["id"]), moment(data["id"])
