"""The demonstration on Discord: played once in small, and taken part in by hand."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from bot.check import check
from bot.demo.cast import citizens
from bot.demo.configured import OPEN, OWN_FLOW, of_afterwards, of_the_day
from bot.demo.discord.asked import Json
from bot.demo.discord.hall import Hall
from bot.demo.discord.server import Discord
from bot.demo.discord.terminal import Terminal
from bot.demo.discord.venue import Town
from bot.demo.lines import TOPICS
from bot.demo.log import Log
from bot.demo.stage import BEGINS, Stage, play
from bot.shell.ending import CONFIGURATION

SMALL = """
title = "Eine kleine Vorführung"

[[phase]]
kind = "welcome"
title = "Ankommen"
minutes = 2

[[phase]]
kind = "ideas"
title = "Ideen sammeln"
minutes = 3
prompt = "Was fehlt?"

[[phase]]
kind = "vote"
title = "Punkte vergeben"
minutes = 5
method = "dots"
"""


async def test_a_small_conference_ends_with_nothing_open(tmp_path: Path) -> None:
    """Everything that was typed or tapped has one outcome, was answered, and is in the documentation."""
    told = io.StringIO()
    stage = Stage("discord", citizens=24, speed=30, flow=SMALL, folder=tmp_path, console=Console(file=told, width=120))
    assert await play(stage) == 0, told.getvalue()
    assert "Alles hat genau ein Ergebnis, die Summen stimmen." in told.getvalue()
    summary = json.loads((tmp_path / "var/vorfuehrung/digest/summary.json").read_text("utf-8"))
    assert {workshop["title"] for workshop in summary["workshops"]} == set(TOPICS.values())


def test_a_platform_that_is_none_is_named() -> None:
    """In a sentence, with what there is."""
    command = [sys.executable, "-m", "bot.cli", "demo", "--platform", "irc"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603 - ours
    assert (done.returncode, done.stdout) == (CONFIGURATION, "")
    assert done.stderr == "Eine Plattform „irc“ gibt es hier nicht. Es gibt: matrix, discord, both.\n"


@pytest.fixture
def hall() -> Hall:
    """Return a server with a few people in it."""
    return Hall.built(Discord(), {id_: citizens(3, trouble=False) for id_ in TOPICS})


def test_the_configurations_are_sound(hall: Hall, tmp_path: Path) -> None:
    """That of the day has four workshops at their time, that of afterwards one, which waits for its moderator."""
    (tmp_path / OWN_FLOW).write_text(SMALL, "utf-8")
    town = Town(hall.server, hall, {}, Log(), random.Random(1))
    day, afterwards = check(of_the_day(tmp_path, [town], 60, BEGINS)), check(of_afterwards(tmp_path, [town], 60))
    assert not day.problems
    assert not afterwards.problems
    assert day.settings is not None
    assert afterwards.settings is not None
    assert [each.starts is not None for each in day.settings.workshops] == [True] * len(TOPICS)
    assert [(each.id, each.starts) for each in afterwards.settings.workshops] == [(OPEN, None)]


async def test_what_nobody_answered_is_a_problem(hall: Hall) -> None:
    """And what Discord would not have taken; the exit code of the demonstration depends on it."""
    town = Town(hall.server, hall, {}, Log(), random.Random(1))
    assert not town.problems()
    hall.leads["mobilitaet"].press(bot_says(hall, "Sind Sie da?"), "w:tap:1:👋")
    hall.server.world.breaches.append("content has 2001 characters")
    unanswered, broken = town.problems()
    assert "w:tap:1:👋" in unanswered
    assert broken == "Discord hätte das nicht angenommen: content has 2001 characters"


def bot_says(hall: Hall, content: str, *rows: Json, to: str = "") -> Json:
    """Let the bot write into the first workshop's channel."""
    told: Json = {"content": content, "components": list(rows)}
    told |= {"message_reference": {"message_id": to}} if to else {}
    return hall.server.world.write(hall.channels["mobilitaet"], hall.server.world.app, told)


