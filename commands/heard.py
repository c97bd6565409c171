"""What the bot heard: one input of a person, on whatever platform, in the words of the house."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from workshop_flows.facts.entry import Fact
from workshop_flows.values import Moment, Role, Source, Text


class Spot(StrEnum):
    """Where it was said."""

    ROOM = "room"
    DIRECT = "direct"
    CONTROL = "control"
    OFFICIALS = "officials"
    ORGANISERS = "organisers"


class Words(NamedTuple):
    """Somebody wrote. `reply_to`: the message that they answer; `reply_anchor`: its name, if it is ours."""

    text: str
    reply_to: Source | None = None
    reply_anchor: str = ""


@dataclass(frozen=True, slots=True)
class Rewording:
    """Somebody edited their message `target`."""

    target: Source
    text: str


@dataclass(frozen=True, slots=True)
class Deletion:
    """Somebody deleted `target`."""

    target: Source


@dataclass(frozen=True, slots=True)
class Tap:
    """Somebody put a sign under `target`. `anchor`: its name, if it is ours; else `author` and `words`, where known."""

    target: Source
    sign: str
    anchor: str = ""
    author: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class PollAnswer:
    """Somebody answered the poll of a vote; no options: taken back.

    `among`: what there was to choose from, what they said of others stays; empty: everything.
    """

    vote: int
    options: tuple[int, ...]
    among: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PollWeight:
    """Somebody gave an option of a vote this weight, or with `further` so much more (or less); all else stays."""

    vote: int
    option: int
    weight: int
    further: bool = False


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody is in the room. `unobserved`: nobody saw them come."""

    unobserved: bool = False


@dataclass(frozen=True, slots=True)
class Departure:
    """Somebody is no longer in the room."""

    unobserved: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody sits in the workshop's voice channel, or no longer does. `unobserved`: nobody saw it."""

    seated: bool
    unobserved: bool = False


@dataclass(frozen=True, slots=True)
class Hand:
    """Somebody holds their hand up in the workshop's stage, or no longer does."""

    up: bool


What: TypeAlias = Words | Rewording | Deletion | Tap | PollAnswer | PollWeight | Arrival | Departure | Voice | Hand


class Heard(NamedTuple):
    """One input. `workshop` is that of the room; in a direct chat or a room of the staff it is empty."""

    person: int
    role: Role
    spot: Spot
    workshop: str
    source: Source
    at: Moment
    what: What
    spare: int = 0
    """A person's number that is free, for somebody who is mentioned for the first time."""
    before: tuple[Fact, ...] = ()
    """Facts that this input settles before anything else: a question to the person that it answers."""
    owed: bool = False
    """An answer is awaited that nobody else sees."""

    @property
    def direct(self) -> bool:
        """Nobody else reads it."""
        return self.spot is Spot.DIRECT


class Outcome(StrEnum):
    """What became of an input. Every handled input has exactly one."""

    FACT = "fact"
    REFUSED = "refused"
    LATE = "late"
    WAITING = "waiting"
    CHAT = "chat"
    """Talk among people: nothing of it is kept."""


def words_of(heard: Heard) -> Text:
    """Return the words of an input that has some."""
    return Text(heard.what.text) if isinstance(heard.what, Words | Rewording) else Text("")
