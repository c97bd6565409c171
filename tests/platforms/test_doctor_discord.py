"""The doctor against the stand-in for Discord: a sentence for what is missing there, and the way out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.configuration.settings import Settings
from bot.configuration.tables import (
    ConferenceSettings,
    DiscordSettings,
    OfficialsSettings,
    OrganisersSettings,
    PrivacySettings,
    WorkshopSettings,
)
from bot.doctor import Finding, discord, examine, exit_code, report
from tests.platforms.discord_stand_in import CONTENT, Fault, StandIn

PRIVACY = PrivacySettings(
    controller="Stadt Bochum", contact="datenschutz@example.org", legal_basis="Art. 6 DSGVO", retention_days=30
)


@dataclass
class Ward:
    """A server whose bot has a role of its own, one channel for the workshop and one for the staff."""

    server: StandIn
    moderation: str
    rights: str
    room: str
    staff: str

    def settings(
        self, *, token: str = StandIn.token, guild: int = 0, roles: tuple[int, ...] = (), room: int = 0, voice: str = ""
    ) -> Settings:
        """Return a configuration for it."""
        table = DiscordSettings(
            guild=guild or int(self.server.world.guild),
            moderator_roles=roles or (int(self.moderation),),
            token=SecretStr(token),
            api_base=self.server.api_base,
            gateway_url=self.server.gateway_url,
        )
        workshop = WorkshopSettings(
            id="raum",
            title="Mobilität",
            flow="bochum-workshop",
            discord_channel=room or int(self.room),
            discord_voice=int(voice) if voice else None,
        )
        return Settings(
            conference=ConferenceSettings(name="probe", title="Bürgerkonferenz"),
            privacy=PRIVACY,
            discord=table,
            workshop=(workshop,),
            officials=OfficialsSettings(discord_channel=int(self.staff)),
            organisers=OrganisersSettings(discord_channel=int(self.staff)),
        )


@pytest.fixture
async def ward() -> AsyncIterator[Ward]:
    """Return a server on which everything is as it should be."""
    server = StandIn()
    await server.start()
    world = server.world
    rights = world.role("Werkstatt", discord.ALL_RIGHTS)
    world.give(world.app, rights)
    yield Ward(server, world.role("Moderation"), rights, world.channel("mobilitaet"), world.channel("stab"))
    await server.stop()


def found(findings: list[Finding], words: str) -> Finding:
    """Return the one finding with these words."""
    same = [each for each in findings if words in each.sentence]
    assert len(same) == 1, report(findings)
    return same[0]


async def test_where_all_is_well_on_discord_nothing_is_missing(ward: Ward, tmp_path: Path) -> None:
    """Login, server, intents, rights, moderation; nothing is written or changed on the way."""
    findings = await examine(ward.settings(), tmp_path / "probe")
    assert exit_code(findings) == 0, report(findings)
    assert all(each.level == "good" for each in await discord.examine(ward.settings())), report(findings)
    assert "Stadt" in found(findings, "Der Bot ist auf dem Server").sentence
    assert "#mobilitaet („Mobilität“)" in found(findings, "mobilitaet").sentence
    assert "„Moderation“" in found(findings, "Auf Discord moderieren").sentence
    assert {method for method, _ in ward.server.requests} == {"GET"}
    assert ward.server.gateway.identified == 0


@pytest.mark.parametrize("token", ["falsch", " "])
async def test_a_wrong_token_on_discord_is_the_shells_5(ward: Ward, token: str) -> None:
    """The remedy names the portal and the variable; nothing else is looked at."""
    findings = await discord.examine(ward.settings(token=token))
    assert exit_code(findings) == 5
    assert len(findings) == 1
    assert "WERKSTATT_DISCORD__TOKEN" in findings[0].remedy


async def test_intents_that_are_off_are_said(ward: Ward) -> None:
    """The day works without them, with less: a warning each, and where to switch them on."""
    ward.server.gateway.privileged = 0
    findings = await discord.examine(ward.settings())
    assert exit_code(findings) == 0
    assert "Message Content Intent" in found(findings, "keine geschriebenen Nachrichten").remedy
    assert "Server Members Intent" in found(findings, "nicht, wer in den Textkanälen").remedy
    ward.server.gateway.privileged = CONTENT
    assert found(await discord.examine(ward.settings()), "geschriebene Nachrichten lesen").level == "good"


async def test_a_server_without_the_bot_comes_with_an_invitation(ward: Ward) -> None:
    """The address asks for exactly the rights that the bot needs."""
    findings = await discord.examine(ward.settings(guild=7))
    absent = found(findings, "nicht auf dem Server 7")
    assert exit_code(findings) == 1
    assert f"client_id={ward.server.world.app}" in absent.remedy
    assert f"permissions={discord.ALL_RIGHTS}" in absent.remedy


async def test_a_channel_that_is_not_there_or_hidden_is_named(ward: Ward) -> None:
    """What the configuration calls it, and what it is for."""
    assert found(await discord.examine(ward.settings(room=42)), "Den Kanal 42 („Mobilität“)").level == "missing"
    world = ward.server.world
    hidden = {"id": world.guild, "type": 0, "allow": "0", "deny": str(1 << 10)}
    world.channels[ward.room]["permission_overwrites"] = [hidden]
    assert found(await discord.examine(ward.settings()), f"Den Kanal {ward.room}").level == "missing"


def test_the_address_in_the_manual_asks_for_the_same_rights() -> None:
    """Whoever copies it needs nothing more."""
    manual = (Path(__file__).parents[2] / "docs/discord.md").read_text("utf-8")
    assert f"scope=bot+applications.commands&permissions={discord.ALL_RIGHTS}`" in manual


async def test_rights_that_the_bot_lacks_are_counted_up(ward: Ward) -> None:
    """Calling all is a comfort, writing is not; the organisers' channel takes files."""
    world = ward.server.world
    world.roles[ward.rights]["permissions"] = "0"
    findings = await discord.examine(ward.settings())
    room, staff = found(findings, "Im Kanal #mobilitaet"), [each for each in findings if "#stab" in each.sentence]
    assert "Nachrichten anpinnen, mit @everyone alle rufen" in room.sentence
    assert room.level == "missing"
    assert sum("Dateien anhängen" in each.sentence for each in staff) == 1
    rest = str(discord.ALL_RIGHTS & ~sum(discord.SOMETIMES))
    world.roles[ward.rights]["permissions"] = world.roles[world.guild]["permissions"] = rest
    assert (
        found(await discord.examine(ward.settings()), "mit @everyone alle rufen, in Threads schreiben").level
        == "warning"
    )


