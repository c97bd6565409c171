"""What the gateway told about messages, understood once everything before it was."""

from __future__ import annotations

from dataclasses import dataclass

from bot.platforms.discord.events import Events
from bot.platforms.discord.names import Json
from bot.platforms.discord.position import Position
from bot.platforms.incoming import Incoming


@dataclass(frozen=True, slots=True)
class Told:
    """An event of the gateway about messages, not yet understood: what came before it comes first."""

    kind: str
    data: Json

    def understood(self, events: Events, place: Position) -> list[Incoming]:
        """Return what it says that is new, and note how far we have read."""
        found: list[Incoming | None] = []
        data, channel = self.data, self.data["channel_id"]
        match self.kind:
            case "MESSAGE_CREATE":
                found = [events.message(data)]
                place.reached(channel, data["id"])
            case "MESSAGE_UPDATE":
                found = [events.edited(data)]
            case "MESSAGE_DELETE":
                found = [events.deleted(channel, data["id"])]
            case "MESSAGE_DELETE_BULK":
                found = [events.deleted(channel, number) for number in data["ids"]]
            case "MESSAGE_REACTION_ADD":
                found = [events.tapped(data)]
            case "MESSAGE_POLL_VOTE_ADD":
                found = [events.answered(data)]
            case "MESSAGE_REACTION_REMOVE":
                found = [events.untapped(data)]
            case "MESSAGE_REACTION_REMOVE_ALL" | "MESSAGE_REACTION_REMOVE_EMOJI":
                emoji = (data.get("emoji") or {}).get("name")
                standing = events.standing(data["message_id"], emoji)
                found = [events.untapped({**data, "user_id": user, "emoji": {"name": sign}}) for user, sign in standing]
        return [each for each in found if each is not None]
