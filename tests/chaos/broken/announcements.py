"""Phases that are doubled, left out, early or late (I5, I6)."""

from __future__ import annotations

from copy import deepcopy

from tests.chaos.broken.hands import history, later, opens, room_of, say
from tests.chaos.evidence import Evidence
from tests.chaos.room import body


def a_phase_is_announced_twice(evidence: Evidence) -> None:
    """Say it again, as a restart might."""
    event = next(each for each in history(evidence) if opens(evidence, each, "ideas"))
    say(evidence, deepcopy(event["content"]))


def a_phase_is_skipped(evidence: Evidence) -> None:
    """Tell nobody of the second ideas."""
    event = [each for each in history(evidence) if opens(evidence, each, "ideas")][-1]
    lines = body(event).splitlines()
    event["content"]["body"] = "\n".join(line for line in lines if ", bis " not in line)
    event["content"] |= {"msgtype": "m.notice", "m.mentions": {}}


def a_phase_is_announced_late(evidence: Evidence) -> None:
    """Let nothing be wrong, and still be slow: the clock ran on for half a minute."""
    later(evidence, "closing", 30_000)


def a_phase_is_announced_a_second_late(evidence: Evidence) -> None:
    """Be as slow as an idle server gives no reason to."""
    later(evidence, "vote", 1_000)


def a_phase_waits_for_a_bot_that_lives_again(evidence: Evidence) -> None:
    """Be dead when it falls due, and take ten seconds after that."""
    due = room_of(evidence).opened[4].due or 0
    evidence.away.append((due - 2_000, due + 1_000))
    later(evidence, "closing", 12_000)


def a_busy_machine_is_no_excuse_for_everything(evidence: Evidence) -> None:
    """Let others wait for a minute; that excuses five seconds."""
    due = room_of(evidence).opened[4].due or 0
    evidence.pulses.append((due, 60_000))
    later(evidence, "closing", 9_000)


def a_phase_is_announced_early(evidence: Evidence) -> None:
    """Do not wait for its time."""
    event = next(each for each in history(evidence) if opens(evidence, each, "vote"))
    event["origin_server_ts"] -= 500
