"""Voting and the survey: what can be chosen, how to choose, and what came of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workshop_flows.effects import NOTHING, Clock, Item, Items, Line, Next, line
from workshop_flows.facts.votes import Option, VoteOpened
from workshop_flows.flow import Kind, On, PhasePlan
from workshop_flows.phases.kind import PhaseKind
from workshop_flows.tally import coverage
from workshop_flows.values import MINUTE, Ballot, Method, Text

if TYPE_CHECKING:
    from workshop_flows.ideas import Idea
    from workshop_flows.tally import Result, Row
    from workshop_flows.votes import Vote
    from workshop_flows.workshop import Phase, Workshop

STATUS_QUO = 0
"""Its number in a vote by resistance: no idea ever has it."""
POLL_AT_MOST = 20
"""Options that a native poll can have."""
TAPPED = frozenset({Method.APPROVAL, Method.DOTS, Method.SINGLE})
"""The ways to vote that a native poll can carry."""


def following(workshop: Workshop, phase: Phase) -> Next:
    """Let the phase's vote open, if there is anything to choose."""
    options = _options(workshop, phase)
    if not options:
        return NOTHING
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


def merges(workshop: Workshop, vote: Vote) -> bool:
    """Say whether the numbers of a vote are ideas of this workshop, so that bundles apply when counting."""
    return vote.opened.runoff_of is None and workshop.is_on_ideas(vote)


def tapped(vote: Vote) -> bool:
    """Say whether a native poll can carry this vote as well."""
    return vote.method in TAPPED and len(vote.options) <= POLL_AT_MOST and vote.opened.runoff_of is None


# --- what is said -----------------------------------------------------------------------------------------------


def opens(_workshop: Workshop, _phase: Phase) -> tuple[Line, ...]:
    """Say that there is nothing to choose: with something, the vote itself speaks."""
    return (line("vote-nothing"),)


def listing(vote: Vote) -> Items:
    """Return the options of a vote as a list."""
    return Items(
        tuple(Item(str(option.number), option.title) for option in vote.options if not option.status_quo), long=True
    )


def invitation(vote: Vote) -> tuple[Line, ...]:
    """Say how to vote, that the room sees it, and what there is."""
    opened = vote.opened
    if opened.runoff_of is not None:
        return (line("runoff-how"), line("vote-list", options=listing(vote)))
    numbers = [option.number for option in opened.options if not option.status_quo]
    example = " ".join(
        str(number) for number in _example(opened.method, opened.limit, numbers, repeat=opened.cumulative)
    )
    said = []
    if opened.phase is None:
        said.append(line("poll-opens", title=opened.title, ends=Clock(opened.ends or 0)))
    if opened.method is Method.SCALE:
        said.append(line("vote-question", question=opened.options[0].title))
    said.append(
        line(f"vote-how-{opened.method}", limit=opened.limit, first=numbers[0], last=numbers[-1], example=example)
    )
    said.append(line("vote-adds-up" if opened.method is Method.OPINION else "vote-last-counts"))
    said.append(line("vote-visible-poll" if tapped(vote) else "vote-visible"))
    if opened.method is Method.SCALE:
        return tuple(said)
    said.append(line("vote-list", options=listing(vote)))
    quo = next((option for option in opened.options if option.status_quo), None)
    if quo is not None:
        said.append(
            line("vote-status-quo", number=quo.number, title=quo.title)
            if quo.title
            else line("vote-status-quo-own", number=quo.number)
        )
    return tuple(said)


def _example(method: Method, limit: int, numbers: list[int], *, repeat: bool) -> list[int]:
    """Return an example that cannot be mistaken for a recommendation: first, middle, middle again."""
    if method is Method.SINGLE or len(numbers) < 2:
        return numbers[:1]
    if method is Method.DOTS and repeat and limit >= 2:
        other = numbers[min(3, len(numbers) - 1)]
        return [numbers[0], *([other] * (limit - 1))][: max(2, limit)]
    return [numbers[0], *numbers[3:]][: max(1, limit)] if len(numbers) > 3 else numbers[: max(1, limit)]


