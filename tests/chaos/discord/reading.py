"""A channel of Discord, put into the words in which the oracle reads a room.

Taps and slash commands become messages of who gave them, answers that one person sees become answers to those, and
emoji in a row become the one sign that they spell. Nothing here or in the history knows the bot's code.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from tests.chaos.discord.history import Json, Told
from tests.chaos.evidence import Event, Input
from tests.chaos.ideas import IDEAS
from tests.chaos.room import BULB, COVERS, MERGED, UNHEARD, YES

SILENT = 1 << 12
WAS_AWAY = "Ich war kurz weg."
"""Said after each outage in which somebody had a form open, as often as that is so."""
COMPONENT, COMMAND = 3, 2
EVERYBODY = "@everyone "
GIVEN, REFUSED = {"ballot", "change"}, {"bad"}
"""What is noted, and what is answered, in one message for many."""
OF_AN_EDIT = "Die Änderung zählt nicht mehr"
"""Said below a message that was noted long before."""
COUNTDOWN = re.compile(r" \(<t:\d+:R>\)")
ESCAPED = re.compile(r"\\([\\*_~|`\[\]<#>-])")
CONTRIBUTION = re.compile(r"\S+ \*\*.*?:\*\* (.*)", re.DOTALL)
SHORT = re.compile(rf"{BULB} ?(\d+)")
KEYCAP = re.compile("([0-9])\ufe0f?\u20e3")
TAKEN = re.compile(rf"(?:{YES} )?Notiert|Ihre Wahl ist zurückgenommen")


class Asked(Protocol):
    """An interaction and its answers, as the stand-in keeps them. Times are seconds of its loop."""

    at: float
    answered_at: float
    payload: Json
    answers: list[Json]


def plain(content: str) -> str:
    """Return the words of a message as people read them."""
    return ESCAPED.sub(r"\1", COUNTDOWN.sub("", content.removeprefix(EVERYBODY)).replace("**", ""))


@dataclass(slots=True)
class Reading:
    """Reads the history of one channel. `bot`: its account; `asked`: interactions by id; `log`: what the crowd did."""

    bot: str
    names: Mapping[str, str]
    """Account -> the name that people see."""
    asked: Mapping[str, Asked]
    log: list[Input]
    events: list[Event] = field(default_factory=list)
    _place: dict[str, str] = field(default_factory=dict)
    """Message -> the event under which the crowd knows it: a contribution by a tap is known by its interaction."""
    _spelt: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    """Event -> the bot's emoji under it, in order."""

    def read(self, told: Iterable[Told]) -> list[Event]:
        """Return the events of the channel, oldest first."""
        for each in told:
            self.hear(each)
        for event, emoji in self._spelt.items():
            for at, sign in spelt(emoji):
                self._add(at, "m.reaction", self.bot, f"{event}.{sign}", _sign(sign, [event]))
        self.events.sort(key=lambda each: int(each["origin_server_ts"]))
        self._share_out()
        return self.events

    def hear(self, told: Told) -> None:
        """Take in one event of the gateway."""
        match told.kind:
            case "MESSAGE_CREATE" if told.data["author"]["id"] == self.bot:
                self._spoken(told.at, told.data)
            case "MESSAGE_CREATE":
                self._said(told.at, told.data["author"]["id"], told.data["id"], told.data["content"])
            case "MESSAGE_UPDATE" if told.data["author"]["id"] != self.bot:
                edited = round(datetime.fromisoformat(told.data["edited_timestamp"]).timestamp() * 1000)
                self._said(told.at, told.data["author"]["id"], f"{told.data['id']}.e{edited}", told.data["content"])
            case "MESSAGE_DELETE":
                gone = self._place.get(told.data["id"], told.data["id"])
                self._add(told.at, "m.room.redaction", "", f"{gone}.gone", {}, redacts=gone)
            case "MESSAGE_REACTION_ADD" if told.data["user_id"] == self.bot:
                event = self._place.get(told.data["message_id"], told.data["message_id"])
                self._spelt.setdefault(str(event), []).append((told.at, told.data["emoji"]["name"]))
            case "INTERACTION_CREATE":
                self._tapped(told.at, told.data)

    # --- by people ----------------------------------------------------------------------------------------------

    def _said(self, at: int, sender: str, event: str, words: str, **content: object) -> None:
        self._add(at, "m.room.message", sender, event, {"msgtype": "m.text", "body": words, **content})

    def _tapped(self, at: int, data: Json) -> None:
        """Take in a ballot by tap or slash command; contributions stand in the channel by themselves."""
        if data["type"] == COMPONENT and not str(data["data"]["custom_id"]).startswith("w:vote"):
            return
        if data["type"] not in {COMPONENT, COMMAND} or data["data"].get("name", "vote") != "vote":
            return
        asked, event = self.asked[data["id"]], f"i{data['id']}"
        where = {"m.relates_to": {"event_id": data["message"]["id"]}} if data["type"] == COMPONENT else {}
        heard = {} if asked.answers else {UNHEARD: True}
        self._said(at, data["member"]["user"]["id"], event, "", **where, **heard)
        for place, answer in enumerate(asked.answers):
            words, when = plain(answer["content"]), at + round((asked.answered_at - asked.at) * 1000)
            sign = _sign(YES, [event]) if TAKEN.match(words) else _answer(words, [event])
            self._add(when, _kind(sign), self.bot, f"{event}.{place}", sign)

    # --- by the bot ---------------------------------------------------------------------------------------------

    def _spoken(self, at: int, data: Json) -> None:
        content, event = str(data["content"]), data["id"]
        by, about = data.get("interaction_metadata"), data.get("message_reference")
        if by is not None and (given := CONTRIBUTION.fullmatch(content)) is not None:
            self._place[event] = f"i{by['id']}"
            self._said(at, by["user"]["id"], f"i{by['id']}", plain(given[1]))
            return
        words = plain(content)
        if about is not None:
            place = about["message_id"]
            covered, short = [self._place.get(place, place)], SHORT.fullmatch(words)
            said = _sign(f"{BULB}{short[1]}", covered) if short else _answer(words, covered)
            self._add(at, _kind(said), self.bot, event, said)
        elif any(str(part.get("custom_id")).startswith(("w:vote", "w:pick")) for part in _parts(data)):
            self._add(at, "poll.start", self.bot, event, {})
        elif data.get("attachments"):
            self._add(at, "m.room.message", self.bot, event, _file(data["attachments"][0]["filename"]))
        else:
            kind = "m.room.message" if not words.startswith(WAS_AWAY) else "was.away"
            silent, loud = data.get("flags", 0) & SILENT, content.startswith(EVERYBODY)
            said = {"msgtype": "m.notice" if silent else "m.text", "body": words}
            self._add(at, kind, self.bot, event, said | {"m.mentions": {"room": True} if loud else {}})

    def _share_out(self) -> None:
        """Give what was noted for many at once to each of them, in the order in which they did it."""
        merged = [each for each in self.events if str(each["content"].get("body", "")).startswith(MERGED)]
        for event in merged:
            at, (noted, *answers) = int(event["origin_server_ts"]), str(event["content"]["body"]).splitlines()
            for item in noted.removeprefix(MERGED).split(", "):
                name, _, sign = item.rpartition(" ")
                for covered in self._first_silent(name, at, IDEAS if sign.isdigit() else GIVEN):
                    self._add(
                        at, "m.reaction", self.bot, f"{event['event_id']}.{covered}", _sign(_whole(sign), [covered])
                    )
            for answer in answers:
                names, _, said = answer.partition(": ")
                for covered in (each for name in names.split(", ") for each in self._first_silent(name, at, REFUSED)):
                    self._add(
                        at, "m.room.message", self.bot, f"{event['event_id']}.{covered}", _answer(said, [covered])
                    )
        self.events.sort(key=lambda each: int(each["origin_server_ts"]))

    def _first_silent(self, name: str, before: int, kinds: Collection[str]) -> list[str]:
        """Return the first such thing that somebody did to which nothing was said; whoever taps was told already."""
        said = [each["content"] for each in self.events]
        spoken = {event for each in said if OF_AN_EDIT not in str(each.get("body")) for event in each.get(COVERS, ())}
        there = {each["event_id"]: place for place, each in enumerate(self.events)}
        there = {event: place for event, place in there.items() if self.events[place]["origin_server_ts"] <= before}
        mine = [each for each in self.log if self.names[each.person] == name and each.event in there.keys() - spoken]
        # in the order of the channel; but the mark for an edit is mostly there already
        likely = sorted(mine, key=lambda each: (each.kind == "change", there[each.event]))
        return [each.event for each in likely if each.kind in kinds][:1]

    def _add(self, at: int, kind: str, sender: str, event: str, content: Json, **further: object) -> None:
        told = {"type": kind, "event_id": event, "sender": sender, "origin_server_ts": at, "content": content}
        self.events.append({**told, **further})


