"""The door for everything that people do: an input becomes a turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from commands import deletion, polled, rewording, taps, words
from commands.heard import (
    Arrival,
    Deletion,
    Departure,
    Hand,
    Heard,
    Outcome,
    PollAnswer,
    PollWeight,
    Rewording,
    Spot,
    Tap,
    Voice,
    Words,
)
from commands.turn import Turn, carry_out
from workshop_flows.facts.people import Came, GotUp, Left, SatDown, SpeakAsked, SpeakDone

if TYPE_CHECKING:
    from commands.reading import Vocabulary
    from workshop_flows.conference import Conference


def hear(day: Conference, heard: Heard, vocabulary: Vocabulary) -> Turn:
    """Decide one input and let happen what follows. Never fails, whatever people send."""
    match heard.what:
        case Words():
            return words.hear(day, heard, heard.what, vocabulary)
        case Rewording():
            return rewording.hear(day, heard, heard.what, vocabulary)
        case Deletion():
            return deletion.hear(day, heard, heard.what)
        case Tap():
            return taps.hear(day, heard, heard.what)
        case PollAnswer() | PollWeight():
            return polled.hear(day, heard, heard.what)
        case Arrival(unobserved):
            return _arrived(day, heard, unobserved=unobserved)
        case Departure(unobserved):
            return _departed(day, heard, unobserved=unobserved)
        case Voice(seated, unobserved):
            return _sat(day, heard, seated=seated, unobserved=unobserved)
        case Hand(up):
            return _raised(day, heard, up=up)
        case _:
            assert_never(heard.what)


def _arrived(day: Conference, heard: Heard, *, unobserved: bool) -> Turn:
    """Note who is in the room; known members are nothing new."""
    if heard.spot is not Spot.ROOM or _inside(day, heard):
        return _quiet(day, heard)
    return carry_out(day, heard, heard.workshop, [Came(heard.person, unobserved)])


def _departed(day: Conference, heard: Heard, *, unobserved: bool) -> Turn:
    if heard.spot is not Spot.ROOM or not _inside(day, heard):
        return _quiet(day, heard)
    return carry_out(day, heard, heard.workshop, [Left(heard.person, unobserved)])


def _sat(day: Conference, heard: Heard, *, seated: bool, unobserved: bool) -> Turn:
    """Note who sits in the voice channel; who does already is nothing new."""
    known = day.workshop(heard.workshop).presence.people.get(heard.person) if heard.spot is Spot.ROOM else None
    if heard.spot is not Spot.ROOM or (known is not None and known.seated) == seated:
        return _quiet(day, heard)
    kind = SatDown if seated else GotUp
    return carry_out(day, heard, heard.workshop, [kind(heard.person, unobserved)])


def _raised(day: Conference, heard: Heard, *, up: bool) -> Turn:
    """Note who would like to speak, without a word: they see their hand themselves."""
    if heard.spot is not Spot.ROOM or (heard.person in day.workshop(heard.workshop).hands) == up:
        return _quiet(day, heard)
    fact = SpeakAsked(heard.person) if up else SpeakDone(heard.person)
    return carry_out(day, heard, heard.workshop, [fact])


def _inside(day: Conference, heard: Heard) -> bool:
    known = day.workshop(heard.workshop).presence.people.get(heard.person)
    return known is not None and known.inside


def _quiet(day: Conference, heard: Heard) -> Turn:
    """Change nothing but what the person is."""
    turn = carry_out(day, heard, heard.workshop, [])
    return Turn(turn.entries, [], Outcome.CHAT)
