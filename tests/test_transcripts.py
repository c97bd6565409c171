"""A workshop is a conversation: what people say is given, what they hear must come out word for word."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.rehearsal.utterance import BOT
from commands.heard import Outcome
from tests.scripts import Play, parse

FOLDER = Path(__file__).parent / "transcripts"
SCRIPTS = sorted(FOLDER.glob("*.txt"))


@pytest.fixture(params=SCRIPTS, ids=lambda path: path.stem)
def script(request: pytest.FixtureRequest) -> Path:
    """Return each transcript in turn."""
    path: Path = request.param
    return path


def play(path: Path) -> Play:
    """Set a script on stage."""
    return Play(parse(path.read_text("utf-8")), path.parent)


def test_the_conversation_goes_as_written(script: Path, request: pytest.FixtureRequest) -> None:
    """What the bot says to these people is what the transcript says."""
    heard = play(script).run()
    if request.config.getoption("--rewrite"):
        script.write_text(heard, "utf-8")
    assert heard == script.read_text("utf-8")


def test_forgetting_everything_at_every_turn_changes_nothing(script: Path) -> None:
    """State is the journal, folded: cut at any turn and gone on, the conversation is the same."""
    assert play(script).run(forgetful=True) == script.read_text("utf-8")


def test_everything_that_people_do_has_one_outcome(script: Path) -> None:
    """Fact, refused, late, or just talk: nothing that a person does is without one."""
    stage = play(script)
    stage.run()
    assert all(isinstance(said.outcome, Outcome) for said in stage.rehearsal.record.said if said.who != BOT)


@pytest.mark.parametrize("name", ["model-workshop", "both-at-once"])
def test_the_bot_says_little_in_a_room(name: str) -> None:
    """At most twenty messages in any room in a workshop of fifty minutes with fifteen people."""
    stage = play(FOLDER / f"{name}.txt")
    stage.run()
    said = [
        said
        for said in stage.rehearsal.record.said
        if said.who == BOT and not said.action and not said.to.startswith("-> ")
    ]
    for side in {*stage.rehearsal.roll.sides.values()} or {""}:
        heard = [each.text[:60] for each in said if each.side in {"", side}]
        assert len(heard) <= 20, heard
