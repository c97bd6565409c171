"""A room's history as the oracle reads it: what people did, what the bot said to it, phases and results."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from tests.chaos.evidence import MARKER, Event, Evidence, Input, Phase

COVERS = "org.werkstatt.covers"
UNHEARD = "org.werkstatt.unheard"
"""In the content of what may never have reached the bot, because nobody answered and nobody had to."""
BULB, YES = "💡", "✅"
MERGED = "Notiert: "
CLOCK = re.compile(r"bis (\d{1,2}):(\d{2})")
COUNTED = re.compile(r"^Danke, (?:(eine Person)|(\d+)) von \d+ ha(?:t|ben) mitgemacht", re.MULTILINE)
NOBODY = "Es hat niemand mitgemacht"
PLACE = re.compile(r"^Platz \d+(?:, Gleichstand)?: (.*), (?:je )?(\d+) (?:Stimmen?|Punkte?)\.$", re.MULTILINE)
NUMBER = re.compile(r"\((\d+)\)")


@dataclass(slots=True)
class Done:
    """One thing that one of the crowd did, as the room has it."""

    input: Input
    event: str
    place: int
    at: int
    """The server's stamp, in ms."""
    redacted: int | None = None
    """Where in the history it was taken back."""


@dataclass(slots=True)
class Opened:
    """The announcement of a phase."""

    phase: Phase
    number: int
    place: int
    at: int
    due: int | None
    """When it says that the phase ends, on the computer's clock; the minute has begun by then."""


@dataclass(slots=True)
class Result:
    """A result as the room was told it."""

    place: int
    at: int
    ballots: int
    values: dict[int, int]


@dataclass(slots=True)
class Room:
    """One workshop's room."""

    workshop: str
    events: list[Event]
    done: list[Done] = field(default_factory=list)
    signs: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Event -> the signs that the bot gave it, as a mark or in a merged sentence."""
    replies: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Event -> what the bot answered to it."""
    opened: list[Opened] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    polls: list[tuple[int, str]] = field(default_factory=list)
    unheard: set[str] = field(default_factory=set)
    """Events of which nobody knows whether the bot had them."""

    def numbers(self, event: str) -> list[int]:
        """Return the numbers that an event was given as an idea."""
        return [int(sign.removeprefix(BULB)) for sign in self.signs.get(event, ()) if _is_number(sign)]

    def said_late(self, event: str) -> bool:
        """Say whether the bot answered that it came too late."""
        return any("ist schon zu" in said for said in self.replies.get(event, ()))


def read(evidence: Evidence, workshop: str) -> Room:
    """Read a room."""
    room = Room(workshop, evidence.rooms[workshop])
    by_id = {each.id: each for each in evidence.log}
    by_event = {each.event: each for each in evidence.log if each.event}
    gone = redactions(room.events)
    for place, event in enumerate(room.events):
        if event.get("sender") == evidence.bot:
            spoken(room, evidence, place, event)
            continue
        content = event.get("content") or {}
        known = by_id.get(str(content.get(MARKER))) or by_event.get(event["event_id"])
        if known is not None and known.kind != "delete":
            room.unheard |= {event["event_id"]} if content.get(UNHEARD) else set()
            stamp = int(event["origin_server_ts"])
            room.done.append(Done(known, event["event_id"], place, stamp, gone.get(event["event_id"])))
    return room


def redactions(events: list[Event]) -> dict[str, int]:
    """Return what was taken back: event -> where in the history."""
    found: dict[str, int] = {}
    for place, event in enumerate(events):
        if event.get("type") == "m.room.redaction":
            target = event.get("redacts") or (event.get("content") or {}).get("redacts")
            found.setdefault(str(target), place)
    return found


def is_post(event: Event) -> bool:
    """Say whether an event is a new message, and no edit of one."""
    return event.get("type") == "m.room.message" and relation(event).get("rel_type") != "m.replace"


def relation(event: Event) -> dict[str, Any]:
    """Return what an event relates to."""
    found = (event.get("content") or {}).get("m.relates_to")
    return found if isinstance(found, dict) else {}


def body(event: Event) -> str:
    """Return the words of an event."""
    return str((event.get("content") or {}).get("body", ""))


def opening(phase: Phase, words: str) -> bool:
    """Say whether words announce a phase: a line of theirs begins with its title and its end."""
    heads = (f"{phase.title}, bis ",) if phase.kind != "welcome" else (phase.prompt,)
    return any(line.startswith(heads) for line in words.splitlines())


def spoken(room: Room, evidence: Evidence, place: int, event: Event) -> None:
    """Take in one thing that the bot said."""
    covers = (event.get("content") or {}).get(COVERS) or []
    words = body(event)
    if event.get("type") == "m.reaction":
        for covered in covers:
            room.signs[covered].append(str(relation(event).get("key")))
    elif event.get("type", "").endswith("poll.start"):
        room.polls.append((place, event["event_id"]))
    elif is_post(event) and covers and "m.in_reply_to" in relation(event):
        for covered in covers:
            room.replies[covered].append(words)
    elif is_post(event) and covers:
        _merged(room, words, covers)
    elif is_post(event):
        _announced(room, evidence, place, event)


def _merged(room: Room, words: str, covers: list[str]) -> None:
    """Take in one message for many: first what was noted, in the order of what it covers, then answers by name."""
    head, _, rest = words.partition("\n") if words.startswith(MERGED) else ("", "", words)
    items = head.removeprefix(MERGED).split(", ") if head else []
    for covered, item in zip(covers, items, strict=False):
        sign = item.rpartition(" ")[2]
        room.signs[covered].append(f"{BULB}{sign}" if sign.isdigit() else sign)
    authors = {each.event: each.input.person[1:].partition(":")[0] for each in room.done}
    lines = iter(rest.splitlines())
    called, said = set[str](), ""
    for covered in covers[len(items) :]:
        while authors.get(covered) not in called and (line := next(lines, None)) is not None:
            names, _, said = line.partition(": ")
            called = set(names.split(", "))
        room.replies[covered].append(said)


def _announced(room: Room, evidence: Evidence, place: int, event: Event) -> None:
    words, at = body(event), int(event["origin_server_ts"])
    if (found := COUNTED.search(words)) or NOBODY in words:
        ballots = 0 if found is None else 1 if found[1] else int(found[2])
        values = {
            int(number): int(value) for titles, value in PLACE.findall(words) for number in NUMBER.findall(titles)
        }
        room.results.append(Result(place, at, ballots, values))
    for number, phase in enumerate(evidence.plan, 1):
        if opening(phase, words):
            head = next((line for line in words.splitlines() if line.startswith(f"{phase.title}, bis ")), "")
            clock = CLOCK.search(head)
            due = evidence.clock.real(int(clock[1]), int(clock[2])) if clock else None
            room.opened.append(Opened(phase, number, place, at, due))


def _is_number(sign: str) -> bool:
    return sign.startswith(BULB) and sign.removeprefix(BULB).isdigit()
