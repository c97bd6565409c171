"""`!stand`, `!ablauf`, `!ergebnis`, `!meine`, `!übersicht`: where we are, what comes, what came of it, what is mine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.command import ANSWERING, EVERYBODY, Answer, Command, Decision, Said, refused
from workshop_flows.agenda import timetable
from workshop_flows.announcement import announcement
from workshop_flows.effects import Clock, Item, Items, Line, line
from workshop_flows.report import standing
from workshop_flows.values import Ballot, Method, Source

if TYPE_CHECKING:
    from workshop_flows.workshop import Phase, Workshop


def decide_status(workshop: Workshop, said: Said) -> Decision:
    """Say where the workshop stands: to officials where all that run stand."""
    if said.role == "official":
        return decide_overview(workshop, said)
    return Answer(standing(workshop, inside=True))


def decide_overview(workshop: Workshop, _said: Said) -> Decision:
    """Say where every workshop stands that runs."""
    running = [other for other in workshop.conference.running if not other.trial]
    if not running:
        return Answer((line("status-none-running"),))
    return Answer(tuple(text for other in running for text in standing(other, inside=False)))


def decide_agenda(workshop: Workshop, said: Said) -> Decision:
    """List the phases with their times: those that were, the one that runs, those to come."""
    if workshop.flow is None:
        return refused("agenda-none")
    if not workshop.running:
        rows = [line("agenda-row-open", title=plan.title, minutes=plan.minutes) for plan in workshop.flow.phases]
        starts = [line("agenda-starts", starts=Clock(workshop.starts))] if workshop.starts else []
        return Answer((line("agenda", title=workshop.title), *starts, *rows))
    return Answer((line("agenda", title=workshop.title), *agenda_rows(workshop, said.at)))


def agenda_rows(workshop: Workshop, at: int) -> tuple[Line, ...]:
    """Return a line for each phase of a running workshop."""
    phase = workshop.phase
    past = [
        _row(old, old.begins or 0, old.ended or old.ends)
        for old in workshop.phases[: workshop.current]
        if old is not phase
    ]
    now = [line("agenda-row-now", title=phase.plan.title, begins=Clock(phase.begins or 0))] if phase else []
    begins = (phase.ends if phase else workshop.opens_next) or at
    rest = timetable(workshop, workshop.current + 1, begins) if workshop.next_phase else []
    return (*past, *now, *(_row(later, begin, end) for later, begin, end in rest))


def _row(phase: Phase, begins: int, _ends: int | None) -> Line:
    return line("agenda-row", title=phase.plan.title, begins=Clock(begins))


def decide_results(workshop: Workshop, _said: Said) -> Decision:
    """Repeat the last result; while a vote is open there is none to tell."""
    counted = [vote for vote in workshop.votes.values() if vote.result is not None]
    if not counted:
        return refused("results-none")
    return Answer(announcement(workshop, counted[-1]))


def decide_mine(workshop: Workshop, said: Said) -> Decision:
    """List what the person gave: ideas, questions, messages and their ballot. In the room only what all can see."""
    ideas = [
        Item(str(idea.number), idea.text)
        for idea in workshop.ideas
        if idea.person == said.person and not idea.withdrawn and _may_show(idea.source, said)
    ]
    questions = [
        Item(f"F{question.number}", question.text)
        for question in workshop.questions.values()
        if question.person == said.person and not question.withdrawn and _may_show(question.source, said)
    ]
    lines = []
    if ideas:
        lines.append(line("mine-ideas", ideas=Items(tuple(ideas))))
    if questions:
        lines.append(line("mine-questions", questions=Items(tuple(questions))))
    vote = workshop.last_vote
    cast = vote.ballots.get(said.person) if vote is not None else None
    if cast is not None and vote is not None:
        if said.direct or cast.visible:
            lines.append(line("mine-ballot", numbers=written(vote.method, cast.ballot)))
        else:
            lines.append(line("mine-ballot-secret"))
    return Answer(tuple(lines) or (line("mine-nothing"),))


def written(method: Method, ballot: Ballot) -> str:
    """Return a ballot as its person would write it."""
    match method:
        case Method.DOTS:
            return " ".join(str(option) for option, dots in ballot for _ in range(dots))
        case Method.RESISTANCE:
            return " ".join(f"{option}={weight}" for option, weight in ballot)
        case Method.OPINION:
            return " ".join(f"{'?+-'[weight]}{option}" for option, weight in ballot)
        case Method.SCALE:
            return " ".join(str(point) for _, point in ballot)
        case _:
            return " ".join(str(option) for option, _ in ballot)


def _may_show(source: Source, said: Said) -> bool:
    """Say whether it was said where the answer will be read; what was given directly stays between us."""
    return said.direct or source.room in {"", said.source.room}


STATUS = Command("status", EVERYBODY, decide_status, anywhere=True)
OVERVIEW = Command("overview", ANSWERING, decide_overview, anywhere=True)
AGENDA = Command("agenda", EVERYBODY, decide_agenda, anywhere=True)
RESULTS = Command("results", EVERYBODY, decide_results, anywhere=True)
MINE = Command("mine", EVERYBODY, decide_mine, anywhere=True)
