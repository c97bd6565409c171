"""The doorkeeper looks after rooms and open forms themselves: nothing that the workshops decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.forms import Forms
from bot.hearing import Hearing
from bot.platforms.incoming import (
    DirectOpened,
    FormOpened,
    FormReturned,
    FormsMissed,
    Notice,
    RoomLost,
    RoomMoved,
    Said,
    Unreadable,
)
from commands.heard import Outcome
from storage.journal import Seen
from workshop_flows.effects import Place, Reply, Say, Urgency, line
from workshop_flows.happen import Scoped
from workshop_flows.values import Moment, Source, Text


@dataclass(slots=True)
class Noticed:
    """What a notice comes to: what became of inputs, what is said where, and new direct chats as (room, person)."""

    seen: list[Seen] = field(default_factory=list)
    said: list[Scoped] = field(default_factory=list)
    directs: list[tuple[str, int]] = field(default_factory=list)


class Doorkeeper:
    """Takes notices. Says once in a run and room that something there cannot be read."""

    def __init__(self, hearing: Hearing, forms: Forms) -> None:
        self._hearing, self._forms = hearing, forms
        self._told: dict[str, Source] = {}
        """Room -> the message behind which it was said; the same one is told again if its batch is decided again."""

    def takes(self, notice: Notice, now: Moment) -> Noticed:
        """Take one notice."""
        rooms = self._hearing.rooms
        match notice:
            case FormOpened() | FormReturned() | FormsMissed():
                whose = self._whose(notice)
                became = [seen._replace(person=whose) for seen in self._forms.take(notice, now)]
                return self._about_forms(notice.room, became)
            case DirectOpened(source=source, room=room):
                person = self._hearing.person(notice)
                rooms.directs[room] = person
                return Noticed(said=[("", Reply(source, person, (line("direct-hello"),)))], directs=[(room, person)])
            case Said(source=source, key=key):
                self._hearing.recognise(source, key)
            case RoomMoved(room=room, successor=successor):
                rooms.moved(room, successor)
            case RoomLost(room=room, reason=reason):
                said = line("room-lost", room=Text(room), reason=Text(reason))
                return Noticed(said=[("", Say(Place.CONTROL, (said,), Urgency.MODERATION))])
            case Unreadable(source=source):
                seen = Seen(source, str(Outcome.WAITING), person=self._whose(notice))
                return Noticed([seen], list(self._unreadable(source)))
        return Noticed()

    def _whose(self, notice: Notice) -> int:
        """Return whom a notice is about, if they are known: it is erased with them."""
        return self._hearing.people.numbers.get(notice.account, 0)

    def _about_forms(self, room: str, became: list[Seen]) -> Noticed:
        """Say it in the room if what somebody wrote may not have arrived."""
        seat = self._hearing.rooms.seat(room)
        if seat is None or not any(each.outcome == Outcome.LATE for each in became):
            return Noticed(became)
        return Noticed(became, [(seat.workshop, Say(Place.ROOM, (line("form-again"),), Urgency.ANSWER))])

    def _unreadable(self, source: Source) -> Iterable[Scoped]:
        """Say it in the room: whoever cannot be read must know."""
        seat = self._hearing.rooms.seat(source.room)
        if seat is not None and self._told.setdefault(source.room, source) == source:
            yield seat.workshop, Reply(source, 0, (line("unreadable"),))
