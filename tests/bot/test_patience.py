"""Somebody writes a thousand messages: all are kept, they are told once, and nobody else notices."""

from __future__ import annotations

from pathlib import Path

from bot.patience import AT_ONCE, EACH, TOLD_AGAIN, Patience, Verdict
from bot.platforms.incoming import Batch
from tests.bot.house import BEGINS, house
from workshop_flows.values import MINUTE, SECOND

THOUSAND = 1000


async def test_a_flood_is_kept_and_answered_once(tmp_path: Path) -> None:
    """Rule 10 before all: a thousand ideas of Uwe's, one sentence to him, some counts for Anna; Karin has her mark."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        before = len(await here.said())
        flood = [here.wrote("uwe", f"!idee Nummer {number}") for number in range(THOUSAND)]
        karin = here.wrote("karin", "!idee Mehr Bänke am See")
        await here.hears(*flood[:500], karin, *flood[500:])
        ideas = list(here.conductor.day.workshop("w").ideas)
        said = (await here.said())[before:]
        assert len(ideas) == THOUSAND + 1
        assert {seen.outcome for seen in await here.journal.inputs.seen()} == {"fact"}
        thanked = await here.thanked()
        assert karin.source in thanked
        assert len(thanked) == len(set(thanked)) == AT_ONCE + 1
        assert sum("zu schnell" in words for words in said) == 1


async def test_a_full_disk_makes_a_flood_of_nobody(tmp_path: Path) -> None:
    """What waits is decided anew again and again; it was said once."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        await here.journal.place.limit_pages(1)
        ideas = tuple(here.wrote("uwe", f"!idee {number}: " + "viel " * 190) for number in range(AT_ONCE - 10))
        await here.conductor.take(Batch("matrix", "s9", ideas))
        await here.clock.somebody_sleeps()
        await here.journal.place.limit_pages(100_000)
        await here.clock.advance(2 * SECOND)
        await here.conductor.settled()
        said = await here.said()
        assert len(await here.thanked()) == AT_ONCE - 10
        assert not any("zu schnell" in words for words in said)


def test_after_a_while_of_calm_everything_is_as_before() -> None:
    """Whoever slows down is answered again, and would be told again."""
    patience = Patience()
    verdicts = [patience.verdict(7, 0) for _ in range(AT_ONCE + TOLD_AGAIN)]
    assert verdicts.count(Verdict.ANSWER) == AT_ONCE
    assert verdicts[AT_ONCE:] == [Verdict.WARNING, *[Verdict.SILENCE] * (TOLD_AGAIN - 2), Verdict.COUNT]
    assert patience.verdict(7, EACH * 3) is Verdict.SILENCE
    assert patience.verdict(8, EACH * 3) is Verdict.ANSWER
    assert patience.verdict(7, 2 * MINUTE) is Verdict.ANSWER
    assert patience.silent(7) == 0
