"""`werkstatt check`: everything that is wrong with a configuration and its flows, else the timetable of the day.

This part reads the configuration and its flows, and nothing else: no network, no journal, no clock.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from bot import timetable
from bot.configuration import flow_files, flow_sense, sense
from bot.configuration.flow_files import FlowFile
from bot.configuration.problems import Problem
from bot.configuration.settings import SECRETS, Loaded, Settings, load, variable, workshops
from bot.configuration.tables import WorkshopSettings
from bot.configuration.toml_files import TomlFile
from bot.delivery.pace import SPARE
from bot.plan import PLENARY
from bot.timetable import Planned
from workshop_flows.flow import Flow

UNTOUCHED = (0.2, 10)
"""`rc_message` of a Synapse that nobody configured: messages per second, and burst."""
NOTICEABLE = 5.0
"""Seconds of lag that people notice."""

OTHER_START = (
    "Der Beginn ist {starts} Uhr, der Ablauf „{flow}“ beginnt aber fest um {at} Uhr. Bitte eines davon ändern."
)
NOT_IN_TIME = "Mit diesem Beginn ({starts} Uhr) passt der Ablauf „{flow}“ nicht: {why}"
NEVER_TRIED = "Noch nie ausprobiert: {titles}. Am Abend vorher schreibt die Moderation im Raum: !start probe"
BESIDE_PLENARY = "„{title}“ läuft, während im Plenum „{phase}“ ist ({begins} bis {ends} Uhr)."
NOT_SIGNED_IN = "Das Geheimnis für [{table}] fehlt noch in der Umgebung: {variables}."
LAG = (
    "In {rooms} Räumen beginnt zugleich etwas. Mit den Voreinstellungen eines Synapse-Servers kommt die letzte Ansage "
    "{quiet} Sekunden später. Schreiben gerade viele, kommt sie {busy} Sekunden später, und auf das Zeichen, dass "
    "etwas notiert ist, wartet man bis zu {thanks} Sekunden. Abhilfe in homeserver.yaml: rc_message mit per_second und "
    "burst_count erhöhen, oder für das Konto {user} die Grenze aufheben (override_ratelimit)."
)


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found. With problems there are no settings to run with."""

    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()
    timetable: tuple[str, ...] = ()
    settings: Settings | None = None
    flows: Mapping[str, Flow] = field(default_factory=dict)
    """Workshop's id -> the flow that it follows."""


def check(path: Path, tried: Collection[str] = ()) -> Report:
    """Check a configuration file and the flows that it names. `tried`: ids of workshops that had a trial.

    Says everything at once that is wrong, in every file as far as its syntax allows. Never raises.
    """
    loaded = load(path)
    return Report(tuple(loaded)) if isinstance(loaded, list) else check_loaded(loaded, path.parent, tried)


def check_loaded(loaded: Loaded, folder: Path, tried: Collection[str] = ()) -> Report:
    """Check a configuration that is at hand; flow files are looked for in `folder`."""
    file = loaded.file
    read, problems = _flows(file, folder)
    problems += [*loaded.problems, *sense.problems(file), *_fits(file, read)]
    if problems or loaded.settings is None:
        return Report(_sorted(problems, file.name))
    flows = {workshop.id: flow for workshop, flow in _followed(file, read)}
    day = _day(loaded.settings, flows)
    return Report(
        (),
        _sorted(_warnings(file, loaded.settings, day, tried), file.name),
        tuple(timetable.lines(day)),
        loaded.settings,
        flows,
    )


def _sorted(problems: Sequence[Problem], first: str) -> tuple[Problem, ...]:
    """Put the configuration before its flows, and each by its lines."""
    return tuple(sorted(set(problems), key=lambda problem: (problem.file != first, problem)))


def _flows(file: TomlFile, beside: Path) -> tuple[dict[str, FlowFile], list[Problem]]:
    """Read every flow that is named, once."""
    read: dict[str, FlowFile] = {}
    problems = []
    rows = file.data.get("workshop")
    for place, row in enumerate(rows if isinstance(rows, list) else []):
        name = row.get("flow") if isinstance(row, dict) else None
        if not isinstance(name, str) or not name:
            continue
        found = flow_files.find(name, beside)
        if isinstance(found, str):
            problems.append(file.problem(("workshop", place, "flow"), found))
        elif name not in read:
            read[name] = flow_files.read(found)
            problems += read[name].problems
    return read, problems


def _followed(file: TomlFile, read: Mapping[str, FlowFile]) -> Iterator[tuple[WorkshopSettings, Flow]]:
    for _, workshop in workshops(file):
        flow = read[workshop.flow].flow if workshop.flow in read else None
        if flow is not None:
            yield workshop, flow


