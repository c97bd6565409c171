"""What happens to people: roles, coming and leaving, signs of life."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from workshop_flows.values import Role, Text


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


PresenceFact: TypeAlias = RoleGiven | Came | Left | Active | Waved | GuestAdded | HeadCounted | Told
