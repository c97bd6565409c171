"""What a chat platform is to us: what comes in, what goes out, and what may go wrong in between.

An adapter translates and never decides. Rooms and accounts carry their platform's name: `matrix:!abc`,
`matrix:@karin:example.org`; a `Source` is `<room>/<event>`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from workshop_flows.values import Moment, Source

# --- what comes in ----------------------------------------------------------------------------------------------


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


@dataclass(frozen=True, slots=True)
class Batch:
    """What one answer of the platform brought, in its order, and the position to commit with it."""

    platform: str
    position: str
    incoming: tuple[Incoming, ...]
    settled: Callable[[Mapping[Source, str]], None] | None = field(default=None, compare=False, repr=False)
    """Whom to tell, once it is on disk, what became of the inputs: their outcomes, by source."""


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

    def standing(self, poll: Source, account: str, /) -> Standing | None:
        """Return how a poll stands for somebody by what was decided so far; None if it is no poll that we know."""

    def known(self, room: str, /) -> Known:
        """Return who is in a room and in its voice channel as far as the house knows."""

    def kept(self, room: str, /) -> Mapping[str, str]:
        """Return the ids of messages and taps in a room that still mean something, each with its account."""


# --- what goes out ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Post:
    """A message. `notice`: no phone rings for it. `covers`: the sources it acknowledges, in its content.

    `until`: when what it tells of is over, for platforms that count down by themselves. `expects`: people may tap it.
    """

    plain: str
    html: str = ""
    notice: bool = True
    reply_to: Source | None = None
    addresses_all: bool = False
    covers: tuple[Source, ...] = ()
    until: Moment | None = None
    expects: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign under a message: the quiet acknowledgement, or (`offered`) a tap offered to people under one of ours."""

    target: Source
    sign: str
    offered: bool = False


@dataclass(frozen=True, slots=True)
class Unmark:
    """Take away a sign of ours under a message; where none stands, nothing is to be done."""

    target: Source
    sign: str


@dataclass(frozen=True, slots=True)
class Edit:
    """New words for one of our messages; `until` as in `Post`. `over`: nothing is offered under it any more."""

    target: Source
    plain: str
    html: str = ""
    until: Moment | None = None
    over: bool = False


@dataclass(frozen=True, slots=True)
class Pin:
    """Pin one of our messages, in place of those that we pinned before."""

    target: Source


@dataclass(frozen=True, slots=True)
class Poll:
    """A poll; `options` are (id, words), `method` is how people vote. `disclosed`: visible while it is open."""

    question: str
    options: tuple[tuple[str, str], ...]
    choices: int
    disclosed: bool = False
    method: str = "approval"


@dataclass(frozen=True, slots=True)
class PollEnd:
    """The end of a native poll; its text carries the official result."""

    target: Source
    plain: str


@dataclass(frozen=True, slots=True)
class File:
    """A file for the room."""

    name: str
    mime: str
    content: bytes


Outgoing: TypeAlias = Post | Mark | Unmark | Edit | Pin | Poll | PollEnd | File


class NotNow(Exception):  # noqa: N818 - not an error but an answer
    """The server wants us to wait."""

    def __init__(self, wait: Moment) -> None:
        """Keep how long to wait, in milliseconds."""
        super().__init__(f"wait {wait} ms")
        self.wait = wait


class Unreachable(Exception):  # noqa: N818
    """The server did not answer, or not sensibly; whether it took the message is unknown. Send again, same key."""


class Impossible(Exception):  # noqa: N818
    """The server will never take this message: the room is gone, a right is missing, it is too large."""


class LoginRefused(Exception):  # noqa: N818
    """The account or its token is not accepted; nothing helps but a new one."""


# --- the platform -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Joined:
    """The rooms that the bot is in, by the name under which they are configured, and those that it is not in."""

    rooms: dict[str, str]
    missing: dict[str, str]
    """configured name -> why, in one sentence for the operator."""


class Platform(Protocol):
    """A chat platform."""

    name: str
    memory: Moment
    """For so many milliseconds the server knows a key again; what may be older is looked for with `find`."""

    async def connect(self, rooms: Sequence[str], directs: Sequence[str]) -> Joined:
        """Log in and join the configured `rooms` (ids or aliases); `directs` are the direct chats known from before.

        Raises LoginRefused, Unreachable.
        """

    async def listen(self, inbox: Inbox, position: str | None) -> None:
        """Read for ever from `position` on (None: the very first time), and hand every batch to the inbox.

        Gaps are filled. Comes back by itself from every outage; raises LoginRefused only. `caught_up` is set when
        everything up to the position named by the first answer was handed over.
        """

    async def caught_up(self) -> None:
        """Wait until the first answer, gaps filled, was handed to the inbox."""

    async def read_again(self) -> None:
        """Return when everything that the server had taken when this was called was handed to the inbox."""

    async def send(self, room: str, outgoing: Outgoing, key: str) -> str:
        """Send, and return the platform's id of what was sent. The same key twice is one message.

        Raises NotNow, Unreachable, Impossible, LoginRefused.
        """

    async def find(self, room: str, outgoing: Outgoing, key: str, since: Moment) -> str | None:
        """Return the platform's id of what was sent with this key since an instant; None if it does not stand there.

        Raises as `send` does.
        """

    def leads(self, room: str, account: str) -> bool:
        """Say whether the room itself gives this account authority (power level 50 or more, or its creator)."""

    def name_of(self, room: str, account: str) -> str:
        """Return the name that people in the room see; never a basis for authority."""

    def members(self, room: str) -> frozenset[str]:
        """Return the accounts in the room, without the bot's own."""

    async def close(self) -> None:
        """Let go of everything."""
