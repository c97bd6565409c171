"""The state of one workshop. Only `happen` changes it; everybody else reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from workshop_flows.flow import Flow, Kind, On, PhasePlan
from workshop_flows.ideas import Ideas
from workshop_flows.presence import Presence

if TYPE_CHECKING:
    from workshop_flows.conference import Conference
    from workshop_flows.facts.entry import Fact
    from workshop_flows.questions import Message, Question
    from workshop_flows.result import Result
    from workshop_flows.values import Moment, Source
    from workshop_flows.votes import Vote


class Course(StrEnum):
    """Where a workshop stands in its life."""

    PLANNED = "planned"
    RUNNING = "running"
    ENDED = "ended"


@dataclass(slots=True)
class Phase:
    """A phase of a running workshop: its plan, and what became of it."""

    number: int
    plan: PhasePlan
    length: Moment
    """How long it should last now, in milliseconds; the plan's minutes, until somebody shortens or the day does."""
    fixed: Moment | None = None
    """The instant before which it does not begin, and at which it should."""
    due: Moment | None = None
    """When it was to end by the timetable at the start: what "ahead" and "behind" are measured from."""
    begins: Moment | None = None
    ends: Moment | None = None
    ended: Moment | None = None
    warned: bool = False
    hinted: Moment | None = None
    since: Moment | None = None
    """When it was opened again, if it was."""
    vote: int | None = None
    runoff_of: int | None = None


@dataclass(slots=True)
class Workshop:
    """A group of people following one flow. The plenary is one too."""

    id: str
    conference: Conference
    letter: str = ""
    title: str = ""
    language: str = "de"
    starts: Moment | None = None
    call: str = ""
    plenary: bool = False
    sides: tuple[str, ...] = ()
    """The platforms on which it has a room."""
    flow: Flow | None = None
    planned: Flow | None = None
    """The flow of the configuration, whatever the moderation chose since."""

    course: Course = Course.PLANNED
    trial: bool = False
    tried: bool = False
    begun: Moment | None = None
    """The instant of the plan at which it began."""
    ended: Moment | None = None
    end: Moment | None = None
    """A fixed end: the instant at which the last phase ends whatever is extended."""
    phases: list[Phase] = field(default_factory=list)
    current: int = 0
    """The number of the phase that runs or ran last; 0 before the first."""
    paused: Moment | None = None
    resumes: Moment | None = None
    closing: Moment | None = None
    """Since when the running phase is closing: due, but not yet counted."""
    closing_by: int | None = None
    """Who closed it, if it was not the clock."""
    opens_next: Moment | None = None
    """Between two phases: when the next opens by itself (a tie at the cut waits a minute for a run-off)."""
    end_asked: dict[int, Moment] = field(default_factory=dict)
    """Who was asked whether they mean to end it all, and when."""
    undo: tuple[Fact, ...] = ()
    """What takes the moderation's last act back."""
    undo_asked: dict[int, Moment] = field(default_factory=dict)
    """Who was asked whether they mean to go back over ballots, and when."""
    left: Moment = 0
    """How much time the phase that ended last had left."""

    ideas: Ideas = field(default_factory=Ideas)
    questions: dict[int, Question] = field(default_factory=dict)
    question_sources: dict[Source, int] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    message_sources: dict[Source, int] = field(default_factory=dict)
    votes: dict[int, Vote] = field(default_factory=dict)
    ballot_sources: dict[Source, tuple[int, int]] = field(default_factory=dict)
    """source -> (vote, person)."""
    support_sources: dict[Source, tuple[int, int]] = field(default_factory=dict)
    """source -> (idea, person), so that taking the tap back takes the support back."""
    presence: Presence = field(default_factory=Presence)
    hands: dict[int, Moment] = field(default_factory=dict)
    """Who would like to speak, and since when, in this order."""
    led: bool = False
    """Somebody of the moderation gave a command in it."""
    told: dict[tuple[int, str], Moment] = field(default_factory=dict)
    """(person, about): when somebody was told something that is not said twice in a row."""
    before: dict[str, object] = field(default_factory=dict)
    """What was given before a trial began; it is back when the workshop begins for real."""

    @property
    def running(self) -> bool:
        """It has begun and is not over."""
        return self.course is Course.RUNNING

    @property
    def phase(self) -> Phase | None:
        """The phase that runs now."""
        if not self.running or not self.current:
            return None
        phase = self.phases[self.current - 1]
        return None if phase.ended is not None else phase

    @property
    def last_phase(self) -> Phase | None:
        """The phase that runs now or, between two, the one that just ended."""
        return self.phases[self.current - 1] if self.current else None

    @property
    def next_phase(self) -> Phase | None:
        """The phase after this one."""
        return self.phases[self.current] if self.current < len(self.phases) else None

    @property
    def vote(self) -> Vote | None:
        """The vote that is open now."""
        for vote in reversed(self.votes.values()):
            if vote.closed is None:
                return vote
        return None

    @property
    def last_vote(self) -> Vote | None:
        """The vote that was opened last, open or not."""
        return next((vote for vote in reversed(self.votes.values()) if not vote.voided), None)

    @property
    def decided(self) -> Vote | None:
        """The last counted vote that names winners: no survey, no poll in between; a run-off only settles another."""
        return self.decided_before(max(self.votes, default=0) + 1)

    def decided_before(self, number: int) -> Vote | None:
        """Return the last counted vote before a number that names winners."""
        for vote in reversed(self.votes.values()):
            plan = self.phases[vote.opened.phase - 1].plan if vote.opened.phase else None
            names = plan is not None and plan.kind is Kind.VOTE and vote.opened.runoff_of is None
            if names and vote.number < number and vote.result is not None and vote.result.shortlist:
                return vote
        return None

    def ballots_after(self, number: int) -> int:
        """Return how many ballots people gave in phases after one: they are void if it goes on."""
        votes = [self.votes[phase.vote] for phase in self.phases[number:] if phase.vote is not None]
        return sum(len(vote.ballots) for vote in votes)

    def is_on_ideas(self, vote: Vote) -> bool:
        """Say whether a vote's numbers are ideas: of winners, whether the vote that named them was about ideas."""
        if vote.opened.phase is None:
            return False
        plan = self.phases[vote.opened.phase - 1].plan
        if plan.kind is not Kind.VOTE:
            return False
        if plan.on is not On.WINNERS:
            return plan.on is On.IDEAS
        before = self.decided_before(vote.number)
        return before is not None and self.is_on_ideas(before)

    @property
    def shortlisted(self) -> Result | None:
        """What the last vote that names winners came to."""
        return self.decided.result if self.decided is not None else None

    @property
    def on_ideas(self) -> bool:
        """The winners are ideas, with numbers for life."""
        return self.decided is not None and self.is_on_ideas(self.decided)

    @property
    def closing_session(self) -> Moment | None:
        """When, of a plenary, the last fixed part begins."""
        fixed = [phase.fixed for phase in self.phases if phase.fixed is not None]
        return fixed[-1] if fixed else None

    def seen(self, person: int, at: Moment) -> None:
        """Note a sign of life: what they say to the bot alone counts here, until they are seen elsewhere."""
        if person < 0:
            return  # a ballot of somebody who was forgotten: it counts, and is nobody's
        self.presence.active(person, at)
        self.conference.last_seen[person] = self.id

    def reference(self, number: int) -> str:
        """Return an idea's number as people outside the room read it: `B7`."""
        return f"{self.letter}{number}"
