"""The replay of real people's input agrees with a reference of its own, and says so when it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import replay

REAL = Path(__file__).parents[2] / "shared" / "data" / "klimarat-konsum"
COMMENTS = """\
timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body
1,-,0,7,0,0,1,"Mehr ""Radwege"", bitte!"
3,-,2,8,0,0,-1,mehr radwege bitte
2,-,1,9,0,0,0,"Weniger Autos
und mehr + Bäume"
"""
VOTES = """\
timestamp,datetime,comment-id,voter-id,vote
5,-,0,7,1
6,-,2,7,-1
7,-,1,9,0
8,-,1,8,1
"""


def test_a_repetition_is_support_and_the_last_vote_counts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two ideas of three statements; person 7 changed their mind on the one that was said twice."""
    (tmp_path / "comments.csv").write_text(COMMENTS, "utf-8")
    (tmp_path / "votes.csv").write_text(VOTES, "utf-8")
    assert replay.main([str(tmp_path)]) == 0
    assert "2 ideas and 1 repeated, 4 votes: all agree" in capsys.readouterr().out
    counts = replay.reference(replay.rows(tmp_path / "comments.csv"), replay.rows(tmp_path / "votes.csv"))
    assert counts.opinions == {1: (0, 1, 0), 2: (1, 0, 1)}


def test_a_miscount_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the project lost one vote, the replay would fail."""
    (tmp_path / "comments.csv").write_text(COMMENTS, "utf-8")
    (tmp_path / "votes.csv").write_text(VOTES, "utf-8")
    monkeypatch.setitem(replay.SIGNS, "0", "+")
    assert replay.main([str(tmp_path)]) == 1


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And not a traceback."""
    assert replay.main([str(tmp_path / "nix")]) == 2
    assert "cannot be read" in capsys.readouterr().out


@pytest.mark.skipif(not REAL.exists(), reason="the citizens' data lies beside the project and is not there")
def test_what_1116_people_wrote_and_voted_is_counted_right(capsys: pytest.CaptureFixture[str]) -> None:
    """The Austrian climate assembly's conversation: 522 statements, 61,936 votes."""
    assert replay.main([str(REAL)]) == 0
    assert "521 ideas and 1 repeated, 61936 votes: all agree" in capsys.readouterr().out
