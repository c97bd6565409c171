"""A flow: the agenda of a workshop as data. It is checked where it is read (`bot/configuration/flow_files.py`)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of phase."""

    WELCOME = "welcome"
    TALK = "talk"
    IDEAS = "ideas"
    SORT = "sort"
    VOTE = "vote"
    SURVEY = "survey"
    BREAK = "break"
    MESSAGES = "messages"
    CLOSING = "closing"


class On(StrEnum):
    """What a vote is about."""

    IDEAS = "ideas"
    QUESTIONS = "questions"
    OPTIONS = "options"
    WINNERS = "winners"


class Way(StrEnum):
    """How people vote in a phase of votes."""

    APPROVAL = "approval"
    DOTS = "dots"
    SINGLE = "single"
    RESISTANCE = "resistance"
    OPINION = "opinion"


class Advance(StrEnum):
    """Who ends a phase when its time is over: the clock, or the moderation."""

    AUTO = "auto"
    HAND = "hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class PhasePlan:
    """One phase of a flow. Keys that its kind does not use must be left out; the check says so."""

    kind: Kind
    title: str
    minutes: int
    at: str = ""
    """A fixed local time of beginning, `"12:30"`; free phases before it shrink."""
    prompt: str = ""
    """The question that people read when the phase opens."""
    advance: Advance = Advance.AUTO
    ring: bool = False
    """Address the whole room, so that every phone rings."""

    # ideas, messages
    per_person: int | None = None
    """How many go on the list; further ones are parked. None: no limit."""
    plain: bool = True
    """A plain message is a contribution."""

    # vote
    on: On = On.IDEAS
    method: Way = Way.APPROVAL
    choices: int = 3
    """Approval, survey: at most this many."""
    dots: int = 3
    cumulative: bool = True
    """Dots: several on one option are allowed."""
    keep: int = 3
    """The shortlist; everyone tied at the cut is in."""
    show_results: bool = False
    """Show the standing while the vote is open. Left out: hidden until the close."""
    status_quo: str = ""
    """Resistance: the words for "everything stays as it is"; left out: the language's own."""

    # vote on options, survey
    options: tuple[str, ...] = ()
    scale: str = ""
    """Survey: a question to answer with 1 to 5, instead of options."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """An agenda: its phases one after another."""

    title: str
    phases: tuple[PhasePlan, ...]
    topics: tuple[str, ...] = ()
    fixed_end: bool = False
    """The end stands, whatever is extended; the phases before it shrink."""
    summary: str = ""
    """One sentence for the organiser who chooses."""

    @property
    def minutes(self) -> int:
        """The length of the whole, in minutes."""
        return sum(phase.minutes for phase in self.phases)
