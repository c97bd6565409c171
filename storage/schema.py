"""The tables of the journal: how a journal is made, brought up to date, and checked before anybody trusts it."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from importlib.resources import files
from pathlib import Path

from storage.folder import BESIDE, copies, journal_file, make_private, new_file, settle
from workshop_flows.values import Moment

APPLICATION = 0x5765726B
"""The `application_id` of the file: "Werk"."""

BUSY_SECONDS = 5.0

MIGRATING = "in-migration"
"""The place that is passed after every statement of a step."""


def unharmed(_place: str) -> None:
    """Pass a place where a rehearsal of accidents may end the process: nothing happens."""


class JournalDamaged(Exception):  # noqa: N818
    """The journal cannot be trusted, or not be read by this version. The message is a sentence for the shell."""


class Trouble:
    """The sentences for the operator, each with the way out."""

    EMPTY = "Das Journal {path} ist leer."
    MISSING = "Es gibt kein Journal {path}."
    HALF = "Das Journal {path} fehlt, aber seine Begleitdatei {beside} ist da; beide gehören zusammen."
    CUT = (
        "Dem Journal {path} fehlt sein Ende: Geschrieben waren {known} Schritte, da sind {found}."
        " Wurde eine Begleitdatei gelöscht oder eine alte Sicherung von Hand darübergelegt?"
    )
    FOREIGN = "Die Datei {path} ist kein Journal dieses Programms."
    NEWER = (
        "Das Journal {path} stammt von einer neueren Version (Stand {found}, bekannt ist {known}). Bitte aktualisieren."
    )
    OLDER = (
        "Das Journal {path} stammt von einer älteren Version (Stand {found}). Der nächste Start des Bots hebt es an."
    )
    BROKEN = "Das Journal {path} ist beschädigt ({what})."
    NO_ACCESS = "Das Journal {path} lässt sich nicht öffnen ({what})."
    COPY = "Nächste Sicherung: {copy}. Zurückspielen: werkstatt restore CONFIG {copy}"
    NO_COPY = "Nächste Sicherung: keine in {folder}."


def damaged(folder: Path, sentence: str, **values: object) -> JournalDamaged:
    """Return the error about the journal of this folder, with the newest copy named."""
    found = copies(folder)
    rest = Trouble.COPY.format(copy=found[-1]) if found else Trouble.NO_COPY.format(folder=folder / "backups")
    return JournalDamaged(f"{sentence.format(path=journal_file(folder), **values)} {rest}")


def migrations() -> list[tuple[int, str]]:
    """Return the numbered steps, in order."""
    found = [one for one in (files("storage") / "migrations").iterdir() if one.name.endswith(".sql")]
    return sorted((int(one.name.split("_")[0]), one.read_text("utf-8")) for one in found)


def statements(script: str) -> Iterator[str]:
    """Yield the statements of a script one by one: `executescript` would end the transaction they have to be in."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        raise ValueError(f"a statement without its end: {statement.strip()[:60]}")


def connect(path: Path, *, readonly: bool = False) -> sqlite3.Connection:
    """Open the file, which must exist, with the settings that "nothing acknowledged is lost" needs."""
    mode = "ro" if readonly else "rw"
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous = FULL")
        # What is erased is overwritten, not only unlinked.
        connection.execute("PRAGMA secure_delete = ON")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do it whole or not at all. Never held across an await: the caller runs in the SQLite thread."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def prepare(folder: Path, now: Moment, passing: Callable[[str], None] = unharmed) -> None:
    """See to it that there is a journal: a fresh one if there was none. Raises JournalDamaged."""
    path = journal_file(folder)
    if path.exists():
        if path.stat().st_size == 0:
            raise damaged(folder, Trouble.EMPTY)
        return
    beside = next((path.with_name(path.name + end) for end in BESIDE if path.with_name(path.name + end).exists()), None)
    if beside:
        raise damaged(folder, Trouble.HALF, beside=beside.name)
    _begin(folder, now, passing)


def _begin(folder: Path, now: Moment, passing: Callable[[str], None]) -> None:
    """Make a fresh journal under another name first: a crash in between must not leave an empty one."""
    make_private(folder)
    fresh = new_file(folder)
    for end in ("", "-journal", *BESIDE):
        fresh.with_name(fresh.name + end).unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    with closing(connect(fresh)) as connection:
        migrate(connection, passing)
        row = (secrets.token_hex(8), now)
        connection.execute("INSERT INTO journal VALUES (1, ?, 1, ?, 0, NULL)", row)
    settle(fresh)
    fresh.replace(journal_file(folder))
    settle(journal_file(folder))


def migrate(connection: sqlite3.Connection, passing: Callable[[str], None] = unharmed) -> None:
    """Bring the tables up to date, each step with its number in one transaction."""
    for number, script in migrations():
        with transaction(connection):
            if number <= _pragma(connection, "user_version"):
                continue
            for statement in statements(script):
                connection.execute(statement)
                passing(MIGRATING)
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {number}")


def check(connection: sqlite3.Connection, folder: Path, *, readonly: bool = False) -> None:
    """Raise JournalDamaged unless this is a sound journal that this version can read."""
    if not recognised(connection, folder) and readonly:
        raise damaged(folder, Trouble.OLDER, found=_pragma(connection, "user_version"))
    look_through(connection, folder)


def recognised(connection: sqlite3.Connection, folder: Path) -> bool:
    """Say whether this is a journal of this version; False: of an older one. Raises JournalDamaged."""
    try:
        known, found = migrations()[-1][0], _pragma(connection, "user_version")
        if _pragma(connection, "application_id") != APPLICATION:
            raise damaged(folder, Trouble.FOREIGN)
    except sqlite3.Error as error:
        raise damaged(folder, Trouble.BROKEN, what=error) from error
    if found > known:
        raise damaged(folder, Trouble.NEWER, found=found, known=known)
    return found == known


def look_through(connection: sqlite3.Connection, folder: Path) -> None:
    """Look at every page of the file. Raises JournalDamaged."""
    try:
        # A count still answers where pages are random bytes; only this looks at every page.
        what = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if what == "ok" and connection.execute("SELECT count(*) FROM journal").fetchone()[0] != 1:
            what = "ohne Kopf"
    except sqlite3.Error as error:
        raise damaged(folder, Trouble.BROKEN, what=error) from error
    if what != "ok":
        raise damaged(folder, Trouble.BROKEN, what=what)


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
