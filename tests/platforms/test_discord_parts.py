"""The parts of the Discord adapter: words, signs, rights, slash commands, and how our messages look there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.discord import slash
from bot.platforms.discord.client import intents
from bot.platforms.discord.contents import MOST_WRITTEN, NO_PREVIEW, SILENT, said
from bot.platforms.discord.guild import MANAGE_GUILD, Guild
from bot.platforms.discord.markdown import LONGEST, escape, pieces, rendered, unescape
from bot.platforms.discord.names import Json
from bot.platforms.discord.signs import signs
from bot.platforms.incoming import DirectOpened, RoomLost, Tapped, Wrote
from bot.platforms.outgoing import Edit, Mark, Pin, Poll, Post, Unmark
from tests.platforms.discord_stand_in import Citizen, StandIn, parts
from tests.platforms.test_discord import DiscordStage, stage
from workshop_flows.values import Source

__all__ = ["stage"]


def on(stage: DiscordStage) -> list[Json]:
    """Return what stands in the channel."""
    return list(stage.server.world.messages.get(stage.channel, {}).values())


# --- words ----------------------------------------------------------------------------------------------------------


def test_words_of_people_are_read_as_they_were_written() -> None:
    """Escaped once; addresses stay addresses; our own emphasis is kept."""
    assert escape("**laut** _a_ <@42> `x` ~~y~~ ||z|| [a](b)") == (
        r"\*\*laut\*\* \_a\_ \<@42> \`x\` \~\~y\~\~ \|\|z\|\| \[a\](b)"
    )
    assert escape("https://a.example/b_c*d und _e_") == r"https://a.example/b_c*d und \_e\_"
    assert escape("# Titel\n> Zitat\n-# klein") == "\\# Titel\n\\> Zitat\n\\-# klein"
    assert rendered("x", "<strong>Jetzt</strong>:<br>a &lt;b&gt; *c*") == "**Jetzt**:\na \\<b> \\*c\\*"
    assert rendered("nur *so*", "") == r"nur \*so\*"


@given(st.text(alphabet=st.sampled_from("ab \\*_~|`[]<>#-\n:/."), max_size=60))
def test_what_is_escaped_can_be_read_back(text: str) -> None:
    """A contribution found in the channel's history is what was typed."""
    assert unescape(escape(text)) == text


@given(st.text(min_size=1, max_size=7_000))
def test_every_piece_fits(text: str) -> None:
    """However long a text is, and however it is made, no piece is too long or cuts an escape."""
    found = pieces(escape(text))
    assert all(len(piece) <= LONGEST for piece in found)
    assert not any(len(piece) - len(piece.rstrip("\\")) & 1 for piece in found[:-1] if piece.endswith("\\"))


def test_long_lists_are_cut_between_their_rows() -> None:
    """Nobody reads half an idea."""
    rows = "\n".join(f"{number} {'Idee ' * 20}".strip() for number in range(60))
    found = pieces(rows)
    assert len(found) == 4
    assert "\n".join(found) == rows


@given(st.text(min_size=1, max_size=MOST_WRITTEN), st.text(min_size=1, max_size=32))
def test_a_contribution_fits_into_one_message(text: str, name: str) -> None:
    """Whatever is typed into the form."""
    assert len(said("message", name, text)["content"]) <= LONGEST


# --- signs ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sign", "emoji"),
    [
        ("✅", ["✅"]),
        ("💡7", ["💡", "7️⃣"]),
        ("💡12", ["💡", "1️⃣", "2️⃣"]),
        ("❓F1", ["❓", "🇫", "1️⃣"]),
        ("✉️3", ["✉️", "3️⃣"]),
        ("💡?", ["💡", "❔"]),
        ("💡11", None),
    ],
)
def test_a_number_stands_beside_the_lamp(sign: str, emoji: list[str] | None) -> None:
    """Discord has no sign 💡7; a digit that comes twice cannot be said by emoji."""
    assert signs(sign) == emoji


