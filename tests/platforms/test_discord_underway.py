"""A message that stands in the room before we know that it does: who taps on it is heard, also after a restart."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.platforms.incoming import Tapped, Wrote
from bot.platforms.outgoing import Mark, Poll, Post, Reworded
from tests.platforms.discord_run import Town, town
from tests.platforms.discord_stand_in import Asked, Citizen, Fault, answered, parts
from tests.platforms.test_discord import DiscordStage
from tests.platforms.test_discord_taps import stage
from workshop_flows.values import Source

__all__ = ["stage"]

ALWAYS = 10_000
HOW = "Ihre Wahl sieht hier niemand"
"""The words of a vote's message."""


async def tapped(built: Town, person: Citizen) -> Asked:
    """Let somebody vote for the second option, and return the answer."""
    message = await built.until(built.channel, HOW, tapped=1)
    return await answered(await person.choose(str(message["id"]), "2"))


@pytest.mark.parametrize(("method", "more"), [("single", ""), ("dots", "dots = 3")])
async def test_a_vote_counts_whose_message_was_never_confirmed_to_us(tmp_path: Path, method: str, more: str) -> None:
    """Discord has it and everybody sees it, only its answer to us is lost: before a kill, and after it."""
    async with town(tmp_path, 2, method=method, more=more) as built:
        built.server.faults.append(Fault(ALWAYS, drop="after", path=built.channel, words=HOW))
        karin, jonas = built.people
        async with built.running() as process:
            await answered(built.anna.command("start"), text=False)
            assert (await tapped(built, karin)).text.startswith("Notiert: 2 Bank.")
            process.kill()
            await process.wait()
        async with built.running():
            assert (await tapped(built, jonas)).text.startswith("Notiert: 2 Bank.")
        _, vote = await built.vote()
        assert len(vote.ballots) == 2
        assert not built.server.unanswered()


async def test_a_button_brings_the_key_of_its_message(stage: DiscordStage) -> None:
    """So the house knows it whether its row was noted or not; offered by a run that has no key, it is still one."""
    async with stage.listening() as (platform, _):
        event = await platform.send(stage.home, Post("Sind Sie da?", expects=True), "p1")
        target = Source(f"{stage.home}/{event}")
        await platform.send(stage.home, Mark(target, "👋", offered=True), "p2")
    async with stage.listening() as (platform, box):
        await platform.send(stage.home, Mark(target, "👋", offered=True), "p2")
        karin, message = await stage.enter("Karin"), stage.server.world.messages[stage.channel][event]
        (wave,) = parts(message)
        await answered(karin.press(message, wave["custom_id"]))
        assert [(each.target, each.sign) for each in box.of(Tapped)] == [(target, "👋")]
        assert box.recognised == {target: "p1"}


async def test_a_button_under_an_answer_brings_its_key(stage: DiscordStage) -> None:
    """What only one person sees is known again as well."""
    async with stage.listening() as (platform, box):
        anna = await stage.enter("Anna")
        asked = anna.command("answer", "F1 Im Dezember")
        (wrote,) = await box.has(Wrote)
        event = await platform.send(stage.home, Post("Vorschau", reply_to=wrote.source, expects=True), "a")
        target = Source(f"{stage.home}/{event}")
        await platform.send(stage.home, Mark(target, "✅", offered=True), "b")
        await answered(anna.press(asked.answers[-1], parts(asked.answers[-1])[0]["custom_id"]))
        assert (box.of(Tapped)[0].target, box.recognised) == (target, {target: "a"})


async def test_a_vote_in_other_words_keeps_its_key(stage: DiscordStage) -> None:
    """An option was hidden; what is chosen in the new menus is still about the same vote."""
    options = (("1", "1 Bus"), ("2", "2 Bank"))
    async with stage.listening() as (platform, box):
        karin = await stage.enter("Karin")
        poll = await stage.asks(platform, box, Poll("Was zuerst?", options, 1))
        target = Source(f"{stage.home}/{poll}")
        await platform.send(stage.home, Reworded(target, Poll("Was zuerst?", (("1", "1 Bus"), ("2", "…")), 1)), "r")
        await answered(await karin.choose(poll, "1"))
        assert box.recognised == {target: "pollapproval"}
