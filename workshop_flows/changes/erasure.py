"""Somebody is forgotten: what becomes of everything they gave.

Their contributions are withdrawn and their words are gone, but for those that stand in a documentation that was
released; ballots of open votes are withdrawn. What was counted stays a number, what was released stays without a name:
nobody's, from now on.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from workshop_flows.effects import Next, Publish, Then
from workshop_flows.facts.entry import In
from workshop_flows.facts.people import TracesErased
from workshop_flows.release import is_released
from workshop_flows.sides import reworded
from workshop_flows.values import NOWHERE, UNTITLED, Text
from workshop_flows.workshop import Course

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workshop_flows.conference import Conference
    from workshop_flows.ideas import Idea, Ideas
    from workshop_flows.questions import Message, Question
    from workshop_flows.votes import Vote
    from workshop_flows.workshop import Workshop


def forget(day: Conference, person: int) -> Then:
    """Forget who somebody was; what they gave is looked after in each workshop."""
    for known in (day.last_seen, day.asked_where, day.asked_to_erase, day.names):
        known.pop(person, None)
    day.erased.add(person)
    return lambda: Next(facts=tuple(_traced(each, person) for each in day.workshops.values() if _traces(each, person)))


def _traced(workshop: Workshop, person: int) -> In:
    known = workshop.presence.people.get(person)
    signs = (known.first_sign, known.last_sign, known.left) if known is not None else ()
    return In(workshop.id, TracesErased(person, *signs))


def _traces(workshop: Workshop, person: int) -> bool:
    given = any(each.person == person for each in (*workshop.ideas, *_others(workshop)))
    return (
        given or person in workshop.presence.people or any(person in vote.ballots for vote in workshop.votes.values())
    )


def erase(workshop: Workshop, person: int) -> Then:
    """Take back what somebody gave here, and let the rest be nobody's."""
    numbers = [idea.number for idea in workshop.ideas if idea.person == person and not is_released(workshop, idea)]
    words = _withdrawn(workshop, person)
    _unvote(workshop, person)
    _unpoint(workshop, person)
    workshop.hands.pop(person, None)
    # After the end the organisers have a draft in which it still stands.
    draft = workshop.conference.released is None
    drafted = draft and bool(words) and workshop.course is Course.ENDED and not workshop.trial

    def then() -> Next:
        amended = [amend for number in numbers if words for amend in reworded(workshop, number)]
        return Next((*amended, *([Publish(workshop.id)] if drafted else [])))

    return then


def _withdrawn(workshop: Workshop, person: int) -> set[Text]:
    """Take back what somebody gave here, but for what was released, and return the words that nothing released has.

    What shows them is the journal's to look after.
    """
    words: set[Text] = set()
    released = [idea for idea in workshop.ideas if idea.person == person and is_released(workshop, idea)]
    kept = {each for idea in released for each in (idea.text, idea.words)}
    for ideas in _both(workshop, "ideas"):
        for idea in [each for each in ideas if each.person == person and not is_released(workshop, each)]:
            words |= {idea.text, idea.words}
            _take_back(ideas, idea)
    for said in _others(workshop):
        if said.person == person and not is_released(workshop, said):
            words.add(said.text)
            said.text, said.withdrawn = UNTITLED, True
    words -= {UNTITLED, *kept}
    for vote in (vote for votes in _both(workshop, "votes") for vote in votes.values()):
        _unword(vote, words)
    return words


def _take_back(ideas: Ideas, idea: Idea) -> None:
    ideas.forget_words(idea)
    idea.withdrawn = True
    ideas.give_head(idea)
    idea.text, idea.title = UNTITLED, None
    ideas.word(idea)


def _others(workshop: Workshop) -> Iterator[Question | Message]:
    for given in (*_both(workshop, "questions"), *_both(workshop, "messages")):
        yield from given.values()


def _both(workshop: Workshop, name: str) -> Iterator[Any]:
    """Yield what a run of the workshop holds and, while it is a trial, what was there before."""
    yield getattr(workshop, name)
    if name in workshop.before:
        yield workshop.before[name]


def _unvote(workshop: Workshop, person: int) -> None:
    """Take back the ballots that are not counted yet, and support while the workshop lasts."""
    for vote in workshop.votes.values():
        if vote.open:
            vote.ballots.pop(person, None)
    if workshop.course is not Course.ENDED:
        for idea in workshop.ideas:
            idea.supporters.discard(person)
        for question in workshop.questions.values():
            question.supporters.discard(person)


def _unpoint(workshop: Workshop, person: int) -> None:
    """Let no message of theirs be known any more: nobody finds, edits or deletes anything by it."""
    for ideas in _both(workshop, "ideas"):
        _unsource(ideas, person)
        ideas.by_source = {each.source: each.number for each in ideas if each.source}
    for given, sources in (("questions", "question_sources"), ("messages", "message_sources")):
        for said, known in zip(_both(workshop, given), _both(workshop, sources), strict=True):
            _unsource(said.values(), person)
            known.clear()
            known.update({each.source: each.number for each in said.values() if each.source})
    for tapped in (workshop.ballot_sources, workshop.support_sources):
        for source in [source for source, (_, by) in tapped.items() if by == person]:
            del tapped[source]
    for vote in workshop.votes.values():
        if (cast := vote.ballots.get(person)) is not None:
            cast.source, cast.said = NOWHERE, dict.fromkeys(cast.said, NOWHERE)


def _unsource(given: Iterable[Idea | Question | Message], person: int) -> None:
    for each in given:
        if person in {each.person, each.by}:
            each.source = NOWHERE


def _unword(vote: Vote, words: set[Text]) -> None:
    """Let options of a vote that are somebody's words say nothing any more; what was chosen stays chosen."""
    options = tuple(replace(each, title=UNTITLED) if each.title in words else each for each in vote.options)
    vote.opened = replace(vote.opened, options=options)
    vote.by_number = {option.number: option for option in options}
    if vote.result is not None:
        rows = tuple(row._replace(title=UNTITLED) if row.title in words else row for row in vote.result.rows)
        vote.result = replace(vote.result, rows=rows)
