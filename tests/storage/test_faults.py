"""Full disks, damaged files, second instances and processes that die: nothing acknowledged is lost."""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from storage.backup import backup, restore
from storage.journal import Commit, CommitFailed, Journal, JournalDamaged, JournalLocked, Row, Seen
from storage.schema import migrations
from workshop_flows.facts.entry import Entry
from workshop_flows.facts.ideas import IdeaGiven
from workshop_flows.values import Source, Text

NOON = 1_780_000_000_000
ROOT = Path(__file__).parents[2]


def batch(turn: int, size: int = 10) -> Commit:
    """Return a batch with some of everything."""
    source = Source(f"matrix:!a/${turn}")
    entry = Entry(IdeaGiven(turn, 1, Text("Wort " * size), source), NOON, "w")
    said = Row(f"row{turn}", "matrix:!a", "answer", "post", {"plain": "x"})
    return Commit([(turn, entry)], [Seen(source, "fact")], [said], {"matrix": str(turn)})


async def filled(folder: Path, turns: int = 40) -> Path:
    """Return the file of a closed journal with some turns."""
    async with await Journal.open(folder, now=NOON) as journal:
        for turn in range(1, turns + 1):
            await journal.commit(batch(turn, 200), NOON)
    return folder / "journal.sqlite3"


async def opening(folder: Path, *, readonly: bool = False) -> str:
    """Return the sentence with which the journal refuses to open."""
    with pytest.raises(JournalDamaged) as caught:
        await Journal.open(folder, now=NOON, readonly=readonly)
    return str(caught.value)


async def test_a_full_disk_writes_nothing_and_recovers(tmp_path: Path) -> None:
    """A commit that does not fit leaves no trace, on disk or in memory; with room again the same one succeeds."""
    async with await Journal.open(tmp_path, now=NOON) as journal:
        await journal.commit(batch(1), NOON)
        await journal.place.limit_pages(1)
        with pytest.raises(CommitFailed, match="konnte nicht geschrieben werden"):
            await journal.commit(batch(2, 20_000), NOON)
        assert (journal.last_turn, len(journal.inputs.sources)) == (1, 1)
        assert [entry for _, entry in batch(1).entries] == await journal.entries()
        assert (await journal.positions(), len(await journal.outbox.waiting())) == ({"matrix": "1"}, 1)
        await journal.place.limit_pages(1_000_000)
        await journal.commit(batch(2, 20_000), NOON)
        assert (journal.last_turn, len(await journal.entries())) == (2, 2)


