"""The open data: four tables, a name for each column, one row for each thing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from bot.digest.sentences import Sentences
from workshop_flows.records import IdeaRecord, Original, Stayed, Summary, VoteRecord, WorkshopRecord
from workshop_flows.values import MINUTE, Moment


@dataclass(frozen=True, slots=True)
class Instant:
    """A point in time in a cell."""

    at: Moment


Cell: TypeAlias = "str | bool | int | Fraction | Instant | None"
Row: TypeAlias = "dict[str, Cell]"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its columns in order, and its rows."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


WORKSHOP = ("workshop", "letter", "workshop_title")
IDEAS = (
    *WORKSHOP,
    *("reference", "number", "words", "original", "topics", "supporters"),
    *("bundled_into", "parked", "edited", "entered"),
)
RESULTS = (
    *WORKSHOP,
    *("vote", "vote_title", "method", "runoff_of", "binding", "reference", "option", "title", "rank", "value"),
    *("agree", "disagree", "passed", "shortlisted", "status_quo", "withheld"),
    *("ballots", "present", "joined", "visible", "entered", "late", "average"),
)
PHASES = (*WORKSHOP, "number", "kind", "title", "planned_minutes", "begins", "ends", "minutes", "runoff")
FIGURES = ("unique", "peak", "at_start", "at_end", "waved_at_start", "waved_at_end", "seated", "members", "guests")
ATTENDANCE = (
    *WORKSHOP,
    *("begins", "ends"),
    *FIGURES,
    *("stayed", "dropped", "dropout_percent", "head_counts", "unobserved_minutes"),
)


def sheets(summary: Summary, say: Sentences) -> tuple[Sheet, ...]:
    """Return all tables. Small numbers of people are `<5` in them too."""
    makers: tuple[tuple[str, tuple[str, ...], Callable[[WorkshopRecord, Sentences], Iterator[Row]]], ...] = (
        ("ideas", IDEAS, _ideas),
        ("results", RESULTS, _results),
        ("phases", PHASES, _phases),
        ("attendance", ATTENDANCE, _attendance),
    )
    return tuple(
        Sheet(
            name,
            columns,
            tuple({**_place(workshop), **row} for workshop in summary.workshops for row in make(workshop, say)),
        )
        for name, columns, make in makers
    )


def _place(workshop: WorkshopRecord) -> Row:
    return {"workshop": workshop.id, "letter": workshop.letter, "workshop_title": workshop.title}


def _ideas(workshop: WorkshopRecord, _say: Sentences) -> Iterator[Row]:
    rows = [_idea(idea, idea.original, None) for idea in workshop.ideas]
    rows += [_idea(idea, each, idea) for idea in workshop.ideas for each in idea.bundled]
    yield from sorted(rows, key=lambda row: row["number"] if isinstance(row["number"], int) else 0)


def _idea(idea: IdeaRecord, original: Original, head: IdeaRecord | None) -> Row:
    return {
        "reference": original.reference,
        "number": original.number,
        "words": idea.words if head is None else " ".join(original.text.split()),
        "original": original.text,
        "topics": " | ".join(idea.topics) if head is None else "",
        "supporters": idea.supporters if head is None else None,
        "bundled_into": head.original.reference if head is not None else "",
        "parked": idea.parked,
        "edited": original.edited,
        "entered": original.entered,
    }


def _results(workshop: WorkshopRecord, _say: Sentences) -> Iterator[Row]:
    for vote in workshop.votes:
        base = _vote(vote)
        for row in vote.rows:
            yield {
                **base,
                "reference": row.reference,
                "option": row.number,
                "title": row.title,
                "rank": row.rank,
                "value": row.value,
                "agree": row.agree if row.agree or row.disagree or row.passed else None,
                "disagree": row.disagree if row.agree or row.disagree or row.passed else None,
                "passed": row.passed if row.agree or row.disagree or row.passed else None,
                "shortlisted": row.shortlisted,
                "status_quo": row.status_quo,
                "withheld": row.withheld,
            }
        for point, answers in vote.points:
            yield {**base, "option": point, "title": str(point), "value": answers}


def _vote(vote: VoteRecord) -> Row:
    turnout = vote.turnout
    return {
        "vote": vote.number,
        "vote_title": vote.title,
        "method": vote.method.value,
        "runoff_of": vote.runoff_of,
        "binding": False,
        "ballots": turnout.ballots,
        "present": max(turnout.present, turnout.ballots),
        "joined": max(turnout.joined, turnout.present, turnout.ballots),
        "visible": turnout.visible,
        "entered": turnout.entered,
        "late": turnout.late,
        "average": vote.average,
    }


def _phases(workshop: WorkshopRecord, _say: Sentences) -> Iterator[Row]:
    for phase in workshop.phases:
        done = phase.begins is not None and phase.ends is not None
        yield {
            "number": phase.number,
            "kind": phase.kind.value,
            "title": phase.title,
            "planned_minutes": phase.minutes,
            "begins": Instant(phase.begins) if phase.begins is not None else None,
            "ends": Instant(phase.ends) if phase.begins is not None and phase.ends is not None else None,
            "minutes": Fraction((phase.ends or 0) - (phase.begins or 0), MINUTE) if done else None,
            "runoff": phase.runoff,
        }


def _attendance(workshop: WorkshopRecord, say: Sentences) -> Iterator[Row]:
    record = workshop.attendance
    if record is None or workshop.begins is None:
        return
    figures: Row = {name: masked(getattr(record, name), say) for name in FIGURES}
    heads = [f"{say.time(at)} {say.count(count)}" for at, count in record.head_counts]
    yield {
        "begins": Instant(workshop.begins),
        "ends": Instant(workshop.ends) if workshop.ends is not None else None,
        **figures,
        **_stay(record.stay, say),
        "head_counts": " | ".join(heads),
        "unobserved_minutes": Fraction(sum(until - since for since, until in record.unobserved), MINUTE),
    }


def _stay(stay: Stayed, say: Sentences) -> Row:
    known = stay.came and stay.dropped is not None
    return {
        "stayed": masked(stay.stayed, say),
        "dropped": stay.dropped if known else None,
        "dropout_percent": Fraction(100 * (stay.dropped or 0), stay.came or 1) if known else None,
    }


def masked(count: int | None, say: Sentences) -> int | str:
    """Return a number of people, or the sign for a small one."""
    return say.fewer if count is None else count
