"""Votes in which options are weighed, by taps: dots with plus and minus, resistance, opinions, a scale."""

from __future__ import annotations

from dataclasses import replace

from bot.platforms.discord.contents import ONLY_FOR_ONE
from bot.platforms.discord.names import Json
from bot.platforms.incoming import Polled, Weighed
from bot.platforms.outgoing import Poll, PollEnd, Reworded
from tests.platforms.discord_stand_in import Asked, Citizen, answered
from tests.platforms.test_discord import DiscordStage, Settling
from tests.platforms.test_discord_taps import stage
from workshop_flows.values import Source

__all__ = ["stage"]

OPTIONS = (("1", "1 Bus"), ("2", "2 Bank"), ("4", "4 Radweg"), ("9", "9 Haltestelle"))
DOTS = Poll("Was zuerst?", OPTIONS, 3, method="dots")


def parts(message: Json, kind: int) -> list[Json]:
    """Return the buttons (2) or menus (3) of a message."""
    return [part for row in message.get("components", ()) for part in row["components"] if part["type"] == kind]


async def press(person: Citizen, asked: Asked, label: str) -> Asked:
    """Press a button under the answer that only this person sees, which it changes."""
    (found,) = [each for each in parts(asked.answers[-1], 2) if each["label"] == label]
    assert not found.get("disabled")
    return await answered(person.press(asked.answers[-1], found["custom_id"]))


async def test_dots_are_spread_with_plus_and_minus(stage: DiscordStage) -> None:
    """Choosing gives the first dot; the answer has plus and minus for it and for what has dots already."""
    async with stage.listening() as (platform, box):
        karin = await stage.enter("Karin")
        poll = await stage.asks(platform, box, DOTS)
        asked = await answered(await karin.choose(poll, "2"))
        assert asked.answers[0]["flags"] & ONLY_FOR_ONE
        assert asked.text == "Notiert: 2 Bank. 2 Punkte sind noch frei."
        asked = await press(karin, asked, "+ 2 Bank")
        assert asked.first is not None
        assert asked.first["type"] == 7
        assert asked.text == "Notiert: 2 Bank ×2. Ein Punkt ist noch frei."
        asked = await answered(await karin.choose(poll, "9"))
        assert asked.text == "Notiert: 2 Bank ×2, 9 Haltestelle. Alle Punkte sind vergeben."
        assert {each["label"] for each in parts(asked.answers[-1], 2) if each.get("disabled")} == {
            "+ 2 Bank",
            "+ 9 Haltestelle",
        }
        asked = await press(karin, asked, "− 2 Bank")
        asked = await press(karin, asked, "− 2 Bank")
        assert asked.text == "Notiert: 9 Haltestelle. 2 Punkte sind noch frei."
        asked = await press(karin, asked, "− 9 Haltestelle")
        assert asked.text == "Noch kein Punkt vergeben, 3 sind frei."
        assert not box.of(Polled)


async def test_more_than_there_are_leaves_the_dots_as_they_are(stage: DiscordStage) -> None:
    """Two quick taps on plus are two dots; the fourth of three is none."""
    async with stage.listening() as (platform, box):
        karin = await stage.enter("Karin")
        poll = await stage.asks(platform, box, DOTS)
        asked = await answered(await karin.choose(poll, "2"))
        plus = next(each["custom_id"] for each in parts(asked.answers[-1], 2) if each["label"] == "+ 2 Bank")
        taps = [karin.press(asked.answers[-1], plus) for _ in range(3)]
        assert [(await answered(each)).text for each in taps][-1] == "Notiert: 2 Bank ×3. Alle Punkte sind vergeben."
        full = await answered(await karin.choose(poll, "9"))
        assert full.text == "Notiert: 2 Bank ×3. Alle Punkte sind vergeben."
        assert len(box.of(Weighed)) == 4


