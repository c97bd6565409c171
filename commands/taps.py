"""A tap instead of a command: 👋, 💡, 👍, and the buttons of the moderation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from commands import words
from commands.answer import send
from commands.command import LEADING, Decision, Said, refused
from commands.curate import bundle
from commands.heard import Heard, Spot, Tap, Words
from commands.support import support
from commands.table import COMMANDS
from commands.turn import Turn, carry_out, chat, quietly
from workshop_flows.facts.entry import Fact, In
from workshop_flows.facts.people import Waved
from workshop_flows.facts.votes import BallotCast
from workshop_flows.phases.table import PHASES
from workshop_flows.sides import OTHERS
from workshop_flows.values import UNTITLED, Method, Role, Text

if TYPE_CHECKING:
    from workshop_flows.conference import Conference
    from workshop_flows.workshop import Workshop

PANEL = {"⏭": "next", "⏸": "pause", "➕": "extend 5", "🗳": "count", "📊": "status"}
"""The buttons of the moderation, each with its command."""
FOR = frozenset({"👍", "❤", "♥", "➕", "💡", "🙌", "👏"})
AGAINST = "👎"
KEYCAP = "\u20e3"
"""Of a digit: where a sign is one emoji only, the number of an idea stands in digits beside the lamp."""
_DECORATION = re.compile("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")
_NUMBERED = re.compile(r"💡\s*(\d{1,5})")


def hear(day: Conference, heard: Heard, tap: Tap) -> Turn:
    """Understand a tap by what is under it."""
    sign = _DECORATION.sub("", tap.sign)
    name, _, rest = tap.anchor.partition(":")
    for workshop in _workshops(day, heard):
        ours = tap.anchor and name != OTHERS  # what others said, as we passed it on, is tapped like theirs
        decision = _ours(workshop, heard, name, rest, sign) if ours else _theirs(workshop, heard, tap, sign)
        if decision is not None:
            return quietly(carry_out(day, heard, workshop.id, decision))
    if sign == "💡" and _may_take(heard, tap):
        return _take(day.workshop(heard.workshop), heard, tap)
    if name == "panel" and sign in PANEL and heard.role in LEADING:
        command, _, amount = PANEL[sign].partition(" ")
        return words.command(day.workshop(heard.workshop), heard, Words(""), command, Text(amount))
    return chat(day, heard, heard.workshop)


def _workshops(day: Conference, heard: Heard) -> list[Workshop]:
    """Return the workshops that a tap may be about: that of the message, or any for the staff."""
    return [day.workshop(heard.workshop)] if heard.workshop else list(day.workshops.values())


def _ours(workshop: Workshop, heard: Heard, name: str, rest: str, sign: str) -> Decision | None:
    """Understand a tap under a message of ours."""
    facts: list[Fact | In] = []
    match name, sign:
        case "wave", "👋" if workshop.running:
            facts = [Waved(heard.person, workshop.current)]
        case "pair", "🔗" if heard.role in LEADING:
            pair = [int(number) for number in rest.split(":")]
            if any(workshop.ideas.get(number) is None for number in pair):
                return None  # a hint of an earlier run
            return bundle(workshop, pair, heard.person, UNTITLED)
        case "answer", "✅" if heard.role is not Role.CITIZEN and int(rest) in workshop.questions:
            sent = send(workshop.questions[int(rest)], heard.person)
            facts = [sent] if sent is not None else []
        case _:
            return None
    return facts


def _theirs(workshop: Workshop, heard: Heard, tap: Tap, sign: str) -> Decision | None:
    """Understand a tap under somebody's contribution: support, or an opinion while one is asked for."""
    numbered = _NUMBERED.match(sign)
    number = int(numbered[1]) if numbered else workshop.ideas.by_source.get(tap.target)
    if number is None or workshop.ideas.get(number) is None:
        return None
    vote = workshop.vote
    asks = vote is not None and vote.method is Method.OPINION and number in vote.by_number
    if vote is not None and asks and sign in {"👍", AGAINST} and heard.role is Role.CITIZEN:
        weight = -1 if sign == AGAINST else 1
        return [BallotCast(vote.number, heard.person, ((number, weight),), heard.source)]
    if numbered or sign in FOR or sign.endswith(KEYCAP):
        said = Said(heard.person, heard.role, heard.at, source=heard.source)
        return support(workshop, said, number) if heard.role is not Role.OFFICIAL else refused("not-for-you")
    return None


def _may_take(heard: Heard, tap: Tap) -> bool:
    return heard.spot is Spot.ROOM and bool(tap.words) and (heard.role in LEADING or tap.author == heard.person)


def _take(workshop: Workshop, heard: Heard, tap: Tap) -> Turn:
    """Make a message what the phase collects, of its author, whoever of author and moderation tapped."""
    author = tap.author if tap.author is not None else heard.person
    said = Said(author, Role.CITIZEN, heard.at, Text(tap.words), tap.target)
    phase = workshop.phase
    takes = PHASES[phase.plan.kind].takes if phase is not None else ""
    return carry_out(workshop.conference, heard, workshop.id, COMMANDS[takes or "idea"].decide(workshop, said))
