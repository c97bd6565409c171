"""Whoever wants to be forgotten is: in the state, in the journal, in every byte of the folder, and for every resync."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.copies import Copies
from bot.delivery.parcel import parcel
from bot.obscuring import covered
from bot.platforms.incoming import Batch, Deleted, Departed, DirectOpened, Entered, Incoming, Wrote
from bot.platforms.outgoing import File
from bot.shredding import READ, Shredder
from storage.backup import copy_now
from storage.folder import journal_file, key_file
from storage.journal import CommitFailed, Row
from storage.retention import forget
from tests.bot.house import BEGINS, ROOM, House, house
from tests.bot.quiet_platform import QuietPlatform
from tests.storage.test_forgetting import bytes_of
from tests.test_whatever_happens import snapshot
from workshop_flows.happen import fold
from workshop_flows.values import MINUTE, SECOND, Source

DIRECTS = "matrix:!direct"
PEOPLE = [f"p{number}x" for number in range(1, 13)]
GONE, STAYING = PEOPLE[:10], PEOPLE[10:]


class Named(QuietPlatform):
    """A platform on which everybody has a name of their own."""

    def name_of(self, _room: str, account: str) -> str:
        """Return what stands before the server."""
        return account.removeprefix("matrix:@").partition(":")[0]

    def leads(self, room: str, account: str) -> bool:
        """Anna leads."""
        return super().leads(room, self.name_of(room, account))


class Wanted(Copies):
    """Notes that a copy is wanted: nothing that was erased is left."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.wanted = asyncio.Event()

    def want(self) -> None:
        """Note it."""
        self.wanted.set()


def account(name: str) -> str:
    """Return somebody's account."""
    return f"matrix:@{name}:example.org"


def says(here: House, name: str, text: str, event: str = "", room: str = ROOM) -> Wrote:
    """Let somebody write, at the server's time."""
    here.numbers += 1
    source = Source(f"{room}/{event or f'$event{here.numbers}x'}")
    return Wrote(source, room, account(name), here.clock.now() + here.numbers, text)


def direct(name: str) -> str:
    """Return somebody's direct chat."""
    return f"{DIRECTS}{PEOPLE.index(name)}x"


def idea(name: str) -> str:
    """Return somebody's idea."""
    return f"Ein Brunnen für {name} am Markt"


def presence(here: House) -> tuple[int, ...]:
    """Return how many were there, in all, at once, and at the start; to say that one wants to go is a sign of life."""
    figures = here.conductor.day.workshop("w").presence.figures((), here.clock.now())
    return figures.unique, figures.peak, figures.at_start, figures.members


async def a_day(here: House) -> list[Incoming]:
    """Let twelve people come, give ideas and vote; ten of them are forgotten between two ballots."""
    said: list[Incoming] = [
        DirectOpened(Source(f"{direct(name)}/$open"), direct(name), account(name), BEGINS) for name in PEOPLE
    ]
    said += [Entered(Source(f"{ROOM}/$in{each}x"), ROOM, account(name), BEGINS) for each, name in enumerate(PEOPLE)]
    await here.rings(BEGINS)
    await here.hears(*said)
    return said


async def forgotten(here: House, name: str, room: str = "") -> list[Incoming]:
    """Let somebody say that they want to be forgotten, and that they are sure."""
    room = room or direct(name)
    wish = says(here, name, "!löschen", room=room)
    await here.hears(wish)
    sure = says(here, name, "!löschen ja", room=room)
    await here.hears(sure)
    return [wish, sure]


