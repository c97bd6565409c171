"""A transcript is also a script: the lines of people are played, and the whole must come out again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.configuration import flow_files
from bot.rehearsal.rehearsal import Rehearsal
from bot.rehearsal.transcript import indent, transcript
from bot.rehearsal.utterance import BOT, Utterance
from commands.heard import (
    Arrival,
    Deletion,
    Departure,
    Hand,
    Outcome,
    PollAnswer,
    PollWeight,
    Rewording,
    Spot,
    Tap,
    Voice,
    What,
    Words,
)
from workshop_flows.facts.conference import ConferencePlanned, FlowAdopted, WorkshopPlanned
from workshop_flows.facts.entry import Fact, In
from workshop_flows.flow import Flow
from workshop_flows.phases.table import PHASES
from workshop_flows.values import SECOND, Moment, Role, Source

ZONE = "Europe/Berlin"
DAY = "2027-06-20"
ROOM = "w"
_LINE = re.compile(r"(\d\d:\d\d) +(?:(?:Matrix|Discord|beide) +)?(-> \S+|\S+)\s+(.*)")
_MARKS = re.compile(r"\s+\[[^\[\]]*\]$")
_ACTION = re.compile(r"\(([^()]*)\)\s*(.*)", re.DOTALL)
SPOTS = {"direkt": Spot.DIRECT, "Regie": Spot.CONTROL, "Rathaus": Spot.OFFICIALS, "Orga": Spot.ORGANISERS}
SITTING: dict[str, What] = {"sitzt": Voice(seated=True), "steht": Voice(seated=False)}
SITTING |= {"meldet": Hand(up=True), "senkt": Hand(up=False)}
"""In the voice channel: `(sitzt im Sprachkanal)`, `(steht auf)`, `(meldet sich)`, `(senkt die Hand)`."""
STAFF = {Spot.OFFICIALS: Role.OFFICIAL, Spot.ORGANISERS: Role.ORGANISER, Spot.CONTROL: Role.MODERATOR}


@dataclass
class Script:
    """The head of a transcript and the lines of its people."""

    head: dict[str, str]
    lines: list[tuple[str, str, str]] = field(default_factory=list)
    """(time, who, text)."""


def parse(text: str) -> Script:
    """Read a transcript: `key = value` lines, an empty line, then the conversation."""
    head, _, body = text.partition("\n\n")
    script = Script(dict(tuple(part.strip() for part in line.split("=", 1)) for line in head.splitlines()))  # type: ignore[misc]
    unfolded = re.sub(rf"\n {{{indent(sided='sides' in script.head)}}}", "\n\t", body)
    for raw in unfolded.replace("\n\t", "\x00").splitlines():
        found = _LINE.fullmatch(raw.rstrip())
        if found is None or found[2].startswith("->") or found[2] == BOT:
            continue
        said = _MARKS.sub("", found[3])
        script.lines.append((found[1], found[2], said.replace("\x00", " ")))
    return script


class Play:
    """A script on stage."""

    def __init__(self, script: Script, folder: Path) -> None:
        """Set the scene: one workshop, its people, and the moderation."""
        self.script = script
        head = script.head
        self.leads = set(head.get("leads", "Anna").split())
        self.rehearsal = Rehearsal(_plan(head, folder), instant(head["begin"]), library=flow_files.ready_made())
        self.last: dict[str, Utterance] = {}
        self._take_sides(head)
        for name in [*head.get("people", "").split(), *self.leads]:
            self.rehearsal.comes(name, ROOM)

    def _take_sides(self, head: dict[str, str]) -> None:
        """Put everybody on a platform, where there are several: on the first, unless they are named for another."""
        first, *others = head.get("sides", "").split() or [""]
        if others:
            self.rehearsal.roll.sides |= dict.fromkeys([*head["people"].split(), *self.leads], first)
            self.rehearsal.roll.sides |= {name: side for side in others for name in head.get(side, "").split()}

    def run(self, *, forgetful: bool = False) -> str:
        """Play it and return the transcript; `forgetful` folds the journal anew at every turn."""
        self.rehearsal.forgetful = forgetful
        for at, who, text in timed(self.script.lines):
            self.rehearsal.until(at)
            self._line(who, text)
        if "until" in self.script.head:
            self.rehearsal.until(instant(self.script.head["until"]))
        head = "\n".join(f"{key} = {value}" for key, value in self.script.head.items())
        return f"{head}\n\n{transcript(self.rehearsal.record.said, ZONE, sided='sides' in self.script.head)}"

    def _line(self, who: str, text: str) -> None:
        found = _ACTION.match(text)
        action, words = (found[1], found[2]) if found else ("", text)
        name = next((name for name in SPOTS if action.startswith(name)), "")
        spot = SPOTS.get(name, Spot.ROOM)
        shown = Utterance(self.rehearsal.now, who, words, workshop=ROOM, action=action)
        role = STAFF.get(spot, Role.MODERATOR if who in self.leads else Role.CITIZEN)
        if action == "Neustart":
            self.rehearsal.restart()
            shown.outcome = Outcome.CHAT
            self.rehearsal.record.said.append(shown)
            return
        before = self.last.get(who)
        what = self._what(action.removeprefix(name).strip(), words, before, self.rehearsal.roll.side(who))
        if isinstance(what, Words | Rewording):
            self.last[who] = shown
        place = ROOM if spot is Spot.ROOM else ""
        self.rehearsal.does(who, what, workshop=place, spot=spot, role=role, shown=shown)
        if isinstance(what, Rewording):
            shown.source = what.target

    def _what(self, action: str, words: str, before: Utterance | None, side: str) -> What:
        verb, _, rest = action.partition(" ")
        own = before.source if before is not None and before.source is not None else Source("")
        match verb:
            case "Antwort":
                return Words(words, reply_to=self._target(rest.removeprefix("auf ")).source)
            case "tippt":
                sign, _, on = rest.partition(" auf ")
                return self._tap(sign, on, side)
            case "bearbeitet":
                return Rewording((self._target(rest).source or own) if rest else own, words)
            case "löscht":
                return Deletion((self._target(rest).source or own) if rest else own)
            case "Umfrage":
                return PollAnswer(self._vote(), tuple(int(number) for number in words.split()))
            case "wählt":
                return PollWeight(self._vote(), int(words), 1, further=True)
            case "Formular":
                return Words(f"!{self._collected()} {words}")
            case "verlässt":
                return Departure()
            case "kommt":
                return Arrival()
            case _:
                return SITTING.get(verb) or Words(words)

    def _collected(self) -> str:
        """Return the command for which the form stands that people open now."""
        phase = self.rehearsal.day.workshop(ROOM).phase
        return PHASES[phase.plan.kind].takes if phase is not None and PHASES[phase.plan.kind].takes else "idea"

    def _vote(self) -> int:
        return max(self.rehearsal.day.workshop(ROOM).votes)

    def _tap(self, sign: str, on: str, side: str) -> Tap:
        target = self._target(on) if on else self._last_of_bot(sign, side)
        words = "" if target.who == BOT else target.text
        anchor = target.anchor if target.who == BOT else ""
        author = self.rehearsal.roll.numbers.get(target.who)
        return Tap(target.source or Source(""), sign, anchor, author, words)

    def _target(self, name: str) -> Utterance:
        """Return the message that is pointed at: an idea by number, or somebody's last one."""
        if name.isdigit():
            source = self.rehearsal.day.workshop(ROOM).ideas.by_number[int(name)].source
            return next(said for said in self.rehearsal.record.said if said.source == source)
        return self.last[name]

    def _last_of_bot(self, sign: str, side: str) -> Utterance:
        marked = [said for said in self.rehearsal.record.said if sign in said.marks and said.side in {"", side}]
        offered = [said for said in marked if said.who == BOT]
        return (offered or marked)[-1]


