"""Voting and the survey: what can be chosen, how to choose, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_flows.announcement import idea_of
from workshop_flows.effects import Line, Next, line
from workshop_flows.facts.votes import Option, VoteOpened
from workshop_flows.flow import Kind, On, PhasePlan
from workshop_flows.phases.kind import PhaseKind
from workshop_flows.values import MINUTE, Method, Text

if TYPE_CHECKING:
    from workshop_flows.votes import Vote
    from workshop_flows.workshop import Phase, Workshop

STATUS_QUO = 0
"""Its number in a vote by resistance: no idea ever has it."""


def following(workshop: Workshop, phase: Phase) -> Next:
    """Let the phase's vote open, if there is anything to choose."""
    options = _options(workshop, phase)
    if not options:
        return Next()
    plan = phase.plan
    method = _method(plan)
    limit = {Method.APPROVAL: plan.choices, Method.DOTS: plan.dots}.get(method, 1)
    return Next(
        facts=(
            VoteOpened(
                vote=max(workshop.votes, default=0) + 1,
                title=Text(plan.prompt or plan.title),
                method=method,
                options=options,
                limit=min(limit, len(options)) if method is Method.APPROVAL else limit,
                cumulative=plan.cumulative,
                keep=plan.keep if plan.kind is Kind.VOTE else len(options),
                hidden=not plan.show_results,
                phase=phase.number,
                runoff_of=phase.runoff_of,
            ),
        )
    )


def _method(plan: PhasePlan) -> Method:
    if plan.kind is Kind.SURVEY:
        return Method.SCALE if plan.scale else Method.APPROVAL
    return Method(plan.method.value)


def _options(workshop: Workshop, phase: Phase) -> tuple[Option, ...]:
    plan = phase.plan
    if phase.runoff_of is not None:
        return _tied(workshop, workshop.votes[phase.runoff_of])
    if plan.kind is Kind.SURVEY and plan.scale:
        return (Option(1, Text(plan.scale)),)
    if plan.kind is Kind.SURVEY or plan.on is On.OPTIONS:
        options = tuple(Option(number, Text(words)) for number, words in enumerate(plan.options, 1))
    elif plan.on is On.QUESTIONS:
        options = tuple(Option(q.number, q.text) for q in workshop.questions.values() if q.open)
    elif plan.on is On.WINNERS:
        options = _winners(workshop)
    else:
        options = tuple(Option(idea.number, idea.words) for idea in workshop.ideas.listed)
    if plan.method.value == Method.RESISTANCE.value and plan.kind is Kind.VOTE and options:
        return (*options, Option(STATUS_QUO, Text(plan.status_quo), status_quo=True))
    return options


def _winners(workshop: Workshop) -> tuple[Option, ...]:
    decided = workshop.decided
    if decided is None or decided.result is None:
        return ()
    return tuple(option for option in decided.options if option.number in decided.result.shortlist)


def _tied(workshop: Workshop, vote: Vote) -> tuple[Option, ...]:
    tied = vote.result.tied_at_cut if vote.result is not None else ()
    ideas = {number: idea_of(workshop, vote, number) for number in tied}
    hidden = {number for number, idea in ideas.items() if idea is not None and idea.hidden}
    return tuple(option for option in vote.options if option.number in tied and option.number not in hidden)


def opens(_workshop: Workshop, _phase: Phase) -> tuple[Line, ...]:
    """Say that there is nothing to choose: with something, the vote itself speaks."""
    return (line("vote-nothing"),)


def warning(workshop: Workshop, phase: Phase) -> tuple[Line, ...]:
    """Say how many voted, never how."""
    vote = workshop.votes.get(phase.vote) if phase.vote else None
    if vote is None:
        return ()
    here = len(workshop.presence.here(workshop.conference.roles))
    return (line("vote-so-far", ballots=len(vote.ballots), present=max(here, len(vote.ballots))),)


VOTE = PhaseKind(opens, following=following, ballots=True, warns=MINUTE, warning=warning)
SURVEY = PhaseKind(opens, following=following, ballots=True, warns=MINUTE, warning=warning)
