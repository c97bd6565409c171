"""The configuration is read strictly, and everything wrong with it is said at once in plain German."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.check import check, check_loaded
from bot.configuration.settings import SECRETS, Settings, data_folder, guide, load, made, read
from bot.configuration.tables import TABLES
from bot.configuration.toml_files import TomlFile
from bot.configuration.toml_lines import Lines
from tests.bot.small_configuration import CONFIG, SECOND, forbid_network

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
Write = Callable[[str], Path]


@pytest.fixture
def config(tmp_path: Path) -> Write:
    """Return what writes a configuration file and gives its path."""

    def write(text: str) -> Path:
        path = tmp_path / "config.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def settings(path: Path) -> Settings:
    """Return the settings of a file that must be right."""
    found = read(path)
    assert isinstance(found, Settings), [str(problem) for problem in found]
    return found


def test_the_example_is_right_and_shows_every_key() -> None:
    """What a city copies works, and no key is a secret of the code."""
    example = settings(EXAMPLE)
    assert example.conference.invited == 371
    assert example.workshops[0].starts == datetime(2027, 6, 20, 11)  # noqa: DTZ001 - a local time
    text = EXAMPLE.read_text(encoding="utf-8")
    assert [names for names in guide() if f"{names[-1]} = " not in text and f"[{names[-1]}]" not in text] == []


def test_the_defaults_are_those_of_the_design(config: Write) -> None:
    """Little must be said: language, zone, address and folder go without saying."""
    day = settings(config(CONFIG))
    assert (day.conference.language, day.conference.timezone, day.conference.address) == ("de", "Europe/Berlin", "Sie")
    assert day.discord is None
    assert data_folder(day, Path("/etc/w/config.toml")) == Path("/etc/w/var/probe")


def test_secrets_come_from_the_environment_and_hide(config: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """A password is read from the environment, and is not shown when settings are printed."""
    monkeypatch.setenv("WERKSTATT_MATRIX__PASSWORD", "geheim-7")
    day = settings(config(CONFIG))
    assert day.matrix is not None
    assert day.matrix.password is not None
    assert day.matrix.password.get_secret_value() == "geheim-7"
    assert "geheim-7" not in repr(day)


def test_the_environment_says_nothing_but_secrets(config: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stray variable neither changes a setting nor switches a platform on."""
    monkeypatch.setenv("WERKSTATT_DISCORD__TOKEN", "geheim-8")
    monkeypatch.setenv("WERKSTATT_CONFERENCE__TITLE", "Anders")
    monkeypatch.setenv("WERKSTATT_CONFERENCE", "{")
    monkeypatch.setenv("CONFERENCE", "{")
    day = settings(config(CONFIG))
    assert day.discord is None
    assert day.conference.title == "Bürgerkonferenz"


def test_a_secret_in_the_file_is_never_repeated(config: Write) -> None:
    """The sentence says where it belongs, not what it is."""
    found = read(config(CONFIG.replace('user_id = "', 'access_token = "geheim-9"\npassword = 5\nuser_id = "')))
    assert isinstance(found, list)
    assert [problem.line for problem in found] == [13, 14]
    assert "WERKSTATT_MATRIX__ACCESS_TOKEN" in found[0].sentence
    assert "geheim-9" not in str(found)


def test_every_secret_has_a_table_that_takes_it() -> None:
    """The list of secrets and the tables agree."""
    assert all(name in TABLES[table].model_fields for table, names in SECRETS.items() for name in names)


def test_settings_do_not_change(config: Write) -> None:
    """Nobody changes the configuration while it runs."""
    with pytest.raises(ValueError, match="frozen"):
        settings(config(CONFIG)).conference.invited = 3  # type: ignore[misc]


def test_the_order_of_the_settings_library_cannot_be_given_in_the_file(config: Write) -> None:
    """Names with a meaning to the library are unknown keys like any other."""
    found = read(config('_env_file = "x"\n_cli_parse_args = true\n' + CONFIG))
    assert isinstance(found, list)
    assert [problem.line for problem in found] == [1, 2]


DISCORD = "\n[discord]\nguild = 1\n"


def swap(old: str, new: str) -> str:
    """Return the small configuration with one thing changed."""
    assert old in CONFIG
    return CONFIG.replace(old, new, 1)


