"""A turn: one input decided, and everything that follows from it. The atom of the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from commands.command import LEADING, Answer, Decision, Refused
from commands.heard import Heard, Outcome, Tap, Words
from workshop_flows.effects import Acknowledge, Effect, Place, Reply, Say, Urgency
from workshop_flows.facts.entry import Entry, Fact, In
from workshop_flows.facts.people import Active, RoleGiven, Told
from workshop_flows.facts.votes import BallotLate
from workshop_flows.happen import Scoped, joined, play
from workshop_flows.values import MINUTE, Text

if TYPE_CHECKING:
    from workshop_flows.conference import Conference

YES = "✅"
AGAIN_AFTER = MINUTE
"""How long the same sentence is not said again to the same person."""
REASON = 80
"""Characters of a reason that tell it from another."""
SIGN_OF_LIFE = MINUTE
"""Signs of life are noted at most this often."""


class Turn(NamedTuple):
    """What one input came to."""

    entries: list[Entry]
    effects: list[Scoped]
    outcome: Outcome
    line: str = ""
    """The line of a refusal."""


def carry_out(day: Conference, heard: Heard, workshop: str, decision: Decision, *, quiet_yes: bool = False) -> Turn:
    """Let a decision happen in a workshop: its facts, its answer, its quiet yes."""
    if isinstance(decision, Refused):
        return _refuse(day, heard, workshop, decision)
    answer, facts = (decision, decision.facts) if isinstance(decision, Answer) else (None, decision)
    # What the moderation does leaves no other trace of where it is; its hints go where it leads.
    untraced = (answer is not None or heard.role in LEADING) and isinstance(heard.what, Words | Tap)
    alive = _sign_of_life(day, heard, workshop) if untraced else []
    entries, effects = play(day, [*_before(day, heard), *alive, *facts], heard.at, workshop)
    if answer is not None:
        effects += [(workshop, effect) for effect in answer.effects]
        effects += answer.elsewhere
    if answer is not None and answer.lines:
        effects.append((workshop, Reply(heard.source, heard.person, answer.lines)))
    elif quiet_yes:
        effects.append((workshop, Acknowledge(heard.source, heard.person, YES)))
    late = BallotLate in [type(entry.fact) for entry in entries]
    return Turn(entries, joined(effects), Outcome.LATE if late else Outcome.FACT)


def chat(day: Conference, heard: Heard, workshop: str, effects: tuple[Effect, ...] = ()) -> Turn:
    """Let talk pass: at most a sign of life is noted."""
    facts: list[Fact | In] = [*_before(day, heard), *_sign_of_life(day, heard, workshop)]
    entries, further = play(day, facts, heard.at, workshop)
    return Turn(entries, [*further, *((workshop, effect) for effect in effects)], Outcome.CHAT)


def _sign_of_life(day: Conference, heard: Heard, workshop: str) -> list[Fact | In]:
    if not workshop:
        return []
    known = day.workshop(workshop).presence.people.get(heard.person)
    last = known.last_sign if known is not None else None
    back = known is not None and known.left is not None
    elsewhere = day.last_seen.get(heard.person) != workshop
    due = last is None or back or elsewhere or heard.at - last >= SIGN_OF_LIFE
    return [Active(heard.person)] if due else []


def quietly(turn: Turn) -> Turn:
    """Return a turn without marks and answers below the input: a tap has no message to put them under."""
    kept: list[Scoped] = [(scope, effect) for scope, effect in turn.effects if not isinstance(effect, Acknowledge)]
    return turn._replace(effects=kept)


def _refuse(day: Conference, heard: Heard, workshop: str, refusal: Refused) -> Turn:
    """Say politely what is wrong, but not the same thing to the same person again and again."""
    facts: list[Fact | In] = [*_before(day, heard), *_sign_of_life(day, heard, workshop)]
    ours = [value for value in refusal.values.values() if isinstance(value, str | int) and not isinstance(value, Text)]
    reason = " ".join([refusal.name, *(str(value) for value in ours)])
    told = day.workshop(workshop).told.get((heard.person, reason[:REASON])) if workshop else None
    again = told is not None and (refusal.once or heard.at - told < AGAIN_AFTER)
    silent = again and not heard.owed
    if not silent and workshop:
        facts.append(Told(heard.person, reason[:REASON]))
    entries, effects = play(day, facts, heard.at, workshop)
    if refusal.hint is not None and workshop and told is None:
        effects.append((workshop, Say(Place.LEAD, (refusal.hint,), Urgency.HINT)))
    if not silent:
        effects.append((workshop, Reply(heard.source, heard.person, (refusal.line,))))
    return Turn(entries, effects, Outcome.REFUSED, refusal.name)


def _before(day: Conference, heard: Heard) -> list[Fact | In]:
    role = [RoleGiven(heard.person, heard.role)] if day.role(heard.person) != heard.role else []
    return [*role, *heard.before]
