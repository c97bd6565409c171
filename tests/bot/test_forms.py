"""Forms that were open when the bot went away: whoever wrote in one reads that it must be sent again, once."""

from __future__ import annotations

from pathlib import Path

from bot.platforms.incoming import FormOpened, FormReturned, FormsMissed
from tests.bot.house import BEGINS, ROOM, house
from workshop_flows.values import MINUTE, SECOND, Source

FORM = FormOpened(Source(f"{ROOM}/f1"), ROOM, "matrix:karin", 1)
AGAIN = "Ich war kurz weg."


def missed(run: int) -> FormsMissed:
    """Return that nobody listened."""
    return FormsMissed(Source(f"{ROOM}/missed.{run}"), ROOM, "", 0)


async def test_a_form_that_was_open_is_asked_for_again_once(tmp_path: Path) -> None:
    """After the restart the room reads it; after the next one no more."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        await here.hears(FORM)
    for run in (1, 2):
        async with house(tmp_path, now=BEGINS + run * 10 * SECOND) as again:
            await again.hears(missed(run))
            assert sum(words.startswith(AGAIN) for words in await again.said()) == 1
            assert (await again.outcomes())["f1"] == "late"


async def test_a_form_that_came_back_is_not_asked_for(tmp_path: Path) -> None:
    """Also if it was opened and sent in one batch."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        await here.hears(FORM, FormReturned(Source(f"{ROOM}/fr2"), ROOM, "matrix:karin", 2, FORM.source))
    async with house(tmp_path, now=BEGINS + 10 * SECOND) as again:
        await again.hears(missed(1))
        assert not any(words.startswith(AGAIN) for words in await again.said())
        assert (await again.outcomes())["f1"] == "fact"


async def test_a_form_that_was_given_up_is_forgotten(tmp_path: Path) -> None:
    """Nobody writes for twenty minutes in one form."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        await here.hears(FORM)
        await here.rings(BEGINS + 20 * MINUTE)
        await here.hears(missed(1))
        assert not any(words.startswith(AGAIN) for words in await here.said())
