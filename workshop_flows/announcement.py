"""What is said of a counted vote: turnout, places with ties named as ties, and that it binds nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_flows.effects import Line, line
from workshop_flows.values import Method, Text

if TYPE_CHECKING:
    from workshop_flows.ideas import Idea
    from workshop_flows.result import Result, Row
    from workshop_flows.votes import Vote
    from workshop_flows.workshop import Workshop


def announcement(workshop: Workshop, vote: Vote) -> tuple[Line, ...]:
    """Say the result: turnout, places with ties named as ties, that it binds nobody, and who could not be heard."""
    return (*_outcome(workshop, vote), *_missed(vote))


def _outcome(workshop: Workshop, vote: Vote) -> tuple[Line, ...]:
    result = vote.result
    if result is None or not result.turnout.ballots:
        return (line("vote-nobody"),)
    if vote.opened.runoff_of is not None:
        return _runoff(workshop, vote, result)
    turnout = line(
        "vote-thanks", ballots=result.turnout.ballots, present=max(result.turnout.present, result.turnout.ballots)
    )
    return (turnout, *_places(workshop, vote, result), line("vote-not-binding"))


def _missed(vote: Vote) -> tuple[Line, ...]:
    """Say with the result who could not be heard."""
    if not vote.missed:
        return ()
    return (line("vote-missed", platforms=", ".join(platform.title() for platform in vote.missed)),)


def _places(workshop: Workshop, vote: Vote, result: Result) -> list[Line]:
    if vote.method is Method.SCALE:
        answers = {f"p{point}": count for point, count in result.points}
        return [line("result-scale", average=round(float(result.average or 0), 1), **answers)]
    if vote.method is Method.OPINION:
        rows = sorted(result.rows, key=lambda row: row.rank)[:10]
        return [_opinion(workshop, vote, row) for row in rows]
    shown = [row for row in result.rows if row.option in result.shortlist]
    ranks = sorted({row.rank for row in shown})
    return [_place(workshop, vote, [row for row in shown if row.rank == rank]) for rank in ranks]


def _place(workshop: Workshop, vote: Vote, rows: list[Row]) -> Line:
    rank, name = rows[0].rank, f"result-{vote.method}"
    if len(rows) == 1:
        return line(f"{name}-place", rank=rank, title=_titled(workshop, vote, rows[0]), value=rows[0].value)
    titles = tuple(_titled(workshop, vote, row) for row in rows)
    return line(f"{name}-tie", rank=rank, titles=titles, value=rows[0].value)


def _titled(workshop: Workshop, vote: Vote, row: Row) -> Line:
    return line("option", title=named(workshop, vote, row), number=row.option)


def _opinion(workshop: Workshop, vote: Vote, row: Row) -> Line:
    return line(
        "result-opinion-row",
        title=_titled(workshop, vote, row),
        agree=row.agree,
        disagree=row.disagree,
        neutral=row.passed,
    )


def _runoff(workshop: Workshop, vote: Vote, result: Result) -> tuple[Line, ...]:
    winners = [row for row in result.rows if row.option in result.shortlist]
    titles, votes = (
        tuple(_titled(workshop, vote, row) for row in winners),
        ":".join(str(row.value) for row in result.rows),
    )
    name = "runoff-tie" if result.tied_at_cut or len(winners) == len(result.rows) else "runoff-won"
    return (line(name, titles=titles, votes=votes), line("vote-not-binding"))


def named(workshop: Workshop, vote: Vote, row: Row) -> Text | Line:
    """Return an option's words as they are now: titles get better, and what was hidden is not read out."""
    if row.status_quo and not row.title:
        return line("status-quo")
    idea = idea_of(workshop, vote, row.option)
    if idea is None:
        return row.title or line("withdrawn")
    return idea.words if idea.open else line("hidden" if idea.hidden else "withdrawn")


def open_rows(workshop: Workshop, vote: Vote) -> list[Row]:
    """Return the winners that may be shown outside: nothing that was hidden or taken back meanwhile."""
    result = vote.result
    rows = [row for row in result.rows if row.option in result.shortlist] if result is not None else []
    ideas = [(row, idea_of(workshop, vote, row.option)) for row in rows]
    return [row for row, idea in ideas if idea is None or idea.open]


def idea_of(workshop: Workshop, vote: Vote, number: int) -> Idea | None:
    """Return the idea that an option is, if it is one."""
    first = workshop.votes.get(vote.opened.runoff_of, vote) if vote.opened.runoff_of is not None else vote
    return workshop.ideas.get(number) if merges(workshop, first) else None


def merges(workshop: Workshop, vote: Vote) -> bool:
    """Say whether the numbers of a vote are ideas of this workshop, so that bundles apply when counting."""
    return vote.opened.runoff_of is None and workshop.is_on_ideas(vote)
