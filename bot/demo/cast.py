"""Who takes part, and what each of them will do in a phase: invented, seeded, the same every time."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.demo.lines import IDEAS, MESSAGES, NAMES, QUESTIONS, RUBBISH, TALK
from workshop_flows.flow import Kind, PhasePlan, Way

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


class Do(StrEnum):
    """What a person does."""

    SAY = "say"
    EDIT = "edit"
    """Say it better: the last message with other words."""
    DELETE = "delete"
    WAVE = "wave"
    SUPPORT = "support"
    VOTE = "vote"
    DIRECT = "direct"
    """Vote in the direct chat."""
    POLL = "poll"
    """Vote by tapping in the native poll."""
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that one person does, at a point between the beginning (0) and the end (1) of a phase."""

    at: float
    person: str
    do: Do
    text: str = ""


@dataclass(frozen=True, slots=True)
class Citizen:
    """An invented person."""

    name: str
    troublemaker: bool = False
    leaves: bool = False
    secret: bool = False
    taps: bool = False


def citizens(count: int, *, trouble: bool) -> list[Citizen]:
    """Return people with different habits; every thirteenth leaves early, one of them makes trouble."""
    names = [NAMES[i] if i < len(NAMES) else f"{NAMES[i % len(NAMES)]} {i // len(NAMES) + 1}" for i in range(count)]
    return [
        Citizen(name, trouble and i == 5, leaves=i % 13 == 6, secret=i % 7 == 3, taps=i % 5 == 1)
        for i, name in enumerate(names)
    ]


def acts(people: Sequence[Citizen], plan: PhasePlan, topic: str, chance: random.Random, number: int) -> list[Act]:
    """Return what these people do in a phase, in order."""
    found = [act for person in people for act in _of(person, plan, topic, chance, number)]
    return sorted(found, key=lambda act: act.at)


def _of(  # noqa: C901 - one branch a kind of phase
    person: Citizen, plan: PhasePlan, topic: str, chance: random.Random, number: int
) -> Iterator[Act]:
    def at(low: float = 0.15, high: float = 0.7) -> float:
        return chance.uniform(low, high)

    match plan.kind:
        case Kind.WELCOME | Kind.CLOSING:
            if chance.random() < 0.92:
                when = at(0.25, 0.6)
                yield Act(when, person.name, Do.WAVE) if person.taps else Act(when, person.name, Do.SAY, "da")
        case Kind.IDEAS:
            yield from _ideas(person, topic, chance)
        case Kind.VOTE | Kind.SURVEY:
            yield from _votes(person, chance)
        case Kind.MESSAGES:
            if chance.random() < 0.7:
                yield Act(at(), person.name, Do.SAY, chance.choice(MESSAGES))
        case _:
            if person.leaves and number > 3:
                yield Act(at(0.3, 0.6), person.name, Do.SAY, "Ich muss leider los.")
                yield Act(at(0.61, 0.7), person.name, Do.LEAVE)
            elif chance.random() < 0.3:
                yield Act(at(), person.name, Do.SAY, chance.choice(TALK))
            if chance.random() < 0.08:
                yield Act(at(), person.name, Do.SAY, f"Idee: {typed(chance.choice(IDEAS[topic]), chance)}")
    if person.troublemaker:
        yield Act(at(), person.name, Do.SAY, chance.choice(RUBBISH))


def _ideas(person: Citizen, topic: str, chance: random.Random) -> Iterator[Act]:
    for _ in range(chance.choice((0, 1, 1, 2, 3))):
        at = chance.uniform(0.08, 0.75)
        words = typed(chance.choice(IDEAS[topic]), chance)
        prefix = chance.choice(("", "", "", "Idee: ", "!idee ", "! Idee: ", "#idee "))
        yield Act(at, person.name, Do.SAY, prefix + words)
        if chance.random() < 0.12:
            yield Act(at + 0.05, person.name, Do.EDIT, f"{prefix}{words}, und zwar bald")
        elif chance.random() < 0.06:
            yield Act(at + 0.05, person.name, Do.DELETE)
    if chance.random() < 0.3:
        yield Act(chance.uniform(0.4, 0.9), person.name, Do.SUPPORT)
    if chance.random() < 0.1:
        yield Act(chance.uniform(0.2, 0.9), person.name, Do.SAY, f"!frage {chance.choice(QUESTIONS)}")
    if chance.random() < 0.2:
        yield Act(chance.uniform(0.1, 0.9), person.name, Do.SAY, chance.choice(TALK))


def _votes(person: Citizen, chance: random.Random) -> Iterator[Act]:
    if chance.random() < 0.06:
        return
    do = Do.DIRECT if person.secret else Do.POLL if person.taps else Do.VOTE
    yield Act(chance.uniform(0.15, 0.65), person.name, do)
    if chance.random() < 0.2:
        yield Act(chance.uniform(0.66, 0.75), person.name, do)
    if chance.random() < 0.05:
        yield Act(1.05, person.name, Do.VOTE)


def typed(text: str, chance: random.Random) -> str:
    """Return a text as somebody types it on a phone: small letters, swapped ones, no umlauts, shouting."""
    kind = chance.random()
    if kind < 0.2:
        return text.lower()
    if kind < 0.3:
        return text.translate(UMLAUTS)
    if kind < 0.42 and len(text) > 12:
        place = chance.randrange(3, len(text) - 3)
        return text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    return text + ("!!" if kind > 0.95 else "")


def ballot(plan: PhasePlan, options: Sequence[int], chance: random.Random) -> str:
    """Return a ballot as people write it."""
    if plan.kind is Kind.SURVEY and plan.scale:
        return str(chance.choice((3, 4, 4, 5, 5, 2)))
    if plan.kind is Kind.SURVEY:
        return _numbers(chance.sample(options, min(plan.choices, len(options))), chance)
    match plan.method:
        case Way.DOTS:
            given = chance.choices(options, k=plan.dots if chance.random() < 0.93 else plan.dots + 1)
            return _numbers(given if plan.cumulative else sorted(set(given)), chance)
        case Way.APPROVAL:
            return _numbers(chance.sample(options, min(plan.choices, len(options))), chance)
        case Way.RESISTANCE:
            return " ".join(f"{option}={chance.randint(0, 10)}" for option in options)
        case Way.OPINION:
            return " ".join(f"{chance.choice('+-')}{option}" for option in chance.sample(options, min(4, len(options))))
        case _:
            return str(chance.choice(options))


def _numbers(numbers: Sequence[int], chance: random.Random) -> str:
    words = [str(number) for number in numbers]
    form = chance.random()
    if form < 0.5:
        return " ".join(words)
    if form < 0.75:
        return ", ".join(words)
    head = ", ".join(words[:-1])
    return f"ich nehme die {head} und {words[-1]}" if head else f"Nr. {words[-1]}"
