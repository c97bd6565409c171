"""Everything that can happen, in the past tense.

A fact is what the journal keeps and what the state is folded from. It is scoped to a workshop, or to the conference,
by the entry that carries it. People are numbers, their words are `Text`, what caused a fact is its `Source`.
New fields get a default, so that old journals fold for ever.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from workshop_flows.flow import Flow
from workshop_flows.values import NOWHERE, UNTITLED, Ballot, Method, Moment, Role, Source, Text

# --- the conference ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ConferencePlanned:
    """The configuration of the day was read, for the first time or changed."""

    name: str
    title: str
    language: str
    timezone: str
    address: str = "Sie"
    invited: int = 0
    next_steps: str = ""
    controller: str = ""
    contact: str = ""
    legal_basis: str = ""
    retention_days: int = 30
    small_count: int = 5
    listeners: str = ""
    """Who reads along, as people are told: "Der Oberbürgermeister und sein Team"."""
    officials: bool = False


@dataclass(frozen=True, slots=True)
class WorkshopPlanned:
    """A workshop of the configuration: its letter is its own for the whole conference."""

    letter: str
    title: str
    language: str
    starts: Moment | None = None
    call: str = ""
    plenary: bool = False


@dataclass(frozen=True, slots=True)
class FlowAdopted:
    """The flow that a workshop follows. A later one touches only phases that have not begun.

    `by`: a moderator chose it; without, it is the configuration's.
    """

    flow: Flow
    by: int | None = None


@dataclass(frozen=True, slots=True)
class PlatformMissed:
    """A platform did not answer in time when the day had to go on; what comes later for a closed vote is late."""

    platform: str


@dataclass(frozen=True, slots=True)
class BotGone:
    """Nobody watched between these instants (the last heartbeat, and the start after it)."""

    since: Moment
    until: Moment


@dataclass(frozen=True, slots=True)
class ClockJumped:
    """The computer's clock was set while the day ran (milliseconds, positive: forwards); ours was not."""

    by: int


@dataclass(frozen=True, slots=True)
class DiskWasFull:
    """Nothing could be written since an instant; what was said meanwhile was decided when it could."""

    since: Moment


@dataclass(frozen=True, slots=True)
class Released:
    """An organiser or moderator released the documentation: no draft any more."""

    person: int


@dataclass(frozen=True, slots=True)
class BulletinGiven:
    """The officials were told the results of these workshops, in one message."""

    workshops: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AskedWhere:
    """Somebody wrote to the bot directly and it is not clear for which workshop; the next word may say it."""

    person: int
    text: Text
    source: Source
    among: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhereAnswered:
    """The question of `AskedWhere` is settled, by an answer (a workshop's id) or by dropping it (empty)."""

    person: int
    workshop: str = ""


# --- the agenda -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WorkshopStarted:
    """A workshop began, for real or as a trial. Ideas and votes begin anew; a trial leaves no trace in any count."""

    begins: Moment
    trial: bool = False
    by: int | None = None


@dataclass(frozen=True, slots=True)
class PhaseBegan:
    """A phase opened. `begins` and `ends` are instants of the plan, not of the bell; no end: until somebody ends it."""

    number: int
    begins: Moment
    ends: Moment | None
    by: int | None = None


@dataclass(frozen=True, slots=True)
class PhaseClosing:
    """The time of a phase with ballots is over; what the servers took before now is still read and counted."""

    number: int
    by: int | None = None


@dataclass(frozen=True, slots=True)
class PhaseEnded:
    """A phase closed: the close that people see. A ballot counts exactly if its fact stands before this one."""

    number: int
    by: int | None = None


@dataclass(frozen=True, slots=True)
class PhaseReopened:
    """A phase that ended or was left by mistake goes on with the time that was left, and all its ballots."""

    number: int
    ends: Moment | None
    by: int | None = None


@dataclass(frozen=True, slots=True)
class PhaseMoved:
    """The end of the running phase was moved (extended, shortened, or held for a warning)."""

    number: int
    ends: Moment
    by: int | None = None


@dataclass(frozen=True, slots=True)
class WarningGiven:
    """The room was told that little time is left."""

    number: int


@dataclass(frozen=True, slots=True)
class HintGiven:
    """The moderation was told what comes next and when."""

    number: int


@dataclass(frozen=True, slots=True)
class Paused:
    """The clock of the workshop stands still, until a given instant or until somebody goes on."""

    until: Moment | None
    by: int


