"""What happens to the closing sentences for the city."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from workshop_flows.values import NOWHERE, Source, Text


@dataclass(frozen=True, slots=True)
class MessageGiven:
    """One closing sentence to the city."""

    message: int
    person: int
    text: Text
    source: Source = NOWHERE
    by: int | None = None


@dataclass(frozen=True, slots=True)
class MessageEdited:
    """The author said it better."""

    message: int
    text: Text


@dataclass(frozen=True, slots=True)
class MessageWithdrawn:
    """The author took it back."""

    message: int


@dataclass(frozen=True, slots=True)
class MessageHidden:
    """A moderator took it out of sight, or put it back."""

    message: int
    by: int
    hidden: bool = True


MessageFact: TypeAlias = MessageGiven | MessageEdited | MessageWithdrawn | MessageHidden
