"""What happens to ideas: given, supported, reworded, curated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from workshop_flows.values import NOWHERE, UNTITLED, Source, Text


@dataclass(frozen=True, slots=True)
class IdeaGiven:
    """Somebody contributed an idea. `parked`: not on the list of this phase, kept in the Themenspeicher.

    `by`: the moderator who entered it for somebody who only spoke. `aloud`: said in a room of the workshop.
    """

    idea: int
    person: int
    text: Text
    source: Source = NOWHERE
    topics: tuple[str, ...] = ()
    parked: bool = False
    by: int | None = None
    aloud: bool = True


@dataclass(frozen=True, slots=True)
class IdeaSupported:
    """Somebody is for an idea too. `twin`: they wrote the very same idea again."""

    idea: int
    person: int
    source: Source = NOWHERE
    twin: bool = False


@dataclass(frozen=True, slots=True)
class SupportWithdrawn:
    """Somebody took their support back."""

    idea: int
    person: int


@dataclass(frozen=True, slots=True)
class IdeaEdited:
    """The author said it better."""

    idea: int
    text: Text
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IdeaWithdrawn:
    """The author took it back; the number stays taken."""

    idea: int


@dataclass(frozen=True, slots=True)
class IdeaHidden:
    """A moderator took it out of sight. Nothing is deleted, ballots stay."""

    idea: int
    by: int


@dataclass(frozen=True, slots=True)
class IdeaShown:
    """A moderator put it back."""

    idea: int
    by: int


@dataclass(frozen=True, slots=True)
class IdeaTagged:
    """A moderator named its topics."""

    idea: int
    topics: tuple[str, ...]
    by: int


@dataclass(frozen=True, slots=True)
class IdeaTitled:
    """A moderator gave it a clean title; the original stays in the appendix."""

    idea: int
    title: Text
    by: int


@dataclass(frozen=True, slots=True)
class IdeaAdmitted:
    """A moderator put a parked idea on the list."""

    idea: int
    by: int


@dataclass(frozen=True, slots=True)
class IdeasBundled:
    """A moderator put ideas together under `into`; the originals and their ballots stay as they are."""

    into: int
    ideas: tuple[int, ...]
    by: int
    title: Text = UNTITLED


@dataclass(frozen=True, slots=True)
class IdeasUnbundled:
    """A bundle was taken apart."""

    into: int
    by: int


@dataclass(frozen=True, slots=True)
class PairNoticed:
    """Two ideas look alike; the moderation gets a hint, nothing else happens."""

    one: int
    other: int


@dataclass(frozen=True, slots=True)
class IdeasPassedOn:
    """Of a workshop with several rooms, each was told those of these ideas that it had not heard."""

    ideas: tuple[int, ...]


IdeaFact: TypeAlias = (
    IdeaGiven
    | IdeaSupported
    | SupportWithdrawn
    | IdeaEdited
    | IdeaWithdrawn
    | IdeaHidden
    | IdeaShown
    | IdeaTagged
    | IdeaTitled
    | IdeaAdmitted
    | IdeasBundled
    | IdeasUnbundled
    | PairNoticed
    | IdeasPassedOn
)
