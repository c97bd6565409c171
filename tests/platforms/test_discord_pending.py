"""Somebody waits for an answer on Discord, and something of ours breaks: nobody waits for ever."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.platforms.discord.contents import words
from bot.platforms.discord.names import ASKED, Json
from bot.platforms.discord.pending import Line
from bot.platforms.discord.replies import REMEMBERED, Replies
from bot.platforms.discord.rest import Rest
from bot.platforms.platform import Impossible, NotNow
from workshop_flows.values import Source

CROWD = REMEMBERED + 350
ASKS: Json = {"id": "77", "token": "t", "application_id": "1", "type": 2, "locale": "de"}


class BrokenRest(Rest):
    """A way to Discord that stumbles over itself."""

    async def call(self, *_: object, **__: object) -> Any:  # noqa: ANN401 - JSON
        """Break, for a reason that nobody foresaw."""
        await asyncio.sleep(0)
        raise KeyError("channel_id")


class BusyRest(Rest):
    """A way to Discord that wants us to wait, once at each place, and then takes what we say."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[tuple[str, str]] = []
        self._asked: set[str] = set()

    async def call(self, method: str, path: str, **where: object) -> Any:  # noqa: ANN401 - JSON
        """Take what comes a second time."""
        await asyncio.sleep(0)
        if path not in self._asked:
            self._asked.add(path)
            raise NotNow(1)
        self.taken.append((method, str(where.get("webhook_id"))))
        return {}


async def test_whoever_has_a_sign_of_life_gets_the_answer_though_discord_is_busy() -> None:
    """A limit is waited for with the change of an answer as with the first one: nobody is left with a sign of life."""
    rest = BusyRest()
    line = Line(rest)
    await line.edit(ASKS, words("Notiert."))
    await line.further(ASKS, [words("Und noch etwas.")])
    assert rest.taken == [("PATCH", "1"), ("POST", "1")]


async def test_nobody_who_still_waits_is_forgotten_for_others() -> None:
    """However many tap while a disk is full: each is answered when it is not any more."""
    replies = Replies(BusyRest())
    waiting = [replies.wait({**ASKS, "id": str(number)}, lambda _: words("Notiert.")) for number in range(CROWD)]
    replies.settled([Source(f"discord:1/{ASKED}{each.id}") for each in waiting], {}, ())
    assert all(each.words.done() for each in waiting)
    await replies.close()


async def test_an_answer_that_breaks_costs_nobody_else_theirs(caplog: pytest.LogCaptureFixture) -> None:
    """Many taps are settled at once; whoever's words break reads whether it is noted, the others read theirs."""
    replies = Replies(BusyRest())

    def broken(_outcome: str) -> Json:
        raise KeyError("weight")

    first = replies.wait(ASKS, broken)
    second = replies.wait({**ASKS, "id": "78"}, lambda _: words("Notiert: 2 Bank."))
    sources = [Source(f"discord:1/{ASKED}{each.id}") for each in (first, second)]
    replies.settled(sources, dict.fromkeys(sources, "fact"), ())
    assert [each.words.result()[0]["content"] for each in (first, second)] == ["Notiert.", "Notiert: 2 Bank."]
    assert "ist misslungen" in caplog.text
    await replies.close()


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
