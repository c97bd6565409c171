"""What is sent for a row: all that it says, about the message that it means, and nothing that was hidden since."""

from __future__ import annotations

import asyncio

from bot.platforms.outgoing import Edit, File, Poll, PollEnd, Post
from storage.rows import Row
from tests.bot.delivery_house import House, drained, house
from tests.bot.outbox_rows import ROOM, answer, post
from workshop_flows.values import Source

__all__ = ["house"]


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
