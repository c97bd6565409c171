"""What a crash leaves in doubt: said, and not yet noted. It keeps its key, so that it is not said twice."""

from __future__ import annotations

from pathlib import Path

from bot.platforms.outgoing import Post
from tests.bot.delivery_house import House, drained, house
from tests.bot.outbox_rows import OTHER, ROOM, acknowledgement, post
from workshop_flows.values import MINUTE, SECOND

__all__ = ["house"]


async def test_after_a_crash_what_was_not_confirmed_is_said_under_the_same_key(house: House) -> None:
    """The server took it, the bot died before it knew: the rooms see each message once, in order."""
    house.server.latency = 500
    house.put(*(post(f"{number}") for number in range(6)), post("aside", OTHER))
    house.start()
    await house.after(1.2)
    house.server.answers_lost = 1
    await house.after(1.7)
    await house.kill()
    assert house.journal.states("waiting")
    house.delivery = house.build()
    house.start()
    await drained(house)
    assert house.server.texts(ROOM) == ["0", "1", "2", "3", "4", "5"]
    assert len({each.key for each in house.server.said}) == len(house.server.said) == 7


async def test_a_merge_that_was_written_down_survives_a_crash(house: House) -> None:
    """After the restart the same merge goes out under its key; nobody is thanked in two of them."""
    house.server.rate, house.server.burst = 0.2, 1
    house.start()
    await house.after(0.1)
    house.put(*map(acknowledgement, range(10)))
    await house.after(1)
    house.server.answers_lost = 1
    while not [each for each in house.server.said if isinstance(each.outgoing, Post)]:
        await house.clock.sleep_until(house.clock.now() + 10)
    await house.kill()
    assert len(house.journal.states("waiting")) == 1
    house.delivery = house.build()
    house.put(*map(acknowledgement, range(10, 14)))
    house.start()
    await drained(house, 120)
    covers = [
        source for each in house.server.said if isinstance(each.outgoing, Post) for source in each.outgoing.covers
    ]
    assert len(covers) == len(set(covers))
    assert len(house.server.covered()) == 14


async def test_what_may_have_been_said_before_a_crash_is_not_said_again_in_a_merged_sentence(tmp_path: Path) -> None:
    """The mark stands in the room and the journal does not know it; then the bot comes back to a crowd."""
    house = House(tmp_path)
    house.put(*map(acknowledgement, range(40)))
    house.journal.full = True
    house.start()
    await house.after(3)
    before = [each.key for each in house.server.said]
    await house.kill()
    assert 0 < len(before) <= 2
    house.journal.full = False
    house.delivery = house.build()
    house.start()
    await drained(house)
    covered = [each.key for each in house.server.said if each.key in before]
    assert sorted(covered) == sorted(before)
    merged = {source for each in house.server.said for source in getattr(each.outgoing, "covers", ())}
    assert merged.isdisjoint(f"{ROOM}/$vote{number}" for number in range(len(before)))
    await house.delivery.stop(0)


async def test_announcements_do_not_wait_for_notes(house: House) -> None:
    """A disk that is full for a while keeps thank-yous back, not the beginning of a phase."""
    house.journal.full = True
    house.put(*(post(f"phase{number}", urgency="phase") for number in range(5)))
    house.start()
    await house.after(1)
    assert house.server.texts(ROOM) == [f"phase{number}" for number in range(5)]
    house.journal.full = False
    assert await house.delivery.drained(10 * SECOND)


LONG = 26 * 60 * MINUTE
"""Longer than a server remembers keys."""


async def _again(house: House) -> None:
    """Let the bot come back with fresh eyes, and say what waits."""
    house.delivery = house.build()
    house.start()
    await drained(house)
    await house.kill()


async def test_what_was_said_a_day_before_the_crash_was_noted_is_found_in_the_room(house: House) -> None:
    """The server took it, the journal does not know it, and the bot comes back when the server forgot the key."""
    house.put(post("davor"), post("ungewiss"))
    house.start()
    await drained(house)
    await house.kill()
    house.journal.entries["ungewiss"].state = "waiting"
    await house.clock.sleep_until(house.clock.now() + LONG)
    house.journal.put(post("nie gesagt"))
    await _again(house)
    assert house.server.texts(ROOM) == ["davor", "ungewiss", "nie gesagt"]
    assert house.server.looked == ["ungewiss", "nie gesagt"]
    assert house.said[-2:] == [("ungewiss", "$e1"), ("nie gesagt", "$e2")]


async def test_what_is_younger_is_left_to_the_servers_memory(house: House) -> None:
    """Nobody reads a room's history for what the server knows again by itself."""
    house.put(post("ungewiss"))
    house.start()
    await drained(house)
    await house.kill()
    house.journal.entries["ungewiss"].state = "waiting"
    await house.clock.sleep_until(house.clock.now() + 20 * 60 * MINUTE)
    await _again(house)
    assert (house.server.texts(ROOM), house.server.looked) == (["ungewiss"], [])


async def test_as_long_as_the_history_cannot_be_read_nothing_is_said_twice(house: House) -> None:
    """An answer that does not come is no answer."""
    house.put(post("ungewiss"))
    house.start()
    await drained(house)
    await house.kill()
    house.journal.entries["ungewiss"].state = "waiting"
    await house.clock.sleep_until(house.clock.now() + LONG)
    house.delivery, house.server.down = house.build(), True
    house.start()
    began = house.clock.now()
    await house.clock.sleep_until(began + 10 * SECOND)
    assert 2 <= len(house.server.looked) <= 10
    house.server.down = False
    await drained(house)
    assert house.server.texts(ROOM) == ["ungewiss"]
