"""A poll in between (`!umfrage Wo treffen wir uns? Rathaus | Park`), and the run-off after a tie (`!stichwahl`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from commands.command import LEADING, Command, Decision, Said, refused
from workshop_flows.facts.agenda import RunoffCalled
from workshop_flows.facts.votes import Option, VoteOpened
from workshop_flows.normal import normalised
from workshop_flows.values import MINUTE, Method, Text

if TYPE_CHECKING:
    from workshop_flows.workshop import Workshop

USUAL = 2
"""Minutes of a poll and of a run-off."""
MOST = 20
_MINUTES = re.compile(r"\s*(\d{1,2})\s*(?:min\.?|minuten?|minutes?)\s*:?\s*(.*)", re.IGNORECASE | re.DOTALL)
_QUESTION = re.compile(r"(.+?\?)\s*(.*)", re.DOTALL)


def decide_poll(workshop: Workshop, said: Said) -> Decision:
    """Ask the room something now. Waits its turn: one vote in a room at a time."""
    if workshop.vote is not None or workshop.closing is not None:
        return refused("poll-not-now")
    found = _MINUTES.match(said.rest)
    length, words = (int(found[1]), found[2]) if found else (USUAL, said.rest)
    question, options = parts(words)
    if not question or not 2 <= len(options) <= MOST or len({normalised(option) for option in options}) < len(options):
        return refused("poll-how", most=MOST)
    return [
        VoteOpened(
            vote=max(workshop.votes, default=0) + 1,
            title=Text(question),
            method=Method.SINGLE,
            options=tuple(Option(number, Text(words)) for number, words in enumerate(options, 1)),
            keep=len(options),
            ends=said.at + max(1, length) * MINUTE,
            by=said.person,
        )
    ]


def parts(text: str) -> tuple[str, list[str]]:
    """Split a poll into its question and its options, given by `|`, by lines, or by commas after the question mark."""
    lines = [part.strip(" \t-•*") for part in re.split(r"[|\n]", text) if part.strip(" \t-•*")]
    found = _QUESTION.fullmatch(lines[0]) if lines else None
    if found is None:
        return (lines[0], lines[1:]) if len(lines) > 2 else ("", [])
    question, rest = found[1].strip(), found[2].strip()
    first = (
        [part.strip() for part in re.split(r"[,;]|\boder\b|\bor\b", rest) if part.strip()]
        if len(lines) == 1
        else [rest]
    )
    return question, [option for option in (*first, *lines[1:]) if option]


def decide_runoff(workshop: Workshop, said: Said) -> Decision:
    """Let a tie at the cut be decided, in two minutes that later phases give."""
    vote = workshop.last_vote
    result = vote.result if vote is not None else None
    if vote is None or result is None or not result.tied_at_cut or vote.opened.runoff_of is not None:
        return refused("runoff-no-tie")
    if workshop.phase is not None or workshop.opens_next is None:
        return refused("runoff-too-late")
    return [RunoffCalled(vote.number, USUAL, said.person)]


POLL = Command("poll", LEADING, decide_poll, quiet_yes=True)
RUNOFF = Command("runoff", LEADING, decide_runoff, quiet_yes=True)
