"""Accidents on the way to Discord: nothing is lost, nothing is said twice, and only a wrong token ends it."""

from __future__ import annotations

import asyncio

import pytest

from bot.platforms.discord.adapter import Discord
from bot.platforms.incoming import Deleted, Entered, Rewrote, Tapped, Wrote
from bot.platforms.outgoing import File, Post
from bot.platforms.platform import Impossible, LoginRefused, NotNow, Unreachable
from tests.platforms.contract import PATIENCE
from tests.platforms.discord_stand_in import CONTENT, Fault, StandIn, answered
from tests.platforms.test_discord import DiscordStage, Settling, stage
from workshop_flows.values import Source

__all__ = ["stage"]


async def test_a_torn_connection_is_resumed_and_replayed(stage: DiscordStage) -> None:
    """What was said meanwhile comes once."""
    async with stage.listening() as (_, box):
        karin = await stage.enter("Karin")
        await karin.say("eins")
        await box.has(Wrote)
        await stage.server.abort()
        await karin.say("zwei")
        assert [each.text for each in await box.has(Wrote, 2)] == ["eins", "zwei"]
        assert (stage.server.gateway.identified, stage.server.gateway.resumed) == (1, 1)


async def test_a_session_that_can_be_resumed_is(stage: DiscordStage) -> None:
    """Discord says whether an invalid session may go on; what was said meanwhile is replayed, once."""
    async with stage.listening() as (_, box):
        karin = await stage.enter("Karin")
        await stage.server.say_op(9, data=True)
        await karin.say("eins")
        await box.has(Wrote)
        await stage.server.abort()
        await karin.say("zwei")
        await box.has(Wrote, 2)
        assert box.texts() == ["eins", "zwei"]
        assert (stage.server.gateway.identified, stage.server.gateway.resumed) == (1, 2)


@pytest.mark.parametrize("accident", ["invalid", "reconnect", "forgotten", "closed"])
async def test_a_lost_session_is_made_good_from_history(stage: DiscordStage, accident: str) -> None:
    """New messages, edits, deletions, signs and members that the gateway never told are found."""
    async with stage.listening() as (_, box):
        karin = await stage.enter("Karin")
        first, second = await karin.say("eins"), await karin.say("weg")
        await box.has(Wrote, 2)
        server = stage.server
        if accident == "reconnect":
            await server.say_op(7)
        if accident == "closed":
            await server.close_with(4000)
        if accident != "reconnect":
            sessions, server.gateway.sessions = server.gateway.sessions, {}
            await karin.say("zwei")
            await karin.edit(first, "eins, anders")
            await karin.delete(second)
            await karin.tap(first, "👍")
            jonas = await stage.enter("Jonas")
            server.gateway.sessions = sessions
            if accident == "invalid":
                await server.say_op(9)
            else:
                await server.abort(forget=True)
            await box.has(Tapped)
            assert [(each.target.event, each.text) for each in box.of(Rewrote)] == [(first, "eins, anders")]
            assert [each.target.event for each in box.of(Deleted)] == [second]
            assert [(each.target.event, each.sign) for each in box.of(Tapped)] == [(first, "👍")]
            assert (jonas.account, True) in {(each.account, each.unobserved) for each in box.of(Entered)}
        await karin.say("drei")
        await box.until(lambda _: "drei" in box.texts())
        assert box.texts() == (["eins", "weg", "drei"] if accident == "reconnect" else ["eins", "weg", "zwei", "drei"])