async def test_f19(tmp_path: Path) -> None:
    """Ten are forgotten mid-run: the sums stay, no byte of theirs does, and a resync from zero brings nothing back."""
    async with house(tmp_path, platform=Named()) as here:
        heard = await a_day(here)
        ideas = [says(here, name, idea(name)) for name in PEOPLE]
        heard += ideas
        await here.hears(*ideas)
        await here.rings(BEGINS + 5 * MINUTE)
        ballots = [says(here, name, f"{number} 11 12") for number, name in enumerate(PEOPLE, 1)]
        heard += ballots
        await here.hears(*ballots)
        await here.rings(BEGINS + 10 * MINUTE)
        await here.clock.somebody_sleeps()
        await here.clock.advance(3 * SECOND)
        await here.until(lambda: here.conductor.day.workshop("w").vote is None)
        before = here.conductor.day.workshop("w").votes[1].result
        attending = presence(here)
        copy_now(tmp_path)
        for name in GONE:
            heard += await forgotten(here, name)
        assert before is not None
        after = here.conductor.day.workshop("w").votes[1].result
        assert after is not None
        assert [(row.option, row.value) for row in after.rows] == [(row.option, row.value) for row in before.rows]
        assert after.turnout == before.turnout
        voters = [*here.conductor.day.workshop("w").votes[1].ballots]
        assert (sum(person < 0 for person in voters), len({*voters})) == (10, 12)
        assert presence(here) == attending
        assert [each.number for each in here.conductor.day.workshop("w").ideas if not each.withdrawn] == [11, 12]
        await here.journal.outbox.delivered([(row.id, f"$ours{row.id}") for row in await here.journal.outbox.waiting()])
        await here.journal.remains.shred()
        live = snapshot(here.conductor.day.workshop("w"))
        assert snapshot(fold(await here.journal.entries()).workshop("w")) == live
    held = bytes_of(tmp_path)
    ids = [account(name).partition(":")[2] for name in GONE]
    assert [each for each in (*ids, *map(idea, GONE), *GONE) if each.encode() in held] == []
    assert all(account(name).encode() in held for name in STAYING)
    events = [one.source.event for one in heard if one.account in map(account, GONE) and "$open" not in one.source]
    async with house(tmp_path, now=BEGINS + 11 * MINUTE, platform=Named()) as again:
        await again.hears(*heard)
        assert snapshot(again.conductor.day.workshop("w")) == live
        assert {known.account for known in await again.journal.accounts()} == {account(name) for name in STAYING}
    held = bytes_of(tmp_path)
    assert [each for each in (*ids, *events, *map(direct, GONE)) if each.encode() in held] == []
    forget(tmp_path)
    held = bytes_of(tmp_path)
    assert [each for each in map(account, PEOPLE) if each.encode() in held] == []
    assert not key_file(tmp_path).exists()


async def open_vote(here: House) -> None:
    """Let Karin's idea and another be voted on by both."""
    await here.rings(BEGINS)
    await here.hears(DirectOpened(Source(f"{DIRECTS}0x/$open"), f"{DIRECTS}0x", account("karin"), BEGINS))
    await here.hears(says(here, "karin", "Mehr Bänke am See", "$bench"), says(here, "jonas", "Nachtbus für alle"))
    await here.rings(BEGINS + 5 * MINUTE)
    await here.hears(says(here, "karin", "1 2 2", "$hers"), says(here, "jonas", "1 1 2"))
    rows = [row for row in await here.journal.outbox.waiting() if row.kind in {"post", "poll"}]
    await here.journal.outbox.delivered([(row.id, f"$ours{number}") for number, row in enumerate(rows)])


async def test_what_is_open_is_withdrawn_and_our_own_messages_say_so(tmp_path: Path) -> None:
    """The ballot goes, the idea keeps its number and says nothing, and the list that the room reads is edited."""
    async with house(tmp_path) as here:
        await open_vote(here)
        await forgotten(here, "karin", f"{DIRECTS}0x")
        workshop = here.conductor.day.workshop("w")
        assert [cast.weights for cast in workshop.votes[1].ballots.values()] == [{1: 2, 2: 1}]
        idea = workshop.ideas.by_number[1]
        assert (idea.text, idea.withdrawn) == ("", True)
        again = [row.body["of"] for row in await here.journal.outbox.waiting() if "of" in row.body]
        found = [row async for row in _rows(here, again)]
        edits = [covered(here.conductor.day, row).body["plain"] for row in found if row.kind == "post"]
        assert any("1 (zurückgezogen)\n2 Nachtbus für alle" in words for words in edits), edits
        assert not any("Bänke" in words for words in edits)


async def _rows(here: House, ids: list[str]) -> AsyncIterator[Row]:
    """Yield rows as whoever speaks finds them."""
    for one in ids:
        if (found := await here.journal.outbox.row(one)) is not None:
            yield found[0]


