"""Playing a flow or a configuration in seconds, with invented citizens: what an organiser reads before the day."""

from __future__ import annotations

import heapq
import random
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import count, cycle

from bot import plan
from bot.configuration.flow_files import ready_made
from bot.configuration.settings import Settings
from bot.demo.cast import Act, Citizen, Do, acts, ballot, citizens
from bot.demo.lines import IDEAS, MODERATORS
from bot.rehearsal.bells import next_bell
from bot.rehearsal.rehearsal import Rehearsal
from bot.rehearsal.roll import ANYWHERE
from bot.rehearsal.transcript import transcript
from bot.rehearsal.utterance import BOT, Utterance
from commands.heard import Deletion, Departure, PollAnswer, Rewording, Spot, Tap, Words
from workshop_flows.facts.conference import ConferencePlanned, FlowAdopted, WorkshopPlanned
from workshop_flows.facts.entry import Fact, In
from workshop_flows.flow import Flow
from workshop_flows.values import MINUTE, SECOND, Moment, Role, Source
from workshop_flows.workshop import Course, Workshop

ZONE = "Europe/Berlin"
MORNING = int(datetime(2027, 6, 20, 9, 0, tzinfo=UTC).timestamp() * 1000)
LONGEST = 24 * 60 * MINUTE


def rehearse_flow(flow: Flow, people: int, seed: int) -> str:
    """Play a flow in one workshop, and return the transcript."""
    facts: list[Fact | In] = [
        ConferencePlanned("probe", flow.title, "de", ZONE, controller="Ihre Stadt"),
        In("workshop", WorkshopPlanned("A", flow.title, "de")),
        In("workshop", FlowAdopted(flow)),
    ]
    return _play(facts, MORNING, people, seed, ZONE)


def rehearse_configuration(settings: Settings, flows: Mapping[str, Flow], people: int, seed: int) -> str:
    """Play the whole day of a configuration, and return one transcript after the other."""
    facts: list[Fact | In] = list(plan.facts(settings, flows))
    zone = settings.conference.timezone
    starts = [plan.moment(each.starts, zone) for each in settings.workshops if each.starts is not None]
    return _play(facts, min(starts, default=MORNING) - 5 * MINUTE, people, seed, zone)


def _play(facts: list[Fact | In], begins: Moment, people: int, seed: int, zone: str) -> str:
    rehearsal = Rehearsal(facts, begins, library=ready_made())
    company = _Company(rehearsal, people, random.Random(seed))  # noqa: S311 - play, no secret
    company.play(begins + LONGEST)
    texts = []
    for workshop in rehearsal.day.workshops.values():
        head = f"{workshop.title}\n\n" if len(rehearsal.day.workshops) > 1 else ""
        texts.append(head + transcript(rehearsal.record.said, zone, workshop.id, sided=len(workshop.sides) > 1))
    return "\n".join(texts)


