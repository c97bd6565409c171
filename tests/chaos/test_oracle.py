"""The oracle finds nothing in a run that went well, and names what was broken in one that did not."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest

from tests.chaos.broken import acknowledgements, announcements, ideas, papers, quiet, votes
from tests.chaos.evidence import Evidence
from tests.chaos.oracle import judge

HERE = Path(__file__).parent
RECORDED = Evidence.load((HERE / "recorded.json").read_text("utf-8"))
"""The evidence of a small run in which all went well: `python -m tests.chaos.full calm` leaves such a file."""
ORACLE = (
    *("oracle", "violation", "evidence", "room", "ballots"),
    *("ideas", "acknowledgements", "announcements", "votes", "papers", "quiet"),
)
"""The files that judge."""
Mutation = Callable[[Evidence], None]
MUTATIONS: dict[str, tuple[Mutation, ...]] = {
    "I1": (
        ideas.an_idea_is_lost,
        ideas.an_idea_is_stored_twice,
        ideas.an_idea_has_two_numbers,
        ideas.an_idea_was_never_said,
    ),
    "I2": (ideas.an_acknowledged_idea_is_not_kept,),
    "I3": (
        acknowledgements.an_idea_is_never_acknowledged,
        acknowledgements.an_idea_is_acknowledged_twice,
        acknowledgements.an_answer_is_given_twice,
    ),
    "I4": (
        votes.a_ballot_too_many_is_counted,
        votes.a_result_is_another_one,
        votes.a_ballot_in_time_is_not_accepted,
        votes.a_ballot_after_the_close_is_accepted,
    ),
    "I5": (
        announcements.a_phase_is_announced_twice,
        announcements.a_phase_is_skipped,
        papers.the_files_are_handed_over_twice,
    ),
    "I6": (
        announcements.a_phase_is_announced_late,
        announcements.a_phase_is_announced_a_second_late,
        announcements.a_phase_waits_for_a_bot_that_lives_again,
        announcements.a_busy_machine_is_no_excuse_for_everything,
        announcements.a_phase_is_announced_early,
        acknowledgements.somebody_waits_too_long,
        acknowledgements.acknowledgements_take_the_whole_burst,
    ),
    "I7": (
        papers.words_are_written_down_wrongly,
        papers.a_result_is_written_down_wrongly,
        papers.a_sum_is_written_down_wrongly,
        papers.a_phase_is_not_written_down,
        papers.somebody_too_many_took_part,
        papers.somebody_was_overlooked_in_the_room,
        papers.the_same_journal_makes_other_bytes,
    ),
    "I8": (papers.the_token_is_logged, papers.a_moderator_is_logged, papers.an_account_is_exported),
    "I9": (quiet.an_answer_pings, quiet.an_answer_calls_everybody, quiet.an_answer_has_a_pill, quiet.an_answer_is_loud),
    "I10": (papers.something_still_waits, papers.a_row_has_lost_its_like, papers.the_file_is_damaged),
}


def test_nothing_is_wrong_with_a_run_that_went_well() -> None:
    """Ideas, ballots, changes, deletions, rubbish, late ones, alone with the bot and in an encrypted room: in order."""
    assert [str(each) for each in judge(deepcopy(RECORDED))] == []
    assert {each.kind for each in RECORDED.log} >= {"idea", "plain", "ballot", "bad", "edit", "delete", "rubbish"}
    assert any(each.room in RECORDED.chats for each in RECORDED.log)
    assert len(RECORDED.rooms) == 2


def test_an_old_ballot_is_no_ballot_of_the_next_vote() -> None:
    """Somebody edits what they sent to the first vote while the second is open: it does not count there."""
    evidence = deepcopy(RECORDED)
    votes.an_old_ballot_is_edited(evidence)
    assert [str(each) for each in judge(evidence)] == []


@pytest.mark.parametrize("name", ORACLE)
def test_the_oracle_shares_nothing_with_the_bot(name: str) -> None:
    """Who checks must not make the same mistakes."""
    for node in ast.walk(ast.parse((HERE / f"{name}.py").read_text("utf-8"))):
        modules = [each.name for each in node.names] if isinstance(node, ast.Import) else []
        modules += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        for module in modules:
            assert module.split(".")[0] in sys.stdlib_module_names or module.removeprefix("tests.chaos.") in ORACLE


@pytest.mark.parametrize(
    ("name", "mutation"),
    [(name, mutation) for name, mutations in MUTATIONS.items() for mutation in mutations],
    ids=lambda each: each if isinstance(each, str) else each.__name__,
)
def test_a_broken_promise_is_named(name: str, mutation: Mutation) -> None:
    """This one, and no other: an oracle that cannot fail is none."""
    evidence = deepcopy(RECORDED)
    mutation(evidence)
    found = judge(evidence)
    assert {each.name for each in found} == {name}, "\n".join(map(str, found))
