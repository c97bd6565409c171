"""What waits for single people becomes one message where it must, and for nobody twice."""

from __future__ import annotations

import pytest

from bot.platforms.outgoing import Mark, Post, Unmark
from storage.rows import Row
from tests.bot.delivery_house import House, drained, house
from tests.bot.outbox_rows import OTHER, ROOM, acknowledgement, answer, post
from workshop_flows.values import SECOND, Moment, Source

__all__ = ["house"]


async def test_without_a_limit_every_vote_gets_its_own_mark(house: House) -> None:
    """An account that is exempt merges nothing in a workshop of the usual size."""
    house.put(*map(acknowledgement, range(20)))
    house.start()
    await drained(house)
    assert house.server.texts(ROOM) == ["✅"] * 20


async def test_without_a_limit_a_whole_plenary_is_thanked_at_once(house: House) -> None:
    """One mark after the other would take the room many seconds; a crowd becomes a few sentences."""
    house.put(*map(acknowledgement, range(371)))
    house.start()
    await drained(house)
    assert len(house.server.covered()) == 371
    assert len(house.server.said) < 30
    assert max(house.server.covered().values()) - house.began < 2 * SECOND


async def test_without_a_limit_a_crowd_in_many_rooms_is_thanked_at_once(house: House) -> None:
    """What waits is counted over all rooms: the server has the whole crowd to take, wherever it is."""
    rooms = [f"matrix:!r{number}" for number in range(12)]
    house.put(*(acknowledgement(number, rooms[number % 12]) for number in range(371)))
    house.start()
    await drained(house)
    assert len(house.server.covered()) == 371
    assert len(house.server.said) < 60
    assert max(house.server.covered().values()) - house.began < 2 * SECOND


@pytest.mark.parametrize(("latency", "messages"), [(50, 8), (400, 1)])
async def test_a_busy_server_is_not_asked_for_every_mark_of_a_room(
    house: House, latency: Moment, messages: int
) -> None:
    """Nobody waits a second because others are thanked before them: with a quick server they do not."""
    house.server.latency = latency
    house.put(*(post(f"p{number}") for number in range(6)))
    house.start()
    await drained(house)
    house.server.said.clear()
    house.put(*map(acknowledgement, range(8)))
    await drained(house)
    assert (len(house.server.said), len(house.server.covered())) == (messages, 8)


async def test_answers_that_become_one_message_call_people_by_name(house: House) -> None:
    """The same words are said once, with the names of all; what was noted stands before them."""
    house.server.rate, house.server.burst = 0.2, 4
    house.start()
    house.put(*(post(f"phase{number}", urgency="phase") for number in range(5)))
    await house.after(1)
    house.put(acknowledgement(1), answer(2), answer(3, words="Die 9 gibt es nicht."), answer(4), acknowledgement(5))
    await drained(house)
    assert house.server.texts(ROOM)[-1] == (
        "Notiert: B1 ✅, B5 ✅\nB2, B4: Das sind vier Punkte.\nB3: Die 9 gibt es nicht."
    )
    assert len(house.server.covered()) == 5


async def test_what_is_answered_in_a_direct_chat_stays_there(house: House) -> None:
    """An answer without a name before it belongs to nobody else."""
    house.server.rate, house.server.burst = 0.2, 4
    direct = [answer(number, OTHER) for number in range(6)]
    for row in direct:
        row.body["name"] = ""
    house.put(*direct)
    house.start()
    await drained(house)
    assert house.server.texts(OTHER) == ["Das sind vier Punkte."] * 6


async def test_a_sign_of_what_is_hidden_is_never_read_out_to_the_room(house: House) -> None:
    """A crowd is thanked in one sentence; what is hidden is none of its business, and is shown again in order."""
    sign = {"target": f"{ROOM}/$vote3", "sign": "🙈"}
    house.put(*map(acknowledgement, range(40)), Row("hide", ROOM, "moderation", "mark", sign))
    house.put(Row("show", ROOM, "moderation", "unmark", sign))
    house.start()
    await drained(house)
    target = Source(sign["target"])
    assert [each.outgoing for each in house.server.said if each.key in {"hide", "show"}] == [
        Mark(target, "🙈"),
        Unmark(target, "🙈"),
    ]


async def test_a_merge_stays_within_what_a_server_takes(house: House) -> None:
    """Very long names: two messages instead of one that is too large."""
    house.server.rate, house.server.burst = 0.2, 1
    long = [acknowledgement(number) for number in range(100)]
    for row in long:
        row.body["name"] = "Käthe " * 50
    house.put(*long)
    house.start()
    await drained(house, 120)
    posts = [each.outgoing for each in house.server.said if isinstance(each.outgoing, Post)]
    assert len(house.server.covered()) == 100
    assert len(posts) >= 2
    assert all(len((each.plain + each.html).encode()) <= 40_000 for each in posts)


async def test_a_merge_is_one_message_under_one_key_even_if_its_answer_is_lost(house: House) -> None:
    """What waits meanwhile becomes the next one; nothing is merged twice."""
    house.server.rate, house.server.burst = 0.2, 1
    house.start()
    await house.after(0.1)
    house.put(*map(acknowledgement, range(10)))
    await house.after(1)
    house.server.answers_lost = 1
    await house.after(21)
    house.put(*map(acknowledgement, range(10, 20)))
    await drained(house)
    covers = [
        source for each in house.server.said if isinstance(each.outgoing, Post) for source in each.outgoing.covers
    ]
    assert len(covers) == len(set(covers)) == 19
    assert len(house.server.said) == 3


async def test_a_mark_that_may_have_been_taken_is_in_no_merge(house: House) -> None:
    """Its answer was lost: it keeps its key, or somebody would be thanked twice."""
    house.server.rate, house.server.burst = 0.2, 1
    house.put(*map(acknowledgement, range(4)))
    house.start()
    await house.after(1)
    house.server.answers_lost = 1
    while house.server.answers_lost:
        await house.clock.sleep_until(house.clock.now() + 10)
    house.put(*map(acknowledgement, range(4, 14)))
    await drained(house)
    covers = [source for each in house.server.said for source in getattr(each.outgoing, "covers", ())]
    marked = [each.outgoing.target for each in house.server.said if isinstance(each.outgoing, Mark)]
    assert len(covers + marked) == len({*covers, *marked}) == 14
