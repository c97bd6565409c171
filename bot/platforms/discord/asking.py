"""Taps, choices, slash commands and forms: each becomes an input of the house, and gets an answer of its own."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from bot.platforms.discord import contents
from bot.platforms.discord.lines import ENGLISH, language, line
from bot.platforms.discord.markdown import escape
from bot.platforms.discord.names import ANSWERED, ASKED, Json, account_name, moment, room_name, source
from bot.platforms.discord.pending import EXPIRED, MESSAGE, MODAL, Line, Pending
from bot.platforms.discord.rest import Rest
from bot.platforms.platform import Impossible, Incoming, NotNow, Polled, Tapped, Unreachable, Wrote
from bot.wording import wording
from commands.table import COMMANDS
from workshop_flows.values import Source

log = logging.getLogger(__name__)

COMMAND, COMPONENT, SUBMITTED = 2, 3, 5
REMEMBERED = 2_000
"""Interactions that can still be answered, and ballots of several menus."""
GRACE = 1.0
"""Seconds that the house's own words have after the commit, before we say something ourselves."""
FACT, LATE, REFUSED = "fact", "late", "refused"
Hear = Callable[[Incoming], None]


@dataclass
class Asking:
    """Everything that people ask by tapping."""

    rest: Rest
    hear: Hear
    listens: Callable[[str], bool]
    name_of: Callable[[str], str]
    address: str = "Sie"
    pending: OrderedDict[str, Pending] = field(default_factory=OrderedDict)
    _ballots: OrderedDict[tuple[str, str], dict[str, tuple[str, ...]]] = field(default_factory=OrderedDict)
    """(message, user) -> what they chose in each menu of a vote that has several."""
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Know the commands by the names that Discord sends."""
        self._line = Line(self.rest)
        self._commands = {wording(ENGLISH).word(name): name for name in COMMANDS}

    def came(self, data: Json) -> None:
        """Take an interaction."""
        user = (data.get("member") or data)["user"]
        match data["type"]:
            case _ if not self.listens(data["channel_id"]):
                self._say(data, "elsewhere")
            case 2:
                self._commanded(data, user)
            case 3:
                self._tapped(data, user)
            case 5:
                self._submitted(data, user)

    async def close(self) -> None:
        """Stop answering."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # --- what came ----------------------------------------------------------------------------------------------

    def _commanded(self, data: Json, user: Json) -> None:
        command = self._commands.get(data["data"]["name"])
        options = data["data"].get("options") or ()
        text = " ".join(str(option.get("value", "")) for option in options).strip()
        if command is None:
            self._say(data, "no-longer")
        elif command in contents.WRITTEN and not text:
            self._begin(self._open(data, command))
        elif command in contents.WRITTEN:
            self._begin(self._publish(data, user, command, text))
        else:
            self._wait(data, partial(self._of_words, data))
            self.hear(Wrote(*_about(data, user), f"!{command} {text}".strip()))

    def _submitted(self, data: Json, user: Json) -> None:
        kind, _, command = data["data"]["custom_id"].rpartition(":")
        text = _field(data["data"]["components"]).strip()
        if kind != contents.SAID or command not in contents.WRITTEN or not text:
            self._say(data, "no-longer")
            return
        self._begin(self._publish(data, user, command, text))

    def _tapped(self, data: Json, user: Json) -> None:
        kind, _, rest = _two(data["data"]["custom_id"])
        if kind == contents.WRITE and rest in contents.WRITTEN:
            self._begin(self._open(data, rest))
        elif kind == contents.VOTE:
            self._voted(data, user, rest)
        elif kind == contents.TAP:
            event, _, sign = rest.partition(":")
            self._wait(data, partial(self._of_words, data))
            self.hear(Tapped(*_about(data, user), source(data["channel_id"], event), sign))
        else:
            self._say(data, "no-longer")

    def _voted(self, data: Json, user: Json, rest: str) -> None:
        page, _, choices = rest.partition(":")
        message, chosen = data["message"], tuple(data["data"].get("values") or ())
        ballot = self._ballots.setdefault((message["id"], user["id"]), {})
        new = ballot | {page: chosen}
        answers = tuple(answer for answer_page in sorted(new) for answer in new[answer_page])
        if len(answers) > int(choices or 1):
            self._say(data, "ballot-too-many", choices=int(choices or 1))
            return
        ballot.update(new)
        while len(self._ballots) > REMEMBERED:
            self._ballots.popitem(last=False)
        self._wait(data, partial(self._of_ballot, data, _labels(message, answers)))
        self.hear(Polled(*_about(data, user), source(data["channel_id"], message["id"]), answers))

    # --- what we say --------------------------------------------------------------------------------------------

    def _wait(self, data: Json, decided: Callable[[str], str]) -> Pending:
        """Remember who waits for an answer."""
        pending = Pending(data, language(data.get("locale", "")), asyncio.get_running_loop().time(), decided)
        self.pending[pending.id] = pending
        while len(self.pending) > REMEMBERED:
            self.pending.popitem(last=False)
        self._begin(self._line.tend(pending))
        return pending

    def _say(self, data: Json, name: str, **values: str | int) -> None:
        """Answer at once, what needs no decision."""
        pending = self._wait(data, lambda _outcome: "")
        pending.answer([contents.words(line(pending.language, name, self.address, **values))])

    def settled(self, outcomes: Mapping[Source, str], sources: Sequence[Source]) -> None:
        """Answer what was decided, and is on disk. The house's own words come first, if there are any."""
        for each in sources:
            pending = self.pending.get(each.event.removeprefix(ASKED)) if each.event.startswith(ASKED) else None
            if pending is None or pending.words.done():
                continue
            outcome = outcomes.get(each, "")
            said = pending.decided(outcome)
            silent = pending.data["type"] == COMPONENT and outcome != REFUSED
            asyncio.get_running_loop().call_later(0 if silent else GRACE, _finally, pending, said)

    def _of_words(self, data: Json, outcome: str) -> str:
        return self._spoken(data, "noted" if outcome == FACT else "ballot-late" if outcome == LATE else "nothing")

    def _of_ballot(self, data: Json, chosen: str, outcome: str) -> str:
        if outcome == LATE:
            return self._spoken(data, "ballot-late")
        if outcome != FACT:
            return self._spoken(data, "not-counted")
        return self._spoken(data, "ballot", items=chosen) if chosen else self._spoken(data, "ballot-empty")

    def _spoken(self, data: Json, name: str, **values: str | int) -> str:
        return line(language(data.get("locale", "")), name, self.address, **values)

    async def _open(self, data: Json, command: str) -> None:
        form = contents.modal(command, language(data.get("locale", "")))
        await self._at_once(data, {"type": MODAL, "data": form})

    async def _publish(self, data: Json, user: Json, command: str, text: str) -> None:
        """Put a contribution into the room, in its author's name: the message is then heard like any other.

        So Discord itself keeps it: if we die now, it is found in the channel's history.
        """
        said = contents.said(command, self.name_of(user["id"]), text)
        await self._at_once(data, {"type": MESSAGE, "data": said})

    async def _at_once(self, data: Json, answer: Json) -> None:
        try:
            await self._line.first(data, answer, asyncio.get_running_loop().time())
        except (Impossible, Unreachable, NotNow) as failure:
            log.warning("Eine Antwort auf Discord kam nicht an: %s", failure)

    def _begin(self, work: object) -> None:
        task: asyncio.Task[None] = asyncio.get_running_loop().create_task(work)  # type: ignore[arg-type]
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # --- for the house's own words ------------------------------------------------------------------------------

    async def reply(self, event: str, messages: list[Json]) -> str:
        """Say this to whoever asked, and nobody else. Raises Impossible, Unreachable."""
        pending = self._known(event)
        if pending.answer(messages):
            await asyncio.shield(pending.said)
        else:
            await self._line.further(pending.data, messages)
        return f"{ANSWERED}{pending.id}"

    async def note(self, events: Sequence[str], text: str = "") -> None:
        """Acknowledge; who cannot be reached any more is left out."""
        for event in events:
            pending = self.pending.get(event.removeprefix(ASKED))
            if pending is not None:
                noted = line(pending.language, "noted", self.address)
                pending.answer([contents.words(f"{escape(text)} {noted}".strip())])

    async def offer(self, event: str, sign: str) -> None:
        """Put a button under an answer. Raises Impossible, Unreachable."""
        pending = self._known(event)
        pending.taps.append(sign)
        await asyncio.shield(pending.said)
        buttons = {"components": contents.offered(event, pending.taps)}
        await self._line.edit(pending.data, pending.last[0] | buttons)

    async def edit(self, event: str, message: Json) -> None:
        """Put new words into an answer. Raises Impossible, Unreachable."""
        pending = self._known(event)
        await asyncio.shield(pending.said)
        await self._line.edit(pending.data, message)

    def _known(self, event: str) -> Pending:
        pending = self.pending.get(event[1:])
        if pending is None:
            raise Impossible(EXPIRED)
        return pending


def _finally(pending: Pending, said: str) -> None:
    if said:
        pending.answer([contents.words(said)])


def _about(data: Json, user: Json) -> tuple[Source, str, str, int]:
    channel = data["channel_id"]
    return source(channel, f"{ASKED}{data['id']}"), room_name(channel), account_name(user["id"]), moment(data["id"])


def _two(custom_id: str) -> tuple[str, str, str]:
    """Cut a custom id behind its first two parts."""
    first, _, rest = custom_id.partition(":")
    second, _, rest = rest.partition(":")
    return f"{first}:{second}", ":", rest


def _labels(message: Json, answers: Sequence[str]) -> str:
    """Return the words of what was chosen, as they stand in the menus."""
    menus = [part for row in message.get("components", ()) for part in row.get("components", ())]
    known = {option["value"]: option["label"] for menu in menus for option in menu.get("options", ())}
    return escape(", ".join(known.get(answer, answer) for answer in answers))


def _field(components: Sequence[Json]) -> str:
    """Return what was written into a form."""
    for each in components:
        inner: Json = each.get("component") or next(iter(each.get("components") or ()), {})
        if inner.get("custom_id") == contents.TEXT:
            return str(inner.get("value") or "")
    return ""
