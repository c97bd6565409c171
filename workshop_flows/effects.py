"""What should be done next. Effects name a line and its values, never a sentence; none of them changes state."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from workshop_flows.values import Method

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workshop_flows.facts.entry import Fact, In
    from workshop_flows.facts.votes import Option
    from workshop_flows.holdings import Holdings
    from workshop_flows.values import Moment, Source, Text


@dataclass(frozen=True, slots=True)
class Clock:
    """An instant that people read as a time of day: `12:02 Uhr`."""

    at: Moment


@dataclass(frozen=True, slots=True)
class Person:
    """A person that people read as a name."""

    number: int


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a list: a reference as people type it (`7`, `B7`, `F1`) and its words, or a line for them."""

    reference: str
    text: Text | Line


@dataclass(frozen=True, slots=True)
class Items:
    """A list of things by number. `long`: one below the other, else in one running line."""

    items: tuple[Item, ...]
    long: bool = False


Value: TypeAlias = "str | int | float | Text | Clock | Person | Item | Items | Line | tuple[Line, ...]"
"""`str` is a word of ours (a title of the flow, a mark); `Text` is by people and will be escaped."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence by its name in the words, and the values it needs."""

    name: str
    values: Mapping[str, Value] = field(default_factory=dict)


def line(name: str, **values: Value) -> Line:
    """Name a line with its values: `line("idea-noted", idea=7)`."""
    return Line(name, values)


class Place(StrEnum):
    """Where something is said."""

    ROOM = "room"
    """All rooms of the workshop."""
    LEAD = "lead"
    """The direct chats of those who lead the workshop; without one, the control room."""
    CONTROL = "control"
    OFFICIALS = "officials"
    ORGANISERS = "organisers"


class Urgency(StrEnum):
    """What goes first where a server lets us say little. In this order."""

    PHASE = "phase"
    MODERATION = "moderation"
    RESULT = "result"
    ANSWER = "answer"
    HINT = "hint"
    """What nobody asked for: after every thank-you."""


@dataclass(frozen=True, slots=True)
class Say:
    """Say something in a place. What one turn says in one place is one message, its lines in order.

    `anchor` names the message for taps on it (`"wave"`, `"pair:1:6"`, `"answer:4"`), `taps` are offered under it.
    `side`: only in the rooms on this platform.
    """

    place: Place
    lines: tuple[Line, ...]
    urgency: Urgency = Urgency.PHASE
    rings: bool = False
    addresses_all: bool = False
    anchor: str = ""
    taps: tuple[str, ...] = ()
    side: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """Answer one person: below their message in the room, or in their direct chat if they wrote there."""

    source: Source
    person: int
    lines: tuple[Line, ...]
    anchor: str = ""
    taps: tuple[str, ...] = ()


class Acknowledge(NamedTuple):
    """The quiet yes: a mark under the message. Merged into one sentence when many wait.

    `mark` is the sign (`💡`, `❓`, `✉️`, `✅`), `reference` the number with it (`7`, `F1`), empty for a plain yes.
    """

    source: Source
    person: int
    mark: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Veil:
    """Put the sign of what is hidden under its message, and nothing else; or take it away, when it is shown again."""

    source: Source
    hidden: bool


@dataclass(frozen=True, slots=True)
class Unsay:
    """Take away what was withdrawn, where a platform let us write it in its author's name."""

    source: Source


@dataclass(frozen=True, slots=True)
class OpenPoll:
    """Offer the vote for tapping. `native`: a platform's own poll can carry it; else only what we build of taps can."""

    vote: int
    title: Text
    options: tuple[Option, ...]
    choices: int
    disclosed: bool = False
    method: Method = Method.APPROVAL
    native: bool = True


@dataclass(frozen=True, slots=True)
class ClosePoll:
    """End the poll; the closing text carries the official result."""

    vote: int
    lines: tuple[Line, ...]
    native: bool = True


@dataclass(frozen=True, slots=True)
class Amend:
    """Put new words into the message that bears this anchor, wherever it was said, or only on one `side`."""

    anchor: str
    lines: tuple[Line, ...]
    side: str = ""


@dataclass(frozen=True, slots=True)
class Obscure:
    """Take a person's words out of every message of ours that shows them, or put them back.

    `polled`: a poll that is open shows them, too; not every platform can change one.
    """

    words: Text
    hidden: bool = True
    polled: bool = False


@dataclass(frozen=True, slots=True)
class Publish:
    """Write the documentation and hand it to the organisers. `final`: released, no draft."""

    workshop: str
    final: bool = False


@dataclass(frozen=True, slots=True)
class Disclose:
    """Hand a person a file with everything that is held about them, where they asked for it."""

    source: Source
    person: int
    held: Holdings


Effect: TypeAlias = (
    Say | Reply | Acknowledge | Veil | Unsay | OpenPoll | ClosePoll | Amend | Obscure | Publish | Disclose
)


class Next(NamedTuple):
    """What follows from a fact: effects, and further facts of the same turn, which are journalled with it."""

    effects: tuple[Effect, ...] = ()
    facts: tuple[Fact | In, ...] = ()


Then: TypeAlias = "Callable[[], Next]"
"""What follows from a fact, for whoever asks before anything else happens. Whoever folds the journal does not ask: to
make what would be said takes longer than all the rest."""
NOTHING: Then = Next
