"""The places where a rehearsal of accidents may end the process."""

from __future__ import annotations

import os
import signal

import pytest

from bot.failpoint import Failpoint


@pytest.fixture
def killed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the signals that the process would have been sent."""
    signs: list[int] = []
    monkeypatch.setattr(os, "kill", lambda _pid, sign: signs.append(sign))
    return signs


def test_without_a_wish_nothing_happens(killed: list[int]) -> None:
    """Nobody runs a city's workshop with it."""
    passing = Failpoint("")
    for point in ("before-commit", "after-commit", "after-send", "in-digest", ""):
        passing(point)
    assert killed == []


def test_it_ends_the_process_at_the_time_that_was_named(killed: list[int]) -> None:
    """At this place, and the third time only."""
    passing = Failpoint("after-send:3")
    for point in ("after-send", "after-commit", "after-send"):
        passing(point)
    assert killed == []
    passing("after-send")
    assert killed == [signal.SIGKILL]
