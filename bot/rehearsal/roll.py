"""Who takes part in a rehearsal, by name."""

from __future__ import annotations

from dataclasses import dataclass, field

ANYWHERE = "rehearsal"
"""The platform of those of whom none is said."""


@dataclass(slots=True)
class Roll:
    """Everybody's number, and where they are."""

    numbers: dict[str, int] = field(default_factory=dict)
    sides: dict[str, str] = field(default_factory=dict)
    """On which platform somebody is."""

    def name(self, person: int) -> str:
        """Return what somebody is called; `?` if nobody has this number."""
        return next((name for name, number in self.numbers.items() if number == person), "?")

    def side(self, name: str) -> str:
        """Return the platform on which somebody is, empty if none is said."""
        return self.sides.get(name, "")
