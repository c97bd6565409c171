"""What the bot wrote in somebody's name goes with them: Discord lets only the bot and the moderation delete it."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

from storage.folder import journal_file
from storage.journal import Journal
from tests.platforms.discord_run import Town, town
from tests.platforms.discord_stand_in import PATIENCE, Citizen, Fault, answered
from workshop_flows.happen import fold


async def gone(built: Town, *numbers: str) -> None:
    """Wait until these messages do not stand in the room any more."""
    async with asyncio.timeout(PATIENCE):
        while True:
            if built.server.world.messages[built.channel].keys().isdisjoint(numbers):
                return
            await asyncio.sleep(0.05)  # a real process is looked at


async def given(built: Town, who: Citizen, command: str, text: str) -> str:
    """Let somebody give something behind a command; return the message in which the bot says it for them."""
    await answered(who.command(command, text), text=False)
    return str((await built.until(built.channel, text))["id"])


async def wants_to_go(who: Citizen) -> None:
    """Let somebody say that they want to be forgotten, and that they are sure."""
    assert "Soll ich Ihre Daten löschen?" in (await answered(who.command("erase"))).text
    assert "Ihre Daten sind gelöscht." in (await answered(who.command("erase", "ja"))).text


async def test_whoever_is_forgotten_stands_in_no_message_of_ours(tmp_path: Path) -> None:
    """Their form and their command are gone, whatever became of them; what others gave and what they wrote stays."""
    async with town(tmp_path, 2) as built:
        karin, jonas = built.people
        async with built.running():
            await built.opens()
            form = (await answered(karin.command("question"), text=False)).modal
            assert form is not None
            await answered(karin.submit(form["custom_id"], "Wann fährt der Bus?"), text=False)
            asked = str((await built.until(built.channel, "Wann fährt der Bus?"))["id"])
            refused = await given(built, karin, "message", "Danke an alle")
            theirs, own = await given(built, jonas, "question", "Wo ist die Bank?"), await karin.say("Guten Abend")
            await wants_to_go(karin)
            await gone(built, asked, refused)
            assert {theirs, own} <= built.server.world.messages[built.channel].keys()
            assert not any("Mensch0" in each["content"] for each in built.server.world.messages[built.channel].values())


async def test_what_is_withdrawn_goes_with_the_message_that_said_it(tmp_path: Path) -> None:
    """By its number; what its author wrote themselves is theirs to delete."""
    async with town(tmp_path, 1) as built, built.running():
        (karin,) = built.people
        await built.opens()
        asked, kept = [await given(built, karin, "question", f"{what}?") for what in ("Wann", "Wohin")]
        own = await karin.say("!frage Warum?")
        await answered(karin.command("withdraw", "F1"))
        await answered(karin.command("withdraw", "F3"))
        await gone(built, asked)
        assert {kept, own} <= built.server.world.messages[built.channel].keys()


async def test_a_bot_that_dies_before_it_could_do_it_does_it_when_it_is_back(tmp_path: Path) -> None:
    """What is to be taken away waits in the journal; done, nothing there leads to it any more."""
    async with town(tmp_path, 1) as built:
        (karin,) = built.people
        async with built.running() as process:
            await built.opens()
            asked = await given(built, karin, "question", "Wann fährt der Bus?")
            built.server.faults.append(Fault(times=1_000, status=503, path=f"/messages/{asked}"))
            await wants_to_go(karin)
            process.kill()
            await process.wait()
        built.server.faults.clear()
        assert asked in built.server.world.messages[built.channel]
        async with built.running() as process:
            await gone(built, asked)
            process.terminate()
            await process.wait()
        with closing(sqlite3.connect(journal_file(tmp_path / "var/probe"))) as journal:
            rows = journal.execute("SELECT state, body FROM outbox WHERE kind = 'unsay'").fetchall()
            told = journal.execute("SELECT count(*) FROM outbox WHERE instr(body, ?)", (asked,)).fetchone()
        assert {body for state, body in rows if state == "delivered"} == {"{}"}
        assert told == (0,)


async def test_names_go_by_themselves_while_the_bot_runs_on(tmp_path: Path) -> None:
    """In a day of a tenth of a second: it begins anew without them, and what was asked is still there."""
    async with town(tmp_path, 1) as built:
        (karin,) = built.people
        async with built.running("--speed", "864000") as process:
            await given(built, karin, "question", "Wann fährt der Bus?")
            assert process.stdout is not None
            async with asyncio.timeout(PATIENCE):
                assert (await process.stdout.readline()).startswith(b"READY")
        async with await Journal.open(tmp_path / "var/probe", now=0, readonly=True) as journal:
            question = (await journal.over_entries(fold)).workshop("raum").questions[1]
            assert (question.text, question.source) == ("Wann fährt der Bus?", "")
            assert question.person not in {known.person for known in await journal.accounts()}