def warning(workshop: Workshop, phase: Phase) -> tuple[Line, ...]:
    """Say how many voted, never how."""
    vote = workshop.votes.get(phase.vote) if phase.vote else None
    if vote is None:
        return ()
    here = len(workshop.presence.here(workshop.conference.roles))
    return (line("vote-so-far", ballots=len(vote.ballots), present=max(here, len(vote.ballots))),)


def announcement(workshop: Workshop, vote: Vote) -> tuple[Line, ...]:
    """Say the result: turnout, places with ties named as ties, and that it binds nobody."""
    result = vote.result
    if result is None or not result.turnout.ballots:
        return (line("vote-nobody"),)
    if vote.opened.runoff_of is not None:
        return _runoff(workshop, vote, result)
    turnout = line(
        "vote-thanks", ballots=result.turnout.ballots, present=max(result.turnout.present, result.turnout.ballots)
    )
    said = [turnout, *_places(workshop, vote, result), line("vote-not-binding")]
    if workshop.conference.missed:
        said.append(line("vote-missed", platforms=", ".join(sorted(workshop.conference.missed))))
    return tuple(said)


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


def idea_of(workshop: Workshop, vote: Vote, number: int) -> Idea | None:
    """Return the idea that an option is, if it is one."""
    first = workshop.votes.get(vote.opened.runoff_of, vote) if vote.opened.runoff_of is not None else vote
    return workshop.ideas.get(number) if merges(workshop, first) else None


def open_rows(workshop: Workshop, vote: Vote) -> list[Row]:
    """Return the winners that may be shown outside: nothing that was hidden or taken back meanwhile."""
    result = vote.result
    rows = [row for row in result.rows if row.option in result.shortlist] if result is not None else []
    ideas = [(row, idea_of(workshop, vote, row.option)) for row in rows]
    return [row for row, idea in ideas if idea is None or idea.open]


def named(workshop: Workshop, vote: Vote, row: Row) -> Text | Line:
    """Return an option's words as they are now: titles get better, and what was hidden is not read out."""
    if row.status_quo and not row.title:
        return line("status-quo")
    idea = idea_of(workshop, vote, row.option)
    if idea is None:
        return row.title
    return idea.words if idea.open else line("hidden" if idea.hidden else "withdrawn")


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


def settle(workshop: Workshop, vote: Vote) -> None:
    """Let a run-off decide the tie of the vote that it was called for; if it ties again, all stay in."""
    first = workshop.votes[vote.opened.runoff_of or 0]
    if vote.result is None or first.result is None or not vote.result.turnout.ballots:
        return
    first.result = first.result.settled(vote.result.shortlist)
    head = workshop.ideas.head if merges(workshop, first) else None
    first.result = replace(first.result, coverage=coverage(first, head or int, first.result.shortlist))


def bundled(workshop: Workshop, vote: Vote, ballot: Ballot) -> tuple[Line, ...]:
    """Tell a voter which of their numbers count for a bundle now."""
    if not merges(workshop, vote):
        return ()
    said = []
    for number, weight in ballot:
        head = workshop.ideas.head(number) if number in workshop.ideas.by_number else number
        if head != number and weight:
            said.append(line("ballot-bundled", number=number, head=head, points=abs(weight)))
    return tuple(said)


def too_late(workshop: Workshop) -> tuple[Line, ...]:
    """Tell a late voter kindly, and what they can do now."""
    phase = workshop.phase
    if phase is not None and phase.plan.kind is Kind.MESSAGES:
        return (line("ballot-late"), line("ballot-late-message"))
    return (line("ballot-late"),)


VOTE = PhaseKind(opens, following=following, ballots=True, warns=MINUTE, warning=warning)
SURVEY = PhaseKind(opens, following=following, ballots=True, warns=MINUTE, warning=warning)