async def test_what_still_waits_to_be_said_names_them_no_more(tmp_path: Path) -> None:
    """A thank-you to them is not said any more, a list that waits is said without their words."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        await here.hears(says(here, "karin", "Mehr Bänke am See", "$bench"), says(here, "jonas", "Nachtbus für alle"))
        await here.rings(BEGINS + 5 * MINUTE)
        await forgotten(here, "karin", ROOM)
        rows = [str(row.body) for row in await here.journal.outbox.waiting()]
        assert not [body for body in rows if "Bänke" in body or "$bench" in body]
        assert any("2 Nachtbus für alle" in body for body in rows)


async def test_nobody_takes_our_own_words_with_them(tmp_path: Path) -> None:
    """Whoever writes what stands in our sentences, or in the plan, and is forgotten, changes no other message."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        ideas = ("!idee Idee", "!idee Punkte", "!idee dots", "!idee 7")
        await here.hears(*(says(here, "karin", text) for text in ideas), says(here, "jonas", "Nachtbus für alle"))
        await here.rings(BEGINS + 5 * MINUTE)
        before = {row.id: row.body for row in await here.journal.outbox.waiting() if row.kind in {"post", "poll"}}
        await forgotten(here, "karin", ROOM)
        after = {row.id: row.body for row in await here.journal.outbox.waiting()}
        assert {id_: after[id_] for id_ in before if "reply_to" not in before[id_]} == {
            id_: body for id_, body in before.items() if "reply_to" not in body
        }


async def test_who_comes_back_is_somebody_new_and_who_only_leaves_stays_unknown(tmp_path: Path) -> None:
    """Deleting old messages, leaving, or having been in the room all along is no coming back; writing is."""
    async with house(tmp_path) as here:
        await open_vote(here)
        await forgotten(here, "karin", ROOM)
        here.numbers += 1
        at = here.clock.now() + here.numbers
        bench = Source(f"{ROOM}/$bench")
        await here.hears(
            Deleted(Source(f"{ROOM}/$del"), ROOM, account("karin"), at, bench),
            Entered(Source(f"{ROOM}/$still"), ROOM, account("karin"), at, unobserved=True),
            Departed(Source(f"{ROOM}/$bye"), ROOM, account("karin"), at),
        )
        assert account("karin") not in {known.account for known in await here.journal.accounts()}
        await here.hears(says(here, "karin", "2"))
        workshop = here.conductor.day.workshop("w")
        numbers = {known.account: known.person for known in await here.journal.accounts()}
        assert numbers[account("karin")] not in here.conductor.day.erased
        assert workshop.votes[1].ballots[numbers[account("karin")]].weights == {2: 1}


async def test_the_number_of_somebody_forgotten_is_given_to_nobody(tmp_path: Path) -> None:
    """Else the next one who comes would own what was counted."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        await here.hears(says(here, "karin", "Mehr Bänke am See"))
        await forgotten(here, "karin", ROOM)
        await here.hears(says(here, "jonas", "Nachtbus für alle"))
        assert here.conductor.day.erased == {1}
        assert [idea.person for idea in here.conductor.day.workshop("w").ideas] == [1, 2]


async def test_in_one_batch_the_wish_and_what_comes_after_it(tmp_path: Path) -> None:
    """What somebody writes right behind their wish is by somebody new, and both are written together."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        await here.hears(says(here, "karin", "Mehr Bänke am See"))
        await here.hears(
            says(here, "karin", "!löschen"),
            says(here, "karin", "!löschen ja"),
            says(here, "karin", "Eine neue Bank hier"),
        )
        assert [(idea.person, idea.text) for idea in here.conductor.day.workshop("w").ideas] == [
            (1, ""),
            (2, "Eine neue Bank hier"),
        ]


