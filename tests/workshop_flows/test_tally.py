"""Every way to vote, against examples that were counted by hand; the hand's sums stand in the text."""

from __future__ import annotations

from fractions import Fraction

import pytest

from workshop_flows.facts.votes import Option, VoteOpened
from workshop_flows.result import Result
from workshop_flows.tally import count
from workshop_flows.values import Ballot, Method, Source, Text
from workshop_flows.votes import Cast, Vote


def counted(
    method: Method,
    ballots: list[Ballot],
    *,
    options: int = 6,
    limit: int = 3,
    keep: int = 3,
    bundles: dict[int, int] | None = None,
    status_quo: int | None = None,
) -> Result:
    """Count ballots of people 1, 2, 3 ... on the options 1 to `options`."""
    listed = [Option(number, Text(f"Idee {number}")) for number in range(1, options + 1)]
    if status_quo is not None:
        listed.append(Option(status_quo, Text("Alles bleibt"), status_quo=True))
    vote = Vote(VoteOpened(1, Text("Was zuerst?"), method, tuple(listed), limit, keep=keep), 0)
    for person, ballot in enumerate(ballots, 1):
        vote.ballots[person] = Cast(dict(ballot), Source(f"room/{person}"), 0, visible=True)
    merged = bundles or {}
    return count(vote, merged)


def one(*numbers: int) -> Ballot:
    """Return a ballot that names each number once."""
    return tuple((number, 1) for number in sorted(numbers))


def table(result: Result) -> list[tuple[int, int, int]]:
    """Return (rank, option, value) of all rows."""
    return [(row.rank, row.option, row.value) for row in result.rows]


def test_approval() -> None:
    """Option 1: people 1, 2, 3. Option 2: 1, 4. Option 3: 2. So 3, 2, 1 voters; 4 to 6 none, sharing rank 4."""
    result = counted(Method.APPROVAL, [one(1, 2), one(1, 3), one(1), one(2)])
    assert table(result) == [(1, 1, 3), (2, 2, 2), (3, 3, 1), (4, 4, 0), (4, 5, 0), (4, 6, 0)]
    assert result.shortlist == (1, 2, 3)
    assert result.tied_at_cut == ()
    assert result.turnout.ballots == 4


def test_shared_ranks_are_1_2_2_4() -> None:
    """Votes 3, 2, 2, 1: the two in the middle share rank 2, and rank 3 is nobody's."""
    result = counted(Method.APPROVAL, [one(1, 2, 3), one(1, 2, 3), one(1, 4)], options=4)
    assert [row.rank for row in result.rows] == [1, 2, 2, 4]


def test_dots() -> None:
    """Option 1: 2 + 1 = 3. Option 2: 1 + 2 + 1 = 4. Option 3: 2. Nine dots, all counted."""
    result = counted(Method.DOTS, [((1, 2), (2, 1)), ((1, 1), (2, 2)), ((2, 1), (3, 2))], options=3)
    assert table(result) == [(1, 2, 4), (2, 1, 3), (3, 3, 2)]


def test_single_choice() -> None:
    """Three for 2, one for 1, one for 3: ranks 1, 2, 2."""
    result = counted(Method.SINGLE, [one(2), one(2), one(2), one(1), one(3)], options=3, limit=1, keep=1)
    assert table(result) == [(1, 2, 3), (2, 1, 1), (2, 3, 1)]
    assert result.shortlist == (2,)
    assert result.coverage == (3, 5)


def test_resistance_the_lowest_sum_is_first() -> None:
    """Sums: option 1 is 0 + 3 + 10 = 13, option 2 is 2 + 2 + 2 = 6, the status quo 9 + 8 + 7 = 24."""
    ballots: list[Ballot] = [((1, 0), (2, 2), (3, 9)), ((1, 3), (2, 2), (3, 8)), ((1, 10), (2, 2), (3, 7))]
    result = counted(Method.RESISTANCE, ballots, options=2, status_quo=3, keep=1)
    assert table(result) == [(1, 2, 6), (2, 1, 13), (3, 3, 24)]
    assert result.shortlist == (2,)
    assert result.rows[2].status_quo
    assert result.coverage is None