def spelt(emoji: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Yield the signs that emoji in a row spell, each with the instant of its last one: a lamp and its number."""
    at, sign = 0, ""
    for when, each in emoji:
        digit = KEYCAP.fullmatch(each)
        if digit is None and sign:
            yield at, sign
        at, sign = when, sign + digit[1] if digit is not None else each
    if sign:
        yield at, sign


def _sign(sign: str, covers: list[str]) -> Json:
    return {COVERS: covers, "m.relates_to": {"rel_type": "m.annotation", "event_id": covers[0], "key": sign}}


def _whole(sign: str) -> str:
    """Return a sign of which the merged message has but the number."""
    return f"{BULB}{sign}" if sign.isdigit() else sign


def _answer(words: str, covers: list[str]) -> Json:
    about = {"m.in_reply_to": {"event_id": covers[0]}}
    return {"msgtype": "m.notice", "body": words, COVERS: covers, "m.relates_to": about, "m.mentions": {}}


def _file(name: str) -> Json:
    return {"msgtype": "m.file", "body": name, "m.mentions": {}}


def _kind(content: Json) -> str:
    return "m.room.message" if "msgtype" in content else "m.reaction"


def _parts(data: Json) -> list[dict[str, Any]]:
    return [part for row in data.get("components", ()) for part in row["components"]]
