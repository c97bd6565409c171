"""Sentences to copy for the press and for the mayor: correct as they stand, and complete without the rest."""

from __future__ import annotations

from bot.digest.sentences import Sentences
from workshop_flows.records import IdeaRecord, RowRecord, Summary, VoteRecord, WorkshopRecord
from workshop_flows.values import Method

UNITS = {Method.DOTS: "dots", Method.RESISTANCE: "resistance", Method.OPINION: "opinion"}
"""How a way to vote is spoken of; all others count voters."""


def press(summary: Summary, say: Sentences) -> tuple[str, ...]:
    """Return one sentence about the day, if anybody was there, and one about each workshop."""
    said = [_press_day(summary, say)]
    said += [_dated(summary, workshop, _press(workshop, say), say) for workshop in summary.workshops]
    return tuple(sentence for sentence in said if sentence)


def mayor(summary: Summary, say: Sentences) -> tuple[str, ...]:
    """Return one sentence about each workshop, to be said to its people, and one about open questions."""
    said = [_mayor(workshop, say) for workshop in summary.workshops]
    waiting = summary.totals.questions - summary.totals.answered
    if waiting:
        said.append(say("mayor-open", count=waiting))
    return tuple(sentence for sentence in said if sentence)


def named(row: RowRecord, say: Sentences) -> str:
    """Return the words of an option, or why they are not shown."""
    if row.withheld:
        return say(f"withheld-{row.withheld}")
    return row.title or say("status-quo")


def counts(summary: Summary, say: Sentences) -> str:
    """Return what came together: `10 Ideen, eine Frage (eine beantwortet) und 2 Botschaften`; empty if nothing."""
    totals = summary.totals
    parts = []
    if totals.ideas:
        parts.append(say("count-ideas", count=totals.ideas))
    if totals.questions:
        parts.append(_questions(totals.questions, totals.answered, say))
    if totals.messages:
        parts.append(say("count-messages", count=totals.messages))
    return say.listed(parts)


def _questions(count: int, answered: int, say: Sentences) -> str:
    if answered == count:
        return say("count-questions-answered", count=count)
    if not answered:
        return say("count-questions-open", count=count)
    return say("count-questions", count=count, answered=answered)


def strongest(workshop: WorkshopRecord) -> IdeaRecord | None:
    """Return the one idea that most people are for, if there is one."""
    ranked = sorted(workshop.ideas, key=lambda idea: -idea.supporters)
    if not ranked or not ranked[0].supporters or not ranked[0].words:
        return None
    return ranked[0] if len(ranked) == 1 or ranked[1].supporters < ranked[0].supporters else None


def _press_day(summary: Summary, say: Sentences) -> str:
    totals = summary.totals
    begun = [workshop.begins for workshop in summary.workshops if workshop.begins is not None]
    if not begun or not totals.unique:
        return ""
    people = say("press-people", unique=totals.unique)
    stay = totals.stay
    if stay is not None and (stay.came or 0) > 1 and stay.stayed is not None:
        people = say("press-people-stayed", unique=totals.unique, came=stay.came, stayed=stay.stayed)
    came = counts(summary, say)
    sentence = say("press-day", people=people, parts=say("press-came", parts=came)) if came else ""
    said = sentence or say("press-day-only", people=people)
    return say("press-where", conference=summary.title, date=say.date(min(begun)), sentence=said)


def _dated(summary: Summary, workshop: WorkshopRecord, sentence: str, say: Sentences) -> str:
    if not sentence or workshop.begins is None:
        return sentence
    return say("press-where", conference=summary.title, date=say.date(workshop.begins), sentence=sentence)


def _press(workshop: WorkshopRecord, say: Sentences) -> str:
    vote = workshop.leading
    if vote is not None and (first := _first(vote)):
        return _won(workshop, vote, first, say)
    if not workshop.contributed:
        return _scale(workshop, say)
    idea = strongest(workshop)
    if idea is None:
        return say("press-ideas", title=workshop.title, count=workshop.contributed)
    return say(
        "press-ideas-supported",
        title=workshop.title,
        count=workshop.contributed,
        winner=say.quoted(idea.words),
    )


def _first(vote: VoteRecord) -> list[RowRecord]:
    """Return what shares the first place; nothing if one of it may not be shown, for then the rest is not first."""
    best = min((row.rank for row in vote.shortlist), default=0)
    first = [row for row in vote.shortlist if row.rank == best]
    return [] if any(row.withheld for row in first) else first


def _won(workshop: WorkshopRecord, vote: VoteRecord, first: list[RowRecord], say: Sentences) -> str:
    names = say.listed([say.quoted(named(row, say)) for row in first])
    unit = UNITS.get(vote.method, "voters")
    values = {
        "title": workshop.title,
        "value": first[0].value,
        "agree": first[0].agree,
        "disagree": first[0].disagree,
        "turnout": turnout(vote, say),
    }
    if len(first) == 1:
        return say(f"press-first-{unit}", winner=names, **values)
    return say(f"press-tie-{unit}", winners=names, **values)


def turnout(vote: VoteRecord, say: Sentences) -> str:
    """Return how many took part, of how many: `13 von 15 Anwesenden haben mitgemacht`."""
    ballots = vote.turnout.ballots
    return say("press-turnout", ballots=ballots, present=max(vote.turnout.present, ballots))


def _scale(workshop: WorkshopRecord, say: Sentences) -> str:
    vote = next((each for each in workshop.votes if each.average is not None), None)
    if vote is None or vote.average is None:
        return ""
    average = say.decimal(vote.average.numerator, vote.average.denominator)
    return say("press-scale", question=vote.title, answers=vote.turnout.ballots, average=average)


def _mayor(workshop: WorkshopRecord, say: Sentences) -> str:
    winners = [say.quoted(named(row, say)) for row in workshop.winners if not row.status_quo]
    if len(winners) == 1:
        return say("mayor-one", title=workshop.title, winners=winners[0])
    if winners:
        return say("mayor-several", title=workshop.title, count=len(winners), winners=say.listed(winners))
    if workshop.contributed:
        return say("mayor-ideas", title=workshop.title, count=workshop.contributed)
    return ""
