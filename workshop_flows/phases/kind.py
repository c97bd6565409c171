"""What a kind of phase is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from workshop_flows.effects import Line, Next

if TYPE_CHECKING:
    from workshop_flows.values import Moment
    from workshop_flows.workshop import Phase, Workshop

Opening: TypeAlias = "Callable[[Workshop, Phase], tuple[Line, ...]]"
Closing: TypeAlias = "Callable[[Workshop, Phase], tuple[Line, ...]]"
Following: TypeAlias = "Callable[[Workshop, Phase], Next]"


def silent(_workshop: Workshop, _phase: Phase) -> tuple[Line, ...]:
    """Say nothing."""
    return ()


def nothing(_workshop: Workshop, _phase: Phase) -> Next:
    """Let nothing follow."""
    return Next()


@dataclass(frozen=True, slots=True)
class PhaseKind:
    """One row of the table of kinds."""

    opens: Opening
    """What is said after title and end, and after the flow's own prompt."""
    closes: Closing = silent
    following: Following = nothing
    """What else follows from its opening: a vote opens with its phase."""
    ballots: bool = False
    """It waits at its end for ballots that are under way."""
    warns: Moment | None = None
    """How long before its end the room is warned; None: the moderation gets a hint instead."""
    warning: Closing = silent
    takes: str = ""
    """The command that a plain message stands for while it is open."""
    rings: bool = False
    """Phones ring when it opens."""
    taps: tuple[str, ...] = ()
    anchor: str = ""
