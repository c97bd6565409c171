"""What people live through with the bot, told once for every platform: each is a conversation in a real room."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tests.platforms.house import Guest, House, Side, heard, noted, poll, until
from tests.storage.test_forgetting import bytes_of

LIST = "Die letzte Nachricht gilt."
"""What a vote says in every room."""


@dataclass
class Visit:
    """A house with one room, its leader, and two citizens."""

    house: House
    side: Side
    anna: Guest
    karin: Guest
    jonas: Guest

    async def begins(self) -> None:
        """Let the workshop begin with three ideas."""
        await self.anna.say("!start")
        await heard(self.side, "Ideen sammeln")
        for number, idea in enumerate(("mehr Bänke am See", "Nachtbus am Wochenende", "Haltestellen ohne Stufen"), 1):
            await noted(self.side, await self.karin.say(idea), f"💡{number}")

    async def votes(self) -> None:
        """Let the vote open."""
        await self.anna.say("!weiter")
        await heard(self.side, LIST)

    async def counted(self) -> str:
        """Let the vote close, and return the result as the room reads it."""
        await self.anna.say("!auszählen")
        return (await heard(self.side, "Stimmungsbild, nicht bindend")).text.split("\nDas ist ein")[0]


async def a_workshop_goes_from_ideas_to_a_result(visit: Visit) -> None:
    """Ideas, support by a tap, ballots written and tapped, the result, and a friendly word for who comes too late."""
    async with visit.house.open():
        await visit.begins()
        idea = await visit.jonas.say("Ein Brunnen zum Trinken")
        await noted(visit.side, idea, "💡4")
        await visit.karin.support(idea, 4)
        await visit.votes()
        await visit.karin.say("1 2 9")
        await heard(visit.side, "Die 9 steht nicht zur Auswahl.")
        await noted(visit.side, await visit.karin.say("ich nehme 2 und 4"), "✅")
        await visit.jonas.choose(await poll(visit.side), "4")
        assert "Platz 1: Ein Brunnen zum Trinken (4), 2 Punkte." in await visit.counted()
        await visit.jonas.say("1 1 1")
        await heard(visit.side, "Das Stimmungsbild ist schon zu.")
    workshop = await visit.house.workshop()
    assert len(workshop.ideas.supporters(4)) == 1
    assert [len(vote.ballots) for vote in workshop.votes.values()] == [2]
    assert len(workshop.votes[1].late) == 1


async def broken_off_in_the_middle_it_goes_on(visit: Visit) -> None:
    """Count what was written, edited and deleted meanwhile as if it had never been away, and say nothing twice."""
    async with visit.house.open():
        await visit.begins()
        kept, gone = [await visit.jonas.say(f"Mehr Bäume am {place}") for place in ("Markt", "Bahnhof")]
        await noted(visit.side, gone, "💡5")
        tap = await visit.karin.support(kept, 4)
        await noted(visit.side, await visit.karin.say("!dafür 5"), "✅")  # what came before it was heard
    await visit.karin.unsupport(kept, tap)
    await visit.jonas.edit(kept, "Mehr Bäume am Marktplatz")
    await visit.jonas.delete(gone)
    late = await visit.karin.say("Ein Ticket für alles")
    async with visit.house.open():
        await noted(visit.side, late, "💡6")
        assert await visit.side.marked(kept, "💡4") == 1
        await visit.votes()
        said = [each.text for each in await visit.side.said()]
        assert len(said) == len(set(said)), said
    ideas = (await visit.house.workshop()).ideas
    assert [len(ideas.supporters(number)) for number in (4, 5)] == [0, 1]
    listed = [idea.text for idea in ideas.listed][3:]
    assert listed == ["Mehr Bäume am Marktplatz", "Ein Ticket für alles"], listed


async def a_ballot_is_edited_deleted_and_given_directly(visit: Visit) -> None:
    """Count the last word of each, also what was changed while the bot was away, and what is written directly."""
    async with visit.house.open():
        await visit.begins()
        await visit.votes()
        changed, withdrawn = await visit.karin.say("1 1 1"), await visit.jonas.say("3 3 3")
        await noted(visit.side, withdrawn, "✅")
    await visit.karin.edit(changed, "2 2 1")
    await visit.jonas.delete(withdrawn)
    async with visit.house.open():
        ruth = await visit.side.enter("ruth")
        await ruth.whisper("3 2 2")
        await visit.karin.say("!stand")
        await heard(visit.side, "2 von 3 haben mitgemacht")
        assert "Platz 1: Nachtbus am Wochenende (2), 4 Punkte." in await visit.counted()
    ballots = (await visit.house.workshop()).votes[1].ballots.values()
    assert sorted((cast.ballot, cast.visible) for cast in ballots) == [
        (((1, 1), (2, 2)), True),
        (((2, 2), (3, 1)), False),
    ]


async def a_server_that_goes_away_loses_nothing(visit: Visit) -> None:
    """Say once what could not be said meanwhile, and hear everybody again."""
    async with visit.house.open():
        await visit.begins()
        await visit.side.cut()
        await visit.side.mend()
        await noted(visit.side, await visit.jonas.say("Ein Brunnen zum Trinken"), "💡4")
        await visit.votes()
        await noted(visit.side, await visit.karin.say("4 4 4"), "✅")
        assert "Platz 1: Ein Brunnen zum Trinken (4), 3 Punkte." in await visit.counted()
        said = [each.text for each in await visit.side.said()]
        assert len(said) == len(set(said)), said


async def what_is_hidden_is_read_nowhere_any_more(visit: Visit) -> None:
    """Take the words out of the list that stands, while people vote; ballots stay, and showing brings them back."""
    async with visit.house.open():
        await visit.begins()
        await visit.votes()
        await noted(visit.side, await visit.karin.say("2 2 1"), "✅")
        await visit.anna.say("!ausblenden 2")
        await until(lambda: _reads(visit, "2 Nachtbus am Wochenende", often=0))
        assert any("2 (ausgeblendet)" in said.text for said in await visit.side.said())
        await visit.anna.say("!einblenden 2")
        await until(lambda: _reads(visit, "2 Nachtbus am Wochenende", often=1))
        assert "Platz 1: Nachtbus am Wochenende (2), 2 Punkte." in await visit.counted()


async def _reads(visit: Visit, words: str, *, often: int) -> bool:
    return sum(words in said.text for said in await visit.side.said()) == often


async def whoever_wants_it_is_forgotten_and_may_come_back(visit: Visit) -> None:
    """Leave nothing of what they gave, in the room nor on the disk, and hear them as somebody new."""
    async with visit.house.open():
        await visit.begins()
        await noted(visit.side, await visit.jonas.say("Ein Brunnen zum Trinken"), "💡4")
        await visit.karin.say("!löschen")
        await heard(visit.side, "Soll ich Ihre Daten löschen?")
        await visit.karin.say("!löschen ja")
        await heard(visit.side, "Ihre Daten sind gelöscht.")
        await visit.house.shredded()
        assert "mehr Bänke am See".encode() not in bytes_of(visit.house.folder / "var/probe")
        await noted(visit.side, await visit.karin.say("Ein Ticket für alles"), "💡5")
        await visit.votes()
        listed = await heard(visit.side, "5 Ein Ticket für alles")
        assert "Bänke" not in listed.text
    workshop = await visit.house.workshop()
    assert [(idea.number, idea.text) for idea in workshop.ideas.listed] == [
        (4, "Ein Brunnen zum Trinken"),
        (5, "Ein Ticket für alles"),
    ]
    assert workshop.ideas.by_number[1].person != workshop.ideas.by_number[5].person


SCENARIOS: tuple[Callable[[Visit], Awaitable[None]], ...] = (
    a_workshop_goes_from_ideas_to_a_result,
    broken_off_in_the_middle_it_goes_on,
    a_ballot_is_edited_deleted_and_given_directly,
    a_server_that_goes_away_loses_nothing,
    what_is_hidden_is_read_nowhere_any_more,
    whoever_wants_it_is_forgotten_and_may_come_back,
)