async def test_a_number_with_a_digit_twice_is_a_short_answer(stage: DiscordStage) -> None:
    """Once, however often it is sent."""
    async with stage.listening() as (platform, _):
        karin = await stage.enter("Karin")
        first, second = await karin.say("mehr Bänke"), await karin.say("mehr Schatten")
        for _ in range(2):
            await platform.send(stage.home, Mark(Source(f"{stage.home}/{first}"), "💡12"), "a")
            await platform.send(stage.home, Mark(Source(f"{stage.home}/{second}"), "💡22"), "b")
        assert list(stage.server.world.reactions[first]) == ["💡", "1️⃣", "2️⃣"]
        assert [(each["content"], each["message_reference"]["message_id"]) for each in on(stage)[2:]] == [
            ("💡 22", second)
        ]


async def test_a_sign_is_taken_away_as_quietly_as_it_came(stage: DiscordStage) -> None:
    """What was hidden is shown again; where no sign stands, or nothing at all, nothing is to be done."""
    async with stage.listening() as (platform, _):
        karin = await stage.enter("Karin")
        said = Source(f"{stage.home}/{await karin.say('mehr Bänke')}")
        await platform.send(stage.home, Mark(said, "💡1"), "a")
        await platform.send(stage.home, Mark(said, "🙈"), "b")
        assert stage.server.world.reactions[said.event]["🙈"] == [stage.server.world.app]
        for target in (said, said, Source(f"{stage.home}/i77")):
            assert await platform.send(stage.home, Unmark(target, "🙈"), "c") == ""
        signs_now = {sign: who for sign, who in stage.server.world.reactions[said.event].items() if who}
        assert list(signs_now) == ["💡", "1️⃣"]


@pytest.mark.parametrize("what", ["{message}", "{message}.e1800000000000", "{message}.77.💡", "opened"])
async def test_an_answer_stands_with_the_message_that_it_is_about(stage: DiscordStage, what: str) -> None:
    """An edit or a tap is no message itself, and an opened chat is none at all: Discord would refuse the answer."""
    async with stage.listening() as (platform, _):
        karin = await stage.enter("Karin")
        message = await karin.say("1 4 7 9")
        place = Source(f"{stage.home}/{what.format(message=message)}")
        await platform.send(stage.home, Post("Das sind vier Nummern.", reply_to=place), "a")
        await platform.send(stage.home, Mark(place, "✅"), "b")
        answered = on(stage)[1].get("message_reference", {}).get("message_id")
        about = message if "message" in what else None
        assert (answered, list(stage.server.world.reactions)) == (about, [message] if about else [])


# --- how our messages look ------------------------------------------------------------------------------------------


async def test_a_message_pings_nobody_unless_it_shall(stage: DiscordStage) -> None:
    """Notices are silent, links are not unfolded, and only an address to all is one."""
    async with stage.listening() as (platform, _):
        await platform.send(stage.home, Post("@everyone, sagte Karin"), "a")
        await platform.send(stage.home, Post("Punkte vergeben", notice=False, addresses_all=True), "b")
        quiet, loud = on(stage)
        assert (quiet["flags"], loud["flags"]) == (NO_PREVIEW | SILENT, NO_PREVIEW)
        assert loud["content"] == "@everyone Punkte vergeben"


async def test_a_long_message_is_several_and_is_edited_as_one(stage: DiscordStage) -> None:
    """Parts that are no longer needed go, further ones come; sent again, nothing stands twice."""
    rows = [f"{number} {'Idee ' * 30}".strip() for number in range(40)]
    async with stage.listening() as (platform, _):
        for _ in range(2):
            event = await platform.send(stage.home, Post("\n".join(rows)), "lang")
        assert len(on(stage)) == 4
        place = Source(f"{stage.home}/{event}")
        await platform.send(stage.home, Edit(place, "kurz"), "b")
        assert [each["content"] for each in on(stage)] == ["kurz"]
        await platform.send(stage.home, Edit(place, "\n".join(rows)), "c")
        assert "\n".join(each["content"] for each in on(stage)) == "\n".join(rows)


