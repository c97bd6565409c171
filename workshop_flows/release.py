"""What stands in a documentation that was released: it stays there, whoever is forgotten afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workshop_flows.authorship import Work
    from workshop_flows.conference import Conference
    from workshop_flows.ideas import Idea
    from workshop_flows.questions import Message, Question
    from workshop_flows.workshop import Workshop


def is_released(workshop: Workshop, given: Idea | Question | Message) -> bool:
    """Say whether a contribution stands there: it was given by then, for real, and can still be seen."""
    released = workshop.conference.released
    return released is not None and given.at <= released and given.open and not workshop.trial


def released(day: Conference, person: int) -> Iterator[Work]:
    """Yield what of somebody's stands there."""
    for workshop in day.workshops.values():
        given: dict[str, Iterable[Idea | Question | Message]] = {
            "idea": workshop.ideas,
            "question": workshop.questions.values(),
            "message": workshop.messages.values(),
        }
        for kind, each in ((kind, each) for kind, all_ in given.items() for each in all_):
            if each.person == person and is_released(workshop, each):
                yield workshop.id, kind, each.number
