"""What comes in from a platform, and who takes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from workshop_flows.values import Moment, Source


@dataclass(frozen=True, slots=True)
class Incoming:
    """Something happened in a room. `stamp` is the own server's: it orders rooms among each other, nothing else.

    The source may name a place that belongs to the room (a thread of it): what is answered is answered there.
    """

    source: Source
    room: str
    account: str
    stamp: Moment
    owed: bool = field(default=False, kw_only=True)
    """The platform owes this person an answer that nobody else sees."""


@dataclass(frozen=True, slots=True)
class Wrote(Incoming):
    """Somebody wrote a message (or a picture's caption)."""

    text: str
    reply_to: Source | None = None


@dataclass(frozen=True, slots=True)
class Rewrote(Incoming):
    """Somebody edited their message `target`."""

    target: Source
    text: str


@dataclass(frozen=True, slots=True)
class Deleted(Incoming):
    """Somebody deleted `target`: a message, a tap or a poll answer."""

    target: Source


@dataclass(frozen=True, slots=True)
class Tapped(Incoming):
    """Somebody put `sign` under `target`."""

    target: Source
    sign: str


@dataclass(frozen=True, slots=True)
class Polled(Incoming):
    """Somebody answered the poll `target`; `answers` are the ids of its options, empty: taken back.

    `among`: the options that there were to choose from, what was said of others stays; empty: all of them.
    """

    target: Source
    answers: tuple[str, ...]
    among: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weighed(Incoming):
    """Somebody gave an option of the poll `target` this weight, or with `further` so much more (or less)."""

    target: Source
    option: str
    weight: int
    further: bool = False


@dataclass(frozen=True, slots=True)
class Entered(Incoming):
    """Somebody joined the room. `unobserved`: found there, nobody saw them come."""

    unobserved: bool = False


@dataclass(frozen=True, slots=True)
class Departed(Incoming):
    """Somebody left the room, or was removed."""

    unobserved: bool = False


@dataclass(frozen=True, slots=True)
class SatDown(Incoming):
    """Somebody sits in the room's voice channel. `unobserved`: found there, nobody saw them come."""

    unobserved: bool = False


@dataclass(frozen=True, slots=True)
class GotUp(Incoming):
    """Somebody sits in the room's voice channel no longer."""

    unobserved: bool = False


@dataclass(frozen=True, slots=True)
class HandRaised(Incoming):
    """Somebody in the room's stage would like to speak."""

    unobserved: bool = False


@dataclass(frozen=True, slots=True)
class HandLowered(Incoming):
    """Somebody in the room's stage no longer would."""

    unobserved: bool = False


@dataclass(frozen=True, slots=True)
class Notice(Incoming):
    """Something about a room or a form itself, and nothing that a person said."""


@dataclass(frozen=True, slots=True)
class Unreadable(Notice):
    """An encrypted message whose key has not come yet; it waits under its source until it can be read."""


@dataclass(frozen=True, slots=True)
class DirectOpened(Notice):
    """Somebody opened a direct chat with the bot, and it was accepted."""


@dataclass(frozen=True, slots=True)
class RoomMoved(Notice):
    """The room was upgraded: it goes on in `successor`, where the bot already is."""

    successor: str


@dataclass(frozen=True, slots=True)
class RoomLost(Notice):
    """The bot was removed from the room."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class Said(Notice):
    """A message of ours stands in the room, sent with this key: known before anybody can have tapped on it."""

    key: str


@dataclass(frozen=True, slots=True)
class FormOpened(Notice):
    """Somebody opened a form and is writing in it; the source names the form."""


@dataclass(frozen=True, slots=True)
class FormReturned(Notice):
    """What was written in a form has arrived, and comes as a message."""

    form: Source


@dataclass(frozen=True, slots=True)
class FormsMissed(Notice):
    """Nobody listened for a while: what was written in the open forms of this room may be lost."""


class Settled(Protocol):
    """Who waits to hear what became of inputs."""

    def __call__(
        self, sources: Sequence[Source], outcomes: Mapping[Source, str], answered: Collection[Source], /
    ) -> None:
        """Take which inputs it is about, their outcomes, and which get an answer of the house: it is on its way."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What one answer of the platform brought, in its order, and the position to commit with it."""

    platform: str
    position: str
    """Empty: the platform stays where it is, for something is to follow."""
    incoming: tuple[Incoming, ...]
    settled: Settled | None = field(default=None, compare=False, repr=False)
    """Whom to tell, once it is on disk, what became of the inputs."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody finds in a poll of ours: what there is to choose, and what they said of it so far."""

    method: str
    options: tuple[tuple[str, str], ...]
    """(id, words), as in `Poll`."""
    choices: int
    """How many options, or dots."""
    weights: Mapping[str, int]
    open: bool = True
    repeat: bool = True
    """An option can have more than one dot."""


@dataclass(frozen=True, slots=True)
class Known:
    """Who is where, by what was decided so far: accounts of one platform."""

    inside: frozenset[str] = frozenset()
    seated: frozenset[str] = frozenset()
    hands: frozenset[str] = frozenset()


class Inbox(Protocol):
    """Where adapters put what comes in."""

    async def take(self, batch: Batch) -> None:
        """Hand over a batch; waits while too much waits already."""

    async def still(self) -> object:
        """Wait until nothing is under way: what is asked then, without waiting in between, is on disk."""

    def standing(self, poll: Source, account: str, /) -> Standing | None:
        """Return how a poll stands for somebody by what was decided so far; None if it is no poll that we know."""

    def recognise(self, message: Source, key: str, /) -> None:
        """Know a message of ours by its key: somebody tapped on it, perhaps before we know that it was taken."""

    def known(self, room: str, /) -> Known:
        """Return who is in a room and in its voice channel as far as the house knows."""

    def kept(self, room: str, /) -> Mapping[str, str]:
        """Return the ids of messages and taps in a room that still mean something, each with its account."""
