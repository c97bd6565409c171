"""The day as it is written down: everything that may be shown, counted once, and no name of anybody."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from workshop_flows.effects import Line, line
from workshop_flows.flow import Kind, On
from workshop_flows.presence import Presence, Stay
from workshop_flows.records import (
    AttendanceRecord,
    IdeaRecord,
    Left,
    Masked,
    MessageRecord,
    Original,
    PhaseRecord,
    QuestionRecord,
    RowRecord,
    Stayed,
    Summary,
    Totals,
    VoteRecord,
    WorkshopRecord,
)
from workshop_flows.workshop import Course

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workshop_flows.conference import Conference
    from workshop_flows.ideas import Idea
    from workshop_flows.presence import Attendance
    from workshop_flows.questions import Message, Question
    from workshop_flows.tally import Result, Row
    from workshop_flows.values import Moment
    from workshop_flows.votes import Vote
    from workshop_flows.workshop import Phase, Workshop

UNSEEN = frozenset("\u061c\u200b\u200e\u200f\u2060\ufeff")
"""Characters that nobody sees and that turn or hide what stands beside them."""


def summarise(day: Conference, at: Moment, workshop: str | None = None) -> Summary:
    """Return the day as it stands at an instant; of all workshops, or of one. A trial is not in it."""
    asked = [each for each in day.workshops.values() if workshop in {None, each.id}]
    shown = [each for each in asked if _took_place(each)]
    plan, small = day.plan, day.plan.small_count
    ends = [each.ended for each in shown if each.ended is not None]
    running = any(each.running for each in shown) or not shown
    return Summary(
        name=plan.name,
        title=plan.title,
        language=plan.language,
        timezone=plan.timezone,
        address=plan.address,
        controller=plan.controller,
        contact=plan.contact,
        next_steps=plan.next_steps,
        invited=plan.invited,
        small_count=small,
        as_of=at if running and day.released is None else max([*ends, day.released or 0]),
        released=day.released,
        missed=tuple(sorted(day.missed)),
        workshops=tuple(_workshop(each, at) for each in shown),
        waiting=tuple(each.title for each in asked if each.title and not _took_place(each)),
        totals=_totals(shown, at, small),
    )


def handover(day: Conference, workshop_id: str) -> Line:
    """Name the line that tells the organisers what a workshop came to, before the files follow."""
    workshop = day.workshop(workshop_id)
    stay = workshop.presence.stayed(day.roles, _end(workshop, workshop.begun or 0))
    ideas = sum(idea.open for idea in workshop.ideas)
    result = _told(workshop)
    if result is None:
        return line("digest-draft-no-vote", title=workshop.title, came=stay.came, stayed=stay.stayed, ideas=ideas)
    return line(
        "digest-draft",
        title=workshop.title,
        came=stay.came,
        stayed=stay.stayed,
        ideas=ideas,
        ballots=result.turnout.ballots,
        present=max(result.turnout.present, result.turnout.ballots),
    )


def _told(workshop: Workshop) -> Result | None:
    """Return the result to tell first: the one that names winners, else the last one of a phase."""
    if workshop.shortlisted is not None:
        return workshop.shortlisted
    counted = [vote for vote in workshop.votes.values() if vote.opened.phase and vote.opened.runoff_of is None]
    return next((vote.result for vote in reversed(counted) if vote.result is not None), None)


def _took_place(workshop: Workshop) -> bool:
    """Say whether a workshop belongs into the documentation: it began for real, or something was given before."""
    if workshop.trial:
        return False
    return workshop.course is not Course.PLANNED or bool(workshop.ideas or workshop.questions or workshop.messages)


def _end(workshop: Workshop, at: Moment) -> Moment:
    return workshop.ended if workshop.ended is not None else at


def _workshop(workshop: Workshop, at: Moment) -> WorkshopRecord:
    prompts = [phase.plan.prompt for phase in workshop.phases if phase.plan.kind is Kind.IDEAS and phase.plan.prompt]
    return WorkshopRecord(
        id=workshop.id,
        letter=workshop.letter,
        title=workshop.title,
        language=workshop.language,
        plenary=workshop.plenary,
        begins=workshop.begun,
        ends=workshop.ended,
        prompts=tuple(dict.fromkeys(prompts)),
        phases=tuple(_phase(phase) for phase in workshop.phases),
        ideas=tuple(_idea(workshop, idea) for idea in workshop.ideas if idea.open and _is_head(workshop, idea)),
        ideas_left=_left(workshop.ideas),
        votes=_votes(workshop),
        questions=tuple(_question(each) for each in workshop.questions.values() if each.open),
        questions_left=_left(workshop.questions.values()),
        messages=tuple(
            MessageRecord(each.number, rowless(each.text), each.by is not None)
            for each in workshop.messages.values()
            if each.open
        ),
        messages_left=_left(workshop.messages.values()),
        attendance=_attendance(workshop, _end(workshop, at)) if workshop.begun is not None else None,
    )


def _phase(phase: Phase) -> PhaseRecord:
    plan = phase.plan
    runoff = phase.runoff_of is not None
    return PhaseRecord(phase.number, plan.kind, plan.title, plan.minutes, phase.begins, phase.ended, runoff)


def _left(given: Iterable[Idea | Question | Message]) -> Left:
    gone = [each for each in given if not each.open]
    withdrawn = sum(each.withdrawn for each in gone)
    return Left(len(gone) - withdrawn, withdrawn)


# --- words --------------------------------------------------------------------------------------------------------


def plain(text: str) -> str:
    """Return people's words without what cannot be seen: control characters, and marks that turn the writing."""
    kept = "".join(mark for mark in text if mark == "\n" or not _unseen(mark))
    return "\n".join(" ".join(row.split()) for row in kept.splitlines()).strip()


