"""Delivery, as a conversation between the outbox and servers that behave like servers."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.clock import WallClock
from bot.delivery.delivery import Delivery
from bot.platforms.outgoing import Edit, Mark, Pin
from storage.journal import Commit, Journal
from storage.rows import Row
from tests.bot.delivery_house import House, drained, house, merge
from tests.bot.fake_server import FakeServer
from tests.bot.outbox_rows import ROOM, acknowledgement, edit, post
from workshop_flows.values import MINUTE, SECOND, Source

__all__ = ["house"]


# --- order ------------------------------------------------------------------------------------------------------


async def test_a_room_hears_what_is_urgent_first_and_each_urgency_in_order(house: House) -> None:
    """Two phases, then the answers in the order in which they were decided."""
    house.put(post("a1", urgency="answer"), post("r1"), post("p1", urgency="phase"), acknowledgement(1))
    house.put(post("m1", urgency="moderation"), post("a2", urgency="answer"), post("p2", urgency="phase"))
    house.start()
    await drained(house)
    assert house.server.texts(ROOM) == ["p1", "p2", "m1", "r1", "a1", "a2", "✅"]
    assert house.journal.states("waiting") == []


async def test_rooms_are_spoken_to_at_the_same_time_but_each_in_order(house: House) -> None:
    """Sixteen rooms at once while nobody minds; a slow room does not reorder itself."""
    rooms = [f"matrix:!r{number}" for number in range(20)]
    house.put(*(post(f"{room}-{number}", room) for number in range(5) for room in rooms))
    house.start()
    await drained(house)
    assert house.server.most_at_once == 16
    for room in rooms:
        assert house.server.texts(room) == [f"{room}-{number}" for number in range(5)]


async def test_a_tap_and_a_pin_wait_for_the_message_that_they_are_about(house: House) -> None:
    """Also if they are more urgent than it; and they name the platform's own id."""
    tap = Row("tap", ROOM, "phase", "mark", {"anchor": "wave", "sign": "👋"})
    pin = Row("pin", ROOM, "phase", "pin", {"anchor": "wave"})
    house.put(post("hello", urgency="result", anchor="wave"), tap, pin)
    house.start()
    await drained(house)
    event = house.server.said[0].event
    target = Source(f"{ROOM}/{event}")
    assert [each.outgoing for each in house.server.said[1:]] == [Mark(target, "👋", offered=True), Pin(target)]
    assert ("hello", event) in house.said


async def test_edits_of_one_message_that_wait_become_one(house: House) -> None:
    """Only the last words are sent; the older ones count as said."""
    house.put(post("board", anchor="board"), post("news", anchor="news"))
    house.put(edit("one", "board"), edit("other", "news"), edit("two", "board"), edit("three", "board"))
    house.start()
    await drained(house)
    edits = [each.outgoing for each in house.server.said if isinstance(each.outgoing, Edit)]
    assert [each.plain for each in edits] == ["three", "other"]
    assert sorted(house.journal.states("delivered")) == ["board", "news", "one", "other", "three", "two"]


# --- the end ----------------------------------------------------------------------------------------------------


async def test_an_orderly_stop_says_what_it_can_in_time(house: House) -> None:
    """The farewell goes out; what the server does not take waits for the next run."""
    house.start()
    await house.after(0)
    house.put(post("farewell", urgency="phase"))
    await house.delivery.stop(5 * SECOND)
    assert house.server.texts(ROOM) == ["farewell"]
    assert house.journal.states("delivered") == ["farewell"]
    assert house.task is not None
    await house.task
    assert house.clock.now() - house.began < SECOND


async def test_draining_says_whether_it_came_to_an_end(house: House) -> None:
    """Whoever restores or moves a conference wants to know."""
    house.server.down = True
    house.start()
    house.put(post("one"))
    assert not await house.delivery.drained(SECOND)
    house.server.down = False
    assert await house.delivery.drained(MINUTE)


async def test_with_the_real_journal_and_the_real_clock(tmp_path: Path) -> None:
    """Ten votes under a limit: some marks, one merge, all of it on the disk; the next run has nothing to say."""
    clock = WallClock()
    server = FakeServer(clock, rate=50, burst=2, latency=1)
    async with await Journal.open(tmp_path, now=clock.now()) as journal:
        votes = list(map(acknowledgement, range(10)))
        await journal.commit(
            Commit(outbox=[post("hello", anchor="hello"), *votes, edit("words", "hello")]), clock.now()
        )
        delivery = Delivery(journal.outbox, {"matrix": server}, clock, merge=merge, folder=tmp_path)
        task = asyncio.create_task(delivery.run())
        assert await delivery.drained(5 * SECOND)
        await delivery.stop(SECOND)
        await task
        assert await journal.outbox.waiting() == []
    assert len(server.covered()) == 10
    assert len(server.said) < 12
    assert [each.outgoing for each in server.said if isinstance(each.outgoing, Edit)] == [
        Edit(Source(f"{ROOM}/$e0"), "words")
    ]
