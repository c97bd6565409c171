"""What is committed while the outbox is read, or said and not yet noted, is neither lost nor said twice."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from storage.rows import Row
from tests.bot.delivery_house import House, drained, house
from tests.bot.fake_journal import FakeJournal
from tests.bot.outbox_rows import ROOM, acknowledgement, post
from tests.bot.test_thanks import thanked, votes

__all__ = ["house"]


@dataclass(slots=True)
class Busy(FakeJournal):
    """An outbox into which others write while it is read."""

    before: list[Row] = field(default_factory=list)
    """What is committed just before the rows are looked up."""
    after: list[Row] = field(default_factory=list)
    """What is committed just after that."""
    too_many: bool = False
    """It cannot remember what is committed meanwhile."""

    async def waiting(self) -> list[Row]:
        """Return what waits, in order."""
        self.put(*self.before)
        found = await FakeJournal.waiting(self)
        self.put(*self.after)
        self.before, self.after = [], []
        if self.too_many:
            self.too_many = self.asked = False
        return found


@pytest.fixture
def busy(house: House) -> Busy:
    """Give the house an outbox into which others write."""
    house.journal = journal = Busy()
    house.delivery = house.build()
    return journal


async def test_what_was_committed_meanwhile_is_not_read_from_the_disk(house: House) -> None:
    """Once all that waits is known, the journal says what is new; not so when it could not remember it."""
    house.start()
    await drained(house)
    for number in range(3):
        house.put(post(f"p{number}"))
        await drained(house)
    assert (house.journal.reads, house.server.texts(ROOM)) == (1, ["p0", "p1", "p2"])
    house.journal.asked = False
    house.put(post("p3"))
    await drained(house)
    assert (house.journal.reads, house.server.texts(ROOM)[-1]) == (2, "p3")


async def test_what_is_committed_while_the_outbox_is_read_is_said_once(house: House, busy: Busy) -> None:
    """Some of it was read already when the journal names it as new; nobody is thanked twice in one message."""
    house.server.rate, house.server.burst = 0.2, 1
    busy.before, busy.after = [acknowledgement(number) for number in range(5)], [acknowledgement(5)]
    house.put(post("old"))
    house.start()
    await drained(house)
    assert thanked(house) == votes(6)
    assert busy.reads == 1


async def test_more_than_the_journal_remembers_is_read_again_at_once(house: House, busy: Busy) -> None:
    """Nobody else need speak for it to be said."""
    busy.after, busy.too_many = [post("new")], True
    house.start()
    await house.after(1)
    assert house.server.texts(ROOM) == ["new"]
    assert busy.reads == 2


async def test_what_was_said_and_is_not_yet_noted_is_not_read_anew(house: House, busy: Busy) -> None:
    """On the disk it still waits."""
    house.start()
    busy.full = True
    house.put(post("said"))
    await house.after(1.5)
    busy.asked = False
    house.put(post("new"))
    await house.after(3)
    assert [key for _, key in house.server.requests] == ["said", "new"]
    assert busy.reads == 2
    busy.full = False
    await drained(house)
    assert busy.states("delivered") == ["said", "new"]


async def test_what_no_platform_of_ours_can_say_keeps_nobody_waiting(house: House, busy: Busy) -> None:
    """A platform that was left out of the plan has its rows in the outbox still."""
    house.put(post("elsewhere", room="irc:#hall"), post("here"))
    house.start()
    await drained(house)
    house.put(post("elsewhere-too", room="irc:#hall"), post("here-too"))
    await drained(house)
    assert house.server.texts(ROOM) == ["here", "here-too"]
    assert busy.states("waiting") == ["elsewhere", "elsewhere-too"]