async def test_a_wish_that_could_not_be_written_is_decided_again(tmp_path: Path) -> None:
    """On a full disk nobody is forgotten by half."""
    async with house(tmp_path) as here:
        await open_vote(here)
        await here.hears(says(here, "karin", "!löschen", room=f"{DIRECTS}0x"))
        await here.journal.place.limit_pages(1)
        many = tuple(says(here, "jonas", f"Idee: Nummer {n} " + "viel " * 90) for n in range(80))
        here.numbers += 1
        sure = says(here, "karin", "!löschen ja", room=f"{DIRECTS}0x")
        await here.conductor.take(Batch("matrix", "s99", (sure, *many)))
        await here.clock.somebody_sleeps()
        assert account("karin") in {known.account for known in await here.journal.accounts()}
        await here.journal.place.limit_pages(100_000)
        await here.clock.advance(2 * SECOND)
        await here.conductor.settled()
        assert account("karin") not in {known.account for known in await here.journal.accounts()}
        assert f"{DIRECTS}0x" not in here.rooms.directs


async def test_everybody_is_told_what_is_held_about_them(tmp_path: Path) -> None:
    """A sentence to read, and a file with every detail, in the chat with them; in the room not a word of it."""
    async with house(tmp_path) as here:
        await open_vote(here)
        await here.hears(says(here, "karin", "!meinedaten", room=f"{DIRECTS}0x"), says(here, "jonas", "!meinedaten"))
        rows = await here.journal.outbox.waiting()
        (file,) = [row for row in rows if row.kind == "file"]
        sent = await parcel(file, None, tmp_path)
        assert isinstance(sent, File)
        data = json.loads(sent.content)
        assert file.room == f"{DIRECTS}0x"
        assert [each["account"] for each in data["accounts"]] == [account("karin")]
        (workshop,) = data["workshops"]
        assert [(each["number"], each["text"]) for each in workshop["ideas"]] == [("A1", "Mehr Bänke am See")]
        assert [(each["weights"], each["counted"]) for each in workshop["ballots"]] == [({"1": 1, "2": 2}, False)]
        (told,) = [row.body["plain"] for row in rows if row.room == ROOM and row.body.get("reply_to")]
        assert (
            told
            == "Das sage ich Ihnen nur dort, wo es sonst niemand liest. Schreiben Sie mir bitte direkt: !meinedaten"
        )


async def test_what_was_released_stays_without_anybody(tmp_path: Path) -> None:
    """The documentation is out: its words stay, and nothing tells any more whose they were."""
    async with house(tmp_path, platform=Named()) as here:
        await open_vote(here)
        await here.rings(BEGINS + 10 * MINUTE)
        await here.clock.somebody_sleeps()
        await here.clock.advance(3 * SECOND)
        await here.until(lambda: here.conductor.day.workshop("w").vote is None)
        await here.rings(BEGINS + 16 * MINUTE)
        await here.hears(says(here, "anna", "!freigeben"))
        await forgotten(here, "karin", f"{DIRECTS}0x")
        idea = here.conductor.day.workshop("w").ideas.by_number[1]
        assert (idea.text, idea.withdrawn, idea.source) == ("Mehr Bänke am See", False, "")
        await here.journal.remains.shred()
    held = bytes_of(tmp_path)
    assert "Mehr Bänke am See".encode() in held
    assert account("karin").encode() not in held


async def test_what_was_withdrawn_or_hidden_is_not_released_and_goes(tmp_path: Path) -> None:
    """Only what the documentation shows stays; the question says how many are which."""
    gone = ("Ein Denkmal am See", "Eine Rutsche am Markt", "Was soll das")
    async with house(tmp_path, platform=Named()) as here:
        await open_vote(here)
        question = says(here, "karin", f"!frage {gone[2]}")
        await here.hears(*(says(here, "karin", f"Idee: {each}") for each in gone[:2]), question)
        await here.hears(says(here, "karin", "!zurückziehen 3"), says(here, "anna", "!ausblenden 4"))
        await here.hears(says(here, "anna", "!ausblenden F1"))
        await here.rings(BEGINS + 10 * MINUTE)
        await here.clock.somebody_sleeps()
        await here.clock.advance(3 * SECOND)
        await here.until(lambda: here.conductor.day.workshop("w").vote is None)
        await here.rings(BEGINS + 16 * MINUTE)
        await here.hears(says(here, "anna", "!freigeben"), says(here, "karin", "!löschen", room=f"{DIRECTS}0x"))
        *_, asked = [row.body["plain"] for row in await here.journal.outbox.waiting() if row.room == f"{DIRECTS}0x"]
        assert "Ihre 2 Beiträge ziehe ich zurück und lösche die Texte." in asked
        assert "Ihr Beitrag steht schon in der fertigen Dokumentation." in asked
        await forgotten(here, "karin", f"{DIRECTS}0x")
        live = snapshot(here.conductor.day.workshop("w"))
        assert snapshot(fold(await here.journal.entries()).workshop("w")) == live
        ideas = here.conductor.day.workshop("w").ideas
        assert [(idea.number, idea.text) for idea in ideas if idea.open] == [
            (1, "Mehr Bänke am See"),
            (2, "Nachtbus für alle"),
        ]
        await here.journal.remains.shred()
    held = bytes_of(tmp_path)
    assert [each for each in gone if each.encode() in held] == []
    assert "Mehr Bänke am See".encode() in held