async def test_dots_are_remembered_over_a_restart(stage: DiscordStage) -> None:
    """The house knows the ballot; plus and minus from before the restart are understood after it."""
    async with stage.listening() as (platform, box):
        karin = await stage.enter("Karin")
        poll = await stage.asks(platform, box, DOTS)
        asked = await answered(await karin.choose(poll, "2"))
    async with stage.listening():
        asked = await press(karin, asked, "+ 2 Bank")
        assert asked.text == "Notiert: 2 Bank ×2. Ein Punkt ist noch frei."
        assert (await answered(await karin.choose(poll, "4"))).text == (
            "Notiert: 2 Bank ×2, 4 Radweg. Alle Punkte sind vergeben."
        )


async def test_plus_on_a_slow_disk_gets_a_sign_of_life(stage: DiscordStage) -> None:
    """The answer that is there stays until the tap is on disk, then it changes."""
    async with stage.listening() as (platform, box):
        karin = await stage.enter("Karin")
        poll = await stage.asks(platform, box, DOTS)
        shown = (await answered(await karin.choose(poll, "2"))).answers[-1]
        plus = next(each["custom_id"] for each in parts(shown, 2) if each["label"] == "+ 2 Bank")
        assert isinstance(box, Settling)
        box.held = []
        asked = await answered(karin.press(shown, plus), text=False)
        assert asked.first == {"type": 6}
        assert not asked.answers
        box.release()
        assert (await answered(asked)).text == "Notiert: 2 Bank ×2. Ein Punkt ist noch frei."


async def test_a_vote_without_repetition_offers_each_option_once(stage: DiscordStage) -> None:
    """Plus is disabled where there is a dot already."""
    async with stage.listening() as (platform, box):
        karin = await stage.enter("Karin")
        poll = await stage.asks(platform, box, DOTS, cumulative=False)
        asked = await answered(await karin.choose(poll, "2"))
        assert {each["label"] for each in parts(asked.answers[-1], 2) if each.get("disabled")} == {"+ 2 Bank"}


async def test_menus_of_one_vote_count_together_after_a_restart(stage: DiscordStage) -> None:
    """What was chosen in the first menu is kept when the second is used by another run of the bot."""
    options = tuple((str(number), f"{number} Idee") for number in range(1, 61))
    async with stage.listening() as (platform, box):
        karin = await stage.enter("Karin")
        poll = await stage.asks(platform, box, Poll("Was zuerst?", options, 3))
        await answered(await karin.choose(poll, "3"))
    async with stage.listening():
        asked = await answered(await karin.choose(poll, "30", "31"))
        assert asked.text == "Notiert: 3 Idee, 30 Idee, 31 Idee. Ändern: einfach neu wählen."


async def test_resistance_goes_through_the_options(stage: DiscordStage) -> None:
    """After a grade the next option is asked for, until each has one."""
    async with stage.listening() as (platform, box):
        karin = await stage.enter("Karin")
        asks = Poll("Was stört?", (("1", "1 Bus"), ("0", "0 Alles bleibt, wie es ist")), 1, method="resistance")
        poll = await stage.asks(platform, box, asks)
        asked = await answered(await karin.choose(poll, "1"))
        assert asked.text == "Wie sehr stört Sie das: 1 Bus?"
        asked = await grade(karin, asked, "7")
        assert asked.text == "Notiert: 1 Bus: 7.\nWie sehr stört Sie das: 0 Alles bleibt, wie es ist?"
        asked = await grade(karin, asked, "0")
        assert asked.text == "Notiert: 0 Alles bleibt, wie es ist: 0, 1 Bus: 7."
        assert [(each.option, each.weight, each.further) for each in box.of(Weighed)] == [
            ("1", 7, False),
            ("0", 0, False),
        ]


async def grade(person: Citizen, asked: Asked, value: str) -> Asked:
    """Choose a weight in the menu of an answer."""
    menu = parts(asked.answers[-1], 3)[0]
    data = {"component_type": 3, "custom_id": menu["custom_id"], "values": [value], "id": 1}
    world = person.server.world
    return await answered(world.ask(person.channel, person.id, 3, data, message=asked.answers[-1]))


