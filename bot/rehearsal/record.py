"""What is said in a rehearsal, in order: effects become lines of it, or marks under those that are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from bot.rehearsal.roll import ANYWHERE, Roll
from bot.rehearsal.utterance import BOT, Utterance
from bot.saying import HIDDEN
from bot.speech import say
from commands.heard import Spot
from workshop_flows.effects import (
    Acknowledge,
    Amend,
    ClosePoll,
    Disclose,
    Effect,
    Line,
    Obscure,
    OpenPoll,
    Place,
    Publish,
    Reply,
    Say,
    Unsay,
    Veil,
    line,
)
from workshop_flows.summary import handover
from workshop_flows.values import Moment, Role, Source

if TYPE_CHECKING:
    from workshop_flows.conference import Conference

STAFF = {Place.CONTROL: "-> Regie", Place.OFFICIALS: "-> Rathaus", Place.ORGANISERS: "-> Orga"}


class Scene(NamedTuple):
    """Where and when something is said."""

    day: Conference
    at: Moment
    spot: Spot
    """Where that was said which it answers."""
    workshop: str


@dataclass(slots=True)
class Record:
    """What people and the bot said; everybody is called as on the roll."""

    roll: Roll
    said: list[Utterance] = field(default_factory=list)
    sources: int = 0
    """How many messages there were: the last one's number."""

    def source(self, room: str, name: str = "") -> Source:
        """Return where the next message stands, in a room where somebody is."""
        self.sources += 1
        return Source(f"{self.roll.sides.get(name, ANYWHERE)}:{room}/{self.sources}")

    def at(self, source: Source) -> Utterance | None:
        """Return the last line of a message."""
        return next((said for said in reversed(self.said) if said.source == source), None)

    def take(self, scene: Scene, effect: Effect) -> None:
        """Write down what comes of an effect."""
        match effect:
            case Say():
                self._say(scene, effect)
            case Reply():
                self._reply(scene, effect)
            case Publish():
                self._publish(scene, effect)
            case Amend():
                self._amend(scene, effect)
            case Acknowledge(source, _, mark, reference):
                self._mark(source, mark + reference)
            case Veil(source, hidden):
                self._veil(source, hidden=hidden)
            case OpenPoll(vote, native=True):
                self.said[-1].marks.append("Umfrage")
                self.said[-1].anchor = f"vote:{vote}"
            case OpenPoll() | ClosePoll() | Obscure() | Unsay() | Disclose():
                pass

    def _say(self, scene: Scene, effect: Say) -> None:
        to = _to(scene, effect.place)
        shown = Utterance(scene.at, BOT, "", to, list(effect.taps), anchor=effect.anchor, side=effect.side)
        self._utter(scene, shown, effect.lines, effect.place)

    def _reply(self, scene: Scene, effect: Reply) -> None:
        name = self.roll.name(effect.person)
        to = f"an {name}" if scene.spot is Spot.ROOM else f"-> {name}"
        shown = Utterance(scene.at, BOT, "", to, list(effect.taps), anchor=effect.anchor, side=self.roll.side(name))
        self._utter(scene, shown, effect.lines, Place.ROOM)

    def _publish(self, scene: Scene, effect: Publish) -> None:
        words = line("digest-final") if effect.final else handover(scene.day, effect.workshop)
        shown = Utterance(scene.at, BOT, "", _to(scene, Place.ORGANISERS))
        self._utter(scene, shown, (words,), Place.ORGANISERS)

    def _utter(self, scene: Scene, shown: Utterance, lines: Sequence[Line], place: Place) -> None:
        shown.workshop = scene.workshop
        shown.text = say(scene.day, scene.workshop, lines, place).plain
        if shown.text:
            shown.source = self.source(scene.workshop)
            self.said.append(shown)

    def _amend(self, scene: Scene, amend: Amend) -> None:
        text = say(scene.day, scene.workshop, amend.lines).plain
        shown = Utterance(scene.at, BOT, text, workshop=scene.workshop, anchor=amend.anchor, side=amend.side)
        shown.action = "bearbeitet"
        self.said.append(shown)

    def _mark(self, source: Source, mark: str) -> None:
        said = self.at(source)
        if said is not None and mark not in said.marks:
            said.marks.append(mark)

    def _veil(self, source: Source, *, hidden: bool) -> None:
        if hidden:
            self._mark(source, HIDDEN)
        for said in self.said:
            if said.source == source and not hidden:
                said.marks = [mark for mark in said.marks if mark != HIDDEN]


def _to(scene: Scene, place: Place) -> str:
    """Return to whom it is said, if not to the workshop's room."""
    if place is Place.ROOM:
        return ""
    return f"-> {_leader(scene)}" if place is Place.LEAD else STAFF[place]


def _leader(scene: Scene) -> str:
    """Return who leads a workshop, else the control room."""
    day = scene.day
    led = [person for person, role in day.roles.items() if role is Role.MODERATOR]
    here = [person for person in led if day.last_seen.get(person) == scene.workshop]
    return day.names.get((here or led or [0])[0], "Regie")
