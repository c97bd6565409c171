"""A server that is away, breaks or throws us out costs nobody else anything, and nothing is said twice."""

from __future__ import annotations

from itertools import pairwise

from storage.rows import Row
from tests.bot.delivery_house import House, drained, house
from tests.bot.outbox_rows import OTHER, ROOM, post
from workshop_flows.values import SECOND

__all__ = ["house"]


async def test_a_lost_answer_never_makes_two_messages(house: House) -> None:
    """The server took it and did not say so: the same key again, and it is known."""
    house.server.answers_lost = 3
    house.put(post("one"), post("two"), post("three"), post("aside", OTHER))
    house.start()
    await drained(house)
    assert house.server.texts(ROOM) == ["one", "two", "three"]
    assert len({each.key for each in house.server.said}) == len(house.server.said) == 4
    assert len(house.server.requests) > 4


async def test_an_outage_is_waited_out_calmly_and_does_not_touch_the_other_platform(house: House) -> None:
    """A minute without a server: half a second, then longer, at most five; then everything in order."""
    house.server.down = True
    house.put(post("one"), post("two"), post("there", "discord:1"))
    house.start()
    await house.after(60)
    assert house.when("there", house.discord) < 1
    tries = [at - house.began for at, _ in house.server.requests]
    pauses = [after - before for before, after in pairwise(tries)]
    assert [round(pause, -2) for pause in pauses[:5]] == [500, 1000, 2000, 4000, 5000]
    assert {key for _, key in house.server.requests} == {"one"}
    house.server.down = False
    await drained(house)
    assert house.server.texts(ROOM) == ["one", "two"]
    assert house.when("one") <= 65.1


async def test_an_outage_with_many_rooms_stays_below_five_requests_a_second(house: House) -> None:
    """However much waits, a server in trouble is asked by one voice only."""
    house.server.down = True
    rooms = [f"matrix:!r{number}" for number in range(30)]
    house.put(*(post(f"{room}-{number}", room) for number in range(5) for room in rooms))
    house.start()
    await house.after(60)
    later = [at for at, _ in house.server.requests if at > house.began + 2 * SECOND]
    assert len(later) < 60
    house.server.down = False
    await drained(house, 10)
    assert len(house.server.said) == 150


async def test_a_message_on_which_the_server_breaks_does_not_silence_other_rooms(house: House) -> None:
    """The room of the bad message waits; the others hear everything."""
    house.server.broken = {"bad"}
    house.put(post("bad", urgency="phase"), *(post(f"o{number}", OTHER) for number in range(20)))
    house.start()
    await house.after(10)
    assert len(house.server.texts(OTHER)) == 20
    house.server.broken = set()
    await drained(house)
    assert house.server.texts(ROOM) == ["bad"]


async def test_a_room_that_threw_us_out_is_reported_and_the_others_go_on(house: House) -> None:
    """Also what refers to the message that never came is given up; nothing is tried again."""
    house.server.kicked = {ROOM}
    tap = Row("tap", ROOM, "phase", "mark", {"anchor": "wave", "sign": "👋"})
    house.put(post("hello", urgency="phase", anchor="wave"), tap, post("aside", OTHER))
    house.start()
    await drained(house)
    assert [one for one, _ in house.lost] == ["hello", "tap"]
    assert house.lost[0][1] == "M_FORBIDDEN"
    assert house.journal.states("lost") == ["hello", "tap"]
    assert house.server.texts(OTHER) == ["aside"]


async def test_a_fault_of_the_adapter_is_tried_again_but_not_for_ever(house: House) -> None:
    """One stumble delays a message; a message that always stumbles does not hold up its room."""
    house.server.clumsy = 1
    house.put(post("one"))
    house.start()
    await drained(house)
    assert house.server.texts(ROOM) == ["one"]
    house.server.clumsy = 5
    house.put(post("two"), post("three"))
    await drained(house)
    assert house.server.texts(ROOM) == ["one", "three"]
    assert house.lost == [("two", "RuntimeError: stumbled")]


async def test_a_refused_login_ends_that_platform_only(house: House) -> None:
    """It is said once, nothing more is tried, and nothing is lost."""
    house.server.token_valid = False
    house.put(post("one"), post("there", "discord:1"))
    house.start()
    await drained(house)
    house.put(post("two"), post("there too", "discord:1"))
    await house.after(60)
    assert house.refused == [("matrix", "M_UNKNOWN_TOKEN")]
    assert len(house.server.requests) == 1
    assert house.discord.texts("discord:1") == ["there", "there too"]
    assert house.journal.states("waiting") == ["one", "two"]


async def test_a_stop_during_an_outage_ends_in_time(house: House) -> None:
    """It does not wait for a server that is gone."""
    house.server.down = True
    house.start()
    await house.after(0)
    house.put(post("one"))
    await house.delivery.stop(5 * SECOND)
    assert house.clock.now() - house.began == 5 * SECOND
    assert house.journal.states("waiting") == ["one"]
