"""Whether an agenda makes sense: what each kind of phase may say, and whether everything fits into the day.

The sentences stand together at the top, in German, as an organiser reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, TypeAlias

from workshop_flows.flow import Kind, On, PhasePlan, Way

if TYPE_CHECKING:
    from bot.configuration.problems import Problem
    from bot.configuration.toml_files import TomlFile

NO_PHASE = "Ein Ablauf braucht mindestens eine Phase. Beispiel: [[phase]]"
EMPTY = "„{key}“ darf nicht leer sein."
RANGE = "„{key}“ ist {value}, muss aber zwischen {low} und {high} liegen."
NOT_FOR_KIND = (
    "„{key}“ gehört nicht zu einer Phase der Art „{kind}“. Bitte die Zeile löschen. Erlaubt ist hier: {allowed}."
)
NOT_FOR_METHOD = "„{key}“ gehört nur zu {owner}. Bitte die Zeile löschen oder die Art der Abstimmung ändern."
NOT_A_TIME = '„{value}“ ist keine Uhrzeit. Bitte Stunde und Minute zweistellig schreiben. Beispiel: at = "09:30"'
NOT_ASCENDING = "„{title}“ soll um {at} Uhr beginnen, aber „{before}“ davor steht schon für {before_at} Uhr fest."
NO_ROOM = "{titles} {lasts} {wanted} Minuten, bis „{title}“ um {at} Uhr sind aber nur {there} Minuten Zeit."
NO_IDEAS = "„{title}“ braucht Ideen, aber davor gibt es keine Phase der Art „ideas“."
NO_VOTE = '„{title}“ stimmt über die Gewinner ab (on = "winners"), aber davor gibt es keine Abstimmung.'
NO_OPTIONS = '„{title}“ hat nichts zur Auswahl. Bitte 2 bis 20 Möglichkeiten nennen. Beispiel: options = ["Bus", "Rad"]'
SURVEY_EMPTY = '„{title}“ fragt nichts. Bitte options = ["Bus", "Rad"] oder scale = "Wie zufrieden sind Sie?" angeben.'
SURVEY_BOTH = "„{title}“ hat „options“ und „scale“. Bitte nur eines davon, am besten in zwei Phasen."
OPTION_COUNT = "„options“ hat {count} Einträge. Es müssen 2 bis 20 sein."
OPTION_EMPTY = "Ein Eintrag von „options“ ist leer."
OPTION_TWICE = "„{option}“ steht zweimal in „options“."
TOO_MANY_CHOICES = "„choices“ ist {choices}, zur Auswahl stehen aber nur {count} Möglichkeiten."
WELCOME_FIRST = "„{title}“ ist eine Begrüßung (welcome). Die kann nur die erste Phase sein."
CLOSING_LAST = "„{title}“ ist ein Abschluss (closing). Der kann nur die letzte Phase sein."

ALWAYS = ("kind", "title", "minutes", "at", "prompt", "advance", "ring")
ALLOWED = {
    Kind.IDEAS: ("per_person", "plain"),
    Kind.MESSAGES: ("per_person", "plain"),
    Kind.VOTE: ("on", "method", "choices", "dots", "cumulative", "keep", "show_results", "status_quo", "options"),
    Kind.SURVEY: ("options", "scale", "choices", "show_results"),
}
"""What each kind of phase may say beyond what all may."""
KNOWN = tuple(field.name for field in fields(PhasePlan))
OWNERS = {
    "choices": (Way.APPROVAL, 'method = "approval"'),
    "dots": (Way.DOTS, 'method = "dots"'),
    "cumulative": (Way.DOTS, 'method = "dots"'),
    "status_quo": (Way.RESISTANCE, 'method = "resistance"'),
}
"""Keys of a vote that belong to one way of voting."""
RANGES = {"minutes": (1, 600), "per_person": (1, 100), "choices": (1, 20), "dots": (1, 20), "keep": (1, 20)}
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)

Found: TypeAlias = tuple[int, str, str]
"""The place of the phase, the key, and the sentence."""
Phases: TypeAlias = Sequence[tuple[int, PhasePlan]]


def problems(file: TomlFile, phases: Phases) -> list[Problem]:
    """Return what makes no sense in the phases that are right by themselves."""
    said = file.data.get("phase")
    rows = said if isinstance(said, list) else []
    whole = len(phases) == len(rows)
    found = [result for place, row in enumerate(rows) if isinstance(row, dict) for result in _row(place, row)]
    found += [result for place, phase in phases for result in _one(place, phase, rows[place])]
    found += _order(phases, len(rows))
    found += [*_needs(phases), *_times(phases)] if whole else []
    problems = [file.problem(("phase", place, key), sentence) for place, key, sentence in found]
    if said == []:
        problems.append(file.problem(("phase",), NO_PHASE))
    if isinstance(title := file.data.get("title"), str) and not title.strip():
        problems.append(file.problem(("title",), EMPTY.format(key="title")))
    return problems


def _row(place: int, row: dict[str, object]) -> Iterator[Found]:
    """Yield what can be said of single keys, even of a phase that is not right as a whole."""
    kind = next((kind for kind in Kind if kind == row.get("kind")), None)
    allowed = KNOWN if kind is None else (*ALWAYS, *ALLOWED.get(kind, ()))
    for key, value in row.items():
        low, high = RANGES.get(key, (0, 0))
        if key in KNOWN and key not in allowed:
            yield place, key, NOT_FOR_KIND.format(key=key, kind=kind, allowed=", ".join(allowed))
        elif key in RANGES and isinstance(value, int) and not isinstance(value, bool) and not low <= value <= high:
            yield place, key, RANGE.format(key=key, value=value, low=low, high=high)
        elif key == "title" and isinstance(value, str) and not value.strip():
            yield place, key, EMPTY.format(key=key)
        elif key == "at" and not (isinstance(value, str) and CLOCK.fullmatch(value)):
            yield place, key, NOT_A_TIME.format(value=value)


def _one(place: int, phase: PhasePlan, row: dict[str, object]) -> Iterator[Found]:
    if phase.kind is Kind.VOTE:
        yield from _vote(place, phase, row)
    if phase.kind is Kind.SURVEY:
        yield from _survey(place, phase, row)


def _vote(place: int, phase: PhasePlan, row: dict[str, object]) -> Iterator[Found]:
    for key in row.keys() & OWNERS.keys():
        way, owner = OWNERS[key]
        if phase.method is not way:
            yield place, key, NOT_FOR_METHOD.format(key=key, owner=owner)
    if phase.on is not On.OPTIONS:
        if "options" in row:
            yield place, "options", NOT_FOR_METHOD.format(key="options", owner='on = "options"')
    elif "options" not in row:
        yield place, "on", NO_OPTIONS.format(title=phase.title)
    else:
        yield from _options(place, phase)
        yield from _choices(place, phase, row)


def _survey(place: int, phase: PhasePlan, row: dict[str, object]) -> Iterator[Found]:
    if "options" in row and "scale" in row:
        yield place, "scale", SURVEY_BOTH.format(title=phase.title)
    elif "scale" in row:
        if not phase.scale.strip():
            yield place, "scale", EMPTY.format(key="scale")
        if "choices" in row:
            yield place, "choices", NOT_FOR_METHOD.format(key="choices", owner="„options“")
    elif "options" not in row:
        yield place, "kind", SURVEY_EMPTY.format(title=phase.title)
    else:
        yield from _options(place, phase)
        yield from _choices(place, phase, row)


def _options(place: int, phase: PhasePlan) -> Iterator[Found]:
    words = [option.strip().casefold() for option in phase.options]
    if not 2 <= len(words) <= 20:
        yield place, "options", OPTION_COUNT.format(count=len(words))
    if "" in words:
        yield place, "options", OPTION_EMPTY
    for number, option in enumerate(phase.options):
        if words[number] and words[number] in words[:number]:
            yield place, "options", OPTION_TWICE.format(option=option)


def _choices(place: int, phase: PhasePlan, row: dict[str, object]) -> Iterator[Found]:
    if "choices" in row and phase.choices > len(phase.options):
        yield place, "choices", TOO_MANY_CHOICES.format(choices=phase.choices, count=len(phase.options))


def _order(phases: Phases, count: int) -> Iterator[Found]:
    for place, phase in phases:
        if phase.kind is Kind.WELCOME and place > 0:
            yield place, "kind", WELCOME_FIRST.format(title=phase.title)
        if phase.kind is Kind.CLOSING and place < count - 1:
            yield place, "kind", CLOSING_LAST.format(title=phase.title)


def _needs(phases: Phases) -> Iterator[Found]:
    before: set[Kind] = set()
    for place, phase in phases:
        on_ideas = phase.kind is Kind.VOTE and phase.on is On.IDEAS
        if (on_ideas or phase.kind is Kind.SORT) and Kind.IDEAS not in before:
            yield place, "on" if on_ideas else "kind", NO_IDEAS.format(title=phase.title)
        if phase.kind is Kind.VOTE and phase.on is On.WINNERS and Kind.VOTE not in before:
            yield place, "on", NO_VOTE.format(title=phase.title)
        before.add(phase.kind)


def _times(phases: Phases) -> Iterator[Found]:
    fixed = [(place, phase) for place, phase in phases if CLOCK.fullmatch(phase.at)]
    if not fixed:
        return
    place, phase = fixed[0]
    plans = [plan for _, plan in phases]
    yield from crowded(plans, place, minute(phase.at))


def crowded(phases: Sequence[PhasePlan], first: int, begins: int) -> Iterator[Found]:
    """Yield what does not fit before the fixed times if phase number `first` (from 0) begins at a minute of the day."""
    since, waiting, before = begins, [phases[first]], phases[first]
    for place, phase in enumerate(phases[first + 1 :], first + 1):
        if not CLOCK.fullmatch(phase.at):
            waiting.append(phase)
            continue
        wanted, there = sum(plan.minutes for plan in waiting), minute(phase.at) - since
        if there <= 0:
            at = before.at or f"{since // 60:02}:{since % 60:02}"
            yield place, "at", NOT_ASCENDING.format(title=phase.title, at=phase.at, before=before.title, before_at=at)
        elif wanted > there:
            titles, lasts = _titles(waiting), "dauert" if len(waiting) == 1 else "dauern zusammen"
            yield (
                place,
                "at",
                NO_ROOM.format(titles=titles, lasts=lasts, wanted=wanted, title=phase.title, at=phase.at, there=there),
            )
        since, waiting, before = minute(phase.at), [phase], phase


def _titles(phases: Iterable[PhasePlan]) -> str:
    titles = [f"„{phase.title}“" for phase in phases]
    return " und ".join([", ".join(titles[:-1]), titles[-1]]) if len(titles) > 1 else titles[0]


def minute(clock: str) -> int:
    """Return the minute of the day of a time like `12:30`."""
    return int(clock[:2]) * 60 + int(clock[3:])
