"""Counting: five ways to vote and the scale. Ties are named as ties; everyone tied at the cut is in.

Ranks are shared (1, 2, 2, 4). A ballot keeps the numbers that the person wrote; bundles apply here, when counting.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from workshop_flows.result import Result, Row, Turnout
from workshop_flows.values import Method

if TYPE_CHECKING:
    from workshop_flows.facts.votes import Option
    from workshop_flows.votes import Vote

SCALE_POINTS = (1, 2, 3, 4, 5)


def count(vote: Vote, moved: Mapping[int, int]) -> Result:
    """Count a vote. `moved` names the idea under which a number counts now, if it is another: its bundle's head."""
    heads = _heads(vote.options, moved)
    ballots = [_bundled(cast.weights, heads, vote.method, vote.opened.limit) for cast in vote.ballots.values()]
    turnout = Turnout(
        ballots=len(ballots),
        present=vote.present,
        joined=vote.joined,
        visible=sum(cast.visible for cast in vote.ballots.values()),
        entered=sum(cast.by is not None for cast in vote.ballots.values()),
        late=len(vote.late),
    )
    options = [option for option in vote.options if option.number not in heads]
    if vote.method is Method.SCALE:
        return _scale(ballots, options, turnout)
    rows = _ranked(options, ballots, vote.method)
    everybody = vote.method is Method.RESISTANCE or vote.opened.runoff_of is not None
    shortlist, tied, places = _cut(rows, vote.opened.keep, everybody=everybody) if ballots else ((), (), 0)
    return Result(vote.method, rows, shortlist, tied, places, turnout, _coverage(ballots, shortlist, vote.method))


def coverage(vote: Vote, moved: Mapping[int, int], shortlist: tuple[int, ...]) -> tuple[int, int] | None:
    """Say for how many voters a vote of their own is among a shortlist: (covered, voters)."""
    heads = _heads(vote.options, moved)
    ballots = [_bundled(cast.weights, heads, vote.method, vote.opened.limit) for cast in vote.ballots.values()]
    return _coverage(ballots, shortlist, vote.method)


def _heads(options: tuple[Option, ...], moved: Mapping[int, int]) -> dict[int, int]:
    """Return the option under which each other number counts; where that is none of the vote's, it counts itself."""
    listed = {option.number for option in options if not option.status_quo}
    return {number: head for number, head in moved.items() if head in listed}


def _bundled(ballot: Mapping[int, int], heads: Mapping[int, int], method: Method, limit: int) -> dict[int, int]:
    """Return one person's weights by what they count for now."""
    weights: dict[int, int] = {}
    for option, weight in ballot.items():
        head = heads.get(option, option)
        if head not in weights:
            weights[head] = weight
        elif method is Method.DOTS:
            weights[head] = min(limit, weights[head] + weight)
        elif method is Method.RESISTANCE:
            weights[head] = max(weights[head], weight)
        elif method is Method.OPINION and weights[head] != weight:
            weights[head] = 0  # for one and against the other: no opinion on both together
    return weights


def _ranked(options: list[Option], ballots: list[dict[int, int]], method: Method) -> tuple[Row, ...]:
    """Return the options by rank; equal values share one, and the next rank is skipped: 1, 2, 2, 4."""
    by_number = {option.number: option for option in options}
    values = dict.fromkeys(by_number, 0)
    for ballot in ballots:
        for number, weight in ballot.items():
            if number in values:
                values[number] += weight
    sign = 1 if method is Method.RESISTANCE else -1
    rows: list[Row] = []
    rank, before = 0, None
    for place, (order, number) in enumerate(sorted([(sign * value, number) for number, value in values.items()]), 1):
        if order != before:
            rank, before = place, order
        option = by_number[number]
        # Half of a count is to make the rows; this way they take two thirds of the time.
        rows.append(Row._make((number, option.title, rank, sign * order, option.status_quo, 0, 0, 0)))
    return tuple(_opinions(rows, ballots) if method is Method.OPINION else rows)


def _opinions(rows: list[Row], ballots: list[dict[int, int]]) -> list[Row]:
    """Return the rows with how many agree, disagree and pass."""
    given = Counter((number, weight) for ballot in ballots for number, weight in ballot.items())
    return [
        row._replace(agree=given[row.option, 1], disagree=given[row.option, -1], passed=given[row.option, 0])
        for row in rows
    ]


def _cut(rows: tuple[Row, ...], keep: int, *, everybody: bool) -> tuple[tuple[int, ...], tuple[int, ...], int]:
    """Return the shortlist, those tied at its cut, and how many of them there was room for.

    `everybody`: options without a vote may stay as well, in a vote by resistance and in a run-off.
    """
    chosen = [row for row in rows if everybody or row.value > 0]
    if len(chosen) <= keep:
        return tuple(row.option for row in chosen), (), 0
    last = chosen[keep - 1].rank
    shortlist = tuple(row.option for row in chosen if row.rank <= last)
    if len(shortlist) == keep:
        return shortlist, (), 0
    tied = tuple(row.option for row in chosen if row.rank == last)
    return shortlist, tied, keep - (len(shortlist) - len(tied))


def _coverage(ballots: list[dict[int, int]], shortlist: tuple[int, ...], method: Method) -> tuple[int, int] | None:
    """Say how many voters have a vote of their own among the shortlist (whom a top three leaves out is news)."""
    if method is Method.RESISTANCE or not shortlist:
        return None
    stay = set(shortlist)
    return sum(any(weight > 0 and option in stay for option, weight in b.items()) for b in ballots), len(ballots)


def _scale(ballots: list[dict[int, int]], options: list[Option], turnout: Turnout) -> Result:
    answers = [ballot[1] for ballot in ballots if 1 in ballot]
    points = tuple((point, answers.count(point)) for point in SCALE_POINTS)
    rows = tuple(Row(option.number, option.title, 1, len(answers)) for option in options)
    average = Fraction(sum(answers), len(answers)) if answers else None
    return Result(Method.SCALE, rows, (), (), 0, turnout, None, points, average)
