"""What a command is: a name, who may use it, and how it decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from workshop_flows.effects import Effect, Line, Value
from workshop_flows.facts.entry import Fact, In
from workshop_flows.values import NOWHERE, Moment, Role, Source, Text

if TYPE_CHECKING:
    from workshop_flows.workshop import Workshop

EVERYBODY = frozenset(Role)
CITIZENS = frozenset({Role.CITIZEN, Role.MODERATOR, Role.ORGANISER})
LEADING = frozenset({Role.MODERATOR, Role.ORGANISER})
ANSWERING = frozenset({Role.OFFICIAL, Role.MODERATOR, Role.ORGANISER})


class Said(NamedTuple):
    """What a command gets to decide on: who said it, where, and the words behind the command's name."""

    person: int
    role: Role
    at: Moment
    rest: Text = Text("")
    source: Source = NOWHERE
    reply_to: Source | None = None
    direct: bool = False
    """Said in the direct chat, where nobody else reads it."""
    aloud: bool = True
    """Said in a room of the workshop, where everybody reads it."""
    spare: int = 0
    """A number for a person who is not known yet."""

    @property
    def leads(self) -> bool:
        """The person may lead the workshop."""
        return self.role in LEADING


@dataclass(frozen=True, slots=True)
class Refused:
    """A polite no: a line and its values. `once`: say it to the same person only one time.

    `hint`: what whoever leads hears of it, the first time that this person is told so in this workshop.
    """

    name: str
    values: Mapping[str, Value] = field(default_factory=dict)
    once: bool = False
    hint: Line | None = None

    @property
    def line(self) -> Line:
        """The sentence."""
        return Line(self.name, self.values)


def refused(name: str, **values: Value) -> Refused:
    """Refuse with a line and its values."""
    return Refused(name, values)


@dataclass(frozen=True, slots=True)
class Answer:
    """Nothing happens, or little: somebody gets an answer to what they asked."""

    lines: tuple[Line, ...]
    facts: tuple[Fact | In, ...] = ()
    effects: tuple[Effect, ...] = ()
    elsewhere: tuple[tuple[str, Effect], ...] = ()
    """Effects in other workshops than the one at hand: (workshop, effect)."""


Decision: TypeAlias = "list[Fact | In] | Answer | Refused"
Decide: TypeAlias = "Callable[[Workshop, Said], Decision]"


@dataclass(frozen=True, slots=True)
class Command:
    """One row of the table of commands."""

    name: str
    may: frozenset[Role]
    decide: Decide
    quiet_yes: bool = False
    """A ✅ under the message says that it was done."""
    anywhere: bool = False
    """It needs no workshop that runs."""
    once: bool = False
    """Done twice it is another thing than done once, as whatever only the moderation may do."""
