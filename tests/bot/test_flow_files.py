"""Flow files: the library is right, and everything wrong with an own flow is said with its line."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.configuration import flow_files
from bot.configuration.toml_files import TomlFile
from bot.configuration.toml_lines import Lines
from workshop_flows.flow import Advance, Kind, On, PhasePlan, Way


def phase(kind: str, *lines: str, minutes: str = "5") -> str:
    """Return the text of a phase: five lines and whatever is added from the fifth on."""
    return "\n".join(["[[phase]]", f'kind = "{kind}"', f'title = "{kind}!"', f"minutes = {minutes}", *lines, ""])


def flow(*phases: str) -> str:
    """Return the text of a flow: its title, then the phases from line 2 on."""
    return 'title = "Ein Ablauf"\n' + "".join(phases)


def test_every_flow_of_the_library_is_right() -> None:
    """Each loads, has a sentence for the organiser, and lasts as long as promised."""
    lengths = {}
    for name in flow_files.flow_names():
        path = flow_files.find(name, Path())
        assert isinstance(path, Path)
        read = flow_files.read(path)
        assert not read.problems, [str(problem) for problem in read.problems]
        assert read.flow is not None
        assert read.flow.summary.endswith(".")
        lengths[name] = read.flow.minutes
    assert lengths == {
        "bochum-forum": 175,
        "bochum-plenum": 240,
        "bochum-workshop": 50,
        "konsensieren": 50,
        "one-two-four-all": 15,
        "short-test": 3,
        "stimmungsbild": 10,
        "two-hours": 120,
        "world-cafe": 90,
        "zukunftswerkstatt": 90,
    }


def test_the_bochum_workshop_is_the_one_that_everybody_knows() -> None:
    """Fifty minutes with a fixed end, three dots, three places."""
    read = flow_files.read(flow_files.LIBRARY / "bochum-workshop.toml").flow
    assert read is not None
    assert read.fixed_end
    assert [(plan.kind.value, plan.minutes) for plan in read.phases] == [
        ("welcome", 5),
        ("ideas", 12),
        ("sort", 6),
        ("talk", 12),
        ("vote", 4),
        ("messages", 6),
        ("closing", 5),
    ]
    assert read.phases[4] == PhasePlan(
        kind=Kind.VOTE, title="Punkte vergeben", minutes=4, method=Way.DOTS, on=On.IDEAS, dots=3, keep=3
    )


def test_every_key_of_a_phase_is_read() -> None:
    """Words become the values of the vocabulary."""
    text = flow(
        phase("ideas", 'at = "09:30"', 'advance = "hand"', "ring = true", "per_person = 2", "plain = false"),
        phase("vote", 'on = "options"', 'method = "approval"', "choices = 2", 'options = ["a", "b"]', 'prompt = "?"'),
    )
    read = flow_files.parse(text, "x").flow
    assert read is not None
    ideas, vote = read.phases
    assert (ideas.at, ideas.advance, ideas.ring, ideas.per_person, ideas.plain) == (
        "09:30",
        Advance.HAND,
        True,
        2,
        False,
    )
    assert (vote.on, vote.method, vote.choices, vote.options) == (On.OPTIONS, Way.APPROVAL, 2, ("a", "b"))


def test_the_guide_and_the_schema_know_every_key() -> None:
    """A new key of a phase cannot be forgotten in the sentences."""
    schema = json.loads(json.dumps(flow_files.schema()))
    keys = {names[-1] for names in flow_files.GUIDE if len(names) == 2}
    assert set(schema["$defs"]["PhasePlan"]["properties"]) == keys == set(PhasePlan.__slots__)
    assert set(schema["properties"]) == {names[0] for names in flow_files.GUIDE}
    assert schema["required"] == ["title", "phase"]


IDEAS = phase("ideas")
OPTIONS = 'options = ["Bus", "Rad"]'

BROKEN: list[tuple[str, int, tuple[str, ...]]] = [
    # syntax
    ("title = Ein Ablauf", 1, ("Anführungszeichen",)),
    ('title = "x"\n[[phase]\nkind = "talk"', 2, ("[[workshop]]",)),
    (flow(phase("talk", 'prompt = "Wie, "so"?"')), 6, ("nicht hingehört",)),
    # fields
    ('title = "x"', 1, ("phase", "mindestens eine Phase")),
    ('title = "x"\nphase = []', 2, ("mindestens eine Phase",)),
    (phase("talk"), 1, ("title", "Beispiel")),
    ('tilte = "x"\n' + flow(phase("talk")), 1, ("tilte", "Meinten Sie „title“?")),
    (flow("[[phases]]\n", phase("talk")), 2, ("phases", "Meinten Sie „phase“?")),
    (flow(phase("talk", 'promt = "?"')), 6, ("promt", "[[phase]]", "Meinten Sie „prompt“?")),
    (flow(phase("idea")), 3, ("idea", "Meinten Sie „ideas“?")),
    (flow(phase("talk").replace('"talk"', '["talk"]')), 3, ("kind",)),
    (flow(phase("talk", minutes='"5"')), 5, ("ganze Zahl", "minutes = 12")),
    (flow(phase("talk", minutes="2.5")), 5, ("ganze Zahl",)),
    (flow(phase("talk", minutes="true")), 5, ("ganze Zahl",)),
    (flow('[[phase]]\nkind = "talk"\ntitle = "x"\n'), 2, ("minutes", "fehlt")),
    (flow(phase("talk", 'ring = "ja"')), 6, ("true (ja)", "ring = true")),
    (flow(phase("talk", "at = 12:30:00")), 6, ("12:30:00", "keine Uhrzeit")),
    (flow(IDEAS, phase("vote", 'method = "points"')), 10, ("points", "approval, dots, single")),
    # sense: one phase
    (flow(phase("talk", minutes="0")), 5, ("minutes", "zwischen 1 und 600")),
    (flow(phase("talk", minutes="601")), 5, ("zwischen 1 und 600",)),
    (flow(phase("talk", 'at = "9:30"')), 6, ("9:30", "zweistellig")),
    (flow(phase("talk", 'at = "25:00"')), 6, ("25:00", "keine Uhrzeit")),
    (flow(phase("talk").replace("talk!", " ")), 4, ("title", "leer")),
    (flow(phase("talk", "dots = 3")), 6, ("dots", "talk", "löschen")),
    (flow(phase("ideas", 'method = "dots"')), 6, ("method", "ideas", "per_person, plain")),
    (flow(phase("ideas", "per_person = 0")), 6, ("per_person", "zwischen 1")),
    (flow(IDEAS, phase("vote", "dots = 3")), 10, ("dots", 'method = "dots"')),
    (flow(IDEAS, phase("vote", 'method = "dots"', "choices = 3")), 11, ("choices", "approval")),
    (flow(IDEAS, phase("vote", 'status_quo = "x"')), 10, ("status_quo", "resistance")),
    (flow(IDEAS, phase("vote", "keep = 0")), 10, ("keep", "zwischen 1")),
    (flow(IDEAS, phase("vote", OPTIONS)), 10, ("options", 'on = "options"')),
    (flow(phase("vote", 'on = "options"')), 6, ("nichts zur Auswahl", "2 bis 20")),
    (flow(phase("vote", 'on = "options"', 'options = ["Bus"]')), 7, ("1 Einträge", "2 bis 20")),
    (flow(phase("survey", 'options = ["Bus", " bus"]')), 6, ("bus", "zweimal")),
    (flow(phase("survey", 'options = ["Bus", ""]')), 6, ("leer",)),
    (flow(phase("survey", OPTIONS, "choices = 3")), 7, ("choices", "nur 2 Möglichkeiten")),
    (flow(phase("survey", OPTIONS, 'scale = "Wie?"')), 7, ("nur eines",)),
    (flow(phase("survey")), 3, ("fragt nichts", "scale")),
    (flow(phase("survey", 'scale = "Wie?"', "choices = 2")), 7, ("choices",)),
    # sense: the whole
    (flow(phase("talk"), phase("welcome")), 7, ("Begrüßung", "erste")),
    (flow(phase("closing"), phase("talk")), 3, ("Abschluss", "letzte")),
    (flow(phase("talk"), phase("vote")), 6, ("vote!", "„ideas“")),
    (flow(phase("vote", 'on = "ideas"'), IDEAS), 6, ("davor", "„ideas“")),
    (flow(phase("sort"), IDEAS), 3, ("sort!", "„ideas“")),
    (flow(IDEAS, phase("vote", 'on = "winners"')), 10, ("Gewinner", "davor")),
    (flow(phase("talk", 'at = "12:30"'), phase("break", 'at = "12:00"')), 11, ("12:00", "12:30", "talk!")),
    (flow(phase("talk", 'at = "12:30"'), phase("break", 'at = "12:30"')), 11, ("12:30", "steht schon")),
    (
        flow(phase("talk", 'at = "12:00"', minutes="20"), phase("ideas", minutes="15"), phase("break", 'at = "12:30"')),
        15,
        ("„talk!“ und „ideas!“", "zusammen 35 Minuten", "12:30", "nur 30 Minuten"),
    ),
]


@pytest.mark.parametrize(("text", "line", "words"), BROKEN)
def test_what_is_wrong_is_said_with_its_line(text: str, line: int, words: tuple[str, ...]) -> None:
    """An organiser reads what is wrong, where, and what is expected."""
    read = flow_files.parse(text, "ablauf.toml")
    found = [problem for problem in read.problems if all(word in problem.sentence for word in words)]
    assert found, [str(problem) for problem in read.problems]
    assert found[0].line == line, str(found[0])
    assert read.flow is None


def test_everything_wrong_is_said_at_once() -> None:
    """Fields and sense, in the order of the lines; a wrong phase does not hide another."""
    text = flow(phase("idea"), phase("talk", "dots = 3"), phase("welcome"), phase("talk", minutes='"5"'))
    assert [problem.line for problem in flow_files.parse(text, "x").problems] == [3, 10, 12, 18]


def test_a_wrong_key_does_not_hide_the_others_of_its_phase() -> None:
    """One reading, all errors: a wrong kind, a number out of range, a time, a key of another kind."""
    text = flow(phase("idee", 'at = "9:00"', minutes="700"), phase("talk", "dots = 0", "ring = 1"))
    assert [problem.line for problem in flow_files.parse(text, "x").problems] == [3, 5, 6, 11, 12]


def test_a_day_with_room_between_fixed_times_is_right() -> None:
    """Exactly full and half empty both fit."""
    text = flow(
        phase("talk", 'at = "12:00"', minutes="30"), phase("break", 'at = "12:30"'), phase("talk", 'at = "23:59"')
    )
    assert not flow_files.parse(text, "x").problems


PLANS = [
    plan
    for name in flow_files.flow_names()
    for plan in tomllib.loads((flow_files.LIBRARY / f"{name}.toml").read_text())["phase"]
]
ANY = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.times()
    | st.text(alphabet="a1:{é\0", max_size=5)
    | st.sampled_from([*Kind, *On, *Way, "12:30", "99:99"])
    | st.lists(st.sampled_from(["a", "A", "", "b"]), max_size=4)
    | st.dictionaries(st.sampled_from(["kind", "x"]), st.integers(), max_size=2)
)
KEYS = st.sampled_from([names[-1] for names in flow_files.GUIDE] + ["x"])
ROWS = ANY | st.builds(lambda plan, more: plan | more, st.sampled_from(PLANS), st.dictionaries(KEYS, ANY, max_size=2))
DATA = st.fixed_dictionaries(
    {}, optional={"title": ANY, "topics": ANY, "x": ANY, "phase": ANY | st.lists(ROWS, max_size=5)}
)


@hypothesis.settings(deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
@given(DATA)
def test_no_data_makes_the_reading_raise(data: dict[str, Any]) -> None:
    """Whatever a parser can deliver ends in a flow or in sentences."""
    read = flow_files.made(TomlFile("x", data, Lines("")))
    assert (read.flow is None) == bool(read.problems)
