"""What somebody wrote: a command, a ballot, a greeting, support, a contribution, or just talk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from commands.ballots.ballot import looks_like_ballot
from commands.command import Refused, Said, refused
from commands.erase import agrees
from commands.heard import Heard, Spot, Words
from commands.reading import LABELS, Reading, Vocabulary, read
from commands.table import COMMANDS
from commands.turn import Turn, carry_out, chat
from commands.where import routed
from workshop_flows.effects import Acknowledge, Person, line
from workshop_flows.facts.entry import Fact, In
from workshop_flows.facts.people import Waved
from workshop_flows.facts.votes import BallotLate
from workshop_flows.flow import Kind
from workshop_flows.phases.table import PHASES
from workshop_flows.values import MINUTE, Role, Text

if TYPE_CHECKING:
    from workshop_flows.conference import Conference
    from workshop_flows.votes import Vote
    from workshop_flows.workshop import Workshop

GREETING = {Kind.WELCOME, Kind.CLOSING}
AMONG_PEOPLE = frozenset({Spot.ROOM, Spot.DIRECT})
LATE_FOR = 5 * MINUTE
"""How long after the close bare numbers are taken for a ballot that came late; while we collect: always."""
OWN_DATA = frozenset({"privacy", "mydata", "erase"})
SHORTEST = 3
"""Words of a plain contribution."""
MAYBE = "💡?"
_WAVE = re.compile(
    r"(?:(?:hallo|hi|moin|guten (?:tag|morgen|abend)|hello)[,!.\s]*)?"
    r"(?:👋.*|(?:ich\s+)?(?:bin\s+)?(?:auch\s+|noch\s+|wieder\s+)?(?:da|hier|dabei|anwesend)(?:\s+bin\s+ich)?|(?:i'?\s?a?m\s+)?(?:still\s+)?here)[\s!.👋🙂😀👍]*",
    re.IGNORECASE,
)
_PLUS = re.compile(r"\+\s?1(?:\s+(?:für |for )?#?([A-Za-z]{0,2}\d{1,5}))?[\s!.]*", re.IGNORECASE)


def hear(day: Conference, heard: Heard, said: Words, vocabulary: Vocabulary) -> Turn:
    """Find out where it counts, then what it is."""
    if (turn := _about_oneself(day, heard, said, vocabulary)) is not None:
        return turn
    place = routed(day, heard, said.text)
    if isinstance(place, Turn):
        return place
    workshop, heard = place.workshop, place.heard
    reading = read(place.text, vocabulary)
    if reading.command:
        return command(workshop, heard, said, reading.command, reading.rest)
    if reading.guess and (turn := _guessed(workshop, heard, said, reading)) is not None:
        return turn
    return _plain(workshop, heard, said, reading.rest)


def _about_oneself(day: Conference, heard: Heard, said: Words, vocabulary: Vocabulary) -> Turn | None:
    """Take what somebody says directly about their own data: it is about no workshop, so nobody asks which."""
    if not heard.direct:
        return None
    reading = read(said.text, vocabulary)
    if not reading.command and agrees(day, heard.person, reading.rest, heard.at):
        reading = reading._replace(command="erase")
    if reading.command not in OWN_DATA:
        return None
    known = day.workshops.get(day.last_seen.get(heard.person, ""))
    return command(known or day.plenary or day.workshop(""), heard, said, reading.command, reading.rest)


def command(workshop: Workshop, heard: Heard, said: Words, name: str, rest: Text) -> Turn:
    """Carry out a command, if this person may and the workshop runs."""
    day = workshop.conference
    known = COMMANDS[name]
    if heard.role not in known.may:
        return carry_out(day, heard, workshop.id, _forbidden(heard, name))
    if not workshop.running and not known.anywhere:
        return carry_out(day, heard, workshop.id, refused("not-running", title=workshop.title))
    decision = known.decide(workshop, _said(heard, said, rest))
    return carry_out(day, heard, workshop.id, decision, quiet_yes=known.quiet_yes)


def _forbidden(heard: Heard, name: str) -> Refused:
    """Refuse a command that is not for this person; who leads hears of it: it may be a moderator without rights."""
    if heard.role is Role.OFFICIAL:
        return refused("not-for-listeners")
    hint = line("not-for-you-hint", person=Person(heard.person), command=name)
    return Refused("not-for-you", hint=hint)


def _said(heard: Heard, said: Words, rest: Text) -> Said:
    return Said(
        heard.person,
        heard.role,
        heard.at,
        rest,
        heard.source,
        said.reply_to,
        heard.direct,
        heard.spot is Spot.ROOM,
        heard.spare,
    )


def _guessed(workshop: Workshop, heard: Heard, said: Words, reading: Reading) -> Turn | None:
    """Do what was likely meant if it loses nothing, else name it; None: it was no command at all."""
    collects = _collects(workshop, heard)
    if reading.guess in LABELS and (reading.sure or collects):
        return command(workshop, heard, said, reading.guess, reading.rest)
    if collects and not reading.sure and len(said.text.split()) > SHORTEST:
        return None  # somebody who shouts, and not somebody who commands
    if reading.guess == "?":
        return carry_out(workshop.conference, heard, workshop.id, refused("command-unknown"))
    meant = refused("command-meant", command=reading.guess)
    return carry_out(workshop.conference, heard, workshop.id, meant)


def _plain(workshop: Workshop, heard: Heard, said: Words, text: Text) -> Turn:
    """Understand words without a command, by what the workshop is doing."""
    day = workshop.conference
    if heard.spot not in AMONG_PEOPLE or not text:
        return chat(day, heard, workshop.id)
    citizen = heard.role is Role.CITIZEN
    plus = _PLUS.fullmatch(text)
    if plus is not None and (plus[1] or said.reply_to is not None) and heard.role is not Role.OFFICIAL:
        return command(workshop, heard, said, "support", Text(plus[1] or ""))
    vote = workshop.vote if citizen else None
    if vote is not None and _votes(vote, said, text):
        return command(workshop, heard, said, "vote", text)
    if _waves(workshop, text):
        return carry_out(day, heard, workshop.id, _wave(workshop, heard), quiet_yes=True)
    if citizen and _too_late(workshop, heard, said, text):
        late: list[Fact | In] = [BallotLate(_late_for(workshop), heard.person, heard.source)]
        return carry_out(day, heard, workshop.id, late)
    if _contributes(workshop, heard, said, text):
        return _contribution(workshop, heard, said, text)
    if heard.direct and not workshop.running:
        return carry_out(day, heard, workshop.id, refused("direct-hello"))
    return chat(day, heard, workshop.id)


def _votes(vote: Vote, said: Words, text: str) -> bool:
    """Say whether a message is a ballot: numbers and fillers, and no answer to somebody else."""
    return (said.reply_to is None or bool(said.reply_anchor)) and looks_like_ballot(text, vote.method)


def _waves(workshop: Workshop, text: str) -> bool:
    phase = workshop.last_phase if workshop.running else None
    return phase is not None and phase.plan.kind in GREETING and len(text) < 60 and _WAVE.fullmatch(text) is not None


def _wave(workshop: Workshop, heard: Heard) -> list[Fact | In]:
    return [Waved(heard.person, workshop.current)]


def _too_late(workshop: Workshop, heard: Heard, said: Words, text: str) -> bool:
    vote = workshop.last_vote
    if vote is None or vote.closed is None or said.reply_to is not None:
        return False
    listening = heard.at - vote.closed <= LATE_FOR or _collects(workshop, heard)
    return listening and looks_like_ballot(text, vote.method)


def _late_for(workshop: Workshop) -> int:
    return workshop.last_vote.number if workshop.last_vote is not None else 0


def _collects(workshop: Workshop, heard: Heard) -> bool:
    phase = workshop.phase
    return phase is not None and bool(PHASES[phase.plan.kind].takes) and heard.role is Role.CITIZEN


def _contributes(workshop: Workshop, heard: Heard, said: Words, text: str) -> bool:
    """Say whether a plain message is a contribution: no reply, question or mere numbers, three words, by a citizen."""
    if not _collects(workshop, heard) or said.reply_to is not None or text.endswith(("?", "？")):
        return False
    return len(text.split()) >= SHORTEST and not looks_like_ballot(text)


def _contribution(workshop: Workshop, heard: Heard, said: Words, text: Text) -> Turn:
    phase = workshop.phase
    if phase is not None and phase.plan.plain:
        return command(workshop, heard, said, PHASES[phase.plan.kind].takes, text)
    maybe = Acknowledge(heard.source, heard.person, MAYBE)
    return chat(workshop.conference, heard, workshop.id, (maybe,))
