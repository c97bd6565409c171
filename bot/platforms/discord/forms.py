"""Forms for contributions: opened by a button or a bare command, and what was written in them said to the room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.platforms.discord import contents
from bot.platforms.discord.lines import language
from bot.platforms.discord.names import Json
from bot.platforms.discord.pending import MESSAGE, MODAL
from bot.platforms.discord.replies import Replies


@dataclass(frozen=True, slots=True)
class Forms:
    """Opens forms and takes them back."""

    replies: Replies
    name_of: Callable[[str], str]

    def open(self, data: Json, _user: Json, command: str) -> None:
        """Show the form for a contribution."""
        form = contents.modal(command, language(data.get("locale", "")))
        self.replies.begin(self._open(data, {"type": MODAL, "data": form}))

    async def _open(self, data: Json, answer: Json) -> None:
        await self.replies.at_once(data, answer)

    def submitted(self, data: Json, user: Json) -> None:
        """Take a form, opened whenever it was."""
        kind, _, command = data["data"]["custom_id"].rpartition(":")
        text = _field(data["data"]["components"]).strip()
        if kind != contents.SAID or command not in contents.WRITTEN or not text:
            self.replies.say(data, "no-longer")
            return
        self.publish(data, user, command, text)

    def publish(self, data: Json, user: Json, command: str, text: str) -> None:
        """Put a contribution into the room, in its author's name: the message is then heard like any other.

        So Discord itself keeps it: if we die now, it is found in the channel's history.
        """
        said = contents.said(command, self.name_of(user["id"]), text)
        self.replies.begin(self._open(data, {"type": MESSAGE, "data": said}))


def _field(components: Sequence[Json]) -> str:
    """Return what was written into a form."""
    for each in components:
        inner: Json = each.get("component") or next(iter(each.get("components") or ()), {})
        if inner.get("custom_id") == contents.TEXT:
            return str(inner.get("value") or "")
    return ""