async def test_a_pin_takes_the_place_of_ours_and_leaves_those_of_others(stage: DiscordStage) -> None:
    """Channels of the staff get no buttons."""
    async with stage.listening() as (platform, _):
        karin = await stage.enter("Karin")
        theirs = await karin.say("Hausordnung")
        stage.server.world.pins[stage.channel] = [theirs]
        for key in "ab":
            event = await platform.send(stage.home, Post(f"Ablauf {key}"), key)
            await platform.send(stage.home, Pin(Source(f"{stage.home}/{event}")), f"{key}p")
        assert stage.server.world.pins[stage.channel] == [event, theirs]
    platform = stage.adapter(staff_channels=[int(stage.channel)])
    await platform.connect([stage.channel], [])
    event = await platform.send(stage.home, Post("Übersicht"), "c")
    await platform.send(stage.home, Pin(Source(f"{stage.home}/{event}")), "cp")
    assert not stage.server.world.messages[stage.channel][event]["components"]
    await platform.close()


@pytest.mark.parametrize(
    ("count", "menus", "hint"),
    [(2, [2], ""), (25, [25], ""), (26, [25, 1], ""), (50, [25, 25], ""), (125, [25] * 5, ""), (126, [25] * 5, "126")],
)
@pytest.mark.parametrize("method", ["approval", "dots", "opinion", "resistance"])
async def test_a_vote_has_as_many_menus_as_it_needs(
    stage: DiscordStage, method: str, count: int, menus: list[int], hint: str
) -> None:
    """25 in each, at most five; for the numbers beyond the message says how else. Titles are shortened."""
    options = tuple((str(number), f"{number} {'lang ' * 40}") for number in range(1, count + 1))
    async with stage.listening() as (platform, _):
        await platform.send(stage.home, Poll("Was " * 900, options, 3, method=method), "a")
        (message,) = on(stage)
        assert [len(part["options"]) for part in parts(message)] == menus
        assert message["content"].endswith(f"/stimme {hint}") == bool(hint)


# --- rights and rooms -----------------------------------------------------------------------------------------------


async def test_who_may_manage_the_server_or_has_the_role_leads(stage: DiscordStage) -> None:
    """Names and direct chats give no authority; roles taken away end it, and another server's say nothing."""
    world = stage.server.world
    chosen, managing = world.role("Moderation"), world.role("Leitung", MANAGE_GUILD)
    platform = stage.adapter(moderator_roles=[int(chosen)])
    async with stage.listening_with(platform) as box:
        karin = await stage.enter("Anna")
        anna = Citizen.enter(stage.server, "Anna", stage.channel, stage.role, chosen)
        ben = Citizen.enter(stage.server, "Ben", stage.channel, managing)
        await karin.say("alle da")  # the gateway tells everything in its order
        await box.has(Wrote)
        people = (karin, anna, ben)
        assert [platform.leads(stage.home, each.account) for each in people] == [False, True, True]
        assert not platform.leads("discord:99", anna.account)
        elsewhere = world.event(world.message(stage.channel, anna.id, {"content": "Hallo"}))
        elsewhere |= {"guild_id": world.id(), "channel_id": world.id(), "member": {**elsewhere["member"], "roles": []}}
        stage.server.raw("MESSAGE_CREATE", elsewhere)
        await karin.say("noch da")
        await box.has(Wrote, 2)
        assert platform.leads(stage.home, anna.account)
        world.give(anna.id, stage.role)
        await karin.say("anders")
        await box.has(Wrote, 3)
        assert not platform.leads(stage.home, anna.account)


async def test_a_direct_chat_is_opened_by_its_first_words(stage: DiscordStage) -> None:
    """It is known from then on, and read again after a restart."""
    async with stage.listening() as (_, box):
        karin = await stage.enter("Karin")
        await karin.whisper("1 4 4")
        (opened,) = await box.has(DirectOpened)
        (wrote,) = await box.has(Wrote)
        assert (wrote.room, wrote.text, opened.room) == (opened.room, "1 4 4", wrote.room)
        position = box.position
    await karin.whisper("2")
    platform = stage.adapter()
    async with stage.listening_with(platform, position, [opened.room]) as box:
        assert [each.text for each in await box.has(Wrote)] == ["2"]
        assert not box.of(DirectOpened)


async def test_mentions_are_names_and_bots_are_not_heard(stage: DiscordStage) -> None:
    """Whoever addresses the bot addresses Werkstatt."""
    async with stage.listening() as (_, box):
        karin = await stage.enter("Karin")
        robot = stage.server.world.user("Robot", bot=True)
        stage.server.world.join(robot)
        stage.server.world.write(stage.channel, robot["id"], {"content": "!idee von einer Maschine"})
        await karin.say(f"<@{stage.server.world.app}> stand <#{stage.channel}> <@{karin.id}> <:bank:1>")
        await box.has(Wrote)
        assert box.texts() == ["Werkstatt stand #mobilitaet @Karin :bank:"]


