"""What happens to people: roles, coming and leaving, signs of life."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from workshop_flows.values import NOWHERE, Moment, Role, Source, Text


@dataclass(frozen=True, slots=True)
class RoleGiven:
    """What a person is, as the configuration and the rooms say."""

    person: int
    role: Role


@dataclass(frozen=True, slots=True)
class Came:
    """Somebody joined the room. `unobserved`: it happened while nobody watched."""

    person: int
    unobserved: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """Somebody left the room."""

    person: int
    unobserved: bool = False


@dataclass(frozen=True, slots=True)
class SatDown:
    """Somebody sits in the workshop's voice channel. `unobserved`: found there, nobody saw them come."""

    person: int
    unobserved: bool = False


@dataclass(frozen=True, slots=True)
class GotUp:
    """Somebody sits in the workshop's voice channel no longer. `unobserved`: nobody saw them go."""

    person: int
    unobserved: bool = False


@dataclass(frozen=True, slots=True)
class SpeakAsked:
    """Somebody would like to speak. `source`: the message that says so; a hand that was raised has none."""

    person: int
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True)
class SpeakDone:
    """Somebody has spoken, or no longer wants to. `by`: the moderation took them off the list."""

    person: int
    by: int | None = None


@dataclass(frozen=True, slots=True)
class Active:
    """A sign of life (a message, a tap, a ballot), noted at most once a minute."""

    person: int


@dataclass(frozen=True, slots=True)
class Waved:
    """Somebody said "here I am", at the welcome or at the closing."""

    person: int
    phase: int


@dataclass(frozen=True, slots=True)
class GuestAdded:
    """A person without an account, who only speaks."""

    person: int
    name: Text
    by: int


@dataclass(frozen=True, slots=True)
class HeadCounted:
    """The moderation counted the people in the call."""

    count: int
    by: int


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody was told something that one is told only once."""

    person: int
    about: str


@dataclass(frozen=True, slots=True)
class TracesErased:
    """Of somebody who was forgotten: what they gave in this workshop is withdrawn, or counted and nobody's.

    `first`, `last`, `left`: their signs of life, which do not follow from their ballots any more.
    """

    person: int
    first: Moment | None = None
    last: Moment | None = None
    left: Moment | None = None


PresenceFact: TypeAlias = (
    RoleGiven
    | Came
    | Left
    | SatDown
    | GotUp
    | SpeakAsked
    | SpeakDone
    | Active
    | Waved
    | GuestAdded
    | HeadCounted
    | Told
    | TracesErased
)
