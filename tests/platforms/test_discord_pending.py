"""Somebody waits for an answer on Discord, and something of ours breaks: nobody waits for ever."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.platforms.discord.contents import words
from bot.platforms.discord.names import ASKED, Json
from bot.platforms.discord.replies import Replies
from bot.platforms.discord.rest import Rest
from bot.platforms.platform import Impossible

ASKS: Json = {"id": "77", "token": "t", "application_id": "1", "type": 2, "locale": "de"}


class BrokenRest(Rest):
    """A way to Discord that stumbles over itself."""

    async def call(self, *_: object, **__: object) -> Any:  # noqa: ANN401 - JSON
        """Break, for a reason that nobody foresaw."""
        await asyncio.sleep(0)
        raise KeyError("channel_id")


async def test_who_sends_hears_that_it_cannot_be_said(caplog: pytest.LogCaptureFixture) -> None:
    """The row is given up with its reason, and whatever should change the answer as well."""
    replies = Replies(BrokenRest())
    replies.wait(ASKS, lambda _outcome: words("Notiert."))
    async with asyncio.timeout(20):
        with pytest.raises(Impossible, match="KeyError"):
            await replies.reply(f"{ASKED}77", [words("Das ist notiert.")])
        with pytest.raises(Impossible, match="KeyError"):
            await replies.edit(f"{ASKED}77", words("Doch nicht."))
    assert "ist misslungen" in caplog.text
    await replies.close()


async def test_a_form_that_cannot_be_shown_is_none(caplog: pytest.LogCaptureFixture) -> None:
    """Whoever wanted one hears so, instead of nothing."""
    assert not await Replies(BrokenRest()).at_once(ASKS, {"type": 9})
    assert "ist misslungen" in caplog.text
