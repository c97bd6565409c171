"""One workshop on Matrix and Discord at once, with the whole bot, a real Synapse and the stand-in for Discord."""

from __future__ import annotations

from pathlib import Path

from bot.clock import WallClock
from tests.platforms.house import House, heard, noted, poll
from tests.platforms.sides import DiscordSide, MatrixSide
from workshop_flows.values import MINUTE

NOON = 1_813_485_600_000
FAST = 20
LIST = "Die letzte Nachricht gilt."
RESULT = "Das ist ein Stimmungsbild, nicht bindend."


async def test_what_one_room_says_the_other_hears_and_all_votes_count_together(
    matrix: MatrixSide, discord: DiscordSide, tmp_path: Path
) -> None:
    """Ideas, support, a vote with a tie and its run-off; the bot is broken off in between, and says nothing twice."""
    house = House(tmp_path, [matrix, discord])
    anna, karin = await matrix.leader(), await matrix.enter("karin")
    lena, max_ = await discord.enter("Lena"), await discord.enter("Max")
    async with house.open(WallClock(FAST, NOON)):
        await anna.say("!start")
        for side in house.sides:
            await heard(side, "Ideen sammeln")
        await noted(matrix, await karin.say("mehr Bänke am See"), "💡1")
        await noted(discord, await lena.say("Nachtbus am Wochenende"), "💡2")
        await karin.support((await heard(matrix, "Von den anderen: 2 Nachtbus am Wochenende")).event, 2)
        told = await heard(discord, "Von den anderen: 1 mehr Bänke am See")
    async with house.open(WallClock(begins=NOON + 30 * MINUTE)):
        await max_.support(told.event, 1)
        await noted(discord, await max_.say("Haltestellen ohne Stufen"), "💡3")
        await anna.say("!weiter")
        for side in house.sides:
            await heard(side, LIST)
        await noted(matrix, await karin.say("1 1"), "✅")
        await noted(discord, await max_.say("3 3"), "✅")
        await lena.choose(first := await poll(discord), "2")
        await anna.say("!auszählen")
        results = [
            await heard(side, "Danke, 3 von 3 haben mitgemacht.\nPlatz 1, Gleichstand: ") for side in house.sides
        ]
        assert "mehr Bänke am See (1) und Haltestellen ohne Stufen (3), je 2 Punkte" in results[0].text
        await anna.say("!stichwahl")
        for side in house.sides:
            await heard(side, "Bitte eine Nummer schreiben")
        await noted(matrix, await karin.say("1"), "✅")
        await lena.choose(await poll(discord, first), "1")
        await noted(discord, await max_.say("3"), "✅")
        await anna.say("!auszählen")
        for side in house.sides:
            await heard(side, "Entschieden, mit 2:1 Stimmen: mehr Bänke am See (1).")
            others = [each for each in await side.said() if "Von den anderen" in each.text]
            assert len(others) == 1, others
    workshop = await house.workshop()
    assert [len(workshop.ideas.supporters(number)) for number in (1, 2, 3)] == [1, 1, 0]
    assert [len(vote.ballots) for vote in workshop.votes.values()] == [3, 3]
    assert not discord.server.unanswered()


async def test_a_platform_that_is_away_at_the_close_is_named_with_the_result(
    matrix: MatrixSide, discord: DiscordSide, tmp_path: Path
) -> None:
    """What it had taken before counts; what comes from there later is told so; both rooms read the same result."""
    house = House(tmp_path, [matrix, discord])
    anna, karin = await matrix.leader(), await matrix.enter("karin")
    lena, max_ = await discord.enter("Lena"), await discord.enter("Max")
    async with house.open():
        await anna.say("!start")
        await heard(matrix, "Ideen sammeln")
        await noted(matrix, await karin.say("mehr Bänke am See"), "💡1")
        await noted(discord, await lena.say("Nachtbus am Wochenende"), "💡2")
        await anna.say("!weiter")
        for side in house.sides:
            await heard(side, LIST)
        await noted(matrix, await karin.say("1 1 2"), "✅")
        await noted(discord, await lena.say("2 2 2"), "✅")
        await discord.cut()
        await anna.say("!auszählen")
        here = await heard(matrix, "Discord war dabei nicht erreichbar.")
        await max_.say("1 1 1")
        await discord.mend()
        await heard(discord, "Das Stimmungsbild ist schon zu.")
        there = await heard(discord, "Discord war dabei nicht erreichbar.")
        assert "Platz 1: Nachtbus am Wochenende (2), 4 Punkte." in here.text
        assert here.text == there.text
    vote = (await house.workshop()).votes[1]
    assert (len(vote.ballots), len(vote.late), vote.missed) == (2, 1, ("discord",))
