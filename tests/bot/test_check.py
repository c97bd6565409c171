"""`werkstatt check`: the timetable of the day, what to think of before it, and the facts that a journal begins with."""

from __future__ import annotations

from datetime import datetime
from itertools import islice
from pathlib import Path

import pytest

from bot.check import Lag, Report, check
from bot.configuration.sense import exists
from bot.plan import facts, letters, moment
from tests.bot.small_configuration import CONFIG, SECOND, forbid_network
from workshop_flows.facts.conference import ConferencePlanned, FlowAdopted, WorkshopPlanned

PLENUM = """
[[workshop]]
id = "plenum"
title = "Plenum"
flow = "bochum-plenum"
starts = 2027-06-20T11:00:00
matrix_room = "#plenum:example.org"
"""


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing here may ask the network."""
    forbid_network(monkeypatch)
    monkeypatch.setenv("WERKSTATT_MATRIX__PASSWORD", "x")


def checked(folder: Path, text: str, tried: tuple[str, ...] = ()) -> Report:
    """Write a configuration and check it."""
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return check(path, tried)


def right(folder: Path, text: str, tried: tuple[str, ...] = ()) -> Report:
    """Check a configuration that must be right."""
    report = checked(folder, text, tried)
    assert report.problems == (), [str(problem) for problem in report.problems]
    return report


def test_the_timetable_shows_the_day(tmp_path: Path) -> None:
    """Local times, one line a phase; what has no beginning comes last."""
    short = SECOND.replace("bochum-workshop", "short-test")
    assert right(tmp_path, CONFIG + short).timetable == (
        "Mobilität (bochum-workshop), 50 Minuten, 20.06.2027, 11:45 bis 12:35 Uhr",
        "  11:45  Ankommen (5 Min.)",
        "  11:50  Ideen sammeln (12 Min.)",
        "  12:02  Bündeln (6 Min.)",
        "  12:08  Im Gespräch (12 Min.)",
        "  12:20  Punkte vergeben (4 Min.)",
        "  12:24  Botschaft an die Stadt (6 Min.)",
        "  12:30  Abschluss (5 Min.)",
        "Klima (short-test), 3 Minuten, beginnt mit !start",
        "  Ideen sammeln (1 Min.)",
        "  Punkte vergeben (1 Min.)",
        "  Abschluss (1 Min.)",
    )


def test_workshops_that_do_the_same_stand_together(tmp_path: Path) -> None:
    """Twelve parallel workshops are one timetable."""
    starts = "starts = 2027-06-20T11:45:00\n"
    assert right(tmp_path, CONFIG + SECOND + starts).timetable[0].startswith("Mobilität, Klima (bochum-workshop)")


def test_a_flow_beside_the_configuration_is_found(tmp_path: Path) -> None:
    """An own agenda is a file next to it, and its errors name it."""
    (tmp_path / "mein.toml").write_text('title = "x"\n[[phase]]\nkind = "talk"\ntitle = "y"\nminutes = 5\n')
    text = CONFIG.replace('"bochum-workshop"', '"mein.toml"')
    assert right(tmp_path, text).flows["mobil"].minutes == 5
    (tmp_path / "mein.toml").write_text('title = "x"\n[[phase]]\nkind = "talk"\ntitle = "y"\nminutes = 0\n')
    (problem,) = checked(tmp_path, text).problems
    assert (Path(problem.file).name, problem.line) == ("mein.toml", 5)


def test_a_start_that_is_too_late_for_a_fixed_time_is_wrong(tmp_path: Path) -> None:
    """A phase that cannot fit is an error, not a surprise on the day."""
    rows = [("talk", 30, ""), ("break", 10, 'at = "12:00"')]
    phases = [
        f'[[phase]]\nkind = "{kind}"\ntitle = "{kind}"\nminutes = {minutes}\n{at}\n' for kind, minutes, at in rows
    ]
    (tmp_path / "mein.toml").write_text('title = "x"\n' + "".join(phases))
    text = CONFIG.replace('"bochum-workshop"', '"mein.toml"')
    (problem,) = checked(tmp_path, text).problems
    assert problem.line == 22
    assert "„talk“ dauert 30 Minuten, bis „break“ um 12:00 Uhr sind aber nur 15 Minuten Zeit" in problem.sentence
    right(tmp_path, text.replace("11:45", "11:30"))


def test_it_warns_of_what_was_never_tried(tmp_path: Path) -> None:
    """The evening before is for a trial."""
    (warning,) = right(tmp_path, CONFIG + SECOND, ("mobil",)).warnings
    assert (warning.line, "Klima" in warning.sentence, "!start probe" in warning.sentence) == (25, True, True)
    assert right(tmp_path, CONFIG, ("mobil",)).warnings == ()


def test_it_warns_of_a_missing_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A configuration can be right on a desk where no password is."""
    monkeypatch.delenv("WERKSTATT_MATRIX__PASSWORD")
    (warning,) = right(tmp_path, CONFIG, ("mobil",)).warnings
    assert "WERKSTATT_MATRIX__ACCESS_TOKEN" in warning.sentence


