"""Taps and commands that were long under way, as after a torn connection: nobody gets twice what they asked twice."""

from __future__ import annotations

import asyncio

import pytest

from bot.platforms.incoming import Polled, Tapped, Weighed, Wrote
from bot.platforms.outgoing import Mark, Poll, Post
from tests.platforms.contract import Box
from tests.platforms.discord_stand_in import Asked, Citizen, Fault, answered, parts
from tests.platforms.test_discord import DiscordStage, stage
from workshop_flows.values import Source

__all__ = ["stage"]

VOTE = Poll("Was zuerst?", (("1", "1 Bus"), ("2", "2 Bank")), 1)
DOTS = Poll("Was zuerst?", (("1", "1 Bus"), ("2", "2 Bank")), 3, method="dots")
TOO_LATE, JUST_IN_TIME = 5.0, 1.2


async def test_a_command_that_came_too_late_is_not_done_behind_the_back_of_whoever_asks_again(
    stage: DiscordStage,
) -> None:
    """A moderator who has read that `/weiter` failed sends it again: that is one phase further, and not two."""
    async with stage.listening() as (platform, box):
        anna = await punctual(stage, box)
        stage.server.world.travel = TOO_LATE
        failed = anna.command("next")
        await refused(stage, failed)
        stage.server.world.travel = 0.0
        again = anna.command("next")
        wrote = (await box.has(Wrote, 2))[1]
        await platform.send(stage.home, Mark(wrote.source, "✅"), "a")
        assert (await answered(again)).text == "✅ Notiert."
        assert wrote.source == Source(f"{stage.home}/i{again.id}")


async def test_who_leads_takes_one_hand_off_the_list(stage: DiscordStage) -> None:
    """`/fertig` is everybody's, but of who leads it takes off the first."""
    async with stage.listening() as (_, box):
        anna = await punctual(stage, box)
        stage.server.world.travel = TOO_LATE
        await refused(stage, anna.command("done"))
        stage.server.world.travel = 0.0
        anna.command("done")
        await box.has(Wrote, 2)
        assert box.texts()[1:] == ["!done"]


async def test_what_others_said_tells_how_late_the_first_command_is(stage: DiscordStage) -> None:
    """The bot has just begun, and the connection tears before anybody asks it anything."""
    async with stage.listening() as (platform, box):
        anna = await stage.enter("Anna")
        await platform.send(stage.home, Post("Guten Tag!"), "a")
        await anna.say("Hallo")
        await box.has(Wrote)
        stage.server.world.travel = TOO_LATE
        await refused(stage, anna.command("next"))
        assert box.texts() == ["Hallo"]


async def test_a_button_of_the_moderation_that_came_too_late_is_not_pressed(stage: DiscordStage) -> None:
    """The same by tap."""
    async with stage.listening() as (platform, box):
        anna = await stage.enter("Anna")
        asked = anna.command("status")
        (wrote,) = await box.has(Wrote)
        event = await platform.send(stage.home, Post("Konsole", reply_to=wrote.source), "a")
        await platform.send(stage.home, Mark(Source(f"{stage.home}/{event}"), "⏭"), "b")
        (button,) = parts(asked.answers[-1])
        stage.server.world.travel = TOO_LATE
        await refused(stage, anna.press(asked.answers[-1], button["custom_id"]))
        assert not box.of(Tapped)


async def test_what_was_long_under_way_but_can_be_answered_is_done(stage: DiscordStage) -> None:
    """Discord takes a first answer within three seconds; so there is one before anything is done."""
    async with stage.listening() as (platform, box):
        anna = await punctual(stage, box)
        stage.server.world.travel = JUST_IN_TIME
        asked = anna.command("next")
        wrote = (await box.has(Wrote, 2))[1]
        assert asked.first == {"type": 5, "data": {"flags": 64}}
        await platform.send(stage.home, Mark(wrote.source, "✅"), "a")
        assert (await answered(asked)).text == "✅ Notiert."


