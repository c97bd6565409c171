"""The votes of one workshop and their ballots."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workshop_flows.facts.votes import Option, VoteOpened
    from workshop_flows.result import Result
    from workshop_flows.values import Ballot, Method, Moment, Source, Text


@dataclass(slots=True)
class Cast:
    """The ballot that counts for a person, as they gave it last. Opinions add up: one on each idea, the last one."""

    weights: dict[int, int]
    source: Source
    at: Moment
    visible: bool
    by: int | None = None
    said: dict[int, Source] = field(default_factory=dict)
    """Opinions: which message said it of which idea, so that deleting the message takes it back."""

    @property
    def ballot(self) -> Ballot:
        """The ballot as a value, ordered by option."""
        return tuple(sorted(self.weights.items()))


@dataclass(slots=True)
class Vote:
    """A vote: what it asks, who said what, and what came of it."""

    opened: VoteOpened
    at: Moment
    ballots: dict[int, Cast] = field(default_factory=dict)
    late: set[int] = field(default_factory=set)
    closing: Moment | None = None
    """Since when it is due, but not yet counted; where a phase carries it, `Workshop.closing` says that."""
    closed: Moment | None = None
    present: int = 0
    joined: int = 0
    missed: tuple[str, ...] = ()
    """The platforms of the workshop that were away when it was counted."""
    result: Result | None = None
    voided: bool = False
    by_number: dict[int, Option] = field(init=False)

    def __post_init__(self) -> None:
        """Sort the options once by number."""
        self.by_number = {option.number: option for option in self.opened.options}

    @property
    def number(self) -> int:
        """Its number within the workshop."""
        return self.opened.vote

    @property
    def method(self) -> Method:
        """How people vote in it."""
        return self.opened.method

    @property
    def title(self) -> Text:
        """What is asked."""
        return self.opened.title

    @property
    def options(self) -> tuple[Option, ...]:
        """What can be chosen, as worded at the opening."""
        return self.opened.options

    def void(self, at: Moment) -> None:
        """Let it have been for nothing: the moderation went back before it."""
        self.closed, self.result = self.closed or at, None
        self.voided = True

    @property
    def open(self) -> bool:
        """Ballots still count."""
        return self.closed is None
