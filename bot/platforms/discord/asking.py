"""Taps, choices, slash commands and forms: each becomes an input of the house, and gets an answer of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from bot.platforms.discord import contents, polls
from bot.platforms.discord.forms import Forms
from bot.platforms.discord.lines import ENGLISH
from bot.platforms.discord.names import HOME, Json, about, source, unkeyed
from bot.platforms.discord.replies import Replies
from bot.platforms.discord.votes import Votes
from bot.platforms.incoming import Incoming, Tapped, Wrote
from bot.wording import wording
from commands.command import LEADING
from commands.table import COMMANDS
from commands.taps import PANEL

COMMAND, COMPONENT, SUBMITTED = 2, 3, 5


@dataclass
class Asking:
    """Everything that people ask by tapping."""

    replies: Replies
    forms: Forms
    votes: Votes
    hear: Callable[[Incoming], None]

    def __post_init__(self) -> None:
        """Know the commands by the names that Discord sends."""
        self._commands = {wording(ENGLISH).word(name): name for name in COMMANDS}

    def came(self, data: Json) -> None:
        """Take an interaction."""
        user = (data.get("member") or data)["user"]
        if not data[HOME]:
            self.replies.say(data, "elsewhere")
        elif data["type"] == COMMAND:
            self._commanded(data, user)
        elif data["type"] == COMPONENT:
            self._tapped(data, user)
        elif data["type"] == SUBMITTED:
            self.forms.submitted(data, user)

    def _commanded(self, data: Json, user: Json) -> None:
        command = self._commands.get(data["data"]["name"])
        options = data["data"].get("options") or ()
        text = " ".join(str(option.get("value", "")) for option in options).strip()
        if command is None:
            self.replies.say(data, "no-longer")
        elif command in contents.WRITTEN and not text:
            self.forms.open(data, user, command)
        elif command in contents.WRITTEN:
            self.forms.publish(data, user, command, text)
        else:
            said = Wrote(*about(data, user), f"!{command} {text}".strip(), owed=True)
            self._owe(data, said, once=COMMANDS[command].once or COMMANDS[command].may <= LEADING)

    def _tapped(self, data: Json, user: Json) -> None:
        kind, rest = _two(data["data"]["custom_id"])
        self.votes.recognise(data, rest.partition(":")[0])
        match kind:
            case contents.WRITE if rest in contents.WRITTEN:
                self.forms.open(data, user, rest)
            case polls.VOTE:
                self.votes.chose(data, user)
            case polls.PICK:
                self.votes.picked(data, user, rest)
            case polls.WEIGH:
                self.votes.weighed(data, user, rest)
            case polls.GRADE:
                self.votes.graded(data, user, rest)
            case contents.TAP:
                name, _, sign = rest.partition(":")
                target = source(data["channel_id"], unkeyed(name)[0])
                self._owe(data, Tapped(*about(data, user), target, sign, owed=True), once=sign in PANEL)
            case _:
                self.replies.say(data, "no-longer")

    def _owe(self, data: Json, incoming: Incoming, *, once: bool) -> None:
        """Have something heard that is answered; `once`: done twice, it would be another thing than done once."""
        decided = partial(self.replies.of_words, data)
        if once:
            self.replies.wait_once(data, decided, partial(self.hear, incoming))
        else:
            self.replies.wait(data, decided)
            self.hear(incoming)


def _two(custom_id: str) -> tuple[str, str]:
    """Cut a custom id behind its first two parts."""
    first, _, rest = custom_id.partition(":")
    second, _, rest = rest.partition(":")
    return f"{first}:{second}", rest
