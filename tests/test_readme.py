"""The README is true: its commands exist, its files are right, its transcript is what comes out."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from bot.check import check
from bot.configuration import flow_files
from bot.rehearsal.rehearse import rehearse_flow

HOUSE = Path(__file__).parents[1]
README = (HOUSE / "README.md").read_text("utf-8")
_BLOCK = re.compile(r"<!-- (?P<what>[^>]*?) -->\n(?P<indent> *)```\w*\n(?P<text>.*?)\n *```", re.DOTALL)


def block(what: str) -> str:
    """Return the marked block of the README."""
    found = [each for each in _BLOCK.finditer(README) if each["what"].startswith(what)]
    assert len(found) == 1, what
    return textwrap.dedent(found[0]["indent"] + found[0]["text"])


def test_what_it_makes_is_there_and_sets_itself_up() -> None:
    """On a fresh machine one command is enough for each."""
    makefile = (HOUSE / "Makefile").read_text("utf-8")
    commands = set(re.findall(r"(?:^|`)make ([\w-]+)", README, re.MULTILINE))
    assert commands == {"demo", "test", "chaos", "chaos-full", "power-loss", "bench", "soak"}
    for command in commands:
        assert re.search(rf"^{command}: \$\(READY\)", makefile, re.MULTILINE), command


def test_the_transcript_is_what_comes_out() -> None:
    """`werkstatt rehearse` prints these lines first."""
    command, *shown = block("run").splitlines()
    words = command.split()
    name, citizens, seed = words[3], int(words[5]), int(words[7])
    heard = rehearse_flow(flow_files.ready_made()[name], citizens, seed).splitlines()
    assert heard[: len(shown)] == shown


def test_the_configuration_is_right(tmp_path: Path) -> None:
    """It can be copied as it stands."""
    path = tmp_path / "config.toml"
    path.write_text(block("check"), "utf-8")
    assert not check(path).problems


def test_the_flow_is_right() -> None:
    """It can be copied as it stands."""
    read = flow_files.parse(block("flow"), "README.md")
    assert not read.problems
    assert read.flow is not None


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"`(docs/[\w/.-]+|benchmarks/RESULTS\.md|config\.example\.toml)`", README)))
)
def test_what_it_points_at_is_there(path: str) -> None:
    """No link into nothing."""
    assert (HOUSE / path).exists()