async def test_while_somebody_reads_the_journal_the_remains_wait(tmp_path: Path) -> None:
    """The log cannot be emptied under a reader; it is tried again, and every start begins with it."""
    async with house(tmp_path) as here:
        await open_vote(here)
        with closing(sqlite3.connect(journal_file(tmp_path), isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM facts").fetchone()
            await forgotten(here, "karin", f"{DIRECTS}0x")
            with contextlib.suppress(CommitFailed):
                await here.journal.remains.shred()
            assert here.journal.remains
            assert account("karin").encode() in bytes_of(tmp_path)
    async with house(tmp_path, now=BEGINS + 6 * MINUTE) as again:
        assert not again.journal.remains
        assert account("karin").encode() not in bytes_of(tmp_path)


async def test_a_program_that_reads_the_journal_is_named_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The operator can close it, and need not read it every ten seconds."""
    async with house(tmp_path) as here:
        await open_vote(here)
        with closing(sqlite3.connect(journal_file(tmp_path), isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM facts").fetchone()
            tries: list[bool] = []

            async def document() -> None:
                tries.append(bool(here.journal.remains))
                if len(tries) == 3:
                    reader.execute("COMMIT")

            copies = Wanted(tmp_path)
            shredder = Shredder(here.journal, copies, document, pause=0)
            shredding = asyncio.create_task(shredder.keep())
            await forgotten(here, "karin", f"{DIRECTS}0x")
            shredder.wanted.set()
            await copies.wanted.wait()
            shredding.cancel()
    assert tries == [True] * 3
    assert [each.message for each in caplog.records if "Datenträger" in each.message] == [READ]


async def test_tombstones_without_their_key_are_noticed(tmp_path: Path) -> None:
    """A journal that moved to another machine without it would hear again whoever was forgotten."""
    async with house(tmp_path) as here:
        await here.rings(BEGINS)
        await here.hears(says(here, "karin", "Mehr Bänke am See"))
        assert not here.journal.tombstones.unreadable
        await here.hears(says(here, "karin", "!löschen"))
        await here.hears(says(here, "karin", "!löschen ja"))
    async with house(tmp_path) as again:
        assert not again.journal.tombstones.unreadable
    key_file(tmp_path).unlink()
    async with house(tmp_path) as moved:
        assert moved.journal.tombstones.unreadable


async def test_a_documentation_that_cannot_be_written_keeps_nothing_in_the_journal(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The journal is shredded at once; the documentation is owed until it is there without what was erased."""
    remained: list[bool] = []
    async with house(tmp_path) as here:
        await open_vote(here)

        async def document() -> None:
            await asyncio.sleep(0)
            remained.append(bool(here.journal.remains))
            if len(remained) < 3:
                raise ValueError("a chart without a number")

        copies = Wanted(tmp_path)
        shredder = Shredder(here.journal, copies, document, pause=0)
        shredding = asyncio.create_task(shredder.keep())
        await forgotten(here, "karin", f"{DIRECTS}0x")
        shredder.wanted.set()
        async with asyncio.timeout(20):
            await copies.wanted.wait()
        shredding.cancel()
    assert remained == [True, False, False]
    assert len([each for each in caplog.records if "Datenträger" in each.message]) == 1