async def test_a_locked_file_fails_the_commit_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If another program holds the file, the commit fails; afterwards it works."""
    monkeypatch.setattr("storage.schema.BUSY_SECONDS", 0.05)
    async with await Journal.open(tmp_path, now=NOON) as journal:
        stranger = sqlite3.connect(tmp_path / "journal.sqlite3", isolation_level=None)
        stranger.execute("BEGIN IMMEDIATE")
        with pytest.raises(CommitFailed):
            await journal.commit(batch(1), NOON)
        stranger.execute("ROLLBACK")
        stranger.close()
        await journal.commit(batch(1), NOON)
        assert len(await journal.entries()) == 1


async def test_one_instance_per_folder(tmp_path: Path) -> None:
    """A second bot on the same folder is refused with a sentence; after the first has closed it is welcome."""
    async with await Journal.open(tmp_path, now=NOON):
        with pytest.raises(JournalLocked, match=f"läuft schon ein Bot \\(Prozess {os.getpid()}\\)"):
            await Journal.open(tmp_path, now=NOON)
    async with await Journal.open(tmp_path, now=NOON) as journal:
        assert journal.epoch == 1


async def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """Where no folder can be, the sentence says which one was meant."""
    (tmp_path / "file").touch()
    with pytest.raises(JournalLocked, match="lässt sich nicht schreiben"):
        await Journal.open(tmp_path / "file" / "var", now=NOON)


async def test_a_refused_journal_gives_the_folder_free(tmp_path: Path) -> None:
    """After a failed opening the lock is not held: restoring has to be possible."""
    (tmp_path / "journal.sqlite3").touch()
    await opening(tmp_path)
    (tmp_path / "journal.sqlite3").unlink()
    async with await Journal.open(tmp_path, now=NOON) as journal:
        assert await journal.entries() == []


@pytest.mark.parametrize("readonly", [False, True])
async def test_an_empty_file_is_no_fresh_journal(tmp_path: Path, *, readonly: bool) -> None:
    """SQLite would take zero bytes for a sound database; they are a loss, and the sentence says so."""
    (tmp_path / "journal.sqlite3").touch()
    sentence = await opening(tmp_path, readonly=readonly)
    assert sentence.startswith(f"Das Journal {tmp_path}/journal.sqlite3 ist leer. Nächste Sicherung: keine")


async def test_a_missing_file_is_not_made_by_a_reader(tmp_path: Path) -> None:
    """Reading where there is nothing is an error and leaves nothing behind."""
    assert "Es gibt kein Journal" in await opening(tmp_path, readonly=True)
    assert not (tmp_path / "journal.sqlite3").exists()
    assert not (tmp_path / "lock").exists()


async def test_a_log_without_its_journal_is_a_loss(tmp_path: Path) -> None:
    """A write-ahead log without its journal means that somebody took the journal away."""
    (tmp_path / "journal.sqlite3-wal").write_bytes(b"x" * 4096)
    assert "beide gehören zusammen" in await opening(tmp_path)


async def test_damage_is_found_at_the_start(tmp_path: Path) -> None:
    """Cut off, overwritten at the head, or random bytes somewhere: each is refused with a sentence."""
    sound = (await filled(tmp_path / "sound")).read_bytes()
    middle = len(sound) // 2 // 4096 * 4096
    noise = random.Random(7).randbytes(4096)
    for name, content in {
        "truncated": sound[: middle + 100],
        "header": b"\xff" * 100 + sound[100:],
        "pages": sound[:middle] + noise + sound[middle + 4096 :],
        "text": b"no database at all\n",
    }.items():
        folder = tmp_path / name
        folder.mkdir()
        (folder / "journal.sqlite3").write_bytes(content)
        assert "ist beschädigt" in await opening(folder), name


async def test_nothing_is_decided_before_every_page_was_looked_at(tmp_path: Path) -> None:
    """Who reads ahead gets no fact and writes nothing if a page is damaged, be it one that holds no fact."""
    path = await filled(tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'outbox_waiting'").fetchone()
    whole = path.read_bytes()
    path.write_bytes(whole[: (page - 1) * 4096] + random.Random(7).randbytes(4096) + whole[page * 4096 :])
    async with await Journal.open(tmp_path, now=NOON, ahead=True) as journal:
        for told in (journal.entries(), journal.turns(), journal.commit(batch(99), NOON), journal.sound()):
            with pytest.raises(JournalDamaged, match="ist beschädigt"):
                await told
    path.write_bytes(whole)
    async with await Journal.open(tmp_path, now=NOON, ahead=True) as journal:
        assert journal.last_turn < 99
        await journal.commit(batch(99), NOON)


async def killed(folder: Path, turns: int = 40) -> Path:
    """Return a folder as it lies there when a bot was killed that had written so many turns."""
    async with await Journal.open(folder / "alive", now=NOON) as journal:
        for turn in range(1, turns + 1):
            await journal.commit(batch(turn), NOON)
        await asyncio.to_thread(shutil.copytree, folder / "alive", folder / "killed")
    return folder / "killed"


@pytest.mark.parametrize("gone", [("-wal",), ("-wal", "-shm")])
async def test_a_log_that_was_deleted_is_a_loss(tmp_path: Path, gone: tuple[str, ...]) -> None:
    """What was committed last stood there; SQLite would open the rest as if nothing had been."""
    folder = await killed(tmp_path)
    for end in gone:
        (folder / f"journal.sqlite3{end}").unlink()
    await backup(folder)
    sentence = await opening(folder)
    assert "fehlt sein Ende: Geschrieben waren 40 Schritte, da sind 0." in sentence
    assert f"werkstatt restore CONFIG {folder}/backups/journal-1.sqlite3" in sentence
    await asyncio.to_thread(restore, folder, folder / "backups" / "journal-1.sqlite3")
    async with await Journal.open(folder, now=NOON) as journal:
        assert journal.epoch == 2
        await journal.commit(batch(1), NOON)
    async with await Journal.open(folder, now=NOON) as journal:
        assert journal.last_turn == 1


async def test_a_killed_bots_journal_is_whole(tmp_path: Path) -> None:
    """With its log, or after any tool of SQLite's has put the log into it: nothing is missing, nothing is refused."""
    folder = await killed(tmp_path)
    with closing(sqlite3.connect(folder / "journal.sqlite3")) as tool:
        tool.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    assert not (folder / "journal.sqlite3-wal").exists()
    async with await Journal.open(folder, now=NOON) as journal:
        assert journal.last_turn == 40


async def test_a_log_that_is_deleted_while_the_bot_runs_is_no_loss_if_it_ends_orderly(tmp_path: Path) -> None:
    """SQLite holds the file open until then, and puts it into the journal."""
    async with await Journal.open(tmp_path, now=NOON) as journal:
        await journal.commit(batch(1), NOON)
        (tmp_path / "journal.sqlite3-wal").unlink()
        await journal.commit(batch(2), NOON)
    async with await Journal.open(tmp_path, now=NOON) as journal:
        assert journal.last_turn == 2


