"""What goes out to a platform."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from workshop_flows.values import Moment, Source


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
class Reworded:
    """Other words for a poll of ours, or for its end. Where a platform cannot change them, they stay as they are."""

    target: Source
    said: Poll | PollEnd


@dataclass(frozen=True, slots=True)
class Unsay:
    """Take away a message that we wrote for somebody, in their name; what they wrote themselves is theirs."""

    target: Source


@dataclass(frozen=True, slots=True)
class File:
    """A file for the room."""

    name: str
    mime: str
    content: bytes


Outgoing: TypeAlias = Post | Mark | Unmark | Edit | Pin | Poll | PollEnd | Reworded | Unsay | File