def test_it_warns_of_a_workshop_beside_the_plenary(tmp_path: Path) -> None:
    """Nobody can be in two rooms; the plenary's breaks are for the workshops."""
    text = CONFIG + PLENUM
    tried = ("mobil", "plenum")
    assert right(tmp_path, text, tried).warnings == ()
    (warning,) = right(tmp_path, text.replace("11:45", "14:00"), tried).warnings
    assert warning.line == 22
    assert "14:20 bis 14:40 Uhr" in warning.sentence


def test_it_warns_of_a_slow_server(tmp_path: Path) -> None:
    """Twenty-four rooms that begin at once wait for an untouched Synapse; the setting is named."""
    more = "".join(SECOND.replace("klima", f"w{n}") + "starts = 2027-06-20T11:45:00\n" for n in range(23))
    tried = ("mobil", *(f"w{n}" for n in range(23)))
    (warning,) = right(tmp_path, CONFIG + more, tried).warnings
    assert "24 Räumen" in warning.sentence
    assert all(f"{seconds} Sekunden" in warning.sentence for seconds in (70, 105, 120))
    assert "rc_message" in warning.sentence
    assert warning.line == 12


@pytest.mark.parametrize(
    ("rooms", "quiet", "busy", "thanks"),
    [(0, 0, 0, 0), (1, 0, 0, 5), (4, 0, 5, 20), (10, 0, 35, 50), (11, 5, 40, 55), (24, 70, 105, 120)],
)
def test_the_lag_is_what_exceeds_the_burst(rooms: int, quiet: float, busy: float, thanks: float) -> None:
    """Ten at once are free, three of them also in a storm; the rest wait five seconds each."""
    lag = Lag.of(rooms, 0.2, 10)
    assert (lag.quiet, lag.busy, lag.thanks) == pytest.approx((quiet, busy, thanks))
    assert lag.noticeable == (rooms > 4)


def test_the_plan_becomes_facts(tmp_path: Path) -> None:
    """The journal begins with the day, then each workshop with letter and flow; times are instants."""
    report = right(tmp_path, CONFIG + PLENUM.replace('title = "Plenum"', 'title = "Plenum"\nlanguage = "en"'))
    assert report.settings is not None
    planned = facts(report.settings, report.flows)
    assert [row.workshop for row in planned] == ["", "mobil", "mobil", "plenum", "plenum"]
    day, mobil, flow, plenum, _ = [row.fact for row in planned]
    assert isinstance(day, ConferencePlanned)
    assert (day.name, day.controller, day.retention_days, day.officials) == ("probe", "Stadt Bochum", 30, False)
    assert mobil == WorkshopPlanned("A", "Mobilität", "de", 1_813_484_700_000, sides=("matrix",))
    assert flow == FlowAdopted(report.flows["mobil"])
    assert isinstance(plenum, WorkshopPlanned)
    assert (plenum.letter, plenum.language, plenum.plenary) == ("B", "en", True)


def test_no_workshop_has_the_letter_of_the_questions() -> None:
    """`F7` is a question; after Z comes AA."""
    first = list(islice(letters(), 27))
    assert first[:6] == ["A", "B", "C", "D", "E", "G"]
    assert first[24:] == ["Z", "AA", "AB"]


def test_local_times_at_the_change_of_the_clock() -> None:
    """In spring an hour is missing; in autumn the first of two is meant."""
    assert not exists(datetime(2027, 3, 28, 2, 30), "Europe/Berlin")  # noqa: DTZ001 - a local time
    assert exists(datetime(2027, 10, 31, 2, 30), "Europe/Berlin")  # noqa: DTZ001
    assert moment(datetime(2027, 10, 31, 2, 30), "Europe/Berlin") == 1_824_942_600_000  # noqa: DTZ001
