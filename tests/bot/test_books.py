"""What was said is written down: together where it can wait, at once where people build on it."""

from __future__ import annotations

from tests.bot.delivery_house import House, drained, house
from tests.bot.outbox_rows import OTHER, ROOM, acknowledgement, post

__all__ = ["house"]


async def test_many_confirmations_are_noted_together(house: House) -> None:
    """Not one write for each of eight rooms that answer at once."""
    rooms = [f"matrix:!r{number}" for number in range(8)]
    house.put(*(post(f"{room}-{number}", room) for number in range(10) for room in rooms))
    house.start()
    await drained(house)
    assert house.journal.writes <= 30


async def test_a_thank_you_may_be_noted_later_what_people_tap_on_may_not(house: House) -> None:
    """One a second: they are noted with others, within five seconds; a poll is known at once, also after a crash."""
    house.start()
    for number in range(4):
        house.put(acknowledgement(number, f"matrix:!r{number}"))
        await house.after(number + 1)
    assert house.journal.writes == 0
    await house.after(5.1)
    assert (house.journal.writes, len(house.journal.states("delivered"))) == (1, 4)
    house.put(acknowledgement(5), post("poll", OTHER, anchor="poll:1"))
    await house.after(6)
    assert house.journal.states("waiting") == []


async def test_a_full_disk_says_nothing_twice(house: House) -> None:
    """What went out stays in mind until it can be noted."""
    house.start()
    house.put(post("one"))
    house.journal.full = True
    await house.after(5)
    house.put(post("two"))
    await house.after(10)
    assert house.server.texts(ROOM) == ["one", "two"]
    assert house.journal.states("waiting") == ["one", "two"]
    house.journal.full = False
    await drained(house)
    assert house.journal.states("delivered") == ["one", "two"]
    assert len(house.server.requests) == 2