async def test_numbers_of_ideas_are_seen_as_signs_and_as_answers(hall: Hall) -> None:
    """As people see them: 💡 1️⃣ 2️⃣ under a message, or "💡 11" as an answer to it."""
    me = hall.leads["mobilitaet"]
    first, second, third = [await me.say(words) for words in ("Bänke", "Bäume", "Busse")]
    for sign in ("💡", "1️⃣", "2️⃣"):
        hall.server.world.react(me.channel, first, hall.server.world.app, sign)
    hall.server.world.react(me.channel, third, me.id, "💡")
    bot_says(hall, "💡 11", to=second)
    assert hall.ideas("mobilitaet") == {12: first, 11: second}


async def test_where_people_talk_they_sit_down_first(hall: Hall) -> None:
    """Who leaves gets up; where one only writes, one leaves the server."""
    speaking, writing = hall.leads["stadtleben"], hall.leads["mobilitaet"]
    for person in (speaking, writing):
        hall.sits_down(person)
    assert list(hall.server.world.seats.states) == [speaking.id]
    for person in (speaking, writing):
        await hall.leaves(person)
    assert not hall.server.world.seats.states
    assert [person.id in hall.server.world.members for person in (speaking, writing)] == [True, False]


async def test_somebody_at_the_terminal_reads_writes_and_taps(hall: Hall) -> None:
    """Numbers stand before what can be tapped; what only they can read says so."""
    said: list[str] = []
    terminal = Terminal(hall, said.append)
    yes = {"type": 2, "custom_id": "w:tap:1:👋", "label": "👋 Ich bin da"}
    off = {"type": 2, "custom_id": "w:over", "label": "Geschlossen", "disabled": True}
    options = [{"value": "4", "label": "4 Radweg"}, {"value": "7", "label": "7 Bus"}]
    menu = {"type": 3, "custom_id": "w:pick:0:0", "placeholder": "Hier eine Nummer wählen", "options": options}
    rows = [{"type": 1, "components": each} for each in ([yes, off], [menu])]
    bot_says(hall, "**Sind Sie da?** (<t:1813568400:R>)", *rows)
    terminal.show()
    assert said == [
        "Werkstatt: Sind Sie da? (⏳ 11:00)",
        "    2› Hier eine Nummer wählen: 4 Radweg, 7 Bus",
        "    [1› 👋 Ich bin da] [Geschlossen, aus]",
    ]
    for typed in ("Guten Tag", ">1", ">2 7", ">9", "/nix", "#nirgends", "@niemand"):
        await terminal.do(typed)
    tap, choice = list(hall.server.world.asked.values())
    assert (tap.payload["data"]["custom_id"], choice.payload["data"]["values"]) == ("w:tap:1:👋", ["7"])
    assert said[3:] == [f"Das gibt es hier nicht: {what}" for what in (">9", "/nix", "#nirgends", "@niemand")]
    tap.answers.append({"content": "Notiert.", "id": "1"})
    terminal.show()
    assert said[7:] == ["Gast: Guten Tag", "Werkstatt (nur für Sie): Notiert."]


async def test_somebody_at_the_terminal_becomes_the_moderator(hall: Hall) -> None:
    """And goes into another channel; a form that opens takes the next line."""
    said: list[str] = []
    terminal = Terminal(hall, said.append)
    hall.server.world.commands = [{"name": "idea", "name_localizations": {"de": "idee"}}]
    for typed in ("@anna", "#regie", "/idee"):
        await terminal.do(typed)
    (asked,) = hall.server.world.asked.values()
    assert asked.payload["member"]["user"]["username"] == "anna"
    assert (asked.payload["channel_id"], asked.payload["data"]["name"]) == (hall.channels["regie"], "idea")
    asked.modal = {"custom_id": "w:said:idea:1", "title": "Idee einreichen"}
    terminal.show()
    assert said[-1] == "Formular „Idee einreichen“: Schreiben Sie jetzt; Eingabe schickt ab."
    await terminal.do("/ ist auch nur ein Zeichen")
    *_, sent = hall.server.world.asked.values()
    assert sent.payload["data"]["components"][0]["component"]["value"] == "/ ist auch nur ein Zeichen"
    file = {"content": "", "files": [{"id": "1", "filename": "ideas.csv"}]}
    hall.server.world.write(hall.channels["regie"], hall.server.world.app, file)
    terminal.show()
    assert said[-1] == "Werkstatt: 📎 ideas.csv"
