"""Delivery, as a conversation between the outbox and servers that behave like servers."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, repeat
from pathlib import Path
from typing import Any

import pytest

from bot.check import Lag
from bot.clock import WallClock
from bot.delivery.delivery import Delivery
from bot.platforms.matrix.refusals import USUAL_WAIT
from bot.platforms.outgoing import Edit, File, Mark, Pin, Poll, PollEnd, Post, Unmark
from bot.thanks import merged
from storage.journal import Commit, Journal
from storage.rows import Row
from tests.bot.fake_clock import FakeClock
from tests.bot.fake_journal import FakeJournal
from tests.bot.fake_server import FakeServer
from workshop_flows.values import MINUTE, SECOND, Moment, Source

ROOM, OTHER = "matrix:!hall", "matrix:!side"


def post(id_: str, room: str = ROOM, urgency: str = "result", anchor: str = "", words: str = "") -> Row:
    """Return a row that says its own id."""
    return Row(id_, room, urgency, "post", {"plain": words or id_, "html": "", "notice": True}, anchor)


def acknowledgement(number: int, room: str = ROOM) -> Row:
    """Return the quiet yes to a vote."""
    body = {"target": f"{room}/$vote{number}", "sign": "✅", "mark": "✅", "reference": "", "name": f"B{number}"}
    return Row(f"ack-{room}-{number}", room, "acknowledge", "mark", body)


def edit(id_: str, anchor: str, urgency: str = "result", room: str = ROOM) -> Row:
    """Return new words for an anchored message."""
    return Row(id_, room, urgency, "edit", {"anchor": anchor, "plain": id_, "html": ""})


def answer(number: int, room: str = ROOM, words: str = "Das sind vier Punkte.") -> Row:
    """Return what somebody is told whose vote cannot be taken."""
    source = f"{room}/$vote{number}"
    body = {"plain": words, "html": "", "notice": True, "reply_to": source, "covers": [source], "name": f"B{number}"}
    return Row(f"answer-{room}-{number}", room, "answer", "post", body)


def merge(rows: Sequence[Row]) -> dict[str, Any]:
    """Return one post for many, as the bot does."""
    return merged("de", rows)


@dataclass
class House:
    """A bot of which only delivery works, and the servers that it speaks to."""

    folder: Path
    clock: FakeClock = field(default_factory=FakeClock)
    journal: FakeJournal = field(default_factory=FakeJournal)
    lost: list[tuple[str, str]] = field(default_factory=list)
    said: list[tuple[str, str]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    hidden: str = ""
    """Words that must not be seen."""

    def __post_init__(self) -> None:
        """Build the servers; nothing runs yet."""
        self.server = FakeServer(self.clock)
        self.discord = FakeServer(self.clock, name="discord")
        self.began = self.clock.now()
        self.task: asyncio.Task[None] | None = None
        self.delivery = self.build()

    def build(self) -> Delivery:
        """Return a delivery on the journal as it is."""
        return Delivery(
            self.journal,
            {"matrix": self.server, "discord": self.discord},
            self.clock,
            merge=merge,
            folder=self.folder,
            cover=self.cover,
            said=lambda row, event: self.said.append((row.id, event)),
            lost=lambda row, why: self.lost.append((row.id, why)),
            refused=lambda name, why: self.refused.append((name, why)),
        )

    async def cover(self, row: Row) -> Row:
        """Return a row without what is hidden."""
        await asyncio.sleep(0)
        return replace(row, body=row.body | {"plain": row.body["plain"].replace(self.hidden, "…")})

    def start(self) -> None:
        """Begin to deliver."""
        self.task = asyncio.create_task(self.delivery.run())

    def put(self, *rows: Row) -> None:
        """Commit rows and wake the delivery."""
        self.journal.put(*rows)
        self.delivery.wake()

    async def after(self, seconds: float) -> None:
        """Let time pass until so many seconds after the beginning."""
        await self.clock.sleep_until(self.began + round(seconds * SECOND))

    async def kill(self) -> None:
        """End without any order, as a crash does."""
        assert self.task is not None
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)

    def when(self, key: str, server: FakeServer | None = None) -> float:
        """Return how many seconds after the beginning a row stood in its room."""
        (said,) = [each for each in (server or self.server).said if each.key == key]
        return (said.at - self.began) / SECOND


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """Give a house, and see that it leaves no task behind."""
    house = House(tmp_path)
    yield house
    await house.delivery.stop(0)
    if house.task is not None:
        await asyncio.gather(house.task, return_exceptions=True)
    for _ in range(100):
        await asyncio.sleep(0)
    assert {task for task in asyncio.all_tasks() if task is not asyncio.current_task()} == set()


async def drained(house: House, seconds: float = 60) -> None:
    """Wait until everything is said."""
    assert await house.delivery.drained(round(seconds * SECOND))


# --- what is said quietly ---------------------------------------------------------------------------------------


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


async def test_what_refers_to_a_message_of_an_earlier_run_finds_it_in_the_journal(house: House) -> None:
    """A poll that was opened before the restart is ended after it."""
    poll = {"question": "Was?", "options": [["1", "Bänke"]], "choices": 1, "disclosed": True}
    house.put(Row("poll", ROOM, "phase", "poll", poll, "poll:1"))
    house.start()
    await drained(house)
    await house.kill()
    house.delivery = house.build()
    house.put(Row("end", ROOM, "result", "poll_end", {"anchor": "poll:1", "plain": "1 Bänke: 12"}))
    house.start()
    await drained(house)
    first, last = (each.outgoing for each in house.server.said)
    assert first == Poll("Was?", (("1", "Bänke"),), 1, disclosed=True)
    assert last == PollEnd(Source(f"{ROOM}/$e0"), "1 Bänke: 12")


async def test_edits_of_one_message_that_wait_become_one(house: House) -> None:
    """Only the last words are sent; the older ones count as said."""
    house.put(post("board", anchor="board"), post("news", anchor="news"))
    house.put(edit("one", "board"), edit("other", "news"), edit("two", "board"), edit("three", "board"))
    house.start()
    await drained(house)
    edits = [each.outgoing for each in house.server.said if isinstance(each.outgoing, Edit)]
    assert [each.plain for each in edits] == ["three", "other"]
    assert sorted(house.journal.states("delivered")) == ["board", "news", "one", "other", "three", "two"]


def again(row: Row) -> Row:
    """Return what has a row looked at once more."""
    return Row(f"again-{row.id}", row.room, "moderation", "edit", {"of": row.id})


async def test_what_was_hidden_while_it_waited_never_goes_out(house: House) -> None:
    """It is said without, and edited once more: nobody knows whether an earlier run had said it already."""
    house.put(post("list", words="1 Bänke · 2 Mist"))
    house.hidden = "Mist"
    house.put(again(house.journal.entries["list"].row))
    house.start()
    await drained(house)
    assert house.server.texts(ROOM) == ["1 Bänke · 2 …"] * 2
    assert isinstance(house.server.said[1].outgoing, Edit)
    assert house.lost == []


async def test_what_was_hidden_while_it_was_under_way_is_edited_at_once(house: House) -> None:
    """The server had it, its answer did not come: the words change as soon as it is known where they stand."""
    row = post("list", words="1 Bänke · 2 Mist")
    house.server.answers_lost = 1
    house.put(row)
    house.start()
    await house.after(0.1)
    house.hidden = "Mist"
    house.put(again(row), post("next"))
    await drained(house)
    assert house.server.texts(ROOM) == ["1 Bänke · 2 Mist", "1 Bänke · 2 …", "next"]


async def test_what_an_earlier_run_said_before_it_was_hidden_is_found_and_edited(house: House) -> None:
    """Where a message is found by its words only, it is looked for as it was, and not said a second time."""
    house.server.memory, house.server.by_words = 0, True
    row = post("list", words="1 Bänke · 2 Mist")
    house.put(row)
    house.start()
    await drained(house)
    await house.kill()
    house.journal.entries["list"].state = "waiting"  # it was not noted before the crash
    house.hidden, house.delivery = "Mist", house.build()
    house.put(again(row))
    house.start()
    await drained(house)
    assert house.server.texts(ROOM) == ["1 Bänke · 2 Mist", "1 Bänke · 2 …"]


async def test_what_is_hidden_merges_with_nothing(house: House) -> None:
    """Where answers share a message, this one is said by itself."""
    answers = [answer(number, words="Das ist schon Idee 2: Mist") for number in range(6)]
    house.server.rate, house.server.burst = 1.0, 1
    house.hidden = "Mist"
    house.put(post("first"), *answers, again(answers[3]))
    house.start()
    await drained(house)
    assert answers[3].id in [each.key for each in house.server.said]
    assert house.journal.entries["again-" + answers[3].id].state == "delivered"


async def test_a_file_is_read_when_it_is_sent(house: House) -> None:
    """From the conference's folder; one that is missing is given up."""
    (house.folder / "digest.md").write_bytes(b"# Ende")
    body = {"name": "digest.md", "mime": "text/markdown", "path": "digest.md"}
    house.put(Row("file", ROOM, "result", "file", body), Row("gone", ROOM, "result", "file", body | {"path": "x"}))
    house.start()
    async with asyncio.timeout(5):
        while house.journal.states("waiting"):  # noqa: ASYNC110 - a real file is read in a thread
            await asyncio.sleep(0.01)
    assert [each.outgoing for each in house.server.said] == [File("digest.md", "text/markdown", b"# Ende")]
    assert [one for one, _ in house.lost] == ["gone"]