class _Company:
    """The people of a rehearsal."""

    def __init__(self, rehearsal: Rehearsal, people: int, chance: random.Random) -> None:
        self.rehearsal, self.chance = rehearsal, chance
        everybody = citizens(people, trouble=people > 8)
        ids = list(rehearsal.day.workshops)
        self.casts = {id_: everybody[place :: len(ids)] for place, id_ in enumerate(ids)}
        self.topics = dict(zip(ids, [list(IDEAS)[place % len(IDEAS)] for place in range(len(ids))], strict=True))
        self.order = count()
        self.agenda: list[tuple[Moment, int, str, Act]] = []
        self.seen: set[tuple[str, int]] = set()
        self.last: dict[str, Utterance] = {}
        self.gone: set[str] = set()

    def play(self, until: Moment) -> None:
        """Play until everything is over."""
        for place, (id_, cast) in enumerate(self.casts.items()):
            workshop = self.rehearsal.day.workshop(id_)
            for citizen, side in zip(cast, cycle(workshop.sides or (ANYWHERE,)), strict=False):
                self.rehearsal.roll.sides[citizen.name] = side
                self.rehearsal.comes(citizen.name, id_)
            if workshop.starts is None:
                self._lead(MODERATORS[place % len(MODERATORS)], id_)
        while self.rehearsal.now < until and not self._over():
            self._look()
            bell = next_bell(self.rehearsal.day)
            act = self.agenda[0][0] if self.agenda else None
            moments = [moment for moment in (bell, act) if moment is not None]
            if not moments:
                return
            self.rehearsal.until(min(moments))
            while self.agenda and self.agenda[0][0] <= self.rehearsal.now:
                _, _, id_, what = heapq.heappop(self.agenda)
                self._act(id_, what)

    def _lead(self, name: str, id_: str) -> None:
        self.rehearsal.writes(name, "!start", id_, Role.MODERATOR)

    def _over(self) -> bool:
        workshops = self.rehearsal.day.workshops.values()
        return not self.agenda and all(workshop.course is Course.ENDED for workshop in workshops)

    def _look(self) -> None:
        """Let people plan what they do in a phase that has just begun."""
        for id_, cast in self.casts.items():
            phase = self.rehearsal.day.workshop(id_).phase
            if phase is None or phase.begins is None or phase.ends is None or (id_, phase.number) in self.seen:
                continue
            self.seen.add((id_, phase.number))
            for act in acts(cast, phase.plan, self.topics[id_], self.chance, phase.number):
                at = phase.begins + max(SECOND, int((phase.ends - phase.begins) * act.at))
                heapq.heappush(self.agenda, (at, next(self.order), id_, act))

    def _act(self, id_: str, act: Act) -> None:
        if act.person in self.gone:
            return
        workshop = self.rehearsal.day.workshop(id_)
        citizen = next(each for each in self.casts[id_] if each.name == act.person)
        match act.do:
            case Do.SAY:
                self._say(id_, act.person, act.text)
            case Do.VOTE | Do.DIRECT | Do.POLL:
                self._vote(workshop, citizen, act)
            case Do.EDIT | Do.DELETE if act.person in self.last:
                self._again(id_, act)
            case Do.WAVE:
                self._wave(id_, act.person)
            case Do.SUPPORT:
                self._support(workshop, act.person)
            case Do.LEAVE:
                shown = Utterance(self.rehearsal.now, act.person, "", workshop=id_, action="verlässt den Raum")
                self.rehearsal.does(act.person, Departure(), workshop=id_, shown=shown)
                self.gone.add(act.person)
            case _:
                return

    def _say(self, id_: str, name: str, text: str, spot: Spot = Spot.ROOM) -> None:
        action = "direkt" if spot is Spot.DIRECT else ""
        shown = Utterance(self.rehearsal.now, name, text, workshop=id_, action=action)
        place = id_ if spot is Spot.ROOM else ""
        self.rehearsal.does(name, Words(text), workshop=place, spot=spot, shown=shown)
        self.last[name] = shown

    def _vote(self, workshop: Workshop, citizen: Citizen, act: Act) -> None:
        vote = workshop.vote or workshop.last_vote
        phase = workshop.last_phase
        if vote is None or phase is None:
            return
        if act.do is Do.POLL and vote.open and vote.opened.limit < len(vote.options):
            chosen = self.chance.sample(sorted(vote.by_number), vote.opened.limit)
            words = " ".join(str(number) for number in sorted(chosen))
            shown = Utterance(self.rehearsal.now, citizen.name, words, workshop=workshop.id, action="Umfrage")
            answer = PollAnswer(vote.number, tuple(chosen))
            self.rehearsal.does(citizen.name, answer, workshop=workshop.id, shown=shown)
            return
        words = ballot(phase.plan, sorted(vote.by_number), self.chance)
        self._say(workshop.id, citizen.name, words, Spot.DIRECT if act.do is Do.DIRECT else Spot.ROOM)

    def _again(self, id_: str, act: Act) -> None:
        before = self.last[act.person]
        source = before.source or Source("")
        deletes = act.do is Do.DELETE
        action = "löscht" if deletes else "bearbeitet"
        shown = Utterance(self.rehearsal.now, act.person, act.text, workshop=id_, action=action)
        what = Deletion(source) if deletes else Rewording(source, act.text)
        self.rehearsal.does(act.person, what, workshop=id_, shown=shown)

    def _wave(self, id_: str, name: str) -> None:
        offered = [
            said
            for said in self.rehearsal.record.said
            if said.who == BOT and said.workshop == id_ and "👋" in said.marks
        ]
        if offered:
            self.rehearsal.taps(name, "👋", offered[-1], id_)

    def _support(self, workshop: Workshop, name: str) -> None:
        own = self.rehearsal.person(name)
        side = self.rehearsal.roll.sides[name]
        heard = [idea for idea in workshop.ideas.listed if idea.source.platform == side]
        others = [idea for idea in heard if idea.person != own]
        if not others:
            return
        idea = self.chance.choice(others)
        shown = Utterance(self.rehearsal.now, name, "", workshop=workshop.id, action=f"tippt 💡{idea.number}")
        self.rehearsal.does(name, Tap(idea.source, f"💡{idea.number}"), workshop=workshop.id, shown=shown)
