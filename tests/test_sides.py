"""One workshop in rooms on two platforms: each room hears of the other in good time, and no more than it needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.rehearsal.transcript import clock
from tests.scripts import ZONE, Play, parse

HEAD = """title = Park
flow = small.toml
begin = 10:00
until = 10:24
leads = Anna
sides = matrix discord
people = Karin Ben Lena Max
discord = Lena Max

10:00 Anna       !start
"""
FLOW = """title = "Klein"

[[phase]]
kind = "ideas"
title = "Ideen"
minutes = 10

[[phase]]
kind = "vote"
title = "Punkte"
minutes = 5
method = "dots"
keep = 1

[[phase]]
kind = "closing"
title = "Schluss"
minutes = 10
"""
HOW = "\nAuch dafür? Tippen Sie unten auf die Nummer oder schreiben Sie: +1 "


class Sides:
    """Two rooms in which people talk from ten o'clock on: ideas until 10:10, a vote until 10:15, then the closing."""

    def __init__(self, folder: Path) -> None:
        """Write down the flow."""
        self.folder = folder
        (folder / "small.toml").write_text(FLOW, "utf-8")

    def told(self, *lines: str, head: str = HEAD) -> list[str]:
        """Let people talk; return what the rooms were told of each other, with the time and the room."""
        script = parse(head + "\n".join(lines) + "\n")
        play, forgetful = Play(script, self.folder), Play(script, self.folder)
        assert play.run() == forgetful.run(forgetful=True)
        others = [said for said in play.rehearsal.record.said if said.anchor.startswith("others:")]
        return [f"{clock(said.at, ZONE)} {said.side}: {said.text}" for said in others]


@pytest.fixture
def sides(tmp_path: Path) -> Sides:
    """Return the rooms."""
    return Sides(tmp_path)


def test_each_room_is_told_what_it_did_not_hear(sides: Sides) -> None:
    """Ideas gather for a minute; those of the own room are not among them, and nobody's name is."""
    told = sides.told(
        "10:01 Karin      Mehr Bänke am See",
        "10:01 Lena       (Formular) Nachtbus am Wochenende",
        "10:01 Max        Blumen auf dem Markt",
    )
    assert told == [
        f"10:02 matrix: Von den anderen: 2 Nachtbus am Wochenende · 3 Blumen auf dem Markt{HOW}2",
        f"10:02 discord: Von den anderen: 1 Mehr Bänke am See{HOW}1",
    ]


def test_there_are_minutes_between_two_such_messages(sides: Sides) -> None:
    """Little noise: what comes meanwhile is in the next one, and how to support is said once."""
    told = sides.told(
        "10:01 Karin      Mehr Bänke am See",
        "10:02 Ben        Ein Brunnen zum Trinken",
        "10:04 Ben        Blumen auf dem Markt",
    )
    assert told == [
        f"10:02 discord: Von den anderen: 1 Mehr Bänke am See{HOW}1",
        "10:06 discord: Von den anderen: 2 Ein Brunnen zum Trinken · 3 Blumen auf dem Markt",
    ]


def test_what_the_list_will_show_needs_no_message(sides: Sides) -> None:
    """Two minutes before the list everybody waits for it; what is parked meanwhile is told when the vote is over."""
    told = sides.told("10:08 Karin      Mehr Bänke am See", "10:12 Lena       (Formular) Nachtbus am Wochenende")
    assert told == [f"10:16 matrix: Von den anderen: 2 Nachtbus am Wochenende{HOW}2"]


def test_what_nobody_heard_is_told_in_every_room(sides: Sides) -> None:
    """Somebody wrote it to the bot directly."""
    told = sides.told("10:01 Lena       (direkt) Idee: Nachtbus am Wochenende")
    assert told == [f"10:02 {side}: Von den anderen: 1 Nachtbus am Wochenende{HOW}1" for side in ("matrix", "discord")]


def test_a_crowd_is_told_of_in_few_words(sides: Sides) -> None:
    """One message names eight ideas; the list will have them all."""
    told = sides.told(*(f"10:01 Karin      Ein Baum für Haus Nummer {number}" for number in range(11)))
    assert len(told) == 1
    assert "8 Ein Baum für Haus Nummer 7 Und 3 weitere; alle stehen nachher auf der Liste." in told[0]


def test_what_was_told_stays_true(sides: Sides) -> None:
    """Edited, taken back, hidden and shown again: the message in the other room follows."""
    told = sides.told(
        "10:01 Karin      Mehr Bänke am See",
        "10:01 Ben        Blumen auf dem Markt",
        "10:03 Karin      (bearbeitet) Mehr Bänke am Teich",
        "10:04 Ben        (löscht)",
        "10:05 Anna       !ausblenden 1",
        "10:06 Anna       !einblenden 1",
    )
    assert [each.removesuffix(f"{HOW}1").rsplit("Von den anderen: ", 1)[1] for each in told] == [
        "1 Mehr Bänke am See · 2 Blumen auf dem Markt",
        "1 Mehr Bänke am Teich · 2 Blumen auf dem Markt",
        "1 Mehr Bänke am Teich · 2 (zurückgezogen)",
        "1 (ausgeblendet) · 2 (zurückgezogen)",
        "1 Mehr Bänke am Teich · 2 (zurückgezogen)",
    ]


def test_a_tap_under_the_message_supports_an_idea_of_the_other_room(sides: Sides) -> None:
    """As under the idea itself; and who is for it may as well write it."""
    lines = (
        "10:01 Karin      Mehr Bänke am See",
        "10:03 Lena       (tippt 💡1)",
        "10:03 Max        +1 1",
        "10:04 Lena       (tippt 💡1)",
    )
    play = Play(parse(HEAD + "\n".join(lines) + "\n"), sides.folder)
    play.run()
    ideas, people = play.rehearsal.day.workshop("w").ideas, play.rehearsal.roll.numbers
    assert ideas.supporters(1) == {people["Lena"], people["Max"]}


def test_in_one_room_nothing_is_told_twice(sides: Sides) -> None:
    """Everybody heard it, and what was written directly is on the list in time."""
    alone = HEAD.replace("sides = matrix discord\n", "sides = matrix\n")
    assert (
        sides.told("10:01 Karin      Mehr Bänke am See", "10:02 Ben        (direkt) Idee: Nachtbus", head=alone) == []
    )
