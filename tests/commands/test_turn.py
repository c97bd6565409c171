"""A turn: what is said of an input, and how often."""

from __future__ import annotations

import pytest

from bot.vocabulary import vocabulary
from commands.hear import hear
from commands.heard import Heard, Spot, Words
from workshop_flows.conference import Conference
from workshop_flows.effects import Effect, Reply, Say
from workshop_flows.facts.conference import WorkshopPlanned
from workshop_flows.facts.entry import In
from workshop_flows.happen import play
from workshop_flows.values import Role, Source

NOON = 1_813_500_000_000


def effects(kind: type[Effect], *, owed: bool = False, times: int = 3, role: Role = Role.CITIZEN) -> list[int]:
    """Let somebody do the same forbidden thing again and again; return how much is said each time."""
    day = Conference()
    play(day, [In("w", WorkshopPlanned("A", "Mobilität", "de"))], NOON, "")
    heard = [
        Heard(1, role, Spot.ROOM, "w", Source(f"x:!w/{n}"), NOON + n, Words("!beenden"), owed=owed)
        for n in range(times)
    ]
    turns = [hear(day, each, vocabulary(["Werkstatt"])) for each in heard]
    return [sum(isinstance(effect, kind) for _, effect in turn.effects) for turn in turns]


@pytest.mark.parametrize(("owed", "said"), [(False, [1, 0, 0]), (True, [1, 1, 1])])
def test_a_refusal_is_repeated_only_where_an_answer_is_owed(said: list[int], *, owed: bool) -> None:
    """In a room the same sentence again would be noise; whoever taps a button must hear why nothing happens."""
    assert effects(Reply, owed=owed) == said


def test_who_leads_hears_once_of_somebody_who_would_like_to_lead() -> None:
    """It may be a joke, or a moderator whose account was given no rights."""
    assert effects(Say) == [1, 0, 0]
    assert effects(Say, owed=True) == [1, 0, 0]
    assert effects(Say, role=Role.OFFICIAL) == [0, 0, 0]
