"""Commands on Discord begin with a slash, in what we say and in what people type."""

from __future__ import annotations

import pytest

from bot.platforms.discord.contents import post
from bot.platforms.discord.slash import commands
from bot.platforms.discord.spelling import slashed, unslashed
from bot.platforms.outgoing import Post


@pytest.mark.parametrize(
    ("ours", "there"),
    [
        ("Mehr: !datenschutz.", "Mehr: /datenschutz."),
        ("!länger 2\n!idee … eine Idee", "/länger 2\n/idee … eine Idee"),
        ("Help: !help, !extend 2", "Help: /help, /extend 2"),
        ("Ach!hilfe !!hilfe !hilfen !", "Ach!hilfe !!hilfe !hilfen !"),
    ],
)
def test_our_commands_are_those_that_discord_offers(ours: str, there: str) -> None:
    """And nothing else is touched."""
    assert slashed(ours) == there
    assert post(Post(ours))[0]["content"] == there


def test_what_we_name_can_be_chosen() -> None:
    """Each command that we put a slash before is one that Discord knows by that name, in either language."""
    for each in commands(900):
        for name in (each["name"], *each["name_localizations"].values()):
            assert slashed(f"!{name}") == f"/{name}"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("/länger 2", "!länger 2"),
        (" /Vorschlag mehr Bänke", "!Vorschlag mehr Bänke"),
        ("/dings", "/dings"),
        ("und/oder /idee", "und/oder /idee"),
    ],
)
def test_a_command_that_was_sent_as_a_message_is_one(typed: str, read: str) -> None:
    """Whoever types on past the list that Discord shows has said it all the same."""
    assert unslashed(typed) == read