async def test_what_was_taken_back_between_two_runs_is_found(stage: DiscordStage) -> None:
    """Of what stands in the house: messages, however long ago, their edits, and the signs under them."""
    karin = await stage.enter("Karin")
    async with stage.listening() as (_, box):
        gone, changed, tapped = [await karin.say(words) for words in ("weg", "eins", "zwei")]
        await karin.tap(tapped, "👍")
        await box.has(Tapped)
        position, sources = box.position, [each.source for each in box.incoming if isinstance(each, Wrote | Tapped)]
    for number in range(120):
        stage.server.world.write(stage.channel, stage.server.world.app, {"content": f"Ansage {number}"})
    await karin.delete(gone)
    await karin.edit(changed, "eins, anders")
    await karin.untap(tapped, "👍")
    await karin.say("drei")
    stage.held.update({each.event: karin.account for each in sources})
    async with stage.listening(position) as (_, box):
        await box.has(Deleted, 2)
        assert {each.target for each in box.of(Deleted)} == {Source(f"{stage.home}/{gone}"), sources[-1]}
        assert [(each.target.event, each.text) for each in box.of(Rewrote)] == [(changed, "eins, anders")]
        said = [each for each in box.incoming if isinstance(each, Wrote | Rewrote)]
        assert [each.text for each in said] == ["eins, anders", "drei"]  # in the order in which they were said


@pytest.mark.parametrize("status", [503, 404])
async def test_a_fault_while_a_gap_is_read_loses_nothing_of_it(stage: DiscordStage, status: int) -> None:
    """What was read before the fault is handed over, and what comes after it as well."""
    async with stage.listening() as (_, box):
        karin = await stage.enter("Karin")
        first = await karin.say("eins")
        await box.has(Wrote)
        server = stage.server
        sessions, server.gateway.sessions = server.gateway.sessions, {}
        await karin.tap(first, "👍")
        await karin.say("zwei")
        await karin.edit(first, "eins, anders")
        server.gateway.sessions = sessions
        server.faults.append(Fault(status=status, path="/reactions/"))
        await server.abort(forget=True)
        await box.until(lambda _: box.texts() == ["eins", "zwei"])
        assert [each.text for each in box.of(Rewrote)] == ["eins, anders"]


async def test_rubbish_in_a_gap_keeps_nothing_else_back(stage: DiscordStage) -> None:
    """What stands in a channel and cannot be understood is passed over, and not met again and again."""
    async with stage.listening() as (_, box):
        karin = await stage.enter("Karin")
        await karin.say("eins")
        await box.has(Wrote)
        sessions, stage.server.gateway.sessions = stage.server.gateway.sessions, {}
        torn = await karin.say("zwei")
        await karin.say("drei")
        stage.server.world.messages[stage.channel][torn]["content"] = {"nobody": "expects this"}
        stage.server.gateway.sessions = sessions
        await stage.server.abort(forget=True)
        await box.until(lambda _: box.texts() == ["eins", "drei"])


async def test_discord_away_for_a_while_is_waited_for(stage: DiscordStage) -> None:
    """Gateway and REST are down; a fresh client comes back, and what is to be said can be said again."""
    async with stage.listening() as (platform, box):
        karin = await stage.enter("Karin")
        await karin.say("eins")
        await box.has(Wrote)
        await stage.server.abort(forget=True)
        await stage.server.down()
        with pytest.raises(Unreachable):
            await platform.send(stage.home, Post("Hallo"), "a")
        await karin.say("zwei")
        await stage.server.start()
        assert [each.text for each in await box.has(Wrote, 2)] == ["eins", "zwei"]
        await platform.send(stage.home, Post("Hallo"), "a")


async def test_an_event_that_nobody_can_read_ends_nothing(stage: DiscordStage) -> None:
    """discord.py ends for good on an unexpected event; a fresh client goes on."""
    async with stage.listening() as (_, box):
        karin = await stage.enter("Karin")
        stage.server.raw("MESSAGE_CREATE", {"channel_id": stage.channel, "nonsense": True})
        stage.server.raw("INTERACTION_CREATE", {"id": "1"})
        async with asyncio.timeout(PATIENCE):
            await stage.server.tried(2)
        await karin.say("geht weiter")
        await box.until(lambda _: box.texts() == ["geht weiter"])


async def test_a_gateway_that_closes_at_once_is_not_asked_in_a_spin(stage: DiscordStage) -> None:
    """Fewer than five attempts a second, whatever the server does."""
    async with stage.listening() as (_, box):
        karin = await stage.enter("Karin")
        stage.server.gateway.close_at_once = 4000
        await stage.server.abort(forget=True)
        begun, requests = asyncio.get_running_loop().time(), len(stage.server.requests)
        await stage.server.tried(stage.server.gateway.attempts + 9)
        took = asyncio.get_running_loop().time() - begun
        assert (9 + len(stage.server.requests) - requests) / took < 8
        stage.server.gateway.close_at_once = 0
        await karin.say("wieder da")
        await box.until(lambda _: box.texts() == ["wieder da"])


