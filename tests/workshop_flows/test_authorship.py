"""Whose words are whose: also after a trial in which the same numbers were given to others."""

from __future__ import annotations

import pytest

from workshop_flows.authorship import estate
from workshop_flows.facts.agenda import WorkshopStarted
from workshop_flows.facts.conference import AskedWhere
from workshop_flows.facts.entry import Entry, Fact
from workshop_flows.facts.ideas import IdeaEdited, IdeaGiven, IdeaSupported, IdeaTitled
from workshop_flows.facts.messages import MessageGiven
from workshop_flows.facts.questions import QuestionAsked, QuestionEdited
from workshop_flows.facts.votes import BallotCast, Option, VoteOpened
from workshop_flows.values import Method, Source, Text

KARIN, JONAS = 1, 2
HERS = IdeaGiven(1, KARIN, Text("hers"), Source("m:r/1"))
HIS = IdeaGiven(1, JONAS, Text("his"), Source("m:r/2"))


def edited(text: str) -> IdeaEdited:
    """Return that idea 1 says something else now."""
    return IdeaEdited(1, Text(text))


CASES: dict[str, tuple[tuple[Fact, ...], set[str]]] = {
    "an idea, as it was and as it is": ((HERS, edited("better")), {"hers", "better"}),
    "a title that it was given": ((HERS, IdeaTitled(1, Text("clean"), 9)), {"hers", "clean"}),
    "not somebody else's": ((HIS, edited("better")), set()),
    "a question and a message": (
        (QuestionAsked(1, KARIN, Text("when")), QuestionEdited(1, Text("how")), MessageGiven(1, KARIN, Text("thanks"))),
        {"when", "how", "thanks"},
    ),
    "of a trial, and not what is edited after it": (
        (WorkshopStarted(0, trial=True), HERS, WorkshopStarted(1), HIS, edited("his, better")),
        {"hers"},
    ),
    "given before a trial, and edited after it": (
        (
            HERS,
            WorkshopStarted(0, trial=True),
            HIS,
            WorkshopStarted(1, trial=True),
            WorkshopStarted(2),
            edited("again"),
        ),
        {"hers", "again"},
    ),
}


@pytest.mark.parametrize(("facts", "words"), CASES.values(), ids=list(CASES))
def test_these_are_her_words(facts: tuple[Fact, ...], words: set[str]) -> None:
    """And no others."""
    found = estate([Entry(fact, 0, "w") for fact in facts], KARIN)
    assert {*found.texts.get("w", set())} == words


def test_her_messages_are_those_that_she_sent_also_for_others() -> None:
    """Ideas, ballots, taps; and what she entered as a moderator."""
    facts = (
        HERS,
        HIS,
        IdeaSupported(1, KARIN, Source("m:r/3")),
        BallotCast(1, KARIN, ((1, 1),), Source("m:r/4")),
        BallotCast(1, JONAS, ((1, 1),), Source("m:r/5"), by=KARIN),
    )
    found = estate([Entry(fact, 0, "w") for fact in facts], KARIN)
    assert found.sources == {"m:r/1", "m:r/3", "m:r/4", "m:r/5"}


def test_what_could_be_chosen_and_what_came_to_nothing_is_known_too() -> None:
    """Copies of her words in a vote, and a question that was never answered; and which of it may be released."""
    vote = VoteOpened(1, Text(""), Method.DOTS, (Option(1, Text("hers")), Option(2, Text("his"))))
    asked = AskedWhere(KARIN, Text("hm"), Source("m:d/1"), ("w",))
    found = estate([Entry(HERS, 0, "w"), Entry(vote, 1, "w"), Entry(asked, 2)], KARIN)
    assert (found.options, found.asides) == ({"w": ["hers", "his"]}, {"hm"})


def test_only_what_was_given_for_real_may_be_released() -> None:
    """By its number: a trial begins to count at one again."""
    facts = (WorkshopStarted(0, trial=True), HERS, WorkshopStarted(1), MessageGiven(1, KARIN, Text("thanks")))
    found = estate([Entry(fact, 0, "w") for fact in facts], KARIN)
    assert found.works == {("w", "message", 1): {"thanks"}}
