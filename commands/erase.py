"""`!löschen`: be forgotten. Asks once, says what will happen, and waits five minutes for `ja`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commands.command import EVERYBODY, Answer, Command, Decision, Said
from workshop_flows.effects import Line, line
from workshop_flows.facts.conference import ErasureAsked, PersonErased
from workshop_flows.normal import normalised
from workshop_flows.release import is_released
from workshop_flows.values import MINUTE, Moment

if TYPE_CHECKING:
    from workshop_flows.conference import Conference
    from workshop_flows.workshop import Workshop

SURE = 5 * MINUTE
"""How long the question waits for its answer: it takes time to read, and a yes that comes late is not heard."""
YES = frozenset({"ja", "yes", "ja bitte", "yes please", "ja löschen", "yes erase"})


def decide(workshop: Workshop, said: Said) -> Decision:
    """Forget somebody who was asked and is sure; else ask."""
    day = workshop.conference
    if agrees(day, said.person, said.rest, said.at):
        told = (line("erased"), line("erased-room"), line("erased-back"))
        return Answer(told, facts=(PersonErased(said.person),))
    late = [line("erase-late")] if said.person in day.asked_to_erase and normalised(said.rest) in YES else []
    return Answer((*late, *asked(day, said.person)), facts=(ErasureAsked(said.person),))


def agrees(day: Conference, person: int, text: str, at: Moment) -> bool:
    """Say whether words are the yes to the question that this person was asked a short while ago."""
    since = day.asked_to_erase.get(person)
    return since is not None and at - since <= SURE and normalised(text) in YES


def asked(day: Conference, person: int) -> list[Line]:
    """Return the question, with what a yes means for what this person gave."""
    runs = [workshop for workshop in day.workshops.values() if not workshop.trial]
    given = [
        is_released(workshop, each)
        for workshop in runs
        for each in (*workshop.ideas, *workshop.questions.values(), *workshop.messages.values())
        if each.person == person and not each.withdrawn
    ]
    ballots = [vote for workshop in runs for vote in workshop.votes.values() if person in vote.ballots]
    said = [line("erase-asked")]
    if going := given.count(False):
        said.append(line("erase-given", count=going))
    if staying := given.count(True):
        said.append(line("erase-released", count=staying))
    if going and any(_polled(workshop, person) for workshop in runs):
        said.append(line("erase-polled"))
    if any(vote.open for vote in ballots):
        said.append(line("erase-ballot-open"))
    if any(not vote.open for vote in ballots):
        said.append(line("erase-ballot-counted"))
    return [*said, line("erase-presence"), line("erase-messages"), line("erase-sure")]


def _polled(workshop: Workshop, person: int) -> bool:
    """Say whether words of theirs could be chosen: a poll in a room is not everywhere ours to change."""
    words = {idea.words for idea in workshop.ideas if idea.person == person}
    return any(option.title in words for vote in workshop.votes.values() for option in vote.options)


ERASE = Command("erase", EVERYBODY, decide, anywhere=True)
