"""Taps instead of typing: votes, buttons, forms and slash commands, each answered once and only to whoever asked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.platforms.discord import contents
from bot.platforms.incoming import Polled, Tapped, Wrote
from bot.platforms.outgoing import Edit, Mark, Pin, Poll, PollEnd, Post
from bot.platforms.platform import Impossible
from tests.platforms.discord_stand_in import Citizen, StandIn, answered
from tests.platforms.test_discord import DiscordStage, Settling
from workshop_flows.values import Source

CROWD = 350
VOTE = Poll("Was zuerst?", (("1", "1 Bus"), ("2", "2 Bank"), ("4", "4 Radweg")), 2)


@pytest.fixture
async def stage() -> AsyncIterator[DiscordStage]:
    """Return a server with one channel for one group."""
    server = StandIn()
    await server.start()
    role = server.world.role("Mobilität")
    yield DiscordStage(server, role, server.world.channel("mobilitaet", only=role))
    await server.stop()
    assert not server.unanswered()


def messages(stage: DiscordStage) -> list[dict[str, object]]:
    """Return what stands in the channel."""
    return list(stage.server.world.messages.get(stage.channel, {}).values())


async def test_a_choice_is_counted_and_only_its_person_reads_that(stage: DiscordStage) -> None:
    """Nobody sees who voted how, and choosing again changes the vote."""
    async with stage.listening() as (platform, box):
        karin = await stage.enter("Karin")
        poll = await stage.asks(platform, box, VOTE)
        first = await answered(await karin.choose(poll, "2", "4"))
        assert first.text == "Notiert: 2 Bank, 4 Radweg. Ändern: einfach neu wählen."
        assert first.answers[0]["flags"] & contents.ONLY_FOR_ONE
        again = await answered(await karin.choose(poll, "1"))
        gone = await answered(await karin.choose(poll))
        assert (again.text, gone.text) == (
            "Notiert: 1 Bus. Ändern: einfach neu wählen.",
            "Ihre Wahl ist zurückgenommen.",
        )
        assert [each.answers for each in box.of(Polled)] == [("2", "4"), ("1",), ()]
        assert len({each.source for each in box.of(Polled)}) == 3
        assert len(messages(stage)) == 1


async def test_a_vote_says_nothing_before_it_is_on_disk(stage: DiscordStage) -> None:
    """First the commit; a slow disk gets a sign of life within three seconds, and the answer later."""
    async with stage.listening() as (platform, box):
        karin = await stage.enter("Karin")
        poll = await stage.asks(platform, box, VOTE)
        assert isinstance(box, Settling)
        box.held = []
        asked = await answered(await karin.choose(poll, "2"), text=False)
        assert asked.first == {"type": 5, "data": {"flags": contents.ONLY_FOR_ONE}}
        assert not asked.answers
        box.release()
        assert (await answered(asked)).text.startswith("Notiert: 2 Bank")


async def test_too_many_in_several_menus_leave_the_earlier_choice(stage: DiscordStage) -> None:
    """More than 25 options stand in several menus, which count together."""
    options = tuple((str(number), f"{number} Idee") for number in range(1, 61))
    async with stage.listening() as (platform, box):
        karin = await stage.enter("Karin")
        poll = await stage.asks(platform, box, Poll("Was zuerst?", options, 2))
        assert len(stage.server.world.messages[stage.channel][poll]["components"]) == 3
        await answered(await karin.choose(poll, "3"))
        assert (await answered(await karin.choose(poll, "30"))).text.startswith("Notiert: 3 Idee, 30 Idee")
        refused = await answered(await karin.choose(poll, "59"))
        assert refused.text == "Höchstens 2 sind möglich. Ihre frühere Wahl gilt weiter."
        assert [each.answers for each in box.of(Polled)] == [("3",), ("30",), ("59",)]
        assert [len(each.among) for each in box.of(Polled)] == [25, 25, 10]


async def test_a_menu_is_understood_after_a_restart(stage: DiscordStage) -> None:
    """Custom ids mean the same for ever."""
    async with stage.listening() as (platform, box):
        poll = await stage.asks(platform, box, VOTE)
    async with stage.listening() as (_, box):
        karin = await stage.enter("Karin")
        await answered(await karin.choose(poll, "2"))
        (polled,) = box.of(Polled)
        assert (polled.target, polled.answers) == (Source(f"{stage.home}/{poll}"), ("2",))


async def test_a_closed_vote_shows_the_result_and_nothing_to_tap(stage: DiscordStage) -> None:
    """Closed is visibly closed; a tap that was under way gets a sentence."""
    async with stage.listening() as (platform, box):
        karin = await stage.enter("Karin")
        poll = await stage.asks(platform, box, VOTE)
        before = dict(stage.server.world.messages[stage.channel][poll])
        await platform.send(stage.home, PollEnd(Source(f"{stage.home}/{poll}"), "Platz 1: Bank, 7 Stimmen."), "p2")
        message = stage.server.world.messages[stage.channel][poll]
        assert message["content"] == "**Was zuerst?**\nPlatz 1: Bank, 7 Stimmen."
        assert [part["disabled"] for row in message["components"] for part in row["components"]] == [True]
        stage.polls.votes[Source(f"{stage.home}/{poll}")].closed = 1
        stage.server.world.messages[stage.channel][poll] = before
        assert (await answered(await karin.choose(poll, "2"))).text.startswith("Das Stimmungsbild ist schon zu.")


async def test_a_tap_on_something_old_gets_a_friendly_sentence(stage: DiscordStage) -> None:
    """Never does Discord itself say that something failed."""
    async with stage.listening() as (platform, _):
        karin = await stage.enter("Karin")
        said = await platform.send(stage.home, Post("Hallo"), "a")
        message = stage.server.world.messages[stage.channel][said]
        for custom_id in ("", "w:unknown:7", "something else"):
            assert (await answered(karin.press(message, custom_id))).text == "Das ist nicht mehr offen."
        elsewhere = Citizen(stage.server, karin.id, stage.server.world.channel("plauderei"))
        assert (await answered(elsewhere.command("idea", "x"))).text == "In diesem Kanal läuft kein Workshop."
        assert (await answered(karin.command("gone"))).text == "Das ist nicht mehr offen."


async def test_an_idea_by_button_and_form_stands_in_the_room(stage: DiscordStage) -> None:
    """It is heard as its author's message, on which others can tap."""
    async with stage.listening() as (platform, box):
        karin = await stage.enter("Karin")
        agenda = await platform.send(stage.home, Post("Jetzt: Ideen"), "a")
        await platform.send(stage.home, Pin(Source(f"{stage.home}/{agenda}")), "b")
        message = stage.server.world.messages[stage.channel][agenda]
        assert stage.server.world.pins[stage.channel] == [agenda]
        opened = await answered(karin.press(message, "w:write:idea"), text=False)
        assert opened.modal is not None
        await answered(karin.submit(opened.modal["custom_id"], "mehr *Bänke*\n# am See"), text=False)
        (wrote,) = await box.has(Wrote)
        assert (wrote.text, wrote.account) == ("!idea mehr *Bänke*\n# am See", karin.account)
        told = stage.server.world.messages[stage.channel][wrote.source.event]
        assert told["content"] == "💡 **Karin:** mehr \\*Bänke\\*\n\\# am See"
        jonas = await stage.enter("Jonas")
        await jonas.tap(wrote.source.event, "💡")
        (tapped,) = await box.has(Tapped)
        assert (tapped.target, tapped.sign) == (wrote.source, "💡")