def _fits(file: TomlFile, read: Mapping[str, FlowFile]) -> Iterator[Problem]:
    """Yield what does not fit between a workshop's beginning and the fixed times of its flow."""
    for place, workshop in workshops(file):
        flow = read[workshop.flow].flow if workshop.flow in read else None
        if flow is None or workshop.starts is None:
            continue
        here = ("workshop", place, "starts")
        starts = f"{workshop.starts:%H:%M}"
        if flow.phases[0].at and flow.phases[0].at != starts:
            yield file.problem(here, OTHER_START.format(starts=starts, flow=workshop.flow, at=flow.phases[0].at))
            continue
        for _, _, why in flow_sense.crowded(flow.phases, 0, flow_sense.minute(starts)):
            yield file.problem(here, NOT_IN_TIME.format(starts=starts, flow=workshop.flow, why=why))


def _day(settings: Settings, flows: Mapping[str, Flow]) -> list[Planned]:
    return [
        Planned(workshop.id, workshop.title, workshop.flow, flows[workshop.id], workshop.starts)
        for workshop in settings.workshops
    ]


def _warnings(file: TomlFile, settings: Settings, day: list[Planned], tried: Collection[str]) -> list[Problem]:
    return [
        *_without_secret(file, settings),
        *_untried(file, day, tried),
        *_beside_plenary(file, day),
        *_slow(file, settings, day),
    ]


def _without_secret(file: TomlFile, settings: Settings) -> Iterator[Problem]:
    for table in ("matrix", "discord"):
        given = getattr(settings, table)
        if given is not None and not any(getattr(given, name) for name in SECRETS[table]):
            variables = " oder ".join(variable(table, name) for name in SECRETS[table])
            yield file.problem((table,), NOT_SIGNED_IN.format(table=table, variables=variables))


def _untried(file: TomlFile, day: list[Planned], tried: Collection[str]) -> Iterator[Problem]:
    new = [place for place, workshop in enumerate(day) if workshop.id not in tried]
    if new:
        titles = ", ".join(day[place].title for place in new)
        yield file.problem(("workshop", new[0]), NEVER_TRIED.format(titles=titles))


def _beside_plenary(file: TomlFile, day: list[Planned]) -> Iterator[Problem]:
    plenary = next((workshop for workshop in day if workshop.id in PLENARY), None)
    for place, workshop in enumerate(day):
        slot = timetable.beside(plenary, workshop) if plenary is not None and workshop is not plenary else None
        if slot is not None:
            sentence = BESIDE_PLENARY.format(
                title=workshop.title, phase=slot.phase.title, begins=f"{slot.begins:%H:%M}", ends=f"{slot.ends:%H:%M}"
            )
            yield file.problem(("workshop", place, "starts"), sentence)


def _slow(file: TomlFile, settings: Settings, day: list[Planned]) -> Iterator[Problem]:
    if settings.matrix is None:
        return
    on_matrix = {workshop.id for workshop in settings.workshops if workshop.matrix_room is not None}
    rooms = timetable.at_once(workshop for workshop in day if workshop.id in on_matrix)
    lag = Lag.of(rooms, *UNTOUCHED)
    if lag.noticeable:
        yield file.problem(
            ("matrix", "homeserver"), LAG.format(rooms=rooms, user=settings.matrix.user_id, **lag.words())
        )


@dataclass(frozen=True, slots=True)
class Lag:
    """What a limit means where something begins in many rooms at once. Seconds.

    A server grants so many messages at once, its burst, then so many per second; the delivery says first what all are
    to hear, and never spends the last few messages of the burst on thank-yous (`bot/delivery/pace.py`).
    """

    quiet: float
    """From the first announcement to the last, if nothing was said before."""
    busy: float
    """The same, if everybody is being thanked for what they write."""
    thanks: float
    """Until somebody is thanked then: one message for all in a room, and the rooms in turn."""

    @classmethod
    def of(cls, rooms: int, per_second: float, burst: int) -> Self:
        """Return what it means for so many rooms."""
        quiet, busy = (max(0, rooms - free) / per_second for free in (burst, min(SPARE, burst)))
        return cls(quiet, busy, thanks=rooms / per_second)

    @property
    def noticeable(self) -> bool:
        """People notice it."""
        return self.busy > NOTICEABLE

    def words(self) -> dict[str, str]:
        """Return the seconds as they are written."""
        return {"quiet": f"{self.quiet:.0f}", "busy": f"{self.busy:.0f}", "thanks": f"{self.thanks:.0f}"}