@pytest.mark.parametrize("place", ["journal.sqlite3.new", "journal.sqlite3-wal", "journal.sqlite3.mark"])
async def test_what_cannot_be_written_at_the_start_is_named(tmp_path: Path, place: str) -> None:
    """A folder or a disk that takes nothing: a sentence, and the lock is free again."""
    if place != "journal.sqlite3.new":
        await filled(tmp_path, 1)
        (tmp_path / place).unlink(missing_ok=True)
    (tmp_path / place).mkdir()
    assert "lässt sich nicht öffnen" in await opening(tmp_path)
    (tmp_path / place).rmdir()
    async with await Journal.open(tmp_path, now=NOON) as journal:
        assert journal.epoch == 1


async def test_a_foreign_file_is_refused(tmp_path: Path) -> None:
    """Another program's database is not touched."""
    with sqlite3.connect(tmp_path / "journal.sqlite3") as connection:
        connection.execute("CREATE TABLE other (id INTEGER)")
    connection.close()
    assert "kein Journal dieses Programms" in await opening(tmp_path)


async def test_a_newer_version_is_refused(tmp_path: Path) -> None:
    """A journal of a later version is left alone: this one would not understand it."""
    with sqlite3.connect(await filled(tmp_path, 1)) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert f"neueren Version (Stand 99, bekannt ist {migrations()[-1][0]})" in await opening(tmp_path)


async def test_an_unknown_fact_is_damage(tmp_path: Path) -> None:
    """A fact that this version cannot read stops the start; leaving it out would change the day."""
    with sqlite3.connect(await filled(tmp_path, 1)) as connection:
        connection.execute("UPDATE facts SET kind = 'NeverHeardOf'")
    connection.close()
    async with await Journal.open(tmp_path, now=NOON) as journal:
        with pytest.raises(JournalDamaged, match="NeverHeardOf"):
            await journal.entries()


async def test_an_unfinished_beginning_is_begun_again(tmp_path: Path) -> None:
    """A crash while the first journal is made leaves only its unfinished file, which is replaced."""
    (tmp_path / "journal.sqlite3.new").write_bytes(b"half")
    async with await Journal.open(tmp_path, now=NOON) as journal:
        assert await journal.entries() == []
    assert not (tmp_path / "journal.sqlite3.new").exists()


@pytest.mark.parametrize("statement", range(1, 15))
async def test_a_step_of_the_tables_is_done_whole_or_not_at_all(tmp_path: Path, statement: int) -> None:
    """Wherever the process dies in it, the next start begins the step again."""
    places: list[str] = []

    def dies(place: str) -> None:
        places.append(place)
        if len(places) == statement:
            raise Died

    with pytest.raises(Died):
        await Journal.open(tmp_path, now=NOON, passing=dies)
    assert places == ["in-migration"] * statement
    async with await Journal.open(tmp_path, now=NOON) as journal:
        assert await journal.entries() == []


class Died(Exception):  # noqa: N818
    """The process is no more."""


RAISES = """
import asyncio, sys
from pathlib import Path
from storage.journal import Commit, Journal

async def main():
    journal = await Journal.open(Path(sys.argv[1]), now=1)
    await journal.commit(Commit(), 2)
    raise RuntimeError("before close")

asyncio.run(main())
"""


def test_a_process_that_fails_ends(tmp_path: Path) -> None:
    """An error before `close` does not leave a process that never ends, so the service manager can start it again."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", RAISES, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        timeout=5,
        check=False,
    )
    assert done.returncode == 1
    assert b"RuntimeError: before close" in done.stderr


WRITES = """
import asyncio, sys
from pathlib import Path
from storage.journal import Commit, Journal, Seen
from workshop_flows.facts.entry import Entry
from workshop_flows.facts.ideas import IdeaGiven
from workshop_flows.values import Source, Text

async def main():
    async with await Journal.open(Path(sys.argv[1]), now=1) as journal:
        while True:
            turn = journal.last_turn + 1
            source = Source(f"m/{turn}")
            facts = [(turn, Entry(IdeaGiven(n, 1, Text("Wort"), source), 1, "w")) for n in range(3)]
            await journal.commit(Commit(facts, [Seen(source, "fact")]), 1)
            print(turn, flush=True)

asyncio.run(main())
"""


def _killed_while_writing(folder: Path, turns: int) -> int:
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", WRITES, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        printed = [int(process.stdout.readline()) for _ in range(turns)]
        process.send_signal(signal.SIGKILL)
        return max(printed + [int(line) for line in process.stdout if line.strip()])


async def test_kill_nine_loses_nothing(tmp_path: Path) -> None:
    """Whatever a killed process had reported as committed is there, whole turns only; the lock is free."""
    for turns in (5, 37, 120):
        printed = await asyncio.to_thread(_killed_while_writing, tmp_path, turns)
        async with await Journal.open(tmp_path, now=NOON) as journal:
            read = await journal.turns()
            assert journal.last_turn == len(read) == len(journal.inputs.sources)
            assert printed <= journal.last_turn <= printed + 1
            assert {len(turn) for turn in read} == {3}