def test_resistance_what_a_ballot_leaves_out_counts_as_nothing() -> None:
    """`2=7` says nothing against option 1: its sum stays 0, and it is first."""
    result = counted(Method.RESISTANCE, [((2, 7),)], options=2, keep=1)
    assert table(result) == [(1, 1, 0), (2, 2, 7)]


def test_resistance_the_status_quo_can_win() -> None:
    """5 against 9: nothing changes, and that is said."""
    result = counted(Method.RESISTANCE, [((1, 9), (2, 5))], options=1, status_quo=2, keep=1)
    assert result.shortlist == (2,)


def test_opinion_agree_disagree_pass() -> None:
    """Idea 1: two for, one against, so 1. Idea 2: one for, one pass, so 1. Idea 3: two against, so -2."""
    ballots: list[Ballot] = [((1, 1), (2, 1), (3, -1)), ((1, 1), (2, 0)), ((1, -1), (3, -1))]
    result = counted(Method.OPINION, ballots, options=3)
    assert table(result) == [(1, 1, 1), (1, 2, 1), (3, 3, -2)]
    assert [(row.agree, row.disagree, row.passed) for row in result.rows] == [(2, 1, 0), (1, 0, 1), (0, 2, 0)]
    assert result.shortlist == (1, 2)


def test_the_scale_has_an_average_and_its_distribution() -> None:
    """5, 4, 4, 2: fifteen by four people is 3.75."""
    result = counted(Method.SCALE, [((1, 5),), ((1, 4),), ((1, 4),), ((1, 2),)], options=1)
    assert result.average == Fraction(15, 4)
    assert result.points == ((1, 0), (2, 1), (3, 0), (4, 2), (5, 1))
    assert result.shortlist == ()


def test_a_scale_that_nobody_answered_has_no_average() -> None:
    """Nothing is divided by nothing."""
    assert counted(Method.SCALE, [], options=1).average is None


CUTS = [
    # votes by option, places -> shortlist, tied at the cut, places left for them
    ([3, 2, 1, 0], 3, (1, 2, 3), (), 0),
    ([3, 2, 1, 1], 3, (1, 2, 3, 4), (3, 4), 1),
    ([3, 2, 2, 2], 3, (1, 2, 3, 4), (2, 3, 4), 2),
    ([2, 2, 2, 2], 3, (1, 2, 3, 4), (1, 2, 3, 4), 3),
    ([3, 3, 1, 1], 2, (1, 2), (), 0),
    ([3, 1, 1, 1], 1, (1,), (), 0),
    ([1, 1, 0, 0], 1, (1, 2), (1, 2), 1),
    ([3, 0, 0, 0], 3, (1,), (), 0),
    ([0, 0, 0, 0], 3, (), (), 0),
    ([2, 1, 1, 0], 3, (1, 2, 3), (), 0),
]


@pytest.mark.parametrize(("votes", "keep", "shortlist", "tied", "places"), CUTS)
def test_everyone_tied_at_the_cut_is_in(
    votes: list[int], keep: int, shortlist: tuple[int, ...], tied: tuple[int, ...], places: int
) -> None:
    """No tie is broken silently, and what nobody chose is on no shortlist."""
    most = max(votes)
    ballots = [one(*(number for number, given in enumerate(votes, 1) if given > voter)) for voter in range(most)]
    result = counted(Method.APPROVAL, ballots, options=4, limit=4, keep=keep)
    assert (result.shortlist, result.tied_at_cut, result.places) == (shortlist, tied, places)


def test_a_vote_that_nobody_gave_has_no_shortlist() -> None:
    """Not even of a resistance vote, where a sum of nothing would be the best."""
    assert counted(Method.RESISTANCE, [], options=3).shortlist == ()


def test_approval_of_a_bundle_counts_a_person_once() -> None:
    """Person 1 chose 1 and 6, which are one now: 1 voter. Person 2 chose 6: 1 more. So 2, not 3."""
    result = counted(Method.APPROVAL, [one(1, 6), one(6), one(2)], bundles={6: 1})
    assert table(result)[:2] == [(1, 1, 2), (2, 2, 1)]
    assert 6 not in [row.option for row in result.rows]