async def test_a_form_sent_after_a_restart_is_kept(stage: DiscordStage) -> None:
    """The form's custom id says what it is; discord.py itself only knows forms of its own process."""
    async with stage.listening() as (_, box):
        await stage.enter("Karin")
        position = box.position
    async with stage.listening(position) as (_, box):
        jonas = await stage.enter("Jonas")
        await answered(jonas.submit("w:said:question", "Wann fährt der Bus?"), text=False)
        assert [each.text for each in await box.has(Wrote)] == ["!question Wann fährt der Bus?"]


async def test_a_contribution_whose_commit_was_lost_is_found_in_the_channel(stage: DiscordStage) -> None:
    """It is in the room before it is in the journal, so a crash in between loses nothing."""
    async with stage.listening() as (_, box):
        karin = await stage.enter("Karin")
        position = box.position
        await answered(karin.command("idea", "mehr Bänke"), text=False)
        first = (await box.has(Wrote))[0]
    async with stage.listening(position) as (_, box):
        assert [(each.source, each.text, each.account) for each in await box.has(Wrote)] == [
            (first.source, "!idea mehr Bänke", karin.account)
        ]


async def test_a_slash_command_is_answered_in_the_words_of_the_house(stage: DiscordStage) -> None:
    """The outbox's reply goes to whoever asked, and nobody else reads it."""
    async with stage.listening() as (platform, box):
        karin = await stage.enter("Karin")
        asked = karin.command("status")
        (wrote,) = await box.has(Wrote)
        assert wrote.text == "!status"
        words = " · ".join(f"{number} eine Idee mit ein paar Worten" for number in range(100))
        await platform.send(stage.home, Post(words, reply_to=wrote.source), "a")
        assert len(asked.answers) == 2
        assert all(each["flags"] & contents.ONLY_FOR_ONE for each in asked.answers)
        assert not messages(stage)