def timed(lines: list[tuple[str, str, str]]) -> Iterator[tuple[Moment, str, str]]:
    """Yield the lines with their instants: within a minute they come some seconds after each other."""
    for place, (time, who, text) in enumerate(lines):
        before = sum(other == time for other, _, _ in lines[:place])
        yield instant(time) + (SECOND * (5 + 3 * before) if place else 0), who, text


def instant(time: str) -> Moment:
    """Return a local time of the day of all transcripts in milliseconds."""
    return int(datetime.fromisoformat(f"{DAY}T{time}").replace(tzinfo=ZoneInfo(ZONE)).timestamp() * 1000)


def _plan(head: dict[str, str], folder: Path) -> list[Fact | In]:
    language = head.get("language", "de")
    conference = ConferencePlanned(
        "bochum",
        "Bürgerkonferenz Bochum",
        language,
        ZONE,
        address=head.get("address", "Sie"),
        next_steps=head.get("next_steps", ""),
        controller="Stadt Bochum",
        contact="datenschutz@example.org",
        legal_basis="Art. 6 Abs. 1 lit. e DSGVO",
        listeners=head.get("listeners", ""),
        officials="listeners" in head,
    )
    flow = _flow(flow_files.find(head["flow"], folder))
    begin = instant(head["starts"]) if "starts" in head else None
    sides = tuple(head.get("sides", "").split())
    planned = WorkshopPlanned("B", head["title"], language, begin, head.get("call", ""), sides=sides)
    facts: list[Fact | In] = [conference, In(ROOM, planned), In(ROOM, FlowAdopted(flow))]
    if "plenary" in head:
        facts.append(In("plenum", WorkshopPlanned("A", "Plenum", language, plenary=True)))
    return facts


def _flow(path: Path | str) -> Flow:
    assert isinstance(path, Path), path
    read = flow_files.read(path)
    assert read.flow is not None, read.problems
    return read.flow