async def test_an_answer_to_somebody_elses_poll_is_a_sign_of_life(stage: DiscordStage) -> None:
    """It counts for nothing else: votes are messages of ours."""
    async with stage.listening() as (_, box):
        karin = await stage.enter("Karin")
        poll = await karin.say("Wo treffen wir uns?")
        answer = {"user_id": karin.id, "message_id": poll, "channel_id": stage.channel, "answer_id": 1}
        stage.server.raw("MESSAGE_POLL_VOTE_ADD", {**answer, "guild_id": stage.server.world.guild})
        (tapped,) = await box.has(Tapped)
        assert (tapped.account, tapped.target) == (karin.account, Source(f"{stage.home}/{poll}"))


async def test_a_channel_that_everybody_sees_says_nothing_about_who_is_there() -> None:
    """Seeing it is no coming."""
    server = StandIn()
    await server.start()
    stage = DiscordStage(server, server.world.role("r"), server.world.channel("offen"))
    async with stage.listening() as (platform, box):
        karin = await stage.enter("Karin")
        await karin.say("Hallo")
        await box.has(Wrote)
        assert [type(each) for each in box.incoming] == [Wrote]
        assert platform.members(stage.home) == frozenset()
    await server.stop()


async def test_a_lost_channel_is_told(stage: DiscordStage) -> None:
    """The control room hears of it."""
    async with stage.listening() as (_, box):
        stage.server.raw("CHANNEL_DELETE", stage.server.world.channels[stage.channel])
        assert [each.room for each in await box.has(RoomLost)] == [stage.home]


def test_own_exceptions_go_before_those_of_roles() -> None:
    """A channel's rights are computed as Discord documents it."""
    guild = Guild("1", frozenset(), complete=True, roles={"1": 1 << 10, "2": 0})
    member = {"roles": ["2"], "nick": None}
    guild.met({"id": "7", "username": "karin"}, member)
    deny, allow = {"allow": "0", "deny": str(1 << 10)}, {"allow": str(1 << 10), "deny": "0"}
    guild.channels["5"] = {"id": "5", "type": 0, "permission_overwrites": [{"id": "1", **deny}, {"id": "2", **allow}]}
    assert guild.sees("5", "7")
    guild.channels["5"]["permission_overwrites"].append({"id": "7", **deny})
    assert not guild.sees("5", "7")


# --- slash commands -------------------------------------------------------------------------------------------------


async def test_commands_are_told_to_discord_only_when_they_changed(stage: DiscordStage) -> None:
    """Names in German and English; those of the moderation are hidden from others."""
    for _ in range(2):
        platform = stage.adapter()
        await platform.connect([stage.channel], [])
        await platform.close()
    puts = [each for each in stage.server.requests if each[0] == "PUT"]
    assert len(puts) == 1
    told = {command["name"]: command for command in stage.server.world.commands}
    assert told["idea"]["name_localizations"] == {"de": "idee"}
    assert told["idea"]["description_localizations"] == {"de": "eine Idee"}
    assert told["idea"]["default_member_permissions"] is None
    assert told["next"]["default_member_permissions"] == "16"
    for times, what in enumerate(("a command", "what is written behind it"), 2):
        command = stage.server.world.commands[0]
        (command if what == "a command" else command["options"][0])["description"] = "anders"
        await platform.connect([stage.channel], [])
        await platform.close()
        assert len([each for each in stage.server.requests if each[0] == "PUT"]) == times


def test_every_command_has_words() -> None:
    """As many commands as the table has, each with a description."""
    assert all(each["description"] for each in slash.commands(MOST_WRITTEN))


def test_presences_are_never_asked_for() -> None:
    """Nobody's being online is any business of ours."""
    everything = type("Flags", (), dict.fromkeys(("gateway_message_content", "gateway_guild_members"), True))
    wanted = intents(everything)  # type: ignore[arg-type]
    assert (wanted.presences, wanted.members, wanted.message_content, wanted.polls) == (False, True, True, True)
