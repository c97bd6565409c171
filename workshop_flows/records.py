"""What is left of a day when it is written down: frozen figures and words, without a name of anybody."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from workshop_flows.flow import Kind, On
from workshop_flows.result import Turnout
from workshop_flows.values import Method, Moment

Masked: TypeAlias = "int | None"
"""A number of people. None: somebody, but fewer than `Summary.small_count`."""


@dataclass(frozen=True, slots=True)
class PhaseRecord:
    """A phase as it was. Without `begins` it did not take place; without `ends` it goes on."""

    number: int
    kind: Kind
    title: str
    minutes: int
    """As planned."""
    begins: Moment | None
    ends: Moment | None
    runoff: bool = False


@dataclass(frozen=True, slots=True)
class Original:
    """An idea in its author's own words."""

    reference: str
    number: int
    text: str
    edited: bool = False
    entered: bool = False
    """The moderation typed it for somebody who only spoke."""


@dataclass(frozen=True, slots=True)
class IdeaRecord:
    """An idea that everybody may see, with all that was bundled under it."""

    original: Original
    words: str
    """The clean title if there is one, else the author's words; in one row."""
    titled: bool
    topics: tuple[str, ...]
    supporters: int
    """Who is for it too, without its authors; nobody twice."""
    parked: bool
    bundled: tuple[Original, ...] = ()


@dataclass(frozen=True, slots=True)
class RowRecord:
    """An option of a counted vote. `title` is empty for what is withheld, and for an untitled status quo."""

    number: int
    reference: str
    """`B7` for an idea, `F1` for a question, else the option's number."""
    title: str
    rank: int
    value: int
    """Voters (approval, single), dots, the sum of resistance, or agreeing minus disagreeing."""
    shortlisted: bool
    tied: bool
    """It shares the last rank of the shortlist, and nobody decided the tie."""
    status_quo: bool = False
    agree: int = 0
    disagree: int = 0
    passed: int = 0
    withheld: str = ""
    """Why its words are not shown: `hidden`, `withdrawn` or `erased`."""


@dataclass(frozen=True, slots=True)
class VoteRecord:
    """A counted vote. No ballot of anybody, only sums."""

    number: int
    title: str
    method: Method
    on: On
    runoff_of: int | None
    poll: bool
    """Asked in between, with no phase of its own."""
    limit: int
    opened: Moment
    closed: Moment
    rows: tuple[RowRecord, ...]
    """By rank; of a scale none, see `points`."""
    turnout: Turnout
    coverage: tuple[int, int] | None
    points: tuple[tuple[int, int], ...] = ()
    average: Fraction | None = None
    decided_by: int | None = None
    """The run-off that settled its tie."""
    leading: bool = False
    """Its shortlist is what the workshop came to."""

    @property
    def shortlist(self) -> tuple[RowRecord, ...]:
        """The rows that stay."""
        return tuple(row for row in self.rows if row.shortlisted)


@dataclass(frozen=True, slots=True)
class QuestionRecord:
    """A question to the city. `answer` is empty while it is open."""

    number: int
    text: str
    supporters: int
    answer: str
    office: str
    entered: bool = False

    @property
    def reference(self) -> str:
        """Its number as people type it."""
        return f"F{self.number}"


@dataclass(frozen=True, slots=True)
class MessageRecord:
    """A closing sentence to the city."""

    number: int
    text: str
    entered: bool = False


@dataclass(frozen=True, slots=True)
class Stayed:
    """Who was there at the start, and who of them at the end. `dropped` of `came` is the Aussteigerquote.

    `dropped` is None where it would give a small number away.
    """

    came: Masked
    stayed: Masked
    dropped: int | None


@dataclass(frozen=True, slots=True)
class AttendanceRecord:
    """Who came to a workshop; citizens only."""

    unique: Masked
    peak: Masked
    at_start: Masked
    at_end: Masked
    waved_at_start: Masked
    waved_at_end: Masked
    seated: Masked
    members: Masked
    guests: Masked
    stay: Stayed
    head_counts: tuple[tuple[Moment, Masked], ...] = ()
    unobserved: tuple[tuple[Moment, Moment], ...] = ()
    """When nobody watched: (since, until)."""


@dataclass(frozen=True, slots=True)
class Left:
    """What is not shown, as counts."""

    hidden: int
    withdrawn: int


@dataclass(frozen=True, slots=True)
class WorkshopRecord:
    """One workshop. Without `ends` it goes on."""

    id: str
    letter: str
    title: str
    language: str
    plenary: bool
    begins: Moment | None
    ends: Moment | None
    prompts: tuple[str, ...]
    """What people were asked for their ideas."""
    phases: tuple[PhaseRecord, ...]
    ideas: tuple[IdeaRecord, ...]
    """By number, parked ones among them; bundled ones stand under their head."""
    ideas_left: Left
    votes: tuple[VoteRecord, ...]
    questions: tuple[QuestionRecord, ...]
    questions_left: Left
    messages: tuple[MessageRecord, ...]
    messages_left: Left
    attendance: AttendanceRecord | None
    """None before the end: who stays is known when it is over."""

    @property
    def contributed(self) -> int:
        """How many ideas were given and may be seen, bundled ones among them."""
        return sum(1 + len(idea.bundled) for idea in self.ideas)

    @property
    def leading(self) -> VoteRecord | None:
        """The vote that names what the workshop came to."""
        return next((vote for vote in self.votes if vote.leading), None)

    @property
    def winners(self) -> tuple[RowRecord, ...]:
        """What came first, by rank, as far as its words may be shown."""
        return tuple(row for row in self.leading.shortlist if not row.withheld) if self.leading else ()


@dataclass(frozen=True, slots=True)
class Totals:
    """The workshops together; everybody counts once. Of the stay: came to any at its start, stayed in their last."""

    unique: Masked
    stay: Stayed | None
    """None while something runs."""
    ideas: int
    questions: int
    answered: int
    messages: int
    ballots: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The whole day, as far as it may be shown. What was only a trial is not in it."""

    name: str
    title: str
    language: str
    timezone: str
    address: str
    controller: str
    contact: str
    next_steps: str
    invited: int
    small_count: int
    as_of: Moment
    """The instant of the last thing that counts: an end, the release, or what was handed in while something runs."""
    released: Moment | None
    missed: tuple[str, ...]
    """Platforms that did not answer while something was counted."""
    workshops: tuple[WorkshopRecord, ...]
    waiting: tuple[str, ...]
    """Titles of workshops that have not begun."""
    totals: Totals

    @property
    def draft(self) -> bool:
        """It was not released yet."""
        return self.released is None
