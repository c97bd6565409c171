"""Files that are wrong, doubled, indiscreet or damaged (I5, I7, I8, I10)."""

from __future__ import annotations

from copy import deepcopy

from tests.chaos.broken.hands import an_idea, record
from tests.chaos.evidence import Evidence


def the_files_are_handed_over_twice(evidence: Evidence) -> None:
    """Send the organisers a file again."""
    file = next(each for each in evidence.staff if each["content"].get("msgtype") == "m.file")
    evidence.staff.append(deepcopy(file))


def words_are_written_down_wrongly(evidence: Evidence) -> None:
    """Put in words that their author never said."""
    record(evidence)["ideas"][0]["text"] += " oder so"


def a_result_is_written_down_wrongly(evidence: Evidence) -> None:
    """Write down other points than the room was told."""
    record(evidence)["votes"][0]["rows"][0]["value"] += 1


def a_sum_is_written_down_wrongly(evidence: Evidence) -> None:
    """Say another number in the first section than the list has."""
    evidence.summary["totals"]["ideas"] += 1


def somebody_too_many_took_part(evidence: Evidence) -> None:
    """Count the bot as well."""
    figures = record(evidence)["attendance"]
    figures["unique"] = figures["members"] + 1


def somebody_was_overlooked_in_the_room(evidence: Evidence) -> None:
    """Count one of those who came not at all."""
    record(evidence)["attendance"]["members"] -= 1


def a_phase_is_not_written_down(evidence: Evidence) -> None:
    """Leave one out."""
    del record(evidence)["phases"][-1]


def the_same_journal_makes_other_bytes(evidence: Evidence) -> None:
    """Write it again, and let it be another one."""
    evidence.published_again = False


def the_token_is_logged(evidence: Evidence) -> None:
    """Write down a request with its head."""
    evidence.papers["log"] += f"Authorization: Bearer {evidence.secrets[0]}"


def a_moderator_is_logged(evidence: Evidence) -> None:
    """Write down who leads, who says nothing in the whole run."""
    evidence.papers["log"] += f"Befehl von {evidence.people[0]}"


def an_account_is_exported(evidence: Evidence) -> None:
    """Write down who said it."""
    evidence.papers["ideas.csv"] += f"1;Bäume;{an_idea(evidence)[1].input.person}"


def something_still_waits(evidence: Evidence) -> None:
    """Leave something in the outbox."""
    evidence.journal["waiting"] = 1


def a_row_has_lost_its_like(evidence: Evidence) -> None:
    """Let SQLite find a reference to nothing."""
    evidence.journal["foreign"] = [["facts", "7", "sources", "0"]]


def the_file_is_damaged(evidence: Evidence) -> None:
    """Let SQLite find a page that nobody points at."""
    evidence.journal["integrity"] = ["*** in database main *** Page 7 is never used"]
