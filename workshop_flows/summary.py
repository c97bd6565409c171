"""The day as it is written down: everything that may be shown, counted once, and no name of anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_flows.effects import Line, line
from workshop_flows.flow import Kind
from workshop_flows.outcome import votes
from workshop_flows.plain import plain, rowless
from workshop_flows.records import (
    IdeaRecord,
    Left,
    MessageRecord,
    Original,
    PhaseRecord,
    QuestionRecord,
    Summary,
    Totals,
    WorkshopRecord,
)
from workshop_flows.turnout import attendance, end_of, everybody, masked, masked_stay, stay_of_day
from workshop_flows.workshop import Course

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workshop_flows.conference import Conference
    from workshop_flows.ideas import Idea
    from workshop_flows.questions import Message, Question
    from workshop_flows.result import Result
    from workshop_flows.values import Moment
    from workshop_flows.workshop import Phase, Workshop


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
        workshops=tuple(_workshop(each) for each in shown),
        waiting=tuple(each.title for each in asked if each.title and not _took_place(each)),
        totals=_totals(shown, small),
    )


def handover(day: Conference, workshop_id: str) -> Line:
    """Name the line that tells the organisers what a workshop came to, before the files follow."""
    workshop = day.workshop(workshop_id)
    stay = workshop.presence.stayed(day.roles, end_of(workshop))
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


def _workshop(workshop: Workshop) -> WorkshopRecord:
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
        votes=votes(workshop),
        questions=tuple(_question(each) for each in workshop.questions.values() if each.open),
        questions_left=_left(workshop.questions.values()),
        messages=tuple(
            MessageRecord(each.number, rowless(each.text), each.by is not None)
            for each in workshop.messages.values()
            if each.open
        ),
        messages_left=_left(workshop.messages.values()),
        attendance=attendance(workshop, workshop.ended) if workshop.ended is not None else None,
    )


def _phase(phase: Phase) -> PhaseRecord:
    plan = phase.plan
    runoff = phase.runoff_of is not None
    return PhaseRecord(phase.number, plan.kind, plan.title, plan.minutes, phase.begins, phase.ended, runoff)


def _left(given: Iterable[Idea | Question | Message]) -> Left:
    gone = [each for each in given if not each.open]
    withdrawn = sum(each.withdrawn for each in gone)
    return Left(len(gone) - withdrawn, withdrawn)


def _totals(workshops: list[Workshop], small: int) -> Totals:
    questions = [each for workshop in workshops for each in workshop.questions.values() if each.open]
    begun = [workshop for workshop in workshops if workshop.begun is not None]
    counted = [vote for workshop in workshops for vote in workshop.votes.values() if vote.result is not None]
    return Totals(
        unique=masked(len(everybody(begun)), small),
        stay=masked_stay(stay_of_day(begun), small) if all(each.ended for each in begun) else None,
        ideas=sum(idea.open for workshop in workshops for idea in workshop.ideas),
        questions=len(questions),
        answered=sum(question.answer is not None for question in questions),
        messages=sum(each.open for workshop in workshops for each in workshop.messages.values()),
        ballots=sum(len(vote.ballots) for vote in counted),
    )


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
