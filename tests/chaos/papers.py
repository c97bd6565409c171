"""What the bot wrote down: it agrees (I7), it was handed over once (I5), and nothing private is in it (I8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.chaos.evidence import Evidence
from tests.chaos.room import body
from tests.chaos.violation import Violation


def agenda(evidence: Evidence, record: dict[str, Any]) -> Iterator[Violation]:
    """I7: the documentation has the phases as they were planned, each begun and ended."""
    phases = record.get("phases", [])
    if [each["title"] for each in phases] != [each.title for each in evidence.plan]:
        yield Violation("I7", f"{record.get('id')} phases {[each['title'] for each in phases]}")
    for each in phases:
        if each["begins"] is None or each["ends"] is None or each["begins"] > each["ends"]:
            yield Violation("I7", f"{record.get('id')} {each['title']} from {each['begins']} to {each['ends']}")


def documentation(evidence: Evidence) -> Iterator[Violation]:
    """I7: sums agree, the same journal makes the same bytes; handed over once (I5)."""
    total = sum(len(each["ideas"]) for each in evidence.summary.get("workshops", []))
    if evidence.summary.get("totals", {}).get("ideas") != total:
        yield Violation("I7", f"the sum of ideas is {evidence.summary.get('totals')}, there are {total}")
    if not evidence.published_again:
        yield Violation("I7", "the documentation written again is another one")
    files = Counter(body(each) for each in evidence.staff if (each.get("content") or {}).get("msgtype") == "m.file")
    if not files or set(files.values()) != {1}:
        yield Violation("I5", f"files handed over: {dict(files)}")


def private(evidence: Evidence) -> Iterator[Violation]:
    """I8: no secret and nobody's account stands in the log or in the documentation."""
    people = {*evidence.people, *(each.person for each in evidence.log)}
    for name, words in evidence.papers.items():
        for secret in evidence.secrets:
            if secret in words:
                yield Violation("I8", f"a secret stands in {name}")
        for person in sorted(each for each in people if each in words):
            yield Violation("I8", f"{person} stands in {name}")
