"""Questions to the city, and the closing messages to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workshop_flows.values import UNTITLED

if TYPE_CHECKING:
    from workshop_flows.values import Moment, Source, Text


@dataclass(slots=True)
class Question:
    """A question and its answer. The number counts through the conference: `F1`, `F2`."""

    number: int
    person: int
    text: Text
    source: Source
    at: Moment
    by: int | None = None
    hidden: bool = False
    withdrawn: bool = False
    supporters: set[int] = field(default_factory=set)
    answer: Text | None = None
    answered_by: int | None = None
    office: Text = UNTITLED
    draft: Text | None = None
    draft_by: int | None = None
    draft_source: Source | None = None

    @property
    def open(self) -> bool:
        """It can be seen by everybody."""
        return not self.hidden and not self.withdrawn


@dataclass(slots=True)
class Message:
    """One closing sentence to the city."""

    number: int
    person: int
    text: Text
    source: Source
    at: Moment
    by: int | None = None
    hidden: bool = False
    withdrawn: bool = False

    @property
    def open(self) -> bool:
        """It can be seen by everybody."""
        return not self.hidden and not self.withdrawn
