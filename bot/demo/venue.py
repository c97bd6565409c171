"""What the demonstration needs of a platform: rooms on a server of its own, and people who take part in its way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from bot.demo.cast import Act, Citizen
from bot.demo.lines import RUBBISH, TALK
from workshop_flows.flow import PhasePlan

Casts: TypeAlias = Mapping[str, Sequence[Citizen]]
"""Workshop -> who takes part in it."""
STAFF = {"regie": "Regie", "rathaus": "Rathaus", "orga": "Organisation"}
"""The rooms beside the workshops."""


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What a room looks like at a glance."""

    messages: int
    ideas: int


class Venue(Protocol):
    """A platform on which the demonstration is played, with everybody's chat program."""

    @property
    def casts(self) -> Casts:
        """Who takes part here."""
        ...

    @property
    def environment(self) -> Mapping[str, str]:
        """What the bot finds in its environment: its key to the platform."""
        ...

    def table(self) -> str:
        """Return the platform's own table of the configuration."""
        ...

    def room(self, name: str) -> str:
        """Return the line of the configuration that names a room."""
        ...

    async def watch(self) -> None:
        """Look at what is said, until cancelled."""
        ...

    async def do(self, act: Act, citizen: Citizen, workshop: str, plan: PhasePlan) -> None:
        """Do what is in somebody's part, and note it in the log."""
        ...

    def glimpse(self, workshop: str) -> Glimpse:
        """Return what a room looks like."""
        ...

    def reads(self, workshop: str, phase: str) -> bool:
        """Say whether the bot has said in a room that a phase of this title began."""
        ...

    async def acknowledged(self) -> int:
        """Count the ideas that were acknowledged in the rooms."""
        ...

    async def newest(self) -> object:
        """Return something that changes as long as anything is said anywhere."""
        ...

    def problems(self) -> Sequence[str]:
        """Return what else the server noticed."""
        ...

    def invitation(self) -> Sequence[str]:
        """Return how to take part while it is left running."""
        ...

    async def stay(self) -> None:
        """Let whoever sits at the terminal take part, as far as the platform has no program of its own; else return."""
        ...


def talks(words: str) -> bool:
    """Say whether words may be just talk, to which nothing needs to be said."""
    return words in TALK or words in RUBBISH or words.startswith("Ich muss")


def opens(words: str, phase: str) -> bool:
    """Say whether a message of the bot opens a phase of this title."""
    return any(row.startswith((f"{phase}, bis", f"{phase} Bis")) for row in words.splitlines())
