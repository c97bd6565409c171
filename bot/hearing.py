"""What a platform brings, in the words of the house: who, where, what."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.people import People
from bot.platforms.platform import (
    Deleted,
    Departed,
    Entered,
    Incoming,
    Platform,
    Polled,
    Rewrote,
    Tapped,
    Wrote,
)
from bot.rooms import Rooms, Seat
from commands.heard import Arrival, Deletion, Departure, Heard, PollAnswer, Rewording, Tap, What, Words
from workshop_flows.conference import Conference
from workshop_flows.values import Moment, Source

REMEMBERED = 5_000
"""Messages whose words are kept in memory, never on disk, so that a tap on 💡 can make an idea of one."""
POLL = "poll:"


@dataclass(slots=True)
class Hearing:
    """Translates what comes in. Keeps nothing but the last messages' words, in memory."""

    rooms: Rooms
    people: People
    platforms: Mapping[str, Platform]
    anchors: dict[Source, tuple[str, str]] = field(default_factory=dict)
    """Our own messages: source -> (workshop, anchor)."""
    recent: OrderedDict[Source, tuple[int, str]] = field(default_factory=OrderedDict)

    def heard(self, day: Conference, incoming: Incoming, now: Moment) -> Heard | None:
        """Return the input as it is to be decided; None for what is none of ours."""
        seat = self.rooms.seat(incoming.room)
        if seat is None:
            return None
        person = self.person(incoming)
        day.names[person] = self.people.names.get(incoming.account, "")
        what = self._what(incoming, person)
        if what is None:
            return None
        role = self.people.role(day, incoming.account, seat.spot, incoming.room, (self.rooms, self.leads))
        workshop = self._workshop(seat, what)
        return Heard(person, role, seat.spot, workshop, incoming.source, now, what, self.people.spare)

    def person(self, incoming: Incoming) -> int:
        """Return who did it."""
        platform = self.platforms.get(incoming.room.partition(":")[0])
        name = platform.name_of(incoming.room, incoming.account) if platform is not None else ""
        return self.people.person(incoming.account, name)

    def leads(self, room: str, account: str) -> bool:
        """Say whether a room gives an account authority."""
        platform = self.platforms.get(room.partition(":")[0])
        return platform is not None and platform.leads(room, account)

    def _workshop(self, seat: Seat, what: What) -> str:
        """Return the workshop of the room, or of the message of ours that is tapped in a room of the staff."""
        if seat.workshop or not isinstance(what, Tap):
            return seat.workshop
        return self.anchors.get(what.target, ("", ""))[0]

    def _what(self, incoming: Incoming, person: int) -> What | None:
        match incoming:
            case Wrote(text=text, reply_to=reply_to):
                self._remember(incoming.source, person, text)
                return Words(text, reply_to, self._anchor(reply_to) if reply_to else "")
            case Rewrote(target=target, text=text):
                if self.recent.get(target, (person, ""))[0] != person:
                    return None  # on Matrix anybody can send an edit of anybody's message; it is none
                self._remember(target, person, text)
                return Rewording(target, text)
            case Deleted(target=target):
                self.recent.pop(target, None)
                return Deletion(target)
            case Tapped(target=target, sign=sign):
                author, words = self.recent.get(target, (None, ""))
                return Tap(target, sign, self._anchor(target), author, words)
            case Polled(target=target, answers=answers):
                return self._poll(target, answers)
            case Entered(unobserved=unobserved):
                return Arrival(unobserved)
            case Departed(unobserved=unobserved):
                return Departure(unobserved)
            case _:
                return None

    def _poll(self, target: Source, answers: tuple[str, ...]) -> PollAnswer | None:
        anchor = self._anchor(target)
        if not anchor.startswith(POLL):
            return None
        return PollAnswer(int(anchor.removeprefix(POLL)), tuple(int(answer) for answer in answers if answer.isdigit()))

    def _anchor(self, target: Source) -> str:
        return self.anchors.get(target, ("", ""))[1]

    def _remember(self, source: Source, person: int, text: str) -> None:
        self.recent[source] = (person, text)
        while len(self.recent) > REMEMBERED:
            self.recent.popitem(last=False)
