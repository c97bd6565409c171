"""Answers to a poll, option by option and menu by menu: each becomes a whole ballot, or leaves the earlier one."""

from __future__ import annotations

import pytest

from commands.heard import PollAnswer, PollWeight
from commands.polled import changed
from workshop_flows.facts.votes import Option, VoteOpened
from workshop_flows.values import NOWHERE, Ballot, Method, Text
from workshop_flows.votes import Cast, Vote

KARIN = 1


def more(option: int, weight: int = 1) -> PollWeight:
    """Return a tap on plus, or on minus."""
    return PollWeight(1, option, weight, further=True)


def gives(option: int, weight: int) -> PollWeight:
    """Return a weight that was chosen."""
    return PollWeight(1, option, weight)


def chooses(*options: int, among: range = range(0)) -> PollAnswer:
    """Return what was chosen in a menu."""
    return PollAnswer(1, options, tuple(among))


FIRST, SECOND = range(1, 6), range(6, 10)
TOLD: list[tuple[Method, Ballot, PollAnswer | PollWeight, Ballot | None]] = [
    (Method.DOTS, (), more(4), ((4, 1),)),
    (Method.DOTS, ((4, 1),), more(4), ((4, 2),)),
    (Method.DOTS, ((4, 2), (9, 1)), more(9), None),
    (Method.DOTS, ((4, 2), (9, 1)), more(9, -1), ((4, 2),)),
    (Method.DOTS, ((4, 1),), more(4, -1), ()),
    (Method.DOTS, (), more(4, -1), None),
    (Method.DOTS, (), more(77), None),
    (Method.DOTS, ((9, 1),), chooses(1, 4), ((1, 1), (4, 1))),
    (Method.APPROVAL, ((2, 1),), chooses(7, among=SECOND), ((2, 1), (7, 1))),
    (Method.APPROVAL, ((2, 1), (7, 1)), chooses(among=SECOND), ((2, 1),)),
    (Method.APPROVAL, ((7, 1),), chooses(among=SECOND), ()),
    (Method.APPROVAL, ((1, 1), (2, 1)), chooses(7, 8, among=SECOND), None),
    (Method.APPROVAL, ((1, 1), (2, 1)), chooses(3, 4, among=FIRST), ((3, 1), (4, 1))),
    (Method.APPROVAL, (), more(4), None),
    (Method.SINGLE, ((2, 1),), chooses(7, among=SECOND), ((7, 1),)),
    (Method.SINGLE, ((2, 1),), chooses(among=SECOND), ((2, 1),)),
    (Method.RESISTANCE, ((1, 0),), gives(2, 10), ((1, 0), (2, 10))),
    (Method.RESISTANCE, ((1, 0),), gives(2, 11), None),
    (Method.OPINION, ((1, 1),), gives(2, -1), ((2, -1),)),
    (Method.OPINION, (), gives(2, 2), None),
    (Method.SCALE, ((1, 2),), gives(1, 5), ((1, 5),)),
    (Method.SCALE, ((1, 2),), gives(1, 0), None),
]


@pytest.mark.parametrize(("method", "before", "answer", "after"), TOLD)
def test_an_answer_changes_the_ballot(
    method: Method, before: Ballot, answer: PollAnswer | PollWeight, after: Ballot | None
) -> None:
    """What was said of other options stays; what is too much leaves everything as it was."""
    assert changed(vote(method, before), KARIN, answer) == after


def test_a_vote_without_repetition_gives_an_option_one_dot() -> None:
    """Plus is of no use a second time."""
    once = vote(Method.DOTS, ((4, 1),), cumulative=False)
    assert changed(once, KARIN, more(4)) is None
    assert changed(once, KARIN, more(5)) == ((4, 1), (5, 1))


def vote(method: Method, before: Ballot, *, cumulative: bool = True) -> Vote:
    """Return a vote in which Karin has said something."""
    options = tuple(Option(number, Text(f"Idee {number}")) for number in range(1, 10))
    limit = 1 if method is Method.SINGLE else 3
    found = Vote(VoteOpened(1, Text("Was zuerst?"), method, options, limit, cumulative), 0)
    if before:
        found.ballots[KARIN] = Cast(dict(before), NOWHERE, 0, visible=False)
    return found
