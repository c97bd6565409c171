"""A crowd shares rows of the outbox, and is thanked as it would be with a row for everybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.delivery.response import CROWD, SHARED, is_answer
from bot.platforms.outgoing import Mark, Post
from bot.rooms import Rooms
from bot.saying import Saying
from bot.thanks import LONGEST, Thanks, merged
from storage.rows import Row
from storage.shapes import NO_PING
from tests.bot import house as conducted
from tests.bot.delivery_house import House, drained, house
from tests.bot.outbox_rows import OTHER, ROOM, acknowledgement, answer, post
from workshop_flows.effects import Acknowledge
from workshop_flows.values import MINUTE, Source

__all__ = ["house"]


def thanks(numbers: Iterable[int], room: str = ROOM, name: str = "B") -> list[Row]:
    """Return the rows of one batch that acknowledges these votes."""
    saying = Saying(Rooms(), "j:1")
    return list(
        saying.thanks(
            Thanks(Acknowledge(Source(f"{room}/$vote{number}"), number, "✅"), "w", number, 0, f"{name}{number}")
            for number in numbers
        )
    )


def thanked(house: House) -> Counter[str]:
    """Return how often the rooms show that each message was acknowledged."""
    found: Counter[str] = Counter()
    for each in house.server.said:
        match each.outgoing:
            case Mark(target=target):
                found[target] += 1
            case Post(covers=covers):
                found.update(covers)
    return found


def votes(count: int, room: str = ROOM) -> dict[str, int]:
    """Return what `thanked` is when everybody was thanked once."""
    return {f"{room}/$vote{number}": 1 for number in range(count)}


@pytest.mark.parametrize(
    ("rooms", "kinds"),
    [
        ([ROOM] * 24, {"mark": 24}),
        ([ROOM] * 25, {SHARED: 1}),
        ([ROOM] * 26, {SHARED: 1, "mark": 1}),
        ([ROOM] * 60, {SHARED: 2, "mark": 10}),
        ([ROOM, OTHER] * 24, {"mark": 48}),
        ([ROOM, OTHER] * 25, {SHARED: 2}),
    ],
)
def test_so_many_in_one_room_share_a_row(rooms: Sequence[str], kinds: dict[str, int]) -> None:
    """Whoever is not of a crowd keeps a row, and gets a sign below their message."""
    quiet = [Acknowledge(Source(f"{room}/$vote{number}"), number, "✅") for number, room in enumerate(rooms)]
    rows = list(Saying(Rooms(), "j:1").thanks(Thanks(each, "w", each.person, 0, "B") for each in quiet))
    assert Counter(row.kind for row in rows) == kinds
    assert len({row.id for row in rows}) == len(rows)
    assert sum(len(row.body.get("thanks", [row])) for row in rows) == len(rooms)


def test_a_name_of_many_characters_shares_no_row() -> None:
    """However people call themselves: what shares a row fits into one message."""
    rows = thanks(range(CROWD), name="N" * LONGEST)
    assert [row.kind for row in rows] == ["mark"] * CROWD


async def test_a_crowd_reads_what_it_would_read_with_a_row_for_everybody(house: House, tmp_path: Path) -> None:
    """The same words, and the same messages covered, whether rows are shared or, by an older bot, are not."""
    apart = House(tmp_path)
    for each, rows in ((house, thanks(range(60))), (apart, map(acknowledgement, range(60)))):
        each.start()
        await each.after(0.1)
        each.put(*rows)
        await drained(each)
        await each.delivery.stop(0)
    assert house.server.texts(ROOM) == apart.server.texts(ROOM)
    assert thanked(house) == thanked(apart) == votes(60)


async def test_a_crowd_and_single_people_and_answers_where_little_can_be_said(house: House) -> None:
    """Rows of every kind become one message, and another room's crowd one of its own."""
    house.server.rate, house.server.burst = 0.2, 4
    house.start()
    house.put(*(post(f"phase{number}", urgency="phase") for number in range(5)))
    await house.after(1)
    house.put(
        *map(acknowledgement, range(3)), answer(3), *thanks(range(4, 40)), answer(40, words="Die 9 gibt es nicht.")
    )
    house.put(*thanks(range(30), OTHER))
    await drained(house)
    assert thanked(house) == votes(41) | votes(30, OTHER)
    assert [len(house.server.texts(room)) for room in (ROOM, OTHER)] == [5 + 1, 1]
    assert house.server.texts(ROOM)[-1].endswith("B39 ✅\nB3: Das sind vier Punkte.\nB40: Die 9 gibt es nicht.")