@dataclass(frozen=True, slots=True)
class Resumed:
    """The clock runs on; the end of the phase moved by the time lost."""

    ends: Moment | None
    by: int | None = None


@dataclass(frozen=True, slots=True)
class RunoffCalled:
    """A moderator wants the tie at the cut decided: a vote of `minutes` among the tied options comes next."""

    vote: int
    minutes: int
    by: int


@dataclass(frozen=True, slots=True)
class EndAsked:
    """A moderator typed the word that ends everything and was asked whether they mean it."""

    by: int


@dataclass(frozen=True, slots=True)
class WorkshopEnded:
    """The workshop is over."""

    by: int | None = None


# --- ideas ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class IdeaGiven:
    """Somebody contributed an idea. `parked`: not on the list of this phase, kept in the Themenspeicher.

    `by`: the moderator who entered it for somebody who only spoke.
    """

    idea: int
    person: int
    text: Text
    source: Source = NOWHERE
    topics: tuple[str, ...] = ()
    parked: bool = False
    by: int | None = None


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


# --- questions and messages -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class QuestionAsked:
    """Somebody asks the city. The number counts through the conference."""

    question: int
    person: int
    text: Text
    source: Source = NOWHERE
    by: int | None = None


@dataclass(frozen=True, slots=True)
class QuestionEdited:
    """The author said it better."""

    question: int
    text: Text


@dataclass(frozen=True, slots=True)
class QuestionWithdrawn:
    """The author took it back."""

    question: int


@dataclass(frozen=True, slots=True)
class QuestionHidden:
    """A moderator took it out of sight, or put it back."""

    question: int
    by: int
    hidden: bool = True


@dataclass(frozen=True, slots=True)
class QuestionSupported:
    """Somebody wants to know it too."""

    question: int
    person: int


@dataclass(frozen=True, slots=True)
class AnswerDrafted:
    """An official answers; before it goes out they see how it will look."""

    question: int
    person: int
    text: Text
    source: Source = NOWHERE
    office: Text = UNTITLED
    """Who answers for the city, as people are told: "Tiefbauamt"."""


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    """The answer went out to the room of the question, or was corrected there."""

    question: int
    person: int
    text: Text
    corrected: bool = False
    office: Text = UNTITLED


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


# --- votes ------------------------------------------------------------------------------------------------------


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
class VoteClosed:
    """The vote is closed and counted; `present` and `joined` are the denominators at that instant."""

    vote: int
    present: int
    joined: int


# --- people -----------------------------------------------------------------------------------------------------


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


ConferenceFact: TypeAlias = (
    ConferencePlanned
    | PlatformMissed
    | BotGone
    | ClockJumped
    | DiskWasFull
    | BulletinGiven
    | Released
    | AskedWhere
    | WhereAnswered
)
PlanFact: TypeAlias = WorkshopPlanned | FlowAdopted
AgendaFact: TypeAlias = (
    WorkshopStarted
    | PhaseBegan
    | PhaseClosing
    | PhaseEnded
    | PhaseReopened
    | PhaseMoved
    | WarningGiven
    | HintGiven
    | Paused
    | Resumed
    | RunoffCalled
    | EndAsked
    | WorkshopEnded
)
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
)
QuestionFact: TypeAlias = (
    QuestionAsked
    | QuestionEdited
    | QuestionWithdrawn
    | QuestionHidden
    | QuestionSupported
    | AnswerDrafted
    | AnswerGiven
)
MessageFact: TypeAlias = MessageGiven | MessageEdited | MessageWithdrawn | MessageHidden
VoteFact: TypeAlias = VoteOpened | BallotCast | BallotWithdrawn | BallotLate | VoteClosed
PresenceFact: TypeAlias = RoleGiven | Came | Left | Active | Waved | GuestAdded | HeadCounted | Told

Fact: TypeAlias = (
    ConferenceFact | PlanFact | AgendaFact | IdeaFact | QuestionFact | MessageFact | VoteFact | PresenceFact
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact where and when it happened. `workshop` is empty for what concerns the whole conference."""

    fact: Fact
    at: Moment
    workshop: str = ""


@dataclass(frozen=True, slots=True)
class In:
    """A fact that belongs to another workshop than the one at hand (empty: to the conference)."""

    workshop: str
    fact: Fact
