"""What is held about one person, as data: everything that the state says of their number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workshop_flows.values import Method, Role, Source, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workshop_flows.attendance import Attendance, Span
    from workshop_flows.conference import Conference
    from workshop_flows.ideas import Idea
    from workshop_flows.questions import Message, Question
    from workshop_flows.values import Ballot, Moment
    from workshop_flows.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Given:
    """An idea, a question or a message. `entered`: the moderation typed it for them."""

    reference: str
    text: Text
    at: Moment
    message: Source
    withdrawn: bool
    entered: bool


@dataclass(frozen=True, slots=True)
class BallotHeld:
    """Their ballot in a vote, as it counts."""

    vote: Text
    method: Method
    ballot: Ballot
    at: Moment
    message: Source
    visible: bool
    counted: bool


@dataclass(frozen=True, slots=True)
class WorkshopHoldings:
    """What one workshop holds about somebody."""

    title: str
    trial: bool
    ideas: tuple[Given, ...]
    questions: tuple[Given, ...]
    messages: tuple[Given, ...]
    supported: tuple[str, ...]
    """References of the ideas and questions that they are for, too."""
    ballots: tuple[BallotHeld, ...]
    late: tuple[Text, ...]
    """Votes for which their ballot came too late."""
    spans: tuple[tuple[Moment, Moment | None], ...]
    """When they were members of the room."""
    voice: tuple[tuple[Moment, Moment | None], ...]
    signs: tuple[Moment, Moment] | None
    """Their first and their last sign of life in the run."""
    waved_at_start: bool
    waved_at_end: bool
    told: tuple[tuple[str, Moment], ...]
    """Sentences that they were told, by name, so that nobody hears the same one again and again."""

    @property
    def empty(self) -> bool:
        """Nothing is held here."""
        given = self.ideas or self.questions or self.messages or self.supported or self.ballots or self.late
        return not (given or self.spans or self.voice or self.signs or self.told)


@dataclass(frozen=True, slots=True)
class Holdings:
    """Everything that is held about one person."""

    role: Role
    workshops: tuple[WorkshopHoldings, ...]


def holdings(day: Conference, person: int) -> Holdings:
    """Return what is held about a person."""
    found = (_of(workshop, person) for workshop in day.workshops.values())
    return Holdings(day.role(person), tuple(each for each in found if not each.empty))


def _of(workshop: Workshop, person: int) -> WorkshopHoldings:
    known = workshop.presence.people.get(person)
    return WorkshopHoldings(
        title=workshop.title,
        trial=workshop.trial,
        ideas=_given(workshop.ideas, person, workshop.letter),
        questions=_given(workshop.questions.values(), person, "F"),
        messages=_given(workshop.messages.values(), person, ""),
        supported=_supported(workshop, person),
        ballots=_ballots(workshop, person),
        late=tuple(vote.title for vote in workshop.votes.values() if person in vote.late),
        spans=_spans(known.spans) if known is not None else (),
        voice=_spans(known.voice) if known is not None else (),
        signs=_signs(known),
        waved_at_start=known is not None and known.waved_at_start,
        waved_at_end=known is not None and known.waved_at_end,
        told=tuple((about, at) for (whom, about), at in workshop.told.items() if whom == person),
    )


def _given(all_: Iterable[Idea | Question | Message], person: int, letter: str) -> tuple[Given, ...]:
    return tuple(
        Given(f"{letter}{each.number}", each.text, each.at, each.source, each.withdrawn, each.by is not None)
        for each in all_
        if each.person == person
    )


def _supported(workshop: Workshop, person: int) -> tuple[str, ...]:
    ideas = [workshop.reference(idea.number) for idea in workshop.ideas if person in idea.supporters]
    return (*ideas, *(f"F{each.number}" for each in workshop.questions.values() if person in each.supporters))


def _ballots(workshop: Workshop, person: int) -> tuple[BallotHeld, ...]:
    cast = ((vote, vote.ballots[person]) for vote in workshop.votes.values() if person in vote.ballots)
    return tuple(
        BallotHeld(vote.title, vote.method, ballot.ballot, ballot.at, ballot.source, ballot.visible, not vote.open)
        for vote, ballot in cast
    )


def _spans(spans: Iterable[Span]) -> tuple[tuple[Moment, Moment | None], ...]:
    return tuple((span.begins, span.ends) for span in spans)


def _signs(known: Attendance | None) -> tuple[Moment, Moment] | None:
    if known is None or known.first_sign is None or known.last_sign is None:
        return None
    return known.first_sign, known.last_sign