async def test_a_dot_more_is_given_once(stage: DiscordStage) -> None:
    """Whoever presses plus again, since it failed, gives one dot."""
    async with stage.listening() as (platform, box):
        karin = await stage.enter("Karin")
        poll = await stage.asks(platform, box, DOTS)
        asked = await answered(await karin.choose(poll, "2"))
        stage.server.world.travel = TOO_LATE
        await refused(stage, plus(karin, asked))
        stage.server.world.travel = 0.0
        assert (await answered(plus(karin, asked))).text == "Notiert: 2 Bank ×2. Ein Punkt ist noch frei."
        assert [(each.option, each.weight) for each in box.of(Weighed)] == [("2", 1), ("2", 1)]


@pytest.mark.parametrize("apart", [-3_600, -5, 5, 3_600])
async def test_clocks_that_go_apart_make_nothing_late(stage: DiscordStage, apart: float) -> None:
    """Ours is not compared to Discord's: what counts is how much longer than others something took."""
    stage.server.world.ahead = apart
    async with stage.listening() as (_, box):
        anna = await punctual(stage, box)
        asked = anna.command("next")
        await box.has(Wrote, 2)
        assert asked.first is None
        stage.server.world.travel = TOO_LATE
        await refused(stage, anna.command("next"))
        assert len(box.of(Wrote)) == 2


async def test_a_sign_of_life_whose_receipt_is_lost_is_looked_for(stage: DiscordStage) -> None:
    """The person reads that the bot thinks about it, and does not ask again: so it is done."""
    async with stage.listening() as (platform, box):
        anna = await punctual(stage, box)
        stage.server.world.travel = JUST_IN_TIME
        stage.server.faults.append(Fault(times=9, drop="after", path="/callback"))
        asked = anna.command("next")
        wrote = (await box.has(Wrote, 2))[1]
        stage.server.faults.clear()
        await platform.send(stage.home, Mark(wrote.source, "✅"), "a")
        assert (await answered(asked)).text == "✅ Notiert."
        stage.server.world.breaches.clear()


async def test_what_is_still_weighed_is_waited_for_before_a_vote_is_counted(stage: DiscordStage) -> None:
    """Discord took a sign of life for a dot more: it came before the end, so a second look brings it."""
    async with stage.listening() as (platform, box):
        karin = await stage.enter("Karin")
        poll = await stage.asks(platform, box, DOTS)
        asked = await answered(await karin.choose(poll, "2"))
        stage.server.world.travel = JUST_IN_TIME
        stage.server.faults.append(Fault(path="/callback", slow=0.3))
        plus(karin, asked)
        await stage.server.requested("/callback", 2)
        for look in asyncio.as_completed([platform.read_again() for _ in range(3)]):  # of votes that close together
            await look
            assert [(each.option, each.weight) for each in box.of(Weighed)] == [("2", 1), ("2", 1)]


async def test_what_is_the_same_when_done_twice_is_heard_however_late(stage: DiscordStage) -> None:
    """A ballot by command, or support by a button: it counts, and nobody need ask again."""
    async with stage.listening() as (_, box):
        anna = await punctual(stage, box)
        stage.server.world.travel = TOO_LATE
        await refused(stage, anna.command("vote", "2 3"))
        assert box.texts()[1:] == ["!vote 2 3"]


async def test_a_choice_counts_however_late_it_comes(stage: DiscordStage) -> None:
    """It says how it shall be, so that asked twice it is done once; the vote may be over before they ask again."""
    async with stage.listening() as (platform, box):
        anna = await stage.enter("Anna")
        poll = await stage.asks(platform, box, VOTE)
        stage.server.world.travel = TOO_LATE
        await refused(stage, await anna.choose(poll, "2"))
        assert [each.answers for each in await box.has(Polled)] == [("2",)]


async def punctual(stage: DiscordStage, box: Box) -> Citizen:
    """Return somebody who has asked something, as quickly as anything reaches us."""
    anna = await stage.enter("Anna")
    anna.command("status")
    await box.has(Wrote)
    return anna


def plus(person: Citizen, asked: Asked) -> Asked:
    """Press `+ 2 Bank` under an answer."""
    button = next(each for each in parts(asked.answers[-1]) if each.get("label") == "+ 2 Bank")
    return person.press(asked.answers[-1], button["custom_id"])


async def refused(stage: DiscordStage, asked: Asked) -> None:
    """Wait until Discord has refused an answer, as it may be asked to for what was long under way."""
    await asked.changed.wait()
    assert (asked.late, asked.answers) == (True, [])
    stage.server.world.breaches.clear()
