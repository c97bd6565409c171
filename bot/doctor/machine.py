"""The computer that the bot runs on: its disk, the data folder, the journal and its copies."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from bot.doctor.findings import Finding, good, missing, warning
from storage.folder import copies, journal_file, make_private
from storage.journal import Journal, JournalDamaged
from storage.lock import JournalLocked, Lock
from storage.schema import connect, transaction
from workshop_flows.values import MINUTE, SECOND, Moment

GIB = 2**30
PLENTY, ENOUGH = 1 * GIB, GIB // 8
COMMITS = 20
PAYLOAD = "x" * 400
SLOW_MS = 100

NO_FOLDER = "In den Datenordner {folder} lässt sich nicht schreiben ({why})."
FREE = "Im Datenordner {folder} sind {free} frei."
OTHERS_READ = "Den Datenordner {folder} können auch andere Konten dieses Rechners öffnen (Rechte {mode})."
PRIVATE = "Den Datenordner kann nur das Konto öffnen, unter dem der Bot läuft (Rechte {mode})."
COMMIT = "Der Datenträger braucht je Eintrag {p50} ms (95 von 100 Einträgen: höchstens {p95} ms)."
RUNS = "Der Bot läuft gerade; wie schnell sein Konto schreiben darf, wird deshalb nicht gemessen, es würde ihn bremsen."
RUNS_REMEDY = "Zum Messen den Bot beenden, werkstatt doctor aufrufen, den Bot wieder starten."
NO_JOURNAL = "Es gibt noch kein Journal; es entsteht beim ersten Start."
READABLE = "Das Journal ist lesbar ({entries} Einträge), letztes Lebenszeichen {when}."
NEVER = "noch keines"
AGO = "vor {time}"
COPIES = "Sicherungen des Journals: {count}, die neueste ist {path}."
NO_COPIES = "Vom Journal gibt es noch keine Sicherung."


async def examine(folder: Path, now: Moment) -> list[Finding]:
    """Look at disk, folder, journal and copies; the folder must be there."""
    return [disk(folder), private(folder), await commit_time(folder), *await journal(folder, now)]


def unusable(folder: Path) -> Finding | None:
    """Say why the data folder cannot be used; it is made if there is none, as the bot would do."""
    try:
        make_private(folder)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        return _no_folder(folder, error)
    return None


def _no_folder(folder: Path, error: OSError) -> Finding:
    remedy = f"sudo install -d -m 700 -o BENUTZER {folder.absolute()}"
    return missing(NO_FOLDER.format(folder=folder, why=error.strerror), remedy)


def runs(folder: Path) -> bool:
    """Say whether a bot holds this data folder at this moment."""
    try:
        Lock(folder).release()
    except JournalLocked:
        return True
    return False


def disk(folder: Path) -> Finding:
    """Say how much is free."""
    return room_left(folder, shutil.disk_usage(folder).free)


def room_left(folder: Path, free: int) -> Finding:
    """Say whether so many bytes are enough for a day, its copies and its documentation."""
    sentence = FREE.format(folder=folder, free=f"{free / GIB:.1f} GB".replace(".", ","))
    if free >= PLENTY:
        return good(sentence)
    remedy = f"Nötig ist 1 GB. Was Platz braucht, zeigt: du -xh {folder.absolute().parent} | sort -h | tail"
    return warning(sentence, remedy) if free >= ENOUGH else missing(sentence, remedy)


def private(folder: Path) -> Finding:
    """Say whether others may read what citizens wrote."""
    mode = stat.S_IMODE(folder.stat().st_mode)
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        return warning(OTHERS_READ.format(folder=folder, mode=f"{mode:o}"), f"chmod 700 {folder.absolute()}")
    return good(PRIVATE.format(mode=f"{mode:o}"))


async def commit_time(folder: Path) -> Finding:
    """Measure how long the disk takes for what the journal does at every turn."""
    try:
        times = await asyncio.to_thread(_commits, folder, asyncio.get_running_loop().time)
    except (OSError, sqlite3.Error) as error:
        return missing(NO_FOLDER.format(folder=folder, why=error))
    p50, p95 = times[len(times) // 2 - 1] * 1000, times[-2] * 1000
    sentence = COMMIT.format(p50=_number(p50), p95=_number(p95))
    if p95 <= SLOW_MS:
        return good(sentence)
    return warning(sentence, 'In [conference]: data_dir = "/pfad/auf/einer/schnelleren/lokalen/Platte"')


def _commits(folder: Path, time: Callable[[], float]) -> list[float]:
    """Return the seconds of each commit, the shortest first."""
    times = []
    with tempfile.TemporaryDirectory(dir=folder, prefix="doctor-") as place:
        path = Path(place) / "probe.sqlite3"
        path.touch()
        with closing(connect(path)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, body TEXT)")
            for _ in range(COMMITS):
                began = time()
                with transaction(connection):
                    connection.execute("INSERT INTO entry (body) VALUES (?)", (PAYLOAD,))
                times.append(time() - began)
    return sorted(times)


async def journal(folder: Path, now: Moment) -> list[Finding]:
    """Say whether there is a journal, whether it can be read, when it was last written, and what copies there are."""
    if not journal_file(folder).exists():
        return [good(NO_JOURNAL)]
    kept = copies(folder)
    back = good(COPIES.format(count=len(kept), path=kept[-1])) if kept else _no_copies()
    try:
        async with await Journal.open(folder, now=now, readonly=True) as opened:
            entries, alive = len(await opened.entries()), opened.last_heartbeat
    except JournalDamaged as damage:
        remedy = f"werkstatt restore CONFIG {kept[-1]}" if kept else ""
        return [missing(str(damage), remedy), back]
    when = NEVER if alive is None else AGO.format(time=_duration(now - alive))
    return [good(READABLE.format(entries=entries, when=when)), back]


def _no_copies() -> Finding:
    return warning(NO_COPIES, "werkstatt backup CONFIG")


def _duration(time: Moment) -> str:
    """Return a time as people say it, in its largest unit."""
    minutes = max(0, time) // MINUTE
    for size, one, many in (
        (1440, "einem Tag", "Tagen"),
        (60, "einer Stunde", "Stunden"),
        (1, "einer Minute", "Minuten"),
    ):
        if minutes >= size:
            count = minutes // size
            return one if count == 1 else f"{count} {many}"
    return f"{max(0, time) // SECOND} Sekunden"


def _number(milliseconds: float) -> str:
    return (f"{milliseconds:.1f}" if milliseconds < 10 else f"{milliseconds:.0f}").replace(".", ",")