async def test_a_gateway_that_fails_at_the_first_try_is_tried_again(stage: DiscordStage) -> None:
    """discord.py ends for good then; a fresh client comes through, and a login that breaks off once is no outage."""
    stage.server.faults += [Fault(status=503, path="/users/@me"), Fault(drop="before", path="/oauth2")]
    stage.server.gateway.close_at_once = 1011
    platform, box = stage.adapter(), Settling()
    await platform.connect([stage.channel], [])
    listening = asyncio.create_task(platform.listen(box, None))
    async with asyncio.timeout(PATIENCE):
        await stage.server.tried(2)
        stage.server.gateway.close_at_once = 0
        await platform.caught_up()
    karin = await stage.enter("Karin")
    await karin.say("da")
    await box.has(Wrote)
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)
    await platform.close()


@pytest.mark.parametrize("fault", [Fault(drop="before"), Fault(drop="after"), Fault(status=503), Fault(status=500)])
async def test_sending_again_after_a_fault_says_it_once(stage: DiscordStage, fault: Fault) -> None:
    """The nonce comes from the outbox: Discord takes it once, however often it is sent."""
    async with stage.listening() as (platform, _):
        stage.server.faults.append(fault)
        for _ in range(3):
            try:
                event = await platform.send(stage.home, Post("einmal"), "gleich")
                break
            except Unreachable:
                continue
        assert list(stage.server.world.messages[stage.channel]) == [event]


@pytest.mark.parametrize("whole", [True, False])
async def test_a_limit_is_kept_and_not_complained_about(stage: DiscordStage, whole: bool) -> None:  # noqa: FBT001
    """discord.py waits for a short one by itself, we are told of a long one, and taps are answered in time."""
    async with stage.listening() as (platform, box):
        karin = await stage.enter("Karin")
        stage.server.faults.append(Fault(status=429, wait=0.2, whole=whole, path="/messages"))
        await platform.send(stage.home, Post("kurz"), "a")
        stage.server.faults.append(Fault(status=429, wait=45.0, whole=whole, path="/messages"))
        with pytest.raises(NotNow) as told:
            await platform.send(stage.home, Post("lang"), "b")
        assert told.value.wait == 45_000
        stage.server.faults.append(Fault(status=429, wait=0.3, whole=whole, path="/callback"))
        stage.server.faults.append(Fault(status=503, path="/callback"))
        assert isinstance(box, Settling)
        box.answers = False
        asked = await answered(karin.command("status"))
        assert asked.text == "Notiert."


async def test_who_has_no_right_to_log_in_is_told_so(stage: DiscordStage) -> None:
    """A wrong token, none at all, intents that are switched off meanwhile: nothing helps but a hand."""
    platform = stage.adapter()
    platform._token = "falsch"  # noqa: S105 - of nobody
    with pytest.raises(LoginRefused, match="Token"):
        await platform.connect([stage.channel], [])
    with pytest.raises(LoginRefused, match="WERKSTATT_DISCORD__TOKEN"):
        await Discord(1, None).connect([], [])
    await platform.close()
    platform = stage.adapter()
    await platform.connect([stage.channel], [])
    stage.server.gateway.privileged = 0
    with pytest.raises(LoginRefused, match="Intents"):
        await platform.listen(Settling(), None)
    await platform.close()


async def test_a_token_that_is_revoked_while_we_run_ends_it(stage: DiscordStage) -> None:
    """Listening and sending both say so."""
    async with stage.listening() as (platform, _):
        stage.server.token = "neu"  # noqa: S105 - of nobody
        with pytest.raises(LoginRefused):
            await platform.send(stage.home, Post("Hallo"), "a")
    platform = stage.adapter()
    await platform.connect([stage.channel], [])
    stage.server.token = "noch ein neues"  # noqa: S105 - of nobody
    with pytest.raises(LoginRefused):
        await platform.listen(Settling(), None)
    await platform.close()


