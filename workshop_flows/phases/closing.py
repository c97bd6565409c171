"""Saying thank you: what came of it, what goes into the plenary, what happens next; and who is still there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_flows.announcement import named, open_rows
from workshop_flows.effects import Clock, Line, line
from workshop_flows.phases.kind import PhaseKind
from workshop_flows.phases.messages import count_of
from workshop_flows.phases.welcome import WAVE

if TYPE_CHECKING:
    from workshop_flows.workshop import Phase, Workshop


def opens(workshop: Workshop, _phase: Phase) -> tuple[Line, ...]:
    """Name what came together, the winners, and the next steps."""
    said = [line("closing-thanks"), *_counts(workshop), *_winners(workshop)]
    if workshop.conference.plan.next_steps:
        said.append(line("closing-next-steps", steps=workshop.conference.plan.next_steps))
    said.append(line("closing-there"))
    return tuple(said)


def _counts(workshop: Workshop) -> list[Line]:
    ideas = sum(idea.open for idea in workshop.ideas)
    questions = [question for question in workshop.questions.values() if question.open]
    answered = sum(question.answer is not None for question in questions)
    parts = [line("closing-ideas", count=ideas)] if ideas else []
    if questions:
        parts.append(line("closing-questions", count=len(questions), answered=answered))
    if messages := count_of(workshop):
        parts.append(line("closing-messages", count=messages))
    return [line("closing-counts", parts=tuple(parts))] if parts else []


def _winners(workshop: Workshop) -> list[Line]:
    vote, result = workshop.decided, workshop.shortlisted
    rows = open_rows(workshop, vote) if vote is not None else []
    if vote is None or result is None or not rows:
        return []
    winners = tuple(line("closing-winner", title=named(workshop, vote, row), number=row.option) for row in rows)
    said = [line("closing-winners", winners=winners)]
    plenary = workshop.conference.plenary
    closing = plenary.closing_session if plenary is not None and plenary is not workshop else None
    if closing is not None:
        said = [line("closing-winners-plenary", winners=winners, at=Clock(closing))]
    if result.coverage is not None and result.turnout.ballots:
        said.append(line("closing-coverage", covered=result.coverage[0], voters=result.coverage[1]))
    return said


CLOSING = PhaseKind(opens, taps=(WAVE,), anchor="wave", rings=False)