def test_dots_of_a_bundle_add_up() -> None:
    """Person 1 gave 1 dot to 1 and 2 to 6, person 2 gave 3 to 6: 3 + 3 = 6 dots for the bundle."""
    result = counted(Method.DOTS, [((1, 1), (6, 2)), ((6, 3),)], bundles={6: 1})
    assert table(result)[0] == (1, 1, 6)


def test_dots_of_a_bundle_stay_within_the_limit_of_the_person() -> None:
    """A ballot can never weigh more than its limit, however many were put together."""
    result = counted(Method.DOTS, [((1, 2), (2, 2))], limit=3, bundles={2: 1})
    assert table(result)[0] == (1, 1, 3)


def test_a_number_that_was_bundled_before_the_vote_counts_for_its_bundle() -> None:
    """16 is not listed, 1 is: who wrote 16 meant 1."""
    result = counted(Method.APPROVAL, [one(16), one(1, 16)], bundles={16: 1})
    assert table(result)[0] == (1, 1, 2)


def test_for_one_and_against_the_other_half_of_a_bundle_is_no_opinion_on_it() -> None:
    """+1 -2, and 1 and 2 are one now: pass."""
    result = counted(Method.OPINION, [((1, 1), (2, -1)), ((1, 1),)], options=3, bundles={2: 1})
    row = result.rows[0]
    assert (row.option, row.agree, row.disagree, row.passed) == (1, 1, 0, 1)


def test_coverage_is_the_share_of_voters_with_a_vote_among_the_shortlist() -> None:
    """Shortlist 1 and 2; persons 1 to 3 chose one of them, person 4 only option 3: 3 of 4."""
    result = counted(Method.APPROVAL, [one(1, 3), one(1, 2), one(2), one(3)], keep=1)
    assert result.shortlist == (1, 2, 3)
    assert result.coverage == (4, 4)
    narrower = counted(Method.APPROVAL, [one(1), one(1, 2), one(2), one(1, 2), one(3)], keep=2)
    assert narrower.shortlist == (1, 2)
    assert narrower.coverage == (4, 5)


def test_coverage_follows_a_bundle() -> None:
    """Who chose 6 is covered by 1, which 6 belongs to."""
    assert counted(Method.APPROVAL, [one(6), one(1), one(2)], keep=1, bundles={6: 1}).coverage == (2, 3)


def test_a_run_off_settles_the_tie() -> None:
    """Votes 3, 1, 1 with two places: 2 and 3 tie for the second; the run-off gives it to 3."""
    result = counted(Method.APPROVAL, [one(1, 2), one(1, 3), one(1)], keep=2, options=3)
    assert (result.shortlist, result.tied_at_cut, result.places) == ((1, 2, 3), (2, 3), 1)
    settled = result.settled((3,))
    assert (settled.shortlist, settled.tied_at_cut) == ((1, 3), ())


def test_a_run_off_that_ties_again_keeps_all() -> None:
    """Nobody falls out by chance."""
    result = counted(Method.APPROVAL, [one(1, 2), one(1, 3), one(1)], keep=2, options=3)
    settled = result.settled((2, 3))
    assert (settled.shortlist, settled.tied_at_cut) == ((1, 2, 3), ())


def test_turnout_names_its_denominators_and_how_ballots_came() -> None:
    """Two ballots, one of them entered by the moderation and so not written in the room; one came late."""
    vote = Vote(VoteOpened(1, Text("?"), Method.SINGLE, (Option(1, Text("Ja")),)), 0, present=14, joined=15)
    vote.ballots[1] = Cast({1: 1}, Source("room/1"), 0, visible=True)
    vote.ballots[2] = Cast({1: 1}, Source("room/2"), 0, visible=False, by=9)
    vote.late.add(3)
    turnout = count(vote, {}).turnout
    assert (turnout.ballots, turnout.present, turnout.joined) == (2, 14, 15)
    assert (turnout.visible, turnout.entered, turnout.late) == (1, 1, 1)
