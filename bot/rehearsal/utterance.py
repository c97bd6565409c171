"""One line of a transcript."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from commands.heard import Outcome
    from workshop_flows.values import Moment, Source

BOT = "Werkstatt"


@dataclass(slots=True)
class Utterance:
    """Who said what to whom, and the marks under it."""

    at: Moment
    who: str
    text: str
    to: str = ""
    """To whom, or where, if not to the workshop's room."""
    marks: list[str] = field(default_factory=list)
    workshop: str = ""
    source: Source | None = None
    anchor: str = ""
    action: str = ""
    """What a person did instead of writing, or before it, as the transcript words it."""
    outcome: Outcome | None = None
    side: str = ""
    """The platform in whose rooms alone it is heard."""
