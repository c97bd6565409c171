"""Within a server's limits everybody is thanked in time, and what is urgent does not wait for it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import repeat

import pytest

from bot.check import Lag
from bot.platforms.matrix.refusals import USUAL_WAIT
from storage.rows import Row
from tests.bot.delivery_house import House, drained, house
from tests.bot.outbox_rows import OTHER, ROOM, acknowledgement, answer, edit, post
from workshop_flows.values import SECOND, Moment, Source

__all__ = ["house"]


@pytest.mark.parametrize("spread", [0, 10 * SECOND])
async def test_a_storm_of_votes_under_the_limits_of_an_untouched_server(house: House, spread: Moment) -> None:
    """371 votes in one room, 0.2 messages a second, burst 10: all covered in 30 s, a phase said within 6 s."""
    house.server.rate = 0.2
    house.start()
    arrived: dict[Source, Moment] = {}
    queued: Moment = 0
    for number in range(371):
        await house.clock.sleep_until(house.began + spread * number // 371)
        row = acknowledgement(number)
        arrived[Source(row.body["target"])] = house.clock.now()
        house.put(row)
        if number == 185:
            house.put(post("phase", urgency="phase"))
            queued = house.clock.now()
    await drained(house)
    covered = house.server.covered()
    assert covered.keys() == arrived.keys()
    slowest = max(covered[source] - arrived[source] for source in arrived)
    assert slowest <= 30 * SECOND
    assert house.when("phase") * SECOND + house.began - queued <= 6 * SECOND
    assert house.server.refusals <= 3
    assert len(house.server.said) <= 16


async def test_a_storm_in_which_some_are_answered_starves_nobody(house: House) -> None:
    """7 % of 371 wrote something that needs an answer: all are covered within 30 s, and phases said within 6 s."""
    house.server.rate = 0.2
    house.start()
    arrived: dict[Source, Moment] = {}
    phases: dict[str, Moment] = {}
    for number in range(4 * 371):
        await house.clock.sleep_until(house.began + number * 160)
        row = answer(number) if number % 14 == 0 else acknowledgement(number)
        arrived[Source(f"{ROOM}/$vote{number}")] = house.clock.now()
        house.put(row)
        if number % 371 == 200:
            phases[f"phase{number}"] = house.clock.now()
            house.put(post(f"phase{number}", urgency="phase"))
    await drained(house)
    covered = house.server.covered()
    assert covered.keys() == arrived.keys()
    assert max(covered[source] - arrived[source] for source in arrived) <= 30 * SECOND
    late = [house.when(key) * SECOND + house.began - queued for key, queued in phases.items()]
    assert max(late) <= 6 * SECOND
    assert house.server.refusals <= 6  # after each calm minute twice the pace is tried


@pytest.mark.parametrize("waits", [(1, 500, 2_000), (USUAL_WAIT,)], ids=["for a while", "without saying how long"])
@pytest.mark.parametrize("seed", range(4))
async def test_a_server_that_refuses_every_other_message_delays_no_phase(
    house: House, seed: int, waits: Sequence[Moment]
) -> None:
    """Whatever is sent, for three minutes: a phase is announced within 15 s all the same, and nobody is forgotten."""
    chance = random.Random(seed)
    house.server.moods = iter(lambda: chance.choice(waits) if chance.random() < 0.5 else None, 0)
    house.start()
    for number in range(360):
        await house.after(number / 2)
        house.put(acknowledgement(number))
        if number % 40 == 20:
            house.put(post(f"phase{number}", urgency="phase"))
    house.server.moods = repeat(None)
    await drained(house)
    late = [house.when(f"phase{number}") - number / 2 for number in range(20, 360, 40)]
    assert max(late) <= 15
    assert len(house.server.covered()) == 360
    asked = [at for at, _ in house.server.requests]
    assert all(before + SECOND <= after for before, after in zip(asked, asked[4:], strict=False))


async def test_hints_that_nobody_asked_for_wait_until_everybody_is_thanked(house: House) -> None:
    """Hundreds of ideas are alike in many pairs; each pair said first kept 371 people waiting for over a minute."""
    house.server.rate = 0.2
    house.start()
    house.put(*(post(f"phase{number}", urgency="phase") for number in range(11)))
    await house.after(1)
    hints = [post(f"hint{number}", OTHER, urgency="hint") for number in range(10)]
    house.put(*hints, *map(acknowledgement, range(371)))
    await drained(house, 120)
    assert len(house.server.covered()) == 371
    assert max(house.server.covered().values()) <= house.began + 30 * SECOND
    assert house.server.texts(OTHER) == [hint.id for hint in hints]


async def test_during_the_storm_three_tokens_are_left_for_what_matters(house: House) -> None:
    """Once the limit is known, announcements find the door open while thank-yous queue."""
    house.server.rate = 0.2
    house.start()
    house.put(*map(acknowledgement, range(20)))
    await house.after(45)
    house.put(*map(acknowledgement, range(20, 40)))
    await house.after(46)
    house.put(*(post(f"phase{number}", urgency="phase") for number in range(3)))
    await drained(house)
    assert [house.when(f"phase{number}") < 46.5 for number in range(3)] == [True, True, True]
    assert house.server.refusals == 1


@pytest.mark.parametrize("rooms", [4, 12, 24])
async def test_phases_in_many_rooms_are_announced_as_soon_as_check_and_doctor_say(house: House, rooms: int) -> None:
    """Nobody spoke before: the announcements use the whole burst, the polls below them come after all of them."""
    house.server.rate = 0.2
    house.start()
    names = [f"matrix:!r{number}" for number in range(rooms)]
    for name in names:
        poll = {"question": "Wie?", "options": [["1", "So"]], "choices": 1}
        house.put(post(f"phase-{name}", name, "phase"), Row(f"poll-{name}", name, "phase", "poll", poll, "poll:1"))
    await drained(house, 1_000)
    lag = Lag.of(rooms, 0.2, 10)
    assert max(house.when(f"phase-{name}") for name in names) == pytest.approx(lag.quiet, abs=1)


async def votes_in(house: House, rooms: Sequence[str], seconds: int) -> None:
    """Let twelve people a second vote, in each room in turn."""
    for second in range(seconds):
        await house.after(second)
        numbers = range(12 * second, 12 * second + 12)
        house.put(*(acknowledgement(number, rooms[number % len(rooms)]) for number in numbers))


@pytest.mark.parametrize("rooms", [1, 4, 12, 24])
async def test_a_storm_delays_phases_as_check_and_doctor_say(house: House, rooms: int) -> None:
    """Everybody is being thanked when a phase begins everywhere."""
    house.server.rate = 0.2
    house.start()
    names = [f"matrix:!r{number}" for number in range(rooms)]
    await votes_in(house, names, 60)
    began = (house.clock.now() - house.began) / SECOND
    house.put(*(post(f"phase-{name}", name, "phase") for name in names))
    await drained(house, 1_000)
    assert max(house.when(f"phase-{name}") for name in names) - began <= Lag.of(rooms, 0.2, 10).busy + 1.5


@pytest.mark.parametrize("rooms", [4, 12, 24])
async def test_in_a_storm_people_wait_for_their_thanks_as_check_and_doctor_say(house: House, rooms: int) -> None:
    """One message for all in a room, and the rooms in turn: nineteen of twenty wait no longer than a round."""
    house.server.rate = 0.2
    house.start()
    await votes_in(house, [f"matrix:!r{number}" for number in range(rooms)], 180)
    await drained(house, 1_000)
    waits = sorted(
        (at - house.began) / SECOND - int(source.event.removeprefix("$vote")) // 12
        for source, at in house.server.covered().items()
    )
    assert len(waits) == 12 * 180
    assert waits[len(waits) * 19 // 20] <= Lag.of(rooms, 0.2, 10).thanks


async def test_a_storm_in_many_rooms_is_paced_by_the_account_and_served_in_turn(house: House) -> None:
    """One merge for each room, in the order in which the rooms began to wait; nobody is forgotten."""
    house.server.rate, house.server.burst = 0.5, 5
    rooms = [f"matrix:!r{number}" for number in range(6)]
    house.start()
    await house.after(0.1)
    house.put(*(acknowledgement(number, room) for number in range(20) for room in rooms))
    await drained(house)
    assert len(house.server.covered()) == 120
    assert len(house.server.said) <= 5 + 6 + 3


async def test_new_words_in_standing_messages_neither_starve_nor_stop_the_thank_yous(house: House) -> None:
    """A board that changes every second does not eat what an account may say."""
    house.server.rate = 0.2
    house.put(post("board", anchor="board"))
    house.start()
    for second in range(60):
        house.put(edit(f"edit{second}", "board"), acknowledgement(second))
        await house.after(second + 1)
    await drained(house)
    covered = house.server.covered()
    assert len(covered) == 60
    late = [at - house.began - int(source.event.removeprefix("$vote")) * SECOND for source, at in covered.items()]
    assert max(late) <= 30 * SECOND
    assert "edit59" in house.server.texts(ROOM)
