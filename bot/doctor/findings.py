"""What the doctor found: a sentence for the operator each, and what to copy where something is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import indent
from typing import Literal, TypeAlias

Level: TypeAlias = Literal["good", "warning", "missing"]

SIGNS: dict[Level, str] = {"good": "✓", "warning": "!", "missing": "✗"}
ALL_GOOD = "Alles da."
SUMMARY = "Es fehlt (✗): {missing}. Zu bedenken (!): {warnings}."
SOUND, SOMETHING_MISSING, REFUSED = 0, 1, 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `remedy`: lines to copy. `refused`: the platform did not accept the login."""

    level: Level
    sentence: str
    remedy: str = ""
    refused: bool = False

    @property
    def ok(self) -> bool:
        """Whether nothing has to be done before the day."""
        return self.level != "missing"


def good(sentence: str, remedy: str = "") -> Finding:
    """Return that something is as it should be."""
    return Finding("good", sentence, remedy)


def warning(sentence: str, remedy: str = "") -> Finding:
    """Return that something works, but not as it could."""
    return Finding("warning", sentence, remedy)


def missing(sentence: str, remedy: str = "") -> Finding:
    """Return that something is missing without which the day does not work."""
    return Finding("missing", sentence, remedy)


def report(findings: Iterable[Finding]) -> str:
    """Return all findings as the shell shows them, in their order, with the sum at the end."""
    found = list(findings)
    parts = [f"{SIGNS[each.level]} {each.sentence}{_remedy(each)}" for each in found]
    lacking, warnings = (sum(each.level == level for each in found) for level in ("missing", "warning"))
    summary = SUMMARY.format(missing=lacking, warnings=warnings) if lacking or warnings else ALL_GOOD
    return "\n".join([*parts, "", summary])


def exit_code(findings: Iterable[Finding]) -> int:
    """Return the shell's exit code: 0 nothing is missing, 1 something is, 5 the login was refused."""
    found = list(findings)
    if any(each.refused for each in found):
        return REFUSED
    return SOUND if all(each.ok for each in found) else SOMETHING_MISSING


def _remedy(finding: Finding) -> str:
    return "\n" + indent(finding.remedy, "    ") if finding.remedy else ""
