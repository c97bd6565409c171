"""Flow files: an agenda as an organiser writes it, read into a `Flow`, with every error and its line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

import workshop_flows
from bot.configuration import flow_sense, toml_files
from bot.configuration.problems import Guide, Key, Problem, meant, sentence
from bot.configuration.toml_files import TomlFile
from workshop_flows.flow import Flow, PhasePlan

LIBRARY = Path(workshop_flows.__file__).parent / "library"
UNKNOWN = "Den Ablauf „{name}“ gibt es nicht. {meant} Mitgeliefert sind: {known}. Eine eigene Datei endet auf .toml."

STRICT = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True)
# Tuples, because pydantic takes no configuration beside a dataclass; it hands this one on.
ONE_FLOW: TypeAdapter[tuple[Flow]] = TypeAdapter(tuple[Flow], config=STRICT)
ONE_PHASE: TypeAdapter[tuple[PhasePlan]] = TypeAdapter(tuple[PhasePlan], config=STRICT)

GUIDE: Guide = {
    ("title",): Key("wie der Ablauf heißt", 'title = "Workshop Mobilität"'),
    ("summary",): Key("ein Satz für die, die ihn auswählen", 'summary = "Ideen sammeln in 50 Minuten."'),
    ("topics",): Key("Themen, denen Ideen zugeordnet werden", 'topics = ["Bildung", "Mobilität"]'),
    ("fixed_end",): Key("ob das Ende feststeht", "fixed_end = true"),
    ("phase",): Key("mindestens eine Phase", "[[phase]]"),
    ("phase", "kind"): Key("die Art der Phase", 'kind = "ideas"'),
    ("phase", "title"): Key("wie die Phase heißt", 'title = "Ideen sammeln"'),
    ("phase", "minutes"): Key("wie viele Minuten die Phase dauert", "minutes = 12"),
    ("phase", "at"): Key("eine feste Uhrzeit, zu der sie beginnt", 'at = "12:30"'),
    ("phase", "prompt"): Key("die Frage, die alle lesen", 'prompt = "Was hilft Ihnen im Alltag?"'),
    ("phase", "advance"): Key("ob die Uhr oder die Moderation weiterschaltet", 'advance = "auto"'),
    ("phase", "ring"): Key("ob jedes Telefon klingelt", "ring = true"),
    ("phase", "per_person"): Key("wie viele Beiträge jede Person auf die Liste setzt", "per_person = 5"),
    ("phase", "plain"): Key("ob jede Nachricht ein Beitrag ist", "plain = true"),
    ("phase", "on"): Key("worüber abgestimmt wird", 'on = "ideas"'),
    ("phase", "method"): Key("wie abgestimmt wird", 'method = "dots"'),
    ("phase", "choices"): Key("wie viele man höchstens auswählt", "choices = 3"),
    ("phase", "dots"): Key("wie viele Punkte jede Person hat", "dots = 3"),
    ("phase", "cumulative"): Key("ob mehrere Punkte auf eine Idee dürfen", "cumulative = true"),
    ("phase", "keep"): Key("wie viele in die engere Wahl kommen", "keep = 3"),
    ("phase", "show_results"): Key("ob man den Stand schon während der Wahl sieht", "show_results = false"),
    ("phase", "status_quo"): Key("die Worte für „Alles bleibt, wie es ist“", 'status_quo = "Alles bleibt so"'),
    ("phase", "options"): Key("was zur Auswahl steht", 'options = ["Bus", "Rad"]'),
    ("phase", "scale"): Key("eine Frage, die man mit 1 bis 5 beantwortet", 'scale = "Wie zufrieden sind Sie?"'),
}


@dataclass(frozen=True, slots=True)
class FlowFile:
    """A flow with its file, so that later checks can name lines; `flow` is None if anything is wrong."""

    file: TomlFile | None
    problems: tuple[Problem, ...]
    phases: tuple[tuple[int, PhasePlan], ...] = ()
    """Those phases that are right by themselves, with their places."""
    flow: Flow | None = None


def flow_names() -> list[str]:
    """Return the names of the flows that come with the project."""
    return sorted(path.stem for path in LIBRARY.glob("*.toml"))


def ready_made() -> dict[str, Flow]:
    """Return the flows that come with the project, by name."""
    flows = {name: read(LIBRARY / f"{name}.toml").flow for name in flow_names()}
    return {name: flow for name, flow in flows.items() if flow is not None}


def find(name: str, beside: Path) -> Path | str:
    """Return the file of a flow: one of the library, or a path beside the configuration; else what is wrong."""
    if name.endswith(".toml"):
        return beside / name
    if name in flow_names():
        return LIBRARY / f"{name}.toml"
    return UNKNOWN.format(name=name, meant=meant(name, flow_names()), known=", ".join(flow_names())).replace("  ", " ")


def read(path: Path) -> FlowFile:
    """Read a flow file: everything that is wrong with it at once. Never raises."""
    file = toml_files.read(path)
    return FlowFile(None, tuple(file)) if isinstance(file, list) else made(file)


def parse(text: str, name: str) -> FlowFile:
    """Read a flow that is at hand as text."""
    file = toml_files.parse(text, name)
    return FlowFile(None, tuple(file)) if isinstance(file, list) else made(file)


def made(file: TomlFile) -> FlowFile:
    """Make a flow from data: first the fields, then the sense of what is right by itself."""
    flow, problems = _flow(file)
    rows = file.data.get("phase")
    phases = tuple(_phases(rows if isinstance(rows, list) else []))
    problems += flow_sense.problems(file, phases)
    return FlowFile(file, tuple(sorted(set(problems))), phases, None if problems else flow)


def _flow(file: TomlFile) -> tuple[Flow | None, list[Problem]]:
    data = {"phases" if key == "phase" else key: value for key, value in file.data.items()}
    # The file's key is "phase"; "phases" is none.
    problems = [
        file.problem(("phases",), "„phases“ gibt es in der Datei nicht. Meinten Sie „phase“?")
        for key in file.data
        if key == "phases"
    ]
    try:
        return ONE_FLOW.validate_json(_json([data]))[0], problems
    except ValidationError as error:
        for details in error.errors(include_url=False):
            path = tuple("phase" if part == "phases" else part for part in details["loc"][1:])
            problems.append(file.problem(path, sentence(details, path, GUIDE)))
        return None, problems


def _phases(rows: Sequence[object]) -> list[tuple[int, PhasePlan]]:
    right = []
    for place, row in enumerate(rows):
        try:
            right.append((place, ONE_PHASE.validate_json(_json([row]))[0]))
        except ValidationError:
            continue
    return right


def _json(data: object) -> str:
    """Return data as JSON: there a list may become a tuple and a word an enum, however strict the reading."""
    return json.dumps(data, default=str)


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a flow file, for editors."""
    whole = TypeAdapter(Flow).json_schema()
    whole["properties"]["phase"] = whole["properties"].pop("phases")
    whole["required"] = ["phase" if name == "phases" else name for name in whole["required"]]
    whole["additionalProperties"] = whole["$defs"]["PhasePlan"]["additionalProperties"] = False
    for path, key in GUIDE.items():
        table = whole if len(path) == 1 else whole["$defs"]["PhasePlan"]
        table["properties"][path[-1]]["description"] = key.says
    return whole
