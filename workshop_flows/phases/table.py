"""The table of the kinds of phase."""

from __future__ import annotations

from workshop_flows.flow import Kind
from workshop_flows.phases.closing import CLOSING
from workshop_flows.phases.ideas import IDEAS, SORT
from workshop_flows.phases.kind import PhaseKind
from workshop_flows.phases.messages import MESSAGES
from workshop_flows.phases.talk import BREAK, TALK
from workshop_flows.phases.vote import SURVEY, VOTE
from workshop_flows.phases.welcome import WELCOME

PHASES: dict[Kind, PhaseKind] = {
    Kind.WELCOME: WELCOME,
    Kind.TALK: TALK,
    Kind.IDEAS: IDEAS,
    Kind.SORT: SORT,
    Kind.VOTE: VOTE,
    Kind.SURVEY: SURVEY,
    Kind.BREAK: BREAK,
    Kind.MESSAGES: MESSAGES,
    Kind.CLOSING: CLOSING,
}