BROKEN: list[tuple[str, int, tuple[str, ...]]] = [
    # syntax
    (swap('"Bürgerkonferenz"', "Bürgerkonferenz"), 3, ("Anführungszeichen",)),
    (swap('"Bürgerkonferenz"', '"Bürgerkonferenz'), 3, ("schließende Anführungszeichen",)),
    (swap('title = "B', 'title "B'), 3, ("Gleichheitszeichen",)),
    (swap("[privacy]", "[privacy"), 5, ("Überschrift",)),
    (swap('title = "B', 'name = "zwei"\ntitle = "B'), 3, ("schon weiter oben",)),
    (swap("2027-06-20T11:45:00", "2027-06-31T11:45:00"), 22, ("Datum",)),
    (CONFIG + '[privacy]\ncontact = "x"\n', 24, ("schon weiter oben",)),
    # fields
    (swap('title = "Bürgerkonferenz"', 'titel = "Bürgerkonferenz"'), 3, ("titel", "Meinten Sie „title“?")),
    (swap('title = "Bürgerkonferenz"\n', ""), 1, ("[conference]", "title", "Beispiel")),
    (swap('name = "probe"', 'name = "Meine Konferenz"'), 2, ("Meine Konferenz", "a-z")),
    (swap("retention_days = 30", 'retention_days = "30"'), 9, ("ganze Zahl", "retention_days = 30")),
    (swap("retention_days = 30", "retention_days = 0"), 9, ("mindestens 1",)),
    (swap('controller = "Stadt Bochum"', 'controller = " "'), 6, ("controller", "nicht leer", "verantwortlich")),
    (swap("[privacy]", "[datenschutz]"), 5, ("datenschutz", "privacy")),
    (swap("[privacy]", "[privat]"), 5, ("Meinten Sie „privacy“?",)),
    (swap('"https://matrix.example.org"', '"matrix.example.org"'), 12, ("Adresse des Servers", "https://")),
    (swap('"@werkstatt:example.org"', '"werkstatt@example.org"'), 13, ("werkstatt@example.org", "@name:server")),
    (swap("[matrix]", '[matrix]\npassword = "x"'), 12, ("WERKSTATT_MATRIX__PASSWORD", "löschen")),
    (swap("[matrix]", '[matrix]\nmoderators = "@anna:example.org"'), 12, ("eckigen Klammern", '["@anna:example.org"]')),
    (swap("[matrix]", '[matrix]\nmoderators = ["@anna:x.de",\n"anna"]'), 13, ("anna", "@name:server")),
    (swap('"#mobil:example.org"', '"mobil"'), 23, ("mobil", "#name:server")),
    (swap('id = "mobil"', 'id = "Mobilität"'), 19, ("Mobilität", "a-z")),
    (swap("11:45:00", "11:45:00+02:00"), 22, ("Ortszeit", "+02:00")),
    (swap("2027-06-20T11:45:00", '"11:45"'), 22, ("Tag und Uhrzeit", "starts = 2027")),
    (swap('title = "Mobilität"', 'title = "Mobilität"\nlanguage = "fr"'), 21, ("fr", "de, en")),
    (swap('title = "Mobilität"', 'title = "Mobilität"\nlanguage = "DE"'), 21, ("Meinten Sie „de“?",)),
    (swap('name = "probe"', 'name = "probe"\naddress = "sie"'), 3, ("sie", "Meinten Sie „Sie“?")),
    (swap("[[workshop]]", "[workshop]"), 18, ("Liste", "[[workshop]]")),
    (
        swap('[organisers]\nmatrix_room = "#orga:example.org"', "organisers = 3"),
        15,
        ("organisers", "in [matrix] nicht"),
    ),
    # sense
    (swap('title = "B', 'timezone = "Europe/Bochum"\ntitle = "B'), 3, ("Europe/Bochum", "Europe/Berlin")),
    (swap('"bochum-workshop"', '"bochum-werkshop"'), 21, ("Meinten Sie „bochum-workshop“?",)),
    (swap('"bochum-workshop"', '"mein.toml"'), 1, ("gibt es nicht",)),
    (CONFIG + SECOND.replace("klima", "mobil", 1), 26, ("mobil", "Zeile 19", "schon vergeben")),
    (CONFIG + SECOND.replace("#klima", "#mobil"), 29, ("#mobil:example.org", "Mobilität", "Zeile 23")),
    (CONFIG + SECOND.replace("#klima", "#orga"), 16, ("#orga:example.org", "Klima", "Zeile 29")),
    (CONFIG + '[[workshop]]\nid = "x"\ntitle = "X"\nflow = "short-test"\n', 24, ("X", "keinen Raum")),
    (CONFIG + "discord_channel = 5\n", 24, ("[discord] fehlt",)),
    (CONFIG + DISCORD + SECOND + "discord_voice = 5\n", 33, ("Klima", "Sprachkanal", "discord_channel")),
    (CONFIG + DISCORD + SECOND + "discord_channel = 5\ndiscord_voice = 5\n", 34, ("5", "Klima", "Zeile 33")),
    (swap("2027-06-20T11:45:00", "2027-03-28T02:30:00"), 22, ("Sommerzeit",)),
    (swap('[organisers]\nmatrix_room = "#orga:example.org"\n', ""), 1, ("Dokumentation", "[organisers]")),
    (swap('matrix_room = "#orga:example.org"', 'email = ["a@example.org"]'), 16, ("[mail]",)),
    (swap('matrix_room = "#orga:example.org"', "discord_channel = 7"), 16, ("[discord] fehlt",)),
    (swap('matrix_room = "#orga:example.org"', ""), 15, ("matrix_room, discord_channel oder email",)),
    (CONFIG + "[officials]\n", 24, ("Zuhörenden", "Raum")),
    (
        CONFIG + SECOND.replace("klima", "plenum") + SECOND.replace("klima", "plenary").replace("#k", "#l"),
        32,
        ("nur einen",),
    ),
    (
        swap('"bochum-workshop"\nstarts = 2027-06-20T11:45:00', '"bochum-plenum"\nstarts = 2027-06-20T10:30:00'),
        22,
        ("11:00",),
    ),
]


