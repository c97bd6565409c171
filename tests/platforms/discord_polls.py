"""A house that knows of votes only: it takes taps as the real one does, and says how a poll stands for somebody."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.platforms.incoming import Incoming, Polled, Standing, Weighed
from bot.platforms.outgoing import Poll
from commands.heard import PollAnswer, PollWeight
from commands.polled import changed
from workshop_flows.facts.votes import Option, VoteOpened
from workshop_flows.values import Method, Source, Text
from workshop_flows.votes import Cast, Vote


@dataclass
class Polls:
    """The votes that are on, by their message."""

    votes: dict[Source, Vote] = field(default_factory=dict)
    asked: dict[Source, Poll] = field(default_factory=dict)
    _people: dict[str, int] = field(default_factory=dict)

    def opens(self, target: Source, poll: Poll, *, cumulative: bool = True) -> None:
        """Let the vote of a poll be on."""
        options = tuple(Option(int(number), Text(words)) for number, words in poll.options)
        opened = VoteOpened(1, Text(poll.question), Method(poll.method), options, poll.choices, cumulative)
        self.votes[target], self.asked[target] = Vote(opened, 0), poll

    def take(self, incoming: Incoming) -> str | None:
        """Take an answer to a poll and return its outcome; None for what is none."""
        if not isinstance(incoming, Polled | Weighed) or incoming.target not in self.votes:
            return None
        vote = self.votes[incoming.target]
        if isinstance(incoming, Polled):
            answer: PollAnswer | PollWeight = PollAnswer(1, _all(incoming.answers), _all(incoming.among))
        else:
            answer = PollWeight(1, int(incoming.option), incoming.weight, incoming.further)
        person = self._people.setdefault(incoming.account, len(self._people))
        ballot = changed(vote, person, answer)
        if not vote.open or ballot is None:
            return "" if vote.open else "late"
        before = vote.ballots.get(person)
        kept = dict(before.weights) if before is not None and vote.method is Method.OPINION else {}
        vote.ballots[person] = Cast(kept | dict(ballot), incoming.source, 0, visible=False)
        return "fact"

    def standing(self, poll: Source, account: str) -> Standing | None:
        """Return how a poll stands for somebody."""
        vote = self.votes.get(poll)
        if vote is None:
            return None
        cast = vote.ballots.get(self._people.get(account, -1))
        weights = {str(option): weight for option, weight in cast.ballot} if cast is not None else {}
        asked = self.asked[poll]
        return Standing(asked.method, asked.options, asked.choices, weights, vote.open, vote.opened.cumulative)


def _all(answers: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(int(each) for each in answers)
