"""Buttons under our messages: taps that are offered, the moderation's panel, and a countdown that counts itself."""

from __future__ import annotations

from bot.platforms.discord.names import Json
from bot.platforms.incoming import FormOpened, FormReturned, FormsMissed, Tapped
from bot.platforms.outgoing import Edit, Mark, Post
from commands.taps import PANEL
from tests.platforms.discord_stand_in import answered
from tests.platforms.test_discord import DiscordStage
from tests.platforms.test_discord_taps import stage
from workshop_flows.values import Source

__all__ = ["stage"]


def buttons(message: Json) -> dict[str, str]:
    """Return the buttons of a message: label -> custom id."""
    return {part["label"]: part["custom_id"] for row in message["components"] for part in row["components"]}


async def test_the_panel_is_a_message_with_buttons(stage: DiscordStage) -> None:
    """Each offered tap is a button with words, offered twice it is still one; an edit of the words keeps them."""
    async with stage.listening() as (platform, box):
        anna = await stage.enter("Anna")
        event = await platform.send(stage.home, Post("Mobilität: Ideen sammeln"), "p1")
        target = Source(f"{stage.home}/{event}")
        for sign in [*PANEL, "⏭"]:
            await platform.send(stage.home, Mark(target, sign, offered=True), f"p1{sign}")
        await platform.send(stage.home, Edit(target, "Mobilität: Reden"), "p2")
        message = stage.server.world.messages[stage.channel][event]
        assert message["content"] == "Mobilität: Reden"
        labels = ["⏭ weiter", "⏸ anhalten", "➕ 5 Minuten", "🗳 auszählen", "📊 Stand"]
        assert list(buttons(message)) == labels
        pressed = anna.press(message, buttons(message)["➕ 5 Minuten"])
        (tapped,) = await box.has(Tapped)
        assert (tapped.target, tapped.sign) == (target, "➕")
        assert (await answered(pressed)).text == "Notiert."


async def test_a_button_is_understood_after_a_restart(stage: DiscordStage) -> None:
    """Custom ids mean the same for ever."""
    async with stage.listening() as (platform, _):
        event = await platform.send(stage.home, Post("Sind Sie da?"), "p1")
        await platform.send(stage.home, Mark(Source(f"{stage.home}/{event}"), "👋", offered=True), "p2")
    async with stage.listening() as (_, box):
        karin = await stage.enter("Karin")
        message = stage.server.world.messages[stage.channel][event]
        await answered(karin.press(message, buttons(message)["👋 Ich bin da"]))
        assert [each.sign for each in box.of(Tapped)] == ["👋"]


async def test_the_agenda_counts_down_by_itself(stage: DiscordStage) -> None:
    """Everybody's client counts, so nothing is edited while a phase runs."""
    async with stage.listening() as (platform, _):
        said = Post("Jetzt: Ideen, bis 12:02 Uhr\nDanach: 12:02 Reden", until=1_813_147_320_000)
        event = await platform.send(stage.home, said, "p1")
        message = stage.server.world.messages[stage.channel][event]
        assert message["content"] == "Jetzt: Ideen, bis 12:02 Uhr (<t:1813147320:R>)\nDanach: 12:02 Reden"
        await platform.send(stage.home, Edit(Source(f"{stage.home}/{event}"), "Pause."), "p2")
        assert stage.server.world.messages[stage.channel][event]["content"] == "Pause."


async def test_forms_are_known_while_they_are_open(stage: DiscordStage) -> None:
    """Opened, come back, and missed when a new login shows that nobody listened."""
    async with stage.listening() as (_, box):
        karin = await stage.enter("Karin")
        opened = await answered(karin.command("idea"), text=False)
        assert opened.modal is not None
        (form,) = await box.has(FormOpened)
        await answered(karin.submit(opened.modal["custom_id"], "mehr Bänke"), text=False)
        (returned,) = await box.has(FormReturned)
        assert returned.form == form.source
    async with stage.listening(box.position) as (_, later):
        assert [each.room for each in await later.has(FormsMissed)] == [stage.home]
        await answered(karin.submit(opened.modal["custom_id"], "und Bäume"), text=False)
        assert [each.form for each in await later.has(FormReturned)] == [form.source]
