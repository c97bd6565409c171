"""What a platform brings, in the words of the house: who, where, what."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.labels import labels
from bot.obscuring import without
from bot.people import People
from bot.platforms.incoming import (
    Deleted,
    Departed,
    Entered,
    GotUp,
    HandLowered,
    HandRaised,
    Incoming,
    Known,
    Polled,
    Rewrote,
    SatDown,
    Standing,
    Tapped,
    Weighed,
    Wrote,
)
from bot.platforms.platform import Platform
from bot.rooms import Rooms, Seat
from commands.heard import (
    Arrival,
    Deletion,
    Departure,
    Hand,
    Heard,
    PollAnswer,
    PollWeight,
    Rewording,
    Tap,
    Voice,
    What,
    Words,
)
from storage.rows import Row
from workshop_flows.conference import Conference
from workshop_flows.values import Moment, Source

REMEMBERED = 5_000
"""Messages whose words are kept in memory, never on disk, so that a tap on 💡 can make an idea of one."""
POLL = "poll:"
OPTION = re.compile("[0-9]{1,9}")
"""An answer of one of our polls."""


@dataclass(slots=True)
class Hearing:
    """Translates what comes in. Keeps nothing but the last messages' words, in memory."""

    rooms: Rooms
    people: People
    platforms: Mapping[str, Platform]
    anchors: dict[Source, tuple[str, str]] = field(default_factory=dict)
    """Our own messages: source -> (workshop, anchor)."""
    underway: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Those of which nobody knows yet whether they stand in the room: key -> (workshop, anchor)."""
    recent: OrderedDict[Source, tuple[int, str]] = field(default_factory=OrderedDict)

    def heard(self, day: Conference, incoming: Incoming, now: Moment) -> Heard | None:
        """Return the input as it is to be decided; None for what is none of ours."""
        seat = self.rooms.seat(incoming.room)
        if seat is None:
            return None
        if incoming.source.room != incoming.room:
            self.rooms.within[incoming.source.room] = incoming.room
        person = self.person(incoming)
        day.names[person] = self.people.names.get(incoming.account, "")
        what = self._what(incoming, person)
        if what is None:
            return None
        role = self.people.role(day, incoming.account, seat.spot, incoming.room, (self.rooms, self.leads))
        workshop = self._workshop(seat, what)
        return Heard(
            person, role, seat.spot, workshop, incoming.source, now, what, self.people.spare, owed=incoming.owed
        )

    def forget(self, person: int) -> None:
        """Keep no word of somebody."""
        self.people.forget(person)
        for source in [source for source, (author, _) in self.recent.items() if author == person]:
            del self.recent[source]

    def expect(self, rows: Iterable[Row]) -> None:
        """Know of messages that are to be said, and that people may tap on."""
        self.underway.update({row.id: (row.workshop, row.anchor) for row in rows if row.anchor})

    def recognise(self, source: Source, key: str) -> None:
        """Know a message of ours again, by its key."""
        if key in self.underway:
            self.anchors[source] = self.underway.pop(key)

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
            case Polled(target=target, answers=answers, among=among):
                return self._poll(target, answers, among)
            case Weighed(target=target, option=option, weight=weight, further=further):
                vote = self._vote(target)
                known = vote is not None and OPTION.fullmatch(option) is not None
                return PollWeight(vote or 0, int(option), weight, further) if known else None
            case _:
                return _whereabouts(incoming)

    def known(self, day: Conference, room: str) -> Known:
        """Return who is in a room and in its voice channel, of the accounts of the room's platform."""
        seat = self.rooms.seat(room)
        if seat is None or seat.workshop not in day.workshops:
            return Known()
        workshop = day.workshop(seat.workshop)
        accounts = {self.people.numbers[each]: each for each in self.people.numbers if _alike(each, room)}
        found = [(accounts[each], known) for each, known in workshop.presence.people.items() if each in accounts]
        return Known(
            frozenset(account for account, known in found if known.inside),
            frozenset(account for account, known in found if known.seated),
            frozenset(accounts[person] for person in workshop.hands if person in accounts),
        )

    def standing(self, day: Conference, poll: Source, account: str) -> Standing | None:
        """Return how a poll stands for somebody; None if it is no poll of ours."""
        number, workshop = self._vote(poll), self.anchors.get(poll, ("", ""))[0]
        vote = day.workshop(workshop).votes.get(number) if number is not None and workshop in day.workshops else None
        if vote is None:
            return None
        cast = vote.ballots.get(self.people.numbers.get(account, -1))
        weights = {str(option): weight for option, weight in cast.ballot} if cast is not None else {}
        seen = without(day, workshop, [day.workshop(workshop)])
        labelled = labels(vote.options, day.workshop(workshop).language)
        options = tuple((number, seen(words)) for number, words in labelled)
        return Standing(vote.method, options, vote.opened.limit, weights, vote.open, vote.opened.cumulative)

    def _vote(self, poll: Source) -> int | None:
        """Return the number of the vote whose poll this is."""
        anchor = self._anchor(poll)
        return int(anchor.removeprefix(POLL)) if anchor.startswith(POLL) else None

    def _poll(self, target: Source, answers: tuple[str, ...], among: tuple[str, ...]) -> PollAnswer | None:
        vote = self._vote(target)
        chosen, possible = _numbers(answers), _numbers(among)
        if vote is None or chosen is None or possible is None:
            return None
        return PollAnswer(vote, chosen, possible)

    def _anchor(self, target: Source) -> str:
        return self.anchors.get(target, ("", ""))[1]

    def _remember(self, source: Source, person: int, text: str) -> None:
        self.recent[source] = (person, text)
        while len(self.recent) > REMEMBERED:
            self.recent.popitem(last=False)


def _whereabouts(incoming: Incoming) -> What | None:
    """Return who came or went, sat down or got up, raised or lowered a hand."""
    match incoming:
        case Entered(unobserved=unobserved):
            return Arrival(unobserved)
        case Departed(unobserved=unobserved):
            return Departure(unobserved)
        case SatDown(unobserved=unobserved) | GotUp(unobserved=unobserved):
            return Voice(isinstance(incoming, SatDown), unobserved)
        case HandRaised() | HandLowered():
            return Hand(isinstance(incoming, HandRaised))
        case _:
            return None


def _alike(account: str, room: str) -> bool:
    """Say whether an account and a room are of one platform."""
    return account.partition(":")[0] == room.partition(":")[0]


def _numbers(answers: tuple[str, ...]) -> tuple[int, ...] | None:
    """Return answers of a poll as numbers; None if one of them is none that a chat program would send."""
    return tuple(map(int, answers)) if all(map(OPTION.fullmatch, answers)) else None
