"""A conference without a server: people say things, the clock jumps, and a transcript is written.

The same deciding and happening as in `bot/conductor.py`; only rooms, journal and delivery are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.saying import HIDDEN
from bot.speech import say
from bot.vocabulary import vocabulary
from commands.hear import hear
from commands.heard import Arrival, Heard, Outcome, Spot, Tap, What, Words
from workshop_flows.bells import due, next_due
from workshop_flows.conference import Conference
from workshop_flows.counting import closing, ended
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
from workshop_flows.facts.entry import Entry, Fact, In
from workshop_flows.happen import Scoped, fold, play
from workshop_flows.summary import handover
from workshop_flows.values import SECOND, Moment, Role, Source

if TYPE_CHECKING:
    from workshop_flows.flow import Flow

BOT = "Werkstatt"
ANYWHERE = "rehearsal"
"""The platform of those of whom none is said."""
READ_AGAIN = 2 * SECOND
"""How long a closing vote is read once more."""


@dataclass(slots=True)
class Utterance:
    """One line of the transcript: who said what to whom, and the marks under it."""

    at: Moment
    who: str
    text: str
    to: str = ""
    """To whom, or where, if not to the workshop's room."""
    marks: list[str] = field(default_factory=list)
    workshop: str = ""
    source: Source | None = None
    anchor: str = ""
    action: str = ""
    """What a person did instead of writing, or before it, as the transcript words it."""
    outcome: Outcome | None = None
    side: str = ""
    """The platform in whose rooms alone it is heard."""


