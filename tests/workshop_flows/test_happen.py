"""The one door knows every fact."""

from __future__ import annotations

from typing import get_args

from workshop_flows.facts.entry import Fact
from workshop_flows.happen import CONFERENCE, GROUPS


def test_every_fact_has_its_place() -> None:
    """In the conference or in one of the groups, and in one only."""
    assert set(GROUPS) | CONFERENCE == set(get_args(Fact))
    assert not set(GROUPS) & CONFERENCE
