"""Effects become outbox rows: rendered, for each room that they concern, under an id that a repetition would share."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.delivery.response import SHARED
from bot.labels import labels
from bot.relayed import perhaps_ours, unseen
from bot.rooms import Rooms
from bot.speech import say
from bot.thanks import Thanks, crowds, shared
from bot.wording import Rendered
from storage.rows import UNSAY, Row
from workshop_flows.effects import (
    Acknowledge,
    Amend,
    ClosePoll,
    Disclose,
    Effect,
    Obscure,
    OpenPoll,
    Place,
    Publish,
    Reply,
    Say,
    Unsay,
    Urgency,
    Veil,
    line,
)
from workshop_flows.values import Method, Role, Text

if TYPE_CHECKING:
    from workshop_flows.conference import Conference

ACKNOWLEDGE = "acknowledge"
DIGITS = 8
"""Signs of an id, hexadecimal, that are its turn; the rest is a hash."""
HIDDEN = "🙈"
NATIVE = frozenset({"matrix"})
"""Platforms with polls of their own, which can only choose; on others we build them of taps."""
LEADING = frozenset({Role.MODERATOR, Role.ORGANISER})


@dataclass(frozen=True, slots=True)
class Saying:
    """What makes rows of effects. `journal`: the journal's id and epoch, so that ids repeat only with their turn."""

    rooms: Rooms
    journal: str

    def rows(self, day: Conference, turn: int, ordinal: int, workshop: str, effect: Effect) -> Iterator[Row]:
        """Yield what one effect of a turn says, in order; for quiet yeses see `thanks`."""
        return self._of(day, _place(turn, ordinal), workshop, effect)

    def thanks(self, thanks: Iterable[Thanks]) -> Iterator[Row]:
        """Yield the quiet yeses of a batch: a crowd in one room shares rows, everybody else has one of their own."""
        for crowd in crowds(thanks):
            effect, workshop, turn, ordinal, name = crowd[0]
            kind, body = (SHARED, shared(crowd)) if len(crowd) > 1 else ("mark", _mark(effect, name))
            place, room = _place(turn, ordinal), effect.source.room
            yield self._row(place, room, ACKNOWLEDGE, kind, body, workshop=workshop)

    def key(self, *parts: str) -> str:
        """Return the id of a row: the transaction id under which the platform takes it only once."""
        return hashlib.sha256("|".join((self.journal, *parts)).encode()).hexdigest()[:24]

    def _of(self, day: Conference, place: str, workshop: str, effect: Effect) -> Iterator[Row]:
        match effect:
            case Veil() | Unsay():
                yield from self._out_of_sight(place, workshop, effect)
            case Say():
                yield from self._say(day, place, workshop, effect)
            case Reply():
                yield from self._reply(day, place, workshop, effect)
            case OpenPoll():
                yield from self._poll(day, place, workshop, effect)
            case ClosePoll():
                yield from self._poll_end(day, place, workshop, effect)
            case Amend(anchor, lines, side):
                said = say(day, workshop, lines)
                for room in self.rooms.of_workshop(workshop, side):
                    yield self._row(place, room, Urgency.RESULT, "edit", {"anchor": anchor, **_words(said)})
            case Obscure():
                yield from self._stays(day, place, workshop, effect)
            case Acknowledge() | Publish() | Disclose():
                return  # the conductor's, who knows who else is thanked, and files

    def _out_of_sight(self, place: str, workshop: str, effect: Veil | Unsay) -> Iterator[Row]:
        """Do what we can about a message that is hidden or withdrawn: it is its author's, or ours in their name."""
        source = effect.source
        body: dict[str, Any] = {"target": source}
        kind = UNSAY
        if isinstance(effect, Veil):
            kind, body["sign"] = "mark" if effect.hidden else "unmark", HIDDEN
        if source and (kind != UNSAY or perhaps_ours(source)):
            yield self._row(place, source.room, Urgency.MODERATION, kind, body, workshop=workshop)

    def _say(self, day: Conference, place: str, workshop: str, effect: Say) -> Iterator[Row]:
        said = say(day, workshop, effect.lines, effect.place)
        if not said.plain:
            return
        anchor = effect.anchor or (f"say:{place}" if effect.taps else "")
        for room in self._where(day, workshop, effect):
            words = _words(self._named(day, room, workshop, effect, said))
            body = {**words, "notice": not effect.rings, "all": effect.addresses_all}
            yield self._row(place, room, effect.urgency, "post", body, anchor=anchor, workshop=workshop)
            for sign in effect.taps:
                mark = {"anchor": anchor, "sign": sign}
                yield self._row(f"{place}.{sign}", room, effect.urgency, "mark", mark, workshop=workshop)

    def _where(self, day: Conference, workshop: str, said: Say) -> list[str]:
        """Return the rooms of a place; for those who lead their direct chats, else the control room."""
        if said.place is Place.ROOM:
            return self.rooms.of_workshop(workshop, said.side)
        if said.place is not Place.LEAD:
            return self.rooms.of_staff(said.place)
        leading = [person for person, role in day.roles.items() if role in LEADING]
        here = [person for person in leading if day.last_seen.get(person) == workshop]
        directs = [room for person in here if (room := self.rooms.direct(person)) is not None]
        return directs or self.rooms.of_staff(Place.CONTROL)

    def _named(self, day: Conference, room: str, workshop: str, effect: Say, said: Rendered) -> Rendered:
        """Put the workshop's name before a hint that goes to the control room."""
        if effect.place is not Place.LEAD or room in self.rooms.directs or workshop not in day.workshops:
            return said
        title = line("text", text=Text(f"{day.workshop(workshop).title}:"))
        return say(day, workshop, (title, *effect.lines), effect.place)

    def _reply(self, day: Conference, place: str, workshop: str, effect: Reply) -> Iterator[Row]:
        said = say(day, workshop, effect.lines)
        room = effect.source.room
        if not room or not said.plain or self.rooms.seat(room) is None:
            return
        anchor = effect.anchor or (f"say:{place}" if effect.taps else "")
        called = "" if room in self.rooms.directs or unseen(effect.source) else day.names.get(effect.person, "")
        body = {**_words(said), "notice": True, "reply_to": effect.source, "covers": [effect.source], "name": called}
        yield self._row(place, room, Urgency.ANSWER, "post", body, anchor=anchor, workshop=workshop)
        for sign in effect.taps:
            mark = {"anchor": anchor, "sign": sign}
            yield self._row(f"{place}.{sign}", room, Urgency.ANSWER, "mark", mark, workshop=workshop)

    def _poll(self, day: Conference, place: str, workshop: str, effect: OpenPoll) -> Iterator[Row]:
        dots = effect.method is Method.DOTS
        body = {
            "question": say(day, workshop, (line("text", text=effect.title),)).plain,
            "options": [list(each) for each in labels(effect.options, day.workshop(workshop).language)],
            "choices": effect.choices if dots else min(effect.choices, len(effect.options)),
            "disclosed": effect.disclosed,
            "method": str(effect.method),
        }
        for room in self._polled(workshop, native=effect.native):
            anchor = f"poll:{effect.vote}"
            yield self._row(place, room, Urgency.PHASE, "poll", body, anchor=anchor, workshop=workshop)

    def _poll_end(self, day: Conference, place: str, workshop: str, effect: ClosePoll) -> Iterator[Row]:
        body = {"anchor": f"poll:{effect.vote}", "plain": say(day, workshop, effect.lines).plain}
        for room in self._polled(workshop, native=effect.native):
            yield self._row(place, room, Urgency.RESULT, "poll_end", body)

    def _stays(self, day: Conference, place: str, workshop: str, effect: Obscure) -> Iterator[Row]:
        """Tell who hides something where it cannot be changed; old messages are the conductor's."""
        if effect.hidden and effect.polled and any(map(_native, self.rooms.of_workshop(workshop))):
            told = Say(Place.LEAD, (line("hidden-poll"),), Urgency.MODERATION)
            yield from self._say(day, place, workshop, told)

    def _polled(self, workshop: str, *, native: bool) -> list[str]:
        """Return the rooms in which this vote has a poll."""
        return [room for room in self.rooms.of_workshop(workshop) if native or not _native(room)]

    def _row(  # noqa: PLR0913 - a row has many sides
        self,
        place: str,
        room: str,
        urgency: str,
        kind: str,
        body: dict[str, Any],
        *,
        anchor: str = "",
        workshop: str = "",
    ) -> Row:
        # Ids ascend with the turns: the disk's index of them grows at its end, where hashes would touch a page each.
        id_ = place[:DIGITS] + self.key(place, room, kind)[DIGITS:]
        return Row(id_, room, str(urgency), kind, body, anchor, workshop)


def _native(room: str) -> bool:
    return room.partition(":")[0] in NATIVE


def _place(turn: int, ordinal: int) -> str:
    return f"{turn:0{DIGITS}x}.{ordinal}"


def _mark(effect: Acknowledge, name: str) -> dict[str, Any]:
    return {
        "target": effect.source,
        "sign": f"{effect.mark}{effect.reference}",
        "mark": effect.mark,
        "reference": effect.reference,
        "name": name,
    }


def _words(said: Rendered) -> dict[str, Any]:
    return {"plain": said.plain, "html": said.html}