class Rehearsal:
    """A conference in memory. Times are milliseconds; nothing waits."""

    def __init__(self, plan: Sequence[Fact | In], now: Moment, *, library: dict[str, Flow] | None = None) -> None:
        """Begin with the facts of a plan."""
        self.now = now
        self.ready_made = library or {}
        self.vocabulary = vocabulary([BOT])
        self.forgetful = False
        """Fold the journal anew after every turn: what a restart at that turn would do."""
        self.day = Conference()
        self.day.ready_made = self.ready_made
        self.turns: list[list[Entry]] = []
        self.said: list[Utterance] = []
        self.people: dict[str, int] = {}
        self.sides: dict[str, str] = {}
        """On which platform somebody is."""
        self.published: list[str] = []
        self._sources = 0
        entries, _ = play(self.day, plan, now, "")
        self._keep(entries)

    # --- people -------------------------------------------------------------------------------------------------

    def person(self, name: str) -> int:
        """Return a person's number; given at their first mention."""
        if name not in self.people:
            self.people[name] = self._spare()
            self.day.names[self.people[name]] = name
        return self.people[name]

    def _spare(self) -> int:
        return max([0, *self.people.values(), *self.day.names, *self.day.erased]) + 1

    def comes(self, name: str, workshop: str, *, unobserved: bool = False) -> None:
        """Let somebody join a workshop's room, unseen in the transcript; `unobserved`: nobody watched."""
        self._hear(name, Role.CITIZEN, Spot.ROOM, workshop, (Arrival(unobserved), self._source(workshop, name)))

    def does(  # noqa: PLR0913 - an input has many sides
        self,
        name: str,
        what: What,
        *,
        workshop: str = "",
        spot: Spot = Spot.ROOM,
        role: Role = Role.CITIZEN,
        shown: Utterance | None = None,
    ) -> Outcome:
        """Let somebody do something; returns what became of it."""
        source = self._source(workshop or spot.value, name)
        if shown is not None:
            shown.source, shown.side = source, self.sides.get(name, "")
            self.said.append(shown)
        return self._hear(name, role, spot, workshop, (what, source))

    def writes(self, name: str, text: str, workshop: str, role: Role = Role.CITIZEN) -> Outcome:
        """Let somebody write into a workshop's room."""
        shown = Utterance(self.now, name, text, workshop=workshop)
        return self.does(name, Words(text), workshop=workshop, role=role, shown=shown)

    def taps(self, name: str, sign: str, target: Utterance, workshop: str, role: Role = Role.CITIZEN) -> Outcome:
        """Let somebody put a sign under a message."""
        author = self.people.get(target.who)
        words = "" if target.who == BOT else target.text
        tap = Tap(target.source or Source(f"{workshop}/bot"), sign, target.anchor, author, words)
        shown = Utterance(self.now, name, "", workshop=workshop, action=f"tippt {sign}")
        return self.does(name, tap, workshop=workshop, role=role, shown=shown)

    def _source(self, room: str, name: str = "") -> Source:
        self._sources += 1
        return Source(f"{self.sides.get(name, ANYWHERE)}:{room}/{self._sources}")

    def _hear(self, name: str, role: Role, spot: Spot, workshop: str, heard: tuple[What, Source]) -> Outcome:
        what, source = heard
        person = self.person(name)
        input_ = Heard(person, role, spot, workshop, source, self.now, what, self._spare())
        turn = hear(self.day, input_, self.vocabulary)
        shown = next((said for said in reversed(self.said) if said.source == source), None)
        if shown is not None:
            shown.outcome = turn.outcome
        self._keep(turn.entries)
        self._carry(turn.effects, spot)
        if person in self.day.erased:
            del self.people[name]  # whoever comes back is somebody new
        return turn.outcome

    # --- time ---------------------------------------------------------------------------------------------------

    def until(self, at: Moment) -> None:
        """Let the time pass: every bell rings at its time."""
        while (bell := self.next_bell()) is not None and bell <= at:
            self.now = max(self.now, bell)
            self._ring()
        self.now = max(self.now, at)

    def next_bell(self) -> Moment | None:
        """Return when something happens next by itself."""
        read = [since + READ_AGAIN for since, _ in self._closing()]
        bell = next_due(self.day)
        return min([*read, *([bell] if bell is not None else [])], default=None)

    def _closing(self) -> Iterator[tuple[Moment, In]]:
        """Yield what closes just now: since when, and what ends it."""
        for workshop in self.day.workshops.values():
            for since, over in closing(workshop) if workshop.running else ():
                yield since, In(workshop.id, ended(workshop, over) or over)

    def _ring(self) -> None:
        read = [over for since, over in self._closing() if self.now >= since + READ_AGAIN]
        fact = read[0] if read else due(self.day, self.now)
        if fact is not None:
            self._happen(fact)

    def _happen(self, fact: Fact | In) -> None:
        entries, effects = play(self.day, [fact], self.now, "")
        self._keep(entries)
        self._carry(effects, Spot.ROOM)

    def _keep(self, entries: list[Entry]) -> None:
        if entries:
            self.turns.append(entries)
        if self.forgetful:
            self.restart()

    def restart(self) -> None:
        """Forget everything but the journal, the names and the library, as a restart does."""
        names = self.day.names
        self.day = fold(entry for turn in self.turns for entry in turn)
        self.day.names, self.day.ready_made = names | self.day.names, self.ready_made

    # --- what is said -------------------------------------------------------------------------------------------

    def _carry(self, effects: list[Scoped], spot: Spot) -> None:
        for workshop, effect in effects:
            self._speak(workshop, effect, spot)

    def _speak(self, workshop: str, effect: Effect, spot: Spot) -> None:
        match effect:
            case Say():
                shown = Utterance(self.now, BOT, "", self._place(workshop, effect.place), list(effect.taps), workshop)
                shown.side = effect.side
                self._utter(shown, effect.lines, effect.place, effect.anchor)
            case Reply():
                name = next((name for name, person in self.people.items() if person == effect.person), "?")
                to = f"an {name}" if spot is Spot.ROOM else f"-> {name}"
                shown = Utterance(self.now, BOT, "", to, list(effect.taps), workshop)
                shown.side = self.sides.get(name, "")
                self._utter(shown, effect.lines, Place.ROOM, effect.anchor)
            case Acknowledge(source, _, mark, reference):
                self._mark(source, mark + reference)
            case Veil(source, hidden):
                self._veil(source, hidden=hidden)
            case OpenPoll(vote, native=True):
                self.said[-1].marks.append("Umfrage")
                self.said[-1].anchor = f"vote:{vote}"
            case Amend():
                self._amend(workshop, effect)
            case Publish(workshop_id, final):
                self.published.append(workshop_id)
                words = (line("digest-final"),) if final else (handover(self.day, workshop_id),)
                shown = Utterance(self.now, BOT, "", self._place(workshop, Place.ORGANISERS), [], workshop)
                self._utter(shown, words, Place.ORGANISERS, "")
            case OpenPoll() | ClosePoll() | Obscure() | Unsay() | Disclose():
                pass

    def _utter(self, shown: Utterance, lines: Sequence[Line], place: Place, anchor: str) -> None:
        shown.text = say(self.day, shown.workshop, lines, place).plain
        if shown.text:
            shown.source, shown.anchor = self._source(shown.workshop), anchor
            self.said.append(shown)

    def _place(self, workshop: str, place: Place) -> str:
        if place is Place.ROOM:
            return ""
        if place is Place.LEAD:
            return f"-> {self._leader(workshop)}"
        return {Place.CONTROL: "-> Regie", Place.OFFICIALS: "-> Rathaus", Place.ORGANISERS: "-> Orga"}[place]

    def _leader(self, workshop: str) -> str:
        """Return who leads a workshop, else the control room."""
        led = [person for person, role in self.day.roles.items() if role is Role.MODERATOR]
        here = [person for person in led if self.day.last_seen.get(person) == workshop]
        return self.day.names.get((here or led or [0])[0], "Regie")

    def _mark(self, source: Source, mark: str) -> None:
        for said in reversed(self.said):
            if said.source == source:
                if mark not in said.marks:
                    said.marks.append(mark)
                return

    def _veil(self, source: Source, *, hidden: bool) -> None:
        if hidden:
            self._mark(source, HIDDEN)
        for said in self.said:
            if said.source == source and not hidden:
                said.marks = [mark for mark in said.marks if mark != HIDDEN]

    def _amend(self, workshop: str, amend: Amend) -> None:
        text = say(self.day, workshop, amend.lines).plain
        shown = Utterance(self.now, BOT, text, "", [], workshop, None, amend.anchor, "bearbeitet")
        shown.side = amend.side
        self.said.append(shown)