async def test_a_storm_of_crowds_is_thanked_in_time_and_within_what_a_server_takes(house: House) -> None:
    """371 at once under the limits of an untouched server, with names as long as may share a row."""
    house.server.rate = 0.2
    house.start()
    await house.after(0.1)
    house.put(*thanks(range(371), name="Käthe " * 9))
    await drained(house)
    assert thanked(house) == votes(371)
    assert max(house.server.covered().values()) - house.began < 30_000
    posts = [each.outgoing for each in house.server.said if isinstance(each.outgoing, Post)]
    assert all(len((each.plain + each.html).encode()) <= 40_000 for each in posts)


@pytest.mark.parametrize("left", [24, 2, 1])
async def test_whoever_is_left_of_a_crowd_is_thanked(house: House, left: int) -> None:
    """Somebody of it was forgotten while it waited: their part is gone from the row that they shared."""
    (row,) = thanks(range(CROWD))
    house.start()
    await house.after(0.1)
    house.put(replace(row, body={"thanks": row.body["thanks"][:left]}))
    await drained(house)
    assert thanked(house) == votes(left)
    assert house.lost == []


@pytest.mark.parametrize("moment", ["committed", "written down", "taken", "noted"])
async def test_a_crash_costs_a_crowd_nothing(house: House, moment: str) -> None:
    """Between commit and merge, between merge and sending, between sending and its answer, and after it."""
    rows = thanks(range(60))
    if moment == "committed":
        house.journal.put(*rows)
    else:
        house.server.down = moment == "written down"
        house.server.answers_lost = int(moment == "taken")
        house.start()
        await house.after(0.1)
        house.put(*rows)
        while not house.server.requests or house.server.answers_lost or (moment == "noted" and not house.said):
            await house.clock.sleep_until(house.clock.now() + 10)
        await house.kill()
        assert house.journal.states("merged") == [row.id for row in rows]
    house.server.down = False
    house.delivery = house.build()
    house.start()
    await drained(house)
    assert thanked(house) == votes(60)
    assert house.journal.states("lost") == house.journal.states("waiting") == []


async def test_what_an_older_bot_left_is_thanked_with_the_crowd_of_the_new_one(house: House) -> None:
    """After an upgrade single rows wait before shared ones; the first two may have been said already."""
    house.put(*map(acknowledgement, range(40)))
    house.journal.full = True
    house.start()
    await house.after(3)
    before = [each.key for each in house.server.said]
    await house.kill()
    house.journal.full = False
    house.journal.put(*thanks(range(40, 100)))
    house.delivery = house.build()
    house.start()
    await drained(house)
    assert 0 < len(before) <= 2
    assert thanked(house) == votes(100)
    assert house.journal.states("lost") == []


async def test_a_plenary_that_votes_at_once_takes_few_rows_and_everybody_is_thanked(tmp_path: Path) -> None:
    """From the message to the room, with the journal on the disk: thirty at once, then two of them anew."""
    async with conducted.house(tmp_path) as here:
        await here.rings(conducted.BEGINS)
        await here.hears(here.wrote("karin", "mehr Bänke am See"), here.wrote("jonas", "Nachtbus am Wochenende"))
        await here.rings(conducted.BEGINS + 5 * MINUTE)
        before = {row.id for row in await here.journal.outbox.waiting()}
        await here.hears(*(here.wrote(f"p{number}", "1 2 2") for number in range(30)))
        await here.hears(here.wrote("p1", "2 2"), here.wrote("p2", "1"))
        rows = [row for row in await here.journal.outbox.waiting() if row.id not in before]
        assert [row.kind for row in rows] == [SHARED, *["mark"] * 5, *["mark"] * 2]
        assert rows[0].body["thanks"][0][1:] == ["p0", "✅"]
        ballots = here.conductor.day.workshop("w").ballot_sources
        assert sorted(set(await here.thanked()) & ballots.keys()) == sorted(ballots)
        assert len(await here.thanked()) == len(ballots) + 2


def test_nobody_rings_a_phone_by_their_name() -> None:
    """Whatever people call themselves, merged thanks and answers show it as all our words do."""
    rows = [*thanks([1], name="@room "), answer(2)]
    rows[1].body["name"] = "@alle <b>"
    body = merged("de", rows)
    assert "@room" not in body["plain"]
    assert "@alle" not in body["plain"] + body["html"]
    assert "<b>" not in body["html"]
    assert f"@{NO_PING}alle" in body["plain"]


async def test_what_only_one_person_reads_is_not_said_to_the_room_by_their_name(tmp_path: Path) -> None:
    """The answer to a slash command is merged with no other, however little can be said."""
    async with conducted.house(tmp_path) as here:
        await here.rings(conducted.BEGINS)
        typed = here.wrote("karin", "!status")
        commanded = replace(here.wrote("jonas", "!status"), source=Source("discord:5/i77"), owed=True)
        await here.hears(typed, commanded)
        answers = [row for row in await here.journal.outbox.waiting() if row.urgency == "answer"]
        assert {row.body["reply_to"]: is_answer(row) for row in answers} == {
            typed.source: True,
            commanded.source: False,
        }
