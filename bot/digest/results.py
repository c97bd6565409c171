"""Votes as they are read: who took part, what came of it, and that it binds nobody."""

from __future__ import annotations

from bot.digest.blocks import Block, Paragraph, Section, Table
from bot.digest.glance import named
from bot.digest.sentences import Sentences
from workshop_flows.flow import On
from workshop_flows.records import RowRecord, VoteRecord, WorkshopRecord
from workshop_flows.values import Method

VALUES = {Method.DOTS: "points", Method.RESISTANCE: "resistance"}
"""What the figure of a row is called; all others are votes."""


def results(workshop: WorkshopRecord, say: Sentences) -> Section:
    """Return all votes of a workshop, in the order in which they were held."""
    id_ = f"w-{workshop.id}-results"
    votes = tuple(_vote(vote, workshop, say) for vote in workshop.votes)
    none = say("results-none" if workshop.ends is not None else "results-pending")
    return Section(id_, say("results"), () if votes else (Paragraph(none),), votes)


def leaders(workshop: WorkshopRecord, say: Sentences) -> tuple[Block, ...]:
    """Return what a workshop came to: the shortlist of its last vote, or without one all that it was asked."""
    if workshop.leading is not None:
        return _leader(workshop, workshop.leading, workshop.leading.shortlist, say)
    asked = [vote for vote in workshop.votes if vote.turnout.ballots and not vote.poll and vote.runoff_of is None]
    return tuple(block for vote in asked for block in _leader(workshop, vote, vote.rows, say))


def _leader(
    workshop: WorkshopRecord, vote: VoteRecord, rows: tuple[RowRecord, ...], say: Sentences
) -> tuple[Block, ...]:
    caption = say("result-caption-glance", workshop=_workshop(workshop, say), title=vote.title)
    table = _points(vote, caption, say) if vote.points else _table(vote, rows, caption, say)
    return (table, Paragraph(_turnout(vote, say)), *_average(vote, say), *_ties(vote, say))


def _workshop(workshop: WorkshopRecord, say: Sentences) -> str:
    if workshop.plenary:
        return say("plenary", title=workshop.title)
    return say("workshop", letter=workshop.letter, title=workshop.title)


def _vote(vote: VoteRecord, workshop: WorkshopRecord, say: Sentences) -> Section:
    title = heading(vote, say)
    id_ = f"w-{workshop.id}-vote-{vote.number}"
    if not vote.turnout.ballots:
        return Section(id_, title, (Paragraph(say("result-nobody")),))
    caption = say("result-caption", title=title)
    table = _points(vote, caption, say) if vote.points else _table(vote, vote.rows, caption, say)
    blocks: tuple[Block, ...] = (
        Paragraph(say(f"method-{vote.method}", limit=vote.limit)),
        Paragraph(_turnout(vote, say)),
        *_average(vote, say),
        table,
        *_ties(vote, say),
        Paragraph(_details(vote, say), note=True),
    )
    return Section(id_, title, blocks)


def heading(vote: VoteRecord, say: Sentences) -> str:
    """Return a vote's title: a run-off and a question in between say what they are."""
    if vote.runoff_of is not None:
        return say("result-heading-runoff", title=vote.title)
    return say("result-heading-poll" if vote.poll else "result-heading", title=vote.title)


def _turnout(vote: VoteRecord, say: Sentences) -> str:
    turnout = vote.turnout
    present = max(turnout.present, turnout.ballots)
    return say("result-turnout", ballots=turnout.ballots, present=present, joined=max(turnout.joined, present))


def _details(vote: VoteRecord, say: Sentences) -> str:
    """Say how the ballots came: visibly, entered for somebody, too late."""
    turnout = vote.turnout
    said = [say("result-visible", visible=turnout.visible, secret=turnout.ballots - turnout.visible)]
    if turnout.entered:
        said.append(say("result-entered", entered=turnout.entered))
    if turnout.late:
        said.append(say("result-late", late=turnout.late))
    return " ".join(said)


def _ties(vote: VoteRecord, say: Sentences) -> tuple[Paragraph, ...]:
    said = []
    if tied := [say.quoted(named(row, say)) for row in vote.rows if row.tied]:
        said.append(say("result-tie", titles=say.listed(tied)))
    if vote.decided_by is not None:
        said.append(say("result-runoff"))
    if vote.coverage is not None and vote.on is not On.OPTIONS and vote.runoff_of is None:
        said.append(say("result-coverage", covered=vote.coverage[0], voters=vote.coverage[1]))
    return (Paragraph(" ".join(said)),) if said else ()


def _average(vote: VoteRecord, say: Sentences) -> tuple[Paragraph, ...]:
    if vote.average is None:
        return ()
    average = say.decimal(vote.average.numerator, vote.average.denominator)
    return (Paragraph(say("result-average", average=average)),)


def _table(vote: VoteRecord, rows: tuple[RowRecord, ...], caption: str, say: Sentences) -> Table:
    columns = [say("column-rank"), say("column-number"), say(f"column-{vote.on}")]
    if vote.method is Method.OPINION:
        columns += [say("column-agree"), say("column-disagree"), say("column-pass")]
    else:
        columns.append(say(f"column-{VALUES.get(vote.method, 'votes')}"))
    kept = not vote.poll and any(not row.shortlisted for row in rows)
    head = (*columns, say("column-kept")) if kept else tuple(columns)
    return Table(
        caption,
        head,
        tuple(_row(vote, row, say, kept=kept) for row in rows),
        name=2,
        numeric=frozenset({0, *range(3, len(columns))}),
        bars=_bars([row.agree if vote.method is Method.OPINION else row.value for row in rows]),
    )


def _row(vote: VoteRecord, row: RowRecord, say: Sentences, *, kept: bool) -> tuple[str, ...]:
    values = [row.agree, row.disagree, row.passed] if vote.method is Method.OPINION else [row.value]
    cells = (str(row.rank), row.reference, named(row, say), *(str(value) for value in values))
    return (*cells, say("yes" if row.shortlisted else "no")) if kept else cells


def _points(vote: VoteRecord, caption: str, say: Sentences) -> Table:
    return Table(
        caption,
        (say("column-answer"), say("column-count")),
        tuple((str(point), str(answers)) for point, answers in vote.points),
        numeric=frozenset({1}),
        bars=_bars([answers for _, answers in vote.points]),
    )


def _bars(values: list[int]) -> tuple[int, ...]:
    """Return the lengths of bars in thousandths of the longest."""
    most = max(values, default=0)
    return tuple(round(1000 * value / most) for value in values) if most > 0 else ()