async def test_opinions_are_thumbs(stage: DiscordStage) -> None:
    """One option after the other, up, down or neither."""
    async with stage.listening() as (platform, box):
        karin = await stage.enter("Karin")
        poll = await stage.asks(platform, box, Poll("Was meinen Sie?", OPTIONS[:2], 1, method="opinion"))
        asked = await press(karin, await answered(await karin.choose(poll, "1")), "Dafür")
        assert asked.text == "Notiert: 👍 1 Bus.\nWas meinen Sie: 2 Bank?"
        asked = await press(karin, asked, "Dagegen")
        assert asked.text == "Notiert: 👍 1 Bus, 👎 2 Bank."


async def test_a_scale_is_five_buttons(stage: DiscordStage) -> None:
    """One tap, and another tap changes it."""
    async with stage.listening() as (platform, box):
        karin = await stage.enter("Karin")
        poll = await stage.asks(platform, box, Poll("Wie war es?", (("1", "1 Wie war es?"),), 1, method="scale"))
        message = stage.server.world.messages[stage.channel][poll]
        labels = {each["label"]: each["custom_id"] for each in parts(message, 2)}
        assert list(labels) == ["1", "2", "3", "4", "5"]
        for point in ("2", "4"):
            asked = await answered(karin.press(message, labels[point]))
            assert asked.text == f"Notiert: {point}. Ändern: einfach neu wählen."


async def test_hidden_words_leave_the_menu_and_a_vote_that_is_over_stays_over(stage: DiscordStage) -> None:
    """The same options under other words; a result is put anew into the same message."""
    async with stage.listening() as (platform, box):
        poll = await stage.asks(platform, box, DOTS)
        target, message = Source(f"{stage.home}/{poll}"), stage.server.world.messages[stage.channel][poll]
        hidden = replace(DOTS, options=(*OPTIONS[:3], ("9", "(ausgeblendet)")))
        await platform.send(stage.home, Reworded(target, hidden), "k2")
        (menu,) = parts(message, 3)
        assert [(each["value"], each["label"]) for each in menu["options"]][2:] == [
            ("4", "4 Radweg"),
            ("9", "(ausgeblendet)"),
        ]
        await platform.send(stage.home, PollEnd(target, "Platz 1: Haltestelle"), "k3")
        await platform.send(stage.home, Reworded(target, DOTS), "k4")
        assert not parts(message, 3)
        await platform.send(stage.home, Reworded(target, PollEnd(target, "Platz 1: (ausgeblendet)")), "k5")
        assert message["content"].endswith("Platz 1: (ausgeblendet)")


async def test_a_tap_on_a_vote_that_is_over_says_so(stage: DiscordStage) -> None:
    """Plus and minus under an old answer, the menu of an old vote, a vote that nobody knows."""
    async with stage.listening() as (platform, box):
        karin = await stage.enter("Karin")
        poll = await stage.asks(platform, box, DOTS)
        asked = await answered(await karin.choose(poll, "2"))
        stage.polls.votes[Source(f"{stage.home}/{poll}")].closed = 1
        late = await press(karin, asked, "+ 2 Bank")
        assert late.text.startswith("Das Stimmungsbild ist schon zu.")
        assert (await answered(await karin.choose(poll, "4"))).text == "Das ist nicht mehr offen."
        stage.polls.votes.clear()
        assert (await answered(await karin.choose(poll, "4"))).text == "Das ist nicht mehr offen."


async def test_whoever_picks_an_option_while_the_disk_is_slow_gets_a_sign_of_life(stage: DiscordStage) -> None:
    """What they said so far is told only from the disk, but Discord wants an answer in three seconds."""
    async with stage.listening() as (platform, box):
        karin, jonas = [await stage.enter(name) for name in ("Karin", "Jonas")]
        poll = await stage.asks(platform, box, DOTS)
        mine = await answered(await jonas.choose(poll, "4"))
        other = parts(mine.answers[-1], 3)[0]["custom_id"]
        assert isinstance(box, Settling)
        box.held = []
        taps = [await karin.choose(poll, "2"), jonas.select(mine.answers[-1], other, "4")]
        for each, first in zip(taps, (5, 6), strict=True):
            await answered(each, text=False)
            assert (each.first or {}).get("type") == first
        box.release()
        assert [(await answered(each)).text for each in taps] == [
            "Notiert: 2 Bank. 2 Punkte sind noch frei.",
            "Notiert: 4 Radweg. 2 Punkte sind noch frei.",
        ]
