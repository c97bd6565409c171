"""What happens to votes and ballots."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from workshop_flows.values import NOWHERE, Ballot, Method, Moment, Source, Text


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose, as it was worded when the vote opened."""

    number: int
    title: Text
    status_quo: bool = False


@dataclass(frozen=True, slots=True)
class VoteOpened:
    """A vote opened: options and wording stand until it closes.

    `limit`: how many options (approval) or dots one may give. `keep`: the places of the shortlist. `ends` only where
    no phase carries the vote (an ad-hoc poll).
    """

    vote: int
    title: Text
    method: Method
    options: tuple[Option, ...]
    limit: int = 1
    cumulative: bool = True
    keep: int = 3
    hidden: bool = True
    phase: int | None = None
    runoff_of: int | None = None
    ends: Moment | None = None
    by: int | None = None


@dataclass(frozen=True, slots=True)
class BallotCast:
    """Somebody voted; it replaces what they said before. `visible`: the room could read it. `by`: entered for them."""

    vote: int
    person: int
    ballot: Ballot
    source: Source = NOWHERE
    visible: bool = True
    by: int | None = None


@dataclass(frozen=True, slots=True)
class BallotWithdrawn:
    """Somebody took their ballot back while the vote was open; of opinions those on `options`, or all."""

    vote: int
    person: int
    options: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class BallotLate:
    """A ballot came after the close: kept as a figure, not counted."""

    vote: int
    person: int
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True)
class VoteClosing:
    """The time of a poll in between is over; what the servers took before now is still read and counted."""

    vote: int


@dataclass(frozen=True, slots=True)
class VoteClosed:
    """The vote is closed and counted; `present` and `joined` are the denominators at that instant."""

    vote: int
    present: int
    joined: int


VoteFact: TypeAlias = VoteOpened | BallotCast | BallotWithdrawn | BallotLate | VoteClosing | VoteClosed
