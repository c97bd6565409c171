"""The benchmarks' own counting bites: what is lost, late or unmeasured shows in the results."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from benchmarks import bench, crowd_day, phases, plenary, replay, soak, town
from benchmarks.figures import Figure, quantile
from benchmarks.phases import Late
from benchmarks.plenary import Paced, Storm, crowded, slow
from benchmarks.soak import Look, Soak
from benchmarks.town import Answered, covered


def storm(people: int = 371, acknowledged: int = 371, behind: int = 400) -> Storm:
    """Return a storm in which so many were acknowledged, the last so many ms after the last command."""
    commands = {f"$e{number}": ("plenum", f"!idee {number}") for number in range(people)}
    sent = {event: 1000 + number for number, event in enumerate(commands)}
    last = max(sent.values()) + behind
    return Storm(commands, Answered(sent, dict.fromkeys(list(commands)[:acknowledged], last)), 1.0)


def test_a_storm_in_which_nobody_is_lost_is_good() -> None:
    """All recorded, all acknowledged, in time."""
    ours = storm()
    figure = crowded("storm", ours, storm(acknowledged=10), set(ours.commands))
    assert figure.met is True
    assert figure.reached == "371 recorded, 371 acknowledged, 0.40 s after the server took the last one"
    assert "the plain bot answered 10 of 371" in figure.how


@pytest.mark.parametrize(("acknowledged", "kept", "behind"), [(370, 371, 400), (371, 370, 400), (371, 371, 1600)])
def test_one_lost_or_late_falls_short(acknowledged: int, kept: int, behind: int) -> None:
    """One who got no answer, one who is not in the journal, or an answer that comes too late."""
    ours = storm(acknowledged=acknowledged, behind=behind)
    assert crowded("storm", ours, storm(), set(list(ours.commands)[:kept])).met is False


def test_a_bot_that_answers_nobody_has_no_ratio() -> None:
    """And the comparison does not break."""
    ours = storm()
    assert "no ratio" in crowded("storm", ours, storm(acknowledged=0), set(ours.commands)).how


def test_an_unanswered_command_at_a_pace_falls_short() -> None:
    """However quick the others were."""
    count = plenary.AT_A_PACE
    full = Answered({f"$e{n}": n for n in range(count)}, {f"$e{n}": n + 20 for n in range(count)})
    part = dataclasses.replace(full, acknowledged={f"$e{n}": n + 20 for n in range(count - 1)})
    plain = Paced(full, busy=1.0, idle=0.0)
    assert slow(plain, plain)[0].met is True
    assert [figure.met for figure in slow(Paced(part, busy=0.5, idle=0.0), plain)] == [False, False]
    assert [figure.met for figure in slow(Paced(full, busy=1.1, idle=0.0), plain)] == [True, False]


def test_a_phase_that_is_late_or_never_announced_falls_short() -> None:
    """Of a hundred none may be late, of two hundred one; none may be missing; a vote is read again for two seconds."""
    on_time, closed = Late([100] * 99 + [900]), Late([2_100] * 60)
    assert [each.met for each in phases.figures(on_time, on_time, closed, 5)] == [False, True, True]
    most = Late([100] * 199 + [900])
    assert [each.met for each in phases.figures(most, Late([]), closed, 5)] == [True, False, True]
    assert phases.figures(Late([1] * 119, 1), on_time, Late([1_900, 2_100]), 5)[0].met is False
    assert phases.figures(on_time, on_time, Late([1_900, 2_100]), 5)[2].met is False
    assert "1 never" in phases.figures(Late([1] * 119, 1), on_time, closed, 5)[0].reached
    assert phases.figures(on_time, on_time, Late([], 60), 5)[2].met is False


def test_an_acknowledgement_is_a_sign_a_list_or_an_echo() -> None:
    """Everything else that a bot says acknowledges nothing."""
    words = {"!idee 7": "$e7"}
    assert covered({"m.relates_to": {"rel_type": "m.annotation", "event_id": "$e1", "key": "💡1"}}, words) == ["$e1"]
    assert covered({"body": "Notiert", town.COVERS: ["$e2", "$e3"]}, words) == ["$e2", "$e3"]
    assert covered({"body": "Echo: !idee 7"}, words) == ["$e7"]
    assert covered({"body": "Guten Tag"}, words) == []


def test_what_falls_short_or_is_not_measured_is_named() -> None:
    """In the results' own chapters."""
    figures = [
        Figure("good", "5 ms", "10 ms", met=True, how=""),
        Figure("bad", "15 ms", "10 ms", met=False, how=""),
        Figure("open", "not measured", "10 ms", met=None, how="There is no part for it."),
    ]
    words = bench.results(figures, 1.0, 0.0)
    assert "- bad: 15 ms; the goal is 10 ms." in words
    assert "- open: There is no part for it." in words
    assert "- good" not in words