async def test_discord_not_there_at_the_start_is_no_refusal(stage: DiscordStage) -> None:
    """Whoever starts us tries again later."""
    platform = stage.adapter()
    await stage.server.down()
    with pytest.raises(Unreachable):
        await platform.connect([stage.channel], [])
    await stage.server.start()
    assert (await platform.connect([stage.channel, "42"], [])).rooms == {stage.channel: stage.home}
    await platform.close()


async def test_channels_and_servers_that_are_not_there_are_named(stage: DiscordStage) -> None:
    """Each missing room has a sentence for the operator."""
    platform = stage.adapter()
    joined = await platform.connect([stage.channel, "42"], [])
    assert "Kanal" in joined.missing["42"]
    await platform.close()
    platform = Discord(7, stage.server.token, api_base=stage.server.api_base, gateway_url=stage.server.gateway_url)
    assert "Server" in (await platform.connect(["42"], [])).missing["42"]
    await platform.close()


async def test_a_channel_that_is_gone_is_impossible(stage: DiscordStage) -> None:
    """Retrying would help nobody."""
    async with stage.listening() as (platform, _):
        with pytest.raises(Impossible):
            await platform.send("discord:42", Post("Hallo"), "a")


async def test_without_any_privileged_intent_taps_still_do_everything() -> None:
    """Only typed commands and the list of members are missing then; contributions by button still come."""
    server = StandIn(privileged=0)
    await server.start()
    stage = DiscordStage(server, server.world.role("r"), server.world.channel("offen"))
    async with stage.listening() as (platform, box):
        karin = await stage.enter("Karin")
        await karin.say("das kann niemand lesen")
        await answered(karin.command("idea", "mehr Bänke"), text=False)
        assert [(each.text, each.account) for each in await box.has(Wrote)] == [("!idea mehr Bänke", karin.account)]
        assert platform.name_of(stage.home, karin.account) == "Karin"
        assert not box.of(Entered)
    await server.stop()


async def test_the_intent_for_content_alone_is_enough_for_typed_words() -> None:
    """The list of members is optional."""
    server = StandIn(privileged=CONTENT)
    await server.start()
    stage = DiscordStage(server, server.world.role("r"), server.world.channel("offen"))
    async with stage.listening() as (_, box):
        karin = await stage.enter("Karin")
        await karin.say("!idee mehr Bänke")
        await box.has(Wrote)
        assert box.texts() == ["!idee mehr Bänke"]
    await server.stop()


async def test_files_arrive_with_their_name(stage: DiscordStage) -> None:
    """The documentation is a file in the channel, once."""
    async with stage.listening() as (platform, _):
        for _ in range(2):
            event = await platform.send(stage.home, File("Auf einen Blick.html", "text/html", b"<p>Ja"), "f")
        (message,) = stage.server.world.messages[stage.channel].values()
        assert (message["id"], message["attachments"][0]["filename"]) == (event, "Auf einen Blick.html")
        assert message["attachments"][0]["size"] == 5


async def test_a_sign_taken_away_after_a_restart_is_understood(stage: DiscordStage) -> None:
    """The name of a tap is the same in every run."""
    async with stage.listening() as (_, box):
        karin = await stage.enter("Karin")
        idea = await karin.say("mehr Bänke")
        await karin.tap(idea, "👍")
        await karin.untap(idea, "👍")
        await karin.tap(idea, "👍")
        taps = await box.has(Tapped, 2)
        assert taps[0].source != taps[1].source
        assert [each.target for each in box.of(Deleted)] == [taps[0].source]
        jonas = await stage.enter("Jonas")
        await jonas.tap(idea, "👍")
        third = (await box.has(Tapped, 3))[2]
        position = box.position
    async with stage.listening(position) as (_, box):
        await jonas.untap(idea, "👍")
        await box.has(Deleted)
        assert [each.target for each in box.of(Deleted)] == [Source(third.source)]
