"""The oracle: recomputes a run from what anybody in the rooms can read, and names every promise that was broken.

I1 stored exactly once; I2 acknowledged is stored; I3 one acknowledgement; I4 one ballot each, the last in time;
I5 each phase announced once, in order; I6 and in time; I7 the documentation agrees; I8 nothing private is written down;
I9 nobody is pinged; I10 the file is sound.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.chaos.acknowledgements import answered, patient, prompt
from tests.chaos.announcements import in_order, punctual
from tests.chaos.evidence import Evidence
from tests.chaos.ideas import Ideas
from tests.chaos.papers import agenda, attendance, documentation, private
from tests.chaos.quiet import quiet
from tests.chaos.room import read
from tests.chaos.violation import Violation
from tests.chaos.votes import votes


def judge(evidence: Evidence) -> list[Violation]:
    """Return every promise that was broken."""
    found: list[Violation] = []
    for workshop in evidence.rooms:
        room = read(evidence, workshop)
        record = _record(evidence, workshop)
        ideas = Ideas(evidence, room, record)
        found += [*ideas.stored(), *ideas.kept(), *answered(room), *prompt(evidence, room)]
        found += [*in_order(evidence, room), *punctual(evidence, room)]
        found += [*votes(evidence, room, record), *ideas.written()]
        found += [*agenda(evidence, record), *attendance(evidence, room, record)]
    found += [*documentation(evidence), *private(evidence), *quiet(evidence), *patient(evidence), *_sound(evidence)]
    return found


def _sound(evidence: Evidence) -> Iterator[Violation]:
    """I10: the file is whole, and nothing waits to be said or was given up."""
    journal = evidence.journal
    if journal["integrity"] != ["ok"] or journal["foreign"]:
        yield Violation("I10", f"SQLite says {journal['integrity'][:3]} {journal['foreign'][:3]}")
    if journal["waiting"]:
        yield Violation("I10", f"{journal['waiting']} rows still wait to be said")


def _record(evidence: Evidence, workshop: str) -> dict[str, Any]:
    found = [each for each in evidence.summary.get("workshops", []) if each["id"] == workshop]
    return found[0] if found else {}
