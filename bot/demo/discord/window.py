"""What a channel looks like in the terminal: messages, and numbers before everything that can be tapped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.demo.discord.asked import Json
from bot.demo.discord.people import parts
from bot.demo.discord.world import World

ZONE = ZoneInfo("Europe/Berlin")
MENU = 3
BOT = "Werkstatt"
CHANGED = "geändert"
CHOICE = "    {number}› {placeholder}: {options}"
_COUNTDOWN = re.compile(r"<t:(\d+):R>")
_MARKDOWN = re.compile(r"\*\*|\\(?=\W)")


@dataclass(slots=True)
class Window:
    """What somebody sees, and may tap."""

    world: World
    taps: list[tuple[Json, Json]] = field(default_factory=list)
    """Number, from one -> the message and the button or menu."""
    _seen: dict[str, Json] = field(default_factory=dict)

    def news(self, channel: str) -> Iterator[str]:
        """Yield what is new in a channel, or was changed since it was shown."""
        for number, message in list(self.world.messages.get(channel, {}).items()):
            signs = self._signs(number)
            now = {"content": message["content"], "components": message["components"], "signs": signs}
            before = self._seen.get(number)
            if now != before:
                self._seen[number] = now
                yield from self.rows(message, self._author(message), CHANGED if before else "")

    def rows(self, message: Json, author: str, remark: str = "") -> Iterator[str]:
        """Yield a message, the signs under it, and what can be tapped there."""
        head = f"{author} ({remark})" if remark else author
        signs = self._signs(message["id"])
        files = " ".join(f"📎 {each['filename']}" for each in message.get("attachments", ()))
        yield f"{head}: {plain(message.get('content') or '')}{files}" + (f"  [{' '.join(signs)}]" if signs else "")
        buttons: list[str] = []
        for part in parts(message):
            if part["type"] == MENU:
                options = ", ".join(each["label"] for each in part["options"])
                placeholder = part.get("placeholder", "")
                yield CHOICE.format(number=self._number(message, part), placeholder=placeholder, options=options)
            elif part.get("disabled"):
                buttons.append(f"[{_label(part)}, aus]")
            else:
                buttons.append(f"[{self._number(message, part)}› {_label(part)}]")
        if buttons:
            yield "    " + " ".join(buttons)

    def _signs(self, number: str) -> list[str]:
        return [sign for sign, people in self.world.reactions.get(number, {}).items() if people]

    def _number(self, message: Json, part: Json) -> int:
        self.taps.append((message, part))
        return len(self.taps)

    def _author(self, message: Json) -> str:
        user = message["author"]
        return str(user.get("global_name") or BOT)


def plain(content: str) -> str:
    """Return a message as one reads it: without the signs that make words bold, and with the time counted down to."""
    return _MARKDOWN.sub("", _COUNTDOWN.sub(_clock, content))


def _label(part: Json) -> str:
    return " ".join(filter(None, ((part.get("emoji") or {}).get("name"), part.get("label"))))


def _clock(found: re.Match[str]) -> str:
    return f"⏳ {datetime.fromtimestamp(int(found[1]), UTC).astimezone(ZONE):%H:%M}"