@pytest.mark.parametrize(("text", "line", "words"), BROKEN)
def test_what_is_wrong_is_said_with_its_line(
    text: str, line: int, words: tuple[str, ...], config: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An official reads what is wrong, where, what is expected, and an example."""
    path = config(text)
    forbid_network(monkeypatch)
    report = check(path)
    found = [problem for problem in report.problems if all(word in problem.sentence for word in words)]
    assert found, [str(problem) for problem in report.problems]
    assert found[0].line == line, str(found[0])
    assert str(found[0]).startswith(f"{found[0].file}, Zeile {line}: ")
    assert "{" not in found[0].sentence
    assert report.settings is None


def test_syntax_errors_in_several_tables_are_said_at_once(config: Write) -> None:
    """The parser stops at the first; people would rather hear of all."""
    report = check(config(swap("= 30", "=").replace('title = "B', 'title "B')))
    assert [problem.line for problem in report.problems] == [3, 9]


def test_fields_and_sense_are_said_together(config: Write) -> None:
    """A wrong field in one table does not hide what makes no sense in another."""
    text = swap("retention_days = 30", 'retention_days = "30"') + "discord_channel = 5\n"
    assert [problem.line for problem in check(config(text)).problems] == [9, 24]


def test_a_file_that_is_none_is_a_problem_like_any_other(tmp_path: Path) -> None:
    """A wrong name, a folder and a file in another encoding are explained."""
    (tmp_path / "latin.toml").write_bytes('title = "Bürger"'.encode("latin-1"))
    for name, words in (("none.toml", "gibt es nicht"), ("", "nicht lesen"), ("latin.toml", "UTF-8")):
        (problem,) = check(tmp_path / name).problems
        assert words in problem.sentence


@pytest.mark.parametrize("depth", [50, 150, 300, 5000])
def test_a_deep_file_is_a_problem_like_any_other(depth: int, config: Write, tmp_path: Path) -> None:
    """Brackets without end are refused, in the configuration and in a flow."""
    deep = f"deep = {'[' * depth}{']' * depth}\n"
    assert check(config(deep + CONFIG)).problems
    (tmp_path / "deep.toml").write_text(deep)
    assert check(config(swap('"bochum-workshop"', '"deep.toml"'))).problems


def test_an_editor_that_adds_a_byte_order_mark_is_forgiven(tmp_path: Path) -> None:
    """Windows' editor does it."""
    path = tmp_path / "config.toml"
    path.write_text(CONFIG, encoding="utf-8-sig")
    assert isinstance(read(path), Settings)


SCALARS = (
    st.booleans()
    | st.integers()
    | st.floats()
    | st.datetimes()
    | st.dates()
    | st.times()
    | st.text(alphabet="a1-#:@.{é\0", max_size=5)
    | st.sampled_from(["de", "bochum-workshop", "#a:b", "Europe/Berlin", "plenum", "../x.toml", "Europe", "/", ""])
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "flow", "x"]), inner),
    max_leaves=4,
)
PLACES = st.sampled_from([(table, key) for table, model in TABLES.items() for key in ("", *model.model_fields)])
PATIENT = hypothesis.settings(deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])


@PATIENT
@given(st.dictionaries(PLACES, VALUES, max_size=4))
def test_no_data_makes_the_reading_raise(spoilt: dict[tuple[str, str], Any]) -> None:
    """Whatever a parser can deliver ends in settings or in sentences."""
    data = tomllib.loads(CONFIG + SECOND)
    for (table, key), value in spoilt.items():
        part = data.setdefault(table, {})
        part = part[-1] if table == "workshop" and isinstance(part, list) and part else part
        if key and isinstance(part, dict):
            part[key] = value
        else:
            data[table] = value
    report = check_loaded(made(TomlFile("x", data, Lines(""))), Path("nowhere"))
    assert report.problems or report.settings


@PATIENT
@given(st.text(max_size=80) | st.lists(st.sampled_from(CONFIG.splitlines(keepends=True)), max_size=30).map("".join))
def test_no_text_makes_the_check_raise(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Random texts and shuffled configurations end in sentences with a line."""
    path = tmp_path_factory.getbasetemp() / "random.toml"
    path.write_text(text, encoding="utf-8", errors="replace")
    assert all(problem.line >= 1 and problem.sentence for problem in check(path).problems)


def test_loading_keeps_what_is_right(config: Write) -> None:
    """The parts of a file that are right stay at hand for later checks."""
    loaded = load(config(swap("retention_days = 30", "retention_days = 0")))
    assert not isinstance(loaded, list)
    assert loaded.settings is None
    assert tomllib.loads(CONFIG)["workshop"] == loaded.file.data["workshop"]
