"""What happens to the conference as a whole, and to its plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from workshop_flows.flow import Flow
from workshop_flows.values import Moment, Source, Text


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
    sides: tuple[str, ...] = ()
    """The platforms on which it has a room."""


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
class PlatformBack:
    """A platform that was missed answers again, and what it had was read."""

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
class ClockAdopted:
    """Our clock goes by the computer's again; `person`: who wanted it, None: a restart begins with it anyway.

    `by`: how far it is set, after the commit. It never runs backwards: if that is negative, it stands still so long.
    """

    by: int
    person: int | None = None


@dataclass(frozen=True, slots=True)
class JournalTaken:
    """Files of the running journal were deleted or moved; `log`: only what stands beside it, and can be replaced."""

    log: bool = True


@dataclass(frozen=True, slots=True)
class DiskLow:
    """Only so little can still be written, in megabytes of 2**20 bytes."""

    free: int


@dataclass(frozen=True, slots=True)
class ReserveSpent:
    """There was no room to write any more, and the reserve was given free; `size` in megabytes of 2**20 bytes."""

    size: int


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


@dataclass(frozen=True, slots=True)
class ErasureAsked:
    """Somebody wants to be forgotten, and was asked whether they mean it."""

    person: int


@dataclass(frozen=True, slots=True)
class PersonErased:
    """Somebody was forgotten; what becomes of what they gave follows in each workshop."""

    person: int


ConferenceFact: TypeAlias = (
    ConferencePlanned
    | PlatformMissed
    | PlatformBack
    | BotGone
    | ClockJumped
    | ClockAdopted
    | JournalTaken
    | DiskLow
    | ReserveSpent
    | DiskWasFull
    | BulletinGiven
    | Released
    | AskedWhere
    | WhereAnswered
    | ErasureAsked
    | PersonErased
)


PlanFact: TypeAlias = WorkshopPlanned | FlowAdopted