async def test_roles_that_are_not_there_lead_nobody(ward: Ward) -> None:
    """A number with a slip in it is found before the day."""
    findings = await discord.examine(ward.settings(roles=(99,)))
    assert found(findings, "Die Rolle 99").level == "missing"
    assert found(findings, "nur Menschen, die den Server").level == "warning"


async def test_discord_away_is_said_and_ends_nothing(ward: Ward) -> None:
    """At the login, and in the middle."""
    ward.server.faults.append(Fault(status=503, path="/channels", times=9))
    findings = await discord.examine(ward.settings())
    assert found(findings, "brach ab").level == "missing"
    assert found(findings, "Anmeldung bei Discord").level == "good"
    await ward.server.down()
    assert found(await discord.examine(ward.settings()), "Discord antwortet nicht").level == "missing"


async def test_the_voice_channel_beside_is_looked_at(ward: Ward) -> None:
    """Whether there is one, whether one can sit in it, and whether the bot sees who does."""
    world = ward.server.world
    voice, writing = world.channel("runde", 2), world.channel("plauderei")
    assert found(await discord.examine(ward.settings(voice=voice)), "Sprachkanal #runde").level == "good"
    assert found(await discord.examine(ward.settings(voice=writing)), "#plauderei").level == "missing"
    assert found(await discord.examine(ward.settings(voice="42")), "Den Kanal 42").level == "missing"


async def test_a_thread_can_be_the_room_of_a_workshop(ward: Ward) -> None:
    """It has the rights of its channel; one that does not exist is named as before."""
    world = ward.server.world
    thread = world.thread(ward.room, "gruppe", world.app)
    assert found(await discord.examine(ward.settings(room=int(thread))), "#gruppe").level == "good"
