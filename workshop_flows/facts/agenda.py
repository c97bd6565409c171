"""What happens to the agenda: beginnings, ends, and what a moderator does to the clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from workshop_flows.values import Moment


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
class UndoAsked:
    """A moderator would take back what costs ballots, and was asked whether they mean it."""

    by: int


@dataclass(frozen=True, slots=True)
class WorkshopEnded:
    """The workshop is over."""

    by: int | None = None


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
    | UndoAsked
    | WorkshopEnded
)
