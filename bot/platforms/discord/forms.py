"""Forms for contributions: opened by a button or a bare command, and what was written in them said to the room."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.platforms.discord import contents
from bot.platforms.discord.lines import language
from bot.platforms.discord.names import FORM, HOME, Json, about, room_name, source
from bot.platforms.discord.pending import MESSAGE, MODAL
from bot.platforms.discord.replies import Replies
from bot.platforms.incoming import FormOpened, FormReturned, FormsMissed, Incoming


@dataclass(frozen=True, slots=True)
class Forms:
    """Opens forms and takes them back."""

    replies: Replies
    hear: Callable[[Incoming], None]
    name_of: Callable[[str], str]

    def open(self, data: Json, user: Json, command: str) -> None:
        """Show the form for a contribution."""
        self.replies.begin(self._open(data, user, command))

    def submitted(self, data: Json, user: Json) -> None:
        """Take a form, opened whenever it was, also by a run of the bot that is over."""
        kind, command, form = (*data["data"]["custom_id"].rsplit(":", 2), "", "")[:3]
        if f"{kind}:{command}" == contents.SAID:  # of a form that had no name yet
            kind, command, form = contents.SAID, form, ""
        text = _field(data["data"]["components"]).strip()
        if kind != contents.SAID or command not in contents.WRITTEN or not text:
            self.replies.say(data, "no-longer")
            return
        self.publish(data, user, command, text, form)

    def publish(self, data: Json, user: Json, command: str, text: str, form: str = "") -> None:
        """Put a contribution into the room, in its author's name: the message is then heard like any other.

        So Discord itself keeps it: if we die now, it is found in the channel's history.
        """
        said = contents.said(command, self.name_of(user["id"]), text)
        self.replies.begin(self._publish(data, user, said, form))

    def missed(self, channels: Mapping[str, str], session: str) -> None:
        """Note that nobody listened for a while: forms that were sent meanwhile are lost. `channels`: their rooms."""
        for channel, room in channels.items():
            self.hear(FormsMissed(source(channel, f"missed.{session}"), room_name(room), "", 0))

    async def _open(self, data: Json, user: Json, command: str) -> None:
        form = contents.modal(command, data["id"], language(data.get("locale", "")))
        self.hear(FormOpened(*about(data, user, FORM)))  # first: the form may stand there though we never hear so
        await self.replies.at_once(data, {"type": MODAL, "data": form})

    async def _publish(self, data: Json, user: Json, said: Json, form: str) -> None:
        arrived = await self.replies.at_once(data, {"type": MESSAGE, "data": said})
        if not arrived:
            self.missed({data["channel_id"]: data.get(HOME) or data["channel_id"]}, data["id"])
        elif form:
            opened = source(data["channel_id"], f"{FORM}{form}")
            self.hear(FormReturned(*about(data, user, f"{FORM}r"), opened))


def _field(components: Sequence[Json]) -> str:
    """Return what was written into a form."""
    for each in components:
        inner: Json = each.get("component") or next(iter(each.get("components") or ()), {})
        if inner.get("custom_id") == contents.TEXT:
            return str(inner.get("value") or "")
    return ""