def rowless(text: str) -> str:
    """Return people's words in one row."""
    return " ".join(plain(text).split())


def _unseen(mark: str) -> bool:
    if mark.isspace():
        return False
    return mark in UNSEEN or unicodedata.category(mark) in {"Cc", "Cs"} or unicodedata.bidirectional(mark) in TURNING


TURNING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
"""What turns the direction of the writing until something ends it."""


# --- ideas and questions ------------------------------------------------------------------------------------------


def _is_head(workshop: Workshop, idea: Idea) -> bool:
    """Say whether an idea stands for itself. What lies under a hidden one does."""
    head = workshop.ideas.get(idea.bundled_into) if idea.bundled_into is not None else None
    return head is None or not head.open


def _idea(workshop: Workshop, idea: Idea) -> IdeaRecord:
    return IdeaRecord(
        original=_original(workshop, idea),
        words=rowless(idea.words),
        titled=bool(idea.title),
        topics=tuple(rowless(topic) for topic in idea.topics),
        supporters=len(workshop.ideas.supporters(idea.number)),
        parked=idea.parked,
        bundled=tuple(_original(workshop, each) for each in workshop.ideas.bundle(idea.number) if each.open),
    )


def _original(workshop: Workshop, idea: Idea) -> Original:
    reference = workshop.reference(idea.number)
    return Original(reference, idea.number, plain(idea.text), idea.edited, idea.by is not None)


def _question(question: Question) -> QuestionRecord:
    return QuestionRecord(
        question.number,
        rowless(question.text),
        len(question.supporters - {question.person}),
        plain(question.answer or ""),
        rowless(question.office) if question.answer else "",
        question.by is not None,
    )


# --- votes --------------------------------------------------------------------------------------------------------


def _votes(workshop: Workshop) -> tuple[VoteRecord, ...]:
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
    words = rowless(title or row.title)
    return words, "" if words or row.status_quo else "erased"


# --- people -------------------------------------------------------------------------------------------------------


def _masked(count: int, small: int) -> Masked:
    return None if 0 < count < small else count


def _stayed(stay: Stay, small: int) -> Stayed:
    came, stayed = _masked(stay.came, small), _masked(stay.stayed, small)
    return Stayed(came, stayed, None if came is None or stayed is None else stay.dropped)


def _attendance(workshop: Workshop, end: Moment) -> AttendanceRecord:
    day, small = workshop.conference, workshop.conference.plan.small_count
    figures = workshop.presence.figures(day.roles, end)
    begun = workshop.begun or 0
    return AttendanceRecord(
        unique=_masked(figures.unique, small),
        peak=_masked(figures.peak, small),
        at_start=_masked(figures.at_start, small),
        at_end=_masked(figures.at_end, small),
        waved_at_start=_masked(figures.waved_at_start, small),
        waved_at_end=_masked(figures.waved_at_end, small),
        members=_masked(figures.members, small),
        guests=_masked(figures.guests, small),
        stay=_stayed(figures.stay, small),
        head_counts=tuple((at, _masked(count, small)) for at, count in workshop.presence.head_counts),
        unobserved=tuple(
            (max(since, begun), min(until, end)) for since, until in day.gone if since < end and until > begun
        ),
    )


def _totals(workshops: list[Workshop], at: Moment, small: int) -> Totals:
    questions = [each for workshop in workshops for each in workshop.questions.values() if each.open]
    begun = [workshop for workshop in workshops if workshop.begun is not None]
    counted = [vote for workshop in workshops for vote in workshop.votes.values() if vote.result is not None]
    everybody = {person for each in begun for person in each.presence.joined(each.conference.roles)}
    return Totals(
        unique=_masked(len(everybody), small),
        stay=_stayed(_stay_of_day(begun, everybody, at), small),
        ideas=sum(idea.open for workshop in workshops for idea in workshop.ideas),
        questions=len(questions),
        answered=sum(question.answer is not None for question in questions),
        messages=sum(each.open for workshop in workshops for each in workshop.messages.values()),
        ballots=sum(len(vote.ballots) for vote in counted),
    )


def _stay_of_day(workshops: list[Workshop], everybody: set[int], at: Moment) -> Stay:
    """Count who came to any workshop at its start, and who of them stayed to the end of their last one."""
    came = stayed = 0
    ordered = sorted(workshops, key=lambda workshop: _end(workshop, at))
    for person in everybody:
        stays = [
            _stay_of(known, workshop, at)
            for workshop in ordered
            if (known := workshop.presence.people.get(person)) is not None and known.first_sign is not None
        ]
        if any(there for there, _ in stays):
            came += 1
            stayed += stays[-1][1]
    return Stay(came, stayed)


def _stay_of(known: Attendance, workshop: Workshop, at: Moment) -> tuple[bool, bool]:
    """Say of one person whether they were there at the start, and at the end."""
    figures = Presence({0: known}, workshop.presence.started).figures((), _end(workshop, at))
    return figures.at_start > 0, figures.at_end > 0
