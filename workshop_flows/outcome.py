"""Votes as they are written down: what was counted, and only words that may be shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workshop_flows.flow import Kind, On
from workshop_flows.plain import rowless
from workshop_flows.records import RowRecord, VoteRecord

if TYPE_CHECKING:
    from workshop_flows.ideas import Idea
    from workshop_flows.questions import Question
    from workshop_flows.result import Result, Row
    from workshop_flows.votes import Vote
    from workshop_flows.workshop import Workshop


def votes(workshop: Workshop) -> tuple[VoteRecord, ...]:
    """Return the counted votes of a workshop, as far as their words may be shown; without those that were voided."""
    counted = [vote for vote in workshop.votes.values() if vote.result is not None and not vote.voided]
    runoffs = {vote.opened.runoff_of: vote.number for vote in counted if vote.opened.runoff_of is not None}
    records = [_vote(workshop, vote, vote.result) for vote in counted if vote.result is not None]
    leading = workshop.decided.number if workshop.decided is not None else None
    return tuple(
        replace(record, decided_by=runoffs.get(record.number), leading=record.number == leading) for record in records
    )


def _vote(workshop: Workshop, vote: Vote, result: Result) -> VoteRecord:
    on = _about(workshop, vote)
    return VoteRecord(
        number=vote.number,
        title=rowless(result.rows[0].title if result.points else vote.title),
        method=vote.method,
        on=on,
        runoff_of=vote.opened.runoff_of,
        poll=vote.opened.phase is None,
        limit=vote.opened.limit,
        opened=vote.at,
        closed=vote.closed or vote.at,
        rows=() if result.points else tuple(_row(workshop, row, result, on) for row in result.rows),
        turnout=replace(result.turnout, late=len(vote.late)),  # some come long after the count
        coverage=result.coverage,
        points=result.points,
        average=result.average,
    )


def _about(workshop: Workshop, vote: Vote) -> On:
    """Say what the numbers of a vote stand for: ideas, questions, or words of the plan."""
    if vote.opened.runoff_of is not None:
        return _about(workshop, workshop.votes[vote.opened.runoff_of])
    plan = workshop.phases[vote.opened.phase - 1].plan if vote.opened.phase is not None else None
    if plan is None or plan.kind is not Kind.VOTE:
        return On.OPTIONS
    if plan.on is not On.WINNERS:
        return plan.on
    before = [each for each in workshop.votes.values() if each.number < vote.number and each.result is not None]
    return _about(workshop, before[-1]) if before else On.OPTIONS


def _row(workshop: Workshop, row: Row, result: Result, on: On) -> RowRecord:
    title, withheld = _titled(workshop, row, on)
    return RowRecord(
        number=row.option,
        reference=_reference(workshop, row, on),
        title=title,
        rank=row.rank,
        value=row.value,
        shortlisted=row.option in result.shortlist,
        tied=row.option in result.tied_at_cut,
        status_quo=row.status_quo,
        agree=row.agree,
        disagree=row.disagree,
        passed=row.passed,
        withheld=withheld,
    )


def _reference(workshop: Workshop, row: Row, on: On) -> str:
    if row.status_quo:
        return str(row.option)
    return {On.IDEAS: workshop.reference(row.option), On.QUESTIONS: f"F{row.option}"}.get(on, str(row.option))


def _titled(workshop: Workshop, row: Row, on: On) -> tuple[str, str]:
    """Return an option's words and why they are withheld. A clean title given since replaces the wording voted on."""
    known: Idea | Question | None = None
    title = ""
    if on is On.IDEAS and not row.status_quo:
        idea = workshop.ideas.get(row.option)
        known, title = idea, (idea.title or "") if idea is not None else ""
    elif on is On.QUESTIONS:
        known = workshop.questions.get(row.option)
    if known is not None and not known.open:
        return "", "withdrawn" if known.withdrawn else "hidden"
    if known is not None and not known.text and not title:
        return "", "erased"  # the wording at the opening would still say it
    words = rowless(title or row.title)
    return words, "" if words or row.status_quo else "erased"