async def test_a_command_that_is_only_done_is_noted(stage: DiscordStage) -> None:
    """A ✅ under a message becomes a word to the person; merged ones reach each by themselves."""
    async with stage.listening() as (platform, box):
        anna, ben = await stage.enter("Anna"), await stage.enter("Ben")
        first, second = anna.command("next"), ben.command("vote", "1 4")
        wrote = await box.has(Wrote, 2)
        await platform.send(stage.home, Mark(wrote[0].source, "✅"), "a")
        await platform.send(stage.home, Post("Notiert: Ben", covers=(wrote[1].source,)), "b")
        assert (await answered(first)).text == "✅ Notiert."
        assert (await answered(second)).text == "Notiert."
        assert not messages(stage)


async def test_a_preview_gets_a_button_where_nobody_can_put_a_sign(stage: DiscordStage) -> None:
    """What is offered under an answer for one person is a button, and its tap is heard as any other."""
    async with stage.listening() as (platform, box):
        anna = await stage.enter("Anna")
        asked = anna.command("answer", "F1 Im Dezember")
        (wrote,) = await box.has(Wrote)
        event = await platform.send(stage.home, Post("Vorschau", reply_to=wrote.source), "a")
        await platform.send(stage.home, Mark(Source(f"{stage.home}/{event}"), "✅"), "b")
        pressed = anna.press(asked.answers[-1], asked.answers[-1]["components"][0]["components"][0]["custom_id"])
        (tapped,) = await box.has(Tapped)
        assert (tapped.target, tapped.sign) == (Source(f"{stage.home}/{event}"), "✅")
        await platform.send(stage.home, Edit(Source(f"{stage.home}/{event}"), "Gesendet"), "c")
        assert asked.text == "Gesendet"
        await answered(pressed)


async def test_an_answer_for_somebody_from_before_a_restart_is_given_up(stage: DiscordStage) -> None:
    """What only one person should read is never said to the room instead."""
    async with stage.listening() as (platform, _):
        with pytest.raises(Impossible):
            await platform.send(stage.home, Post("Nur für Sie", reply_to=Source(f"{stage.home}/i42")), "a")
        assert not messages(stage)


async def test_an_answer_for_somebody_who_asked_long_ago_is_given_up(stage: DiscordStage) -> None:
    """Discord says "401" to it, and means the interaction, not the bot: we go on speaking."""
    async with stage.listening() as (platform, box):
        anna = await stage.enter("Anna")
        asked = anna.command("answer", "F1 Im Dezember")
        (wrote,) = await box.has(Wrote)
        event = await platform.send(stage.home, Post("Vorschau", reply_to=wrote.source), "a")
        asked.at -= 15 * 60
        with pytest.raises(Impossible):
            await platform.send(stage.home, Edit(Source(f"{stage.home}/{event}"), "Anders"), "b")
        assert await platform.send(stage.home, Post("Weiter"), "c")


async def test_350_taps_at_once_are_all_answered_within_a_second(stage: DiscordStage) -> None:
    """A whole plenary votes: nobody reads that something failed."""
    async with stage.listening() as (platform, box):
        people = [await stage.enter(f"Mensch{number}") for number in range(CROWD)]
        poll = await stage.asks(platform, box, VOTE)
        asked = [await each.choose(poll, "2") for each in people]
        await asyncio.gather(*(answered(each) for each in asked))
        assert {each.account for each in box.of(Polled)} == {each.account for each in people}
        waits = sorted(each.answered_at - each.at for each in asked)
        assert all(each.text.startswith("Notiert") for each in asked)
        print(f"350 taps: p50 {waits[175]:.2f} s, p95 {waits[332]:.2f} s, last {waits[-1]:.2f} s")  # noqa: T201