def test_a_part_that_breaks_is_a_row_that_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are measured all the same."""
    monkeypatch.setattr(bench, "CHILD", "raise SystemExit(7)")
    (figure,) = bench.apart("fold")
    assert figure.met is False
    assert "exit code 7" in figure.how


def test_an_unknown_part_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    """And not a traceback."""
    assert bench.main(["nix"]) == 2
    assert "There is no nix" in capsys.readouterr().out


def test_growth_compares_the_first_tenth_with_the_last() -> None:
    """What lies between does not matter."""
    assert crowd_day.growth([1.0] * 10 + [9.0] * 80 + [2.0] * 10) == (1.0, 2.0)
    assert quantile([float(n) for n in range(1, 101)], 0.95) == 96.0


def test_a_long_day_falls_short_where_it_grows_leaks_is_late_or_loses() -> None:
    """Each by itself; what is loaded in the first minutes is no growth."""
    warm = [Look(20.0 + n, 90) for n in range(30)]
    steady = warm + [Look(80.0, 20)] * 100
    good = Soak(240, steady, [1.0] * 990 + [49.0] * 10, [1.0], ["$a"], 0, {"$a", "$b"}, 0, 4.9)

    def met(**other: Any) -> list[bool | None]:  # noqa: ANN401 - any of its fields
        return [each.met for each in soak.figures(dataclasses.replace(good, **other))]

    assert met() == [True, True, True, True]
    assert met(looks=steady + [Look(88.0, 20)] * 20) == [False, True, True, True]
    assert met(looks=steady + [Look(80.0, 22)] * 20) == [True, False, True, True]
    assert met(looks=[*steady, Look(80.0, 20, 25)]) == [True, False, True, True]
    assert met(bot=[1.0] * 980 + [51.0] * 20) == [True, True, False, True]
    assert met(kept={"$b"}) == met(code=1) == met(took=5.1) == [True, True, True, False]


@pytest.mark.parametrize(
    ("comments", "votes"),
    [
        ("timestamp,comment-id,comment-body\n1,0,mehr Bäume", "timestamp,comment-id,voter-id,vote\n2,0,7,2"),
        ("timestamp,comment-id,comment-body\n1,0,mehr Bäume", "timestamp,comment-id,voter-id,vote\n2,5,7,1"),
        ("timestamp,comment-id,comment-body\n1,0", "timestamp,comment-id,voter-id,vote\n2,0,7,1"),
        ("timestamp,comment-id\n1,0", "timestamp,comment-id,voter-id,vote\n2,0,7,1"),
        ("timestamp,comment-id,comment-body\nx,0,mehr Bäume", "timestamp,comment-id,voter-id,vote\n2,0,7,1"),
    ],
)
def test_a_folder_that_is_malformed_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], comments: str, votes: str
) -> None:
    """A vote that is none, on nothing, a row or a column that is missing, a time that is none."""
    (tmp_path / "comments.csv").write_text(comments, "utf-8")
    (tmp_path / "votes.csv").write_text(votes, "utf-8")
    assert replay.main([str(tmp_path)]) == 2
    assert "cannot be read" in capsys.readouterr().out


def test_the_plenary_is_as_large_as_the_promise() -> None:
    """371 citizens, twelve rooms, a second and a half."""
    assert (town.CITIZENS, town.ROOMS, plenary.SECONDS_BEHIND) == (371, 12, 1.5)
