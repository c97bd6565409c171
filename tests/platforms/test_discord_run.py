"""`werkstatt run` on Discord: a vote of a crowd, killed in the middle; the panel in the control channel; the close."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.platforms.discord_run import Town, town
from tests.platforms.discord_stand_in import PATIENCE, Asked, Fault, answered, parts

CROWD, PLENARY = 60, 350
WAVE, SOON = 25, 0.01
"""So many tap at once; so many seconds after the last wave that is heard the bot dies."""
STAGE = 13
LAST = 7 * WAVE - 1
ASKING, FAR_AWAY = 12, 0.25
"""So many ask at once, and one answer takes so many seconds."""


async def test_a_vote_survives_being_killed_and_is_closed_from_the_panel(tmp_path: Path) -> None:
    """Whose tap was answered is counted, with what they said last; the result stands where the menus were."""
    async with town(tmp_path, CROWD) as built:
        async with built.running() as process:
            poll = await built.opens()
            first = [await each.choose(poll, "1") for each in built.people]
            for asked in first:
                assert (await answered(asked)).text.startswith("Notiert: 1 Bus.")
            process.kill()
            await process.wait()
        async with built.running():
            for each in built.people[::2]:
                asked = await answered(await each.choose(poll, "2"))
                assert asked.text.startswith("Notiert: 1 Bus, 2 Bank. Ein Punkt")
            panel = await built.until(built.control, "Punkte vergeben", tapped=5)
            count = next(each for each in parts(panel) if each["label"] == "🗳 auszählen")
            built.anna.channel = built.control
            await answered(built.anna.press(panel, count["custom_id"]), text=False)
            shown = await built.until(built.channel, f"Danke, {CROWD} von", of=poll)
            assert [part.get("disabled") for part in parts(shown)] == [True]
            assert "Platz 1: Bus" in shown["content"]
        _, vote = await built.vote()
        ballots = sorted(cast.ballot for cast in vote.ballots.values())
        assert ballots == sorted([((1, 1),)] * (CROWD // 2) + [((1, 1), (2, 1))] * (CROWD // 2))
        assert not built.server.unanswered()


async def test_across_a_kill_each_persons_last_acknowledged_tap_counts(tmp_path: Path) -> None:
    """350 tap at once, the bot dies among them; some tap while it is away, some after it is back."""
    async with town(tmp_path, PLENARY, method="single", more="") as built:
        taps: dict[str, list[tuple[int, Asked]]] = {each.id: [] for each in built.people}
        async with built.running() as process:
            poll = await built.opens()
            for number, each in enumerate(built.people):
                taps[each.id].append((1, await each.choose(poll, "1")))
                if number < LAST and number % WAVE == WAVE - 1:
                    await asyncio.gather(*(answered(asked) for tapped in taps.values() for _, asked in tapped))
                if number == LAST:
                    await asyncio.sleep(SOON)  # a real process is killed while some of a wave are under way
                    process.kill()
            await process.wait()
        assert PLENARY - LAST - 1 <= len(built.server.unanswered()) <= PLENARY - LAST - 1 + WAVE
        for each in built.people[::3]:
            await each.choose(poll, "2")
        async with built.running():
            for each in built.people[1::2]:
                taps[each.id].append((3, await answered(await each.choose(poll, "3"))))
        day, vote = await built.vote()
        assert day.workshop("raum").running
        ballots = sorted(tuple(cast.weights) for cast in vote.ballots.values())
        noted = [[option for option, asked in each if asked.text.startswith("Notiert")] for each in taps.values()]
        threes = sum(each[-1:] == [3] for each in noted)
        assert ballots.count((3,)) == threes == PLENARY // 2
        ones = sum(each[-1:] == [1] for each in noted)
        silent = sum(not each for each in noted)
        assert ones <= ballots.count((1,)) <= ones + silent
        assert set(ballots) == {(1,), (3,)}


async def test_who_sits_on_the_stage_is_there_and_a_raised_hand_asks_to_speak(tmp_path: Path) -> None:
    """Seen while the bot runs, and found as it is now when it comes back."""
    async with town(tmp_path, 3) as built:
        stage, config = built.server.world.channel("bühne", STAGE), tmp_path / "config.toml"
        here = f"discord_channel = {built.channel}"
        config.write_text(config.read_text("utf-8").replace(here, f"{here}\ndiscord_voice = {stage}"), "utf-8")
        karin, jonas, mehmet = built.people
        async with built.running() as process:
            await built.opens()
            for each in (karin, jonas):
                each.sit(stage)
                each.raise_hand()
            assert await _on_stage(built, 2) == 2
            process.kill()
            await process.wait()
        karin.get_up()
        for each in (jonas, mehmet):
            each.sit(stage)
        async with built.running():
            assert await _on_stage(built, 0) == 2
        day, _ = await built.vote()
        presence = day.workshop("raum").presence
        assert sum(each.seated for each in presence.people.values()) == 2
        assert sum(bool(each.voice) for each in presence.people.values()) == 3


async def _on_stage(built: Town, hands: int) -> int:
    """Return how many sit on the stage, once so many hands are up there."""
    async with asyncio.timeout(PATIENCE):
        while True:
            workshop = (await built.vote())[0].workshop("raum")
            seated = sum(each.seated for each in workshop.presence.people.values())
            if len(workshop.hands) == hands and seated == 2:
                return seated
            await asyncio.sleep(0.1)  # a real process is looked at


async def test_a_form_outlives_the_bot_and_the_room_hears_that_it_was_away(tmp_path: Path) -> None:
    """Opened before the restart and sent after it, it is kept; who sent it in between reads that it must come again."""
    async with town(tmp_path, 2) as built:
        karin, jonas = built.people
        async with built.running() as process:
            await built.opens()
            forms = [(await answered(each.command("idea"), text=False)).modal for each in (karin, jonas)]
            await answered(await karin.choose(str((await built.until(built.channel, "Ihre Wahl"))["id"]), "1"))
            process.kill()
            await process.wait()
        async with built.running():
            await built.until(built.channel, "Ich war kurz weg.")
            assert forms[0] is not None
            await answered(karin.submit(forms[0]["custom_id"], "mehr Bänke am See"), text=False)
            await built.until(built.channel, "💡 **Mensch0:** mehr Bänke am See")
        async with built.running():
            said = [each["content"] for each in built.server.world.messages[built.channel].values()]
            assert sum(words.startswith("Ich war kurz weg.") for words in said) == 1


async def test_the_panel_is_checked_again_on_use(tmp_path: Path) -> None:
    """Who presses a button of the moderation without leading moves nothing; the agenda counts down by itself."""
    async with town(tmp_path, 1) as built, built.running():
        await built.opens()
        assert "(<t:" in (await built.until(built.channel, "Jetzt: "))["content"]
        panel = await built.until(built.control, "Punkte vergeben", tapped=5)
        for each in parts(panel):
            asked = await answered(built.people[0].press(panel, each["custom_id"]))
            assert asked.text == "Dazu kann ich hier gerade nichts tun."


async def test_a_panel_is_gone_with_its_workshop_and_comes_anew(tmp_path: Path) -> None:
    """After a trial its buttons are gone, whoever presses one all the same reads why, and the day has its own."""
    async with town(tmp_path, 1) as built:
        async with built.running() as process:
            await answered(built.anna.command("start", "probe"))
            first = await built.until(built.control, "Punkte vergeben", tapped=5)
            buttons = parts(first)
            process.kill()
            await process.wait()
        async with built.running():
            for _ in range(2):
                await answered(built.anna.command("end"))
            gone = await built.until(built.control, "ist vorbei", of=str(first["id"]))
            assert parts(gone) == []
            built.anna.channel = built.control
            for each in buttons:
                assert (await answered(built.anna.press(first, each["custom_id"]))).text
            built.anna.channel = built.channel
            await answered(built.anna.command("start"))
            second = await built.until(built.control, "Punkte vergeben", tapped=5)
            assert second["id"] != first["id"]
        assert not built.server.unanswered()


async def test_many_who_ask_at_once_read_nothing_but_their_answer(tmp_path: Path) -> None:
    """Discord is far away and their answers take turns: nobody is told meanwhile that there is nothing to be done."""
    async with town(tmp_path, ASKING) as built, built.running():
        await built.opens()
        built.server.faults.append(Fault(2 * ASKING, slow=FAR_AWAY, path="/callback"))
        asked = [each.command("status") for each in built.people]
        for each in asked:
            await answered(each)
        assert {each.answers[0]["content"].partition(":")[0] for each in asked} == {"**Ein Raum**"}


async def test_a_form_that_is_open_is_known_though_its_opening_was_never_confirmed(tmp_path: Path) -> None:
    """Discord's answer to us is lost, the form stands there all the same; sent while we are away, it is asked for."""
    async with town(tmp_path, 1) as built:
        (karin,) = built.people
        async with built.running() as process:
            poll = await built.opens()
            asked = karin.command("idea")
            built.server.faults += [Fault(drop="after", path=asked.id), Fault(ASKING, status=503, path=asked.id)]
            form = (await answered(asked, text=False)).modal
            await answered(await karin.choose(poll, "1"))
            process.kill()
            await process.wait()
        assert form is not None
        karin.submit(form["custom_id"], "mehr Bänke am See")
        async with built.running():
            await built.until(built.channel, "Ich war kurz weg.")
