"""What the moderation and the officials are told while it runs, as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop_flows.agenda import drift
from workshop_flows.announcement import named, open_rows
from workshop_flows.effects import Clock, Item, Items, Line, line
from workshop_flows.flow import Kind, On
from workshop_flows.values import MINUTE

if TYPE_CHECKING:
    from workshop_flows.ideas import Idea
    from workshop_flows.questions import Question
    from workshop_flows.result import Row
    from workshop_flows.values import Moment
    from workshop_flows.workshop import Workshop

STRONGEST = 3


def here(workshop: Workshop) -> int:
    """Return how many citizens are here now."""
    return len(workshop.presence.here(workshop.conference.roles))


def hint(workshop: Workshop, at: Moment) -> tuple[Line, ...]:
    """Tell the moderation what comes next and when, how many are here, and whether the day is on time."""
    phase = workshop.phase
    if phase is None or phase.ends is None:
        return ()
    minutes = max(1, round((phase.ends - at) / MINUTE))
    said = [line("hint-here", count=here(workshop))] if workshop.current == 1 else []
    following = workshop.next_phase
    if following is not None:
        said.append(line("hint-next", minutes=minutes, title=following.plan.title))
    else:
        said.append(line("hint-end", minutes=minutes))
    if following is not None or workshop.end is None:
        said.append(line("hint-extend"))
    if following is not None and following.plan.kind is Kind.VOTE and following.plan.on is On.IDEAS:
        said += _parked(workshop)
    return (*said, *on_time(workshop))


def _parked(workshop: Workshop) -> list[Line]:
    """Name the parked ideas: before a vote on ideas some may belong on the list."""
    numbers = [str(idea.number) for idea in workshop.ideas.parked]
    return [line("hint-admit", count=len(numbers), numbers=" ".join(numbers[:10]))] if numbers else []


def on_time(workshop: Workshop) -> tuple[Line, ...]:
    """Say by how many minutes the workshop is ahead or behind; nothing if it is on time."""
    minutes = round(drift(workshop) / MINUTE)
    if minutes == 0:
        return ()
    return (line("behind", minutes=minutes),) if minutes > 0 else (line("ahead", minutes=-minutes),)


def farewell(workshop: Workshop, at: Moment) -> tuple[Line, ...]:
    """Tell the moderation how it ended, who stayed, and what is left to do."""
    if workshop.trial:
        return (line("trial-ended"),)
    figures = workshop.presence.stayed(workshop.conference.roles, at)
    late = round((at - due) / MINUTE) if (due := _due(workshop)) is not None else 0
    how = (
        line("ended-on-time")
        if late == 0
        else line("ended-late", minutes=late)
        if late > 0
        else line("ended-early", minutes=-late)
    )
    said = [how]
    if figures.came:
        said.append(line("ended-stayed", stayed=figures.stayed, came=figures.came))
    said.append(line("ended-release"))
    return tuple(said)


def _due(workshop: Workshop) -> Moment | None:
    return workshop.phases[-1].due if workshop.phases else None


def strongest(workshop: Workshop, most: int = STRONGEST) -> list[Idea]:
    """Return the ideas with the most support, without those that nobody supports if there are others."""
    ideas = workshop.ideas
    ranked = sorted(ideas.listed, key=lambda idea: (-len(ideas.supporters(idea.number)), idea.number))
    return ranked[:most]


def open_questions(workshop: Workshop) -> list[Question]:
    """Return the questions that wait for an answer."""
    return [question for question in workshop.questions.values() if question.open and question.answer is None]


def bulletin(workshop: Workshop) -> tuple[Line, ...]:
    """Tell the officials a workshop's result, in words short enough for a phone; no names, nothing hidden."""
    said: list[Line] = []
    vote, result = workshop.decided, workshop.shortlisted
    if vote is not None and result is not None and result.turnout.ballots:
        rows = open_rows(workshop, vote)
        items = tuple(Item(_reference(workshop, row), named(workshop, vote, row)) for row in rows)
        said.append(line("bulletin-result", ideas=Items(items)))
        said.append(
            line(
                "bulletin-turnout",
                ballots=result.turnout.ballots,
                present=max(result.turnout.present, result.turnout.ballots),
            )
        )
    questions = open_questions(workshop)
    if questions:
        said.append(
            line("bulletin-questions", questions=Items(tuple(Item(f"F{q.number}", q.text) for q in questions[:5])))
        )
    title = line("bulletin-title", title=workshop.title, letter=workshop.letter)
    return (title, *said) if said else ()


def _reference(workshop: Workshop, row: Row) -> str:
    """Return an idea's number with the workshop's letter; what is no idea has none."""
    return workshop.reference(row.option) if workshop.on_ideas and not row.status_quo else "·"


def standing(workshop: Workshop, *, inside: bool) -> tuple[Line, ...]:
    """Say where a workshop stands: the phase, the people, the strongest ideas, or the turnout while a vote is open."""
    phase = workshop.last_phase if workshop.running else None
    if phase is None:
        return (line("status-not-running", title=workshop.title),)
    said = [
        line("status-phase", title=workshop.title, phase=phase.plan.title, ends=Clock(phase.ends))
        if phase.ends
        else line("status-phase-open", title=workshop.title, phase=phase.plan.title)
    ]
    said.append(line("status-here", count=here(workshop)))
    vote = workshop.vote
    if vote is not None:
        said.append(line("vote-so-far", ballots=len(vote.ballots), present=max(here(workshop), len(vote.ballots))))
        return tuple(said)
    if top := strongest(workshop):
        named = tuple(Item(str(idea.number) if inside else workshop.reference(idea.number), idea.words) for idea in top)
        said.append(line("status-ideas", count=len(workshop.ideas.listed), ideas=Items(named)))
    if questions := open_questions(workshop):
        said.append(
            line("bulletin-questions", questions=Items(tuple(Item(f"F{q.number}", q.text) for q in questions[:5])))
        )
    return tuple(said)