async def test_a_post_says_everything_that_its_row_says(house: House) -> None:
    """Answers go below the message, and name what they cover."""
    source = f"{ROOM}/$q"
    body = {"plain": "Ja", "html": "<b>Ja</b>", "notice": False, "reply_to": source, "all": True, "covers": [source]}
    house.put(Row("yes", ROOM, "answer", "post", body))
    house.start()
    await drained(house)
    (said,) = house.server.said
    reply, covers = Source(source), (Source(source),)
    assert said.outgoing == Post("Ja", "<b>Ja</b>", notice=False, reply_to=reply, addresses_all=True, covers=covers)


# --- within a server's limits -----------------------------------------------------------------------------------


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


# --- outages ----------------------------------------------------------------------------------------------------


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


async def test_many_confirmations_are_noted_together(house: House) -> None:
    """Not one write for each of eight rooms that answer at once."""
    rooms = [f"matrix:!r{number}" for number in range(8)]
    house.put(*(post(f"{room}-{number}", room) for number in range(10) for room in rooms))
    house.start()
    await drained(house)
    assert house.journal.writes <= 30


# --- coming and going -------------------------------------------------------------------------------------------


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


async def test_a_stop_during_an_outage_ends_in_time(house: House) -> None:
    """It does not wait for a server that is gone."""
    house.server.down = True
    house.start()
    await house.after(0)
    house.put(post("one"))
    await house.delivery.stop(5 * SECOND)
    assert house.clock.now() - house.began == 5 * SECOND
    assert house.journal.states("waiting") == ["one"]


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
