"""Copies of the journal while it is in use, and the way back to one of them."""

from __future__ import annotations

import asyncio
import secrets
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from storage.folder import BESIDE, backups, copies, journal_file, make_private, new_file, next_copy, settle
from storage.lock import Lock
from storage.schema import JournalDamaged, Trouble, check, connect, damaged, transaction

KEPT = 10

_COPY_FAILED = "Die Sicherung des Journals {path} ist misslungen ({what}). Die vorigen Sicherungen sind unberührt."
_NO_COPY = "Die Sicherung {path} lässt sich nicht zurückspielen ({what}). Das Journal wurde nicht angefasst."


class BackupFailed(Exception):  # noqa: N818
    """There is no new copy, or no way back to this one. The message is a sentence for the shell."""


async def backup(folder: Path) -> Path:
    """Copy the journal, also while a bot writes it, and return the copy; the ten newest are kept.

    Raises BackupFailed, and JournalDamaged if there is no journal.
    """
    return await asyncio.to_thread(copy_now, folder)


def copy_now(folder: Path) -> Path:
    """Do the same in this thread, over a connection of its own."""
    if not journal_file(folder).exists():
        raise damaged(folder, Trouble.MISSING)
    try:
        make_private(backups(folder))
        copy = _copied(folder, next_copy(folder))
        for old in copies(folder)[:-KEPT]:
            old.unlink(missing_ok=True)
    except (sqlite3.Error, JournalDamaged, OSError) as error:
        raise BackupFailed(_COPY_FAILED.format(path=journal_file(folder), what=error)) from error
    return copy


def _copied(folder: Path, copy: Path) -> Path:
    part = copy.with_suffix(".part")
    part.unlink(missing_ok=True)
    try:
        _vacuum(folder, part)
        settle(part)
        part.replace(copy)
        settle(copy)
    finally:
        part.unlink(missing_ok=True)
    return copy


def restore(folder: Path, copy: Path) -> Path | None:
    """Make a copy the journal; return where the journal that it replaces lies now (None if there was none).

    A new epoch begins, so that nothing said from now on has the id of something said before.
    Raises JournalLocked while a bot runs, and BackupFailed if the copy is not sound; then nothing has changed.
    """
    with Lock(folder):
        fresh = _made_ready(folder, copy)
        path = journal_file(folder)
        try:
            aside = _moved_aside(folder) if path.exists() else None
        except OSError as error:
            raise BackupFailed(_NO_COPY.format(path=copy, what=error)) from error
        fresh.replace(path)
        settle(path)
        return aside


def _vacuum(folder: Path, target: Path) -> None:
    # A vacuumed copy holds no remains of what was erased, and writers need not wait for it.
    target.touch(mode=0o600)
    with closing(connect(journal_file(folder), readonly=True)) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))
    with closing(connect(target, readonly=True)) as connection:
        check(connection, folder, readonly=True)


def _made_ready(folder: Path, copy: Path) -> Path:
    """Return a checked copy of the copy, with the next epoch, beside the journal."""
    fresh = new_file(folder)
    for end in ("", "-journal", *BESIDE):
        fresh.with_name(fresh.name + end).unlink(missing_ok=True)
    try:
        with closing(connect(copy, readonly=True)) as source:
            check(source, folder)
            source.execute("VACUUM INTO ?", (str(fresh),))
        with closing(connect(fresh)) as target, transaction(target):
            target.execute("UPDATE journal SET epoch = ?", (_next_epoch(folder, _epoch(copy)),))
    except (sqlite3.Error, JournalDamaged, OSError) as error:
        raise BackupFailed(_NO_COPY.format(path=copy, what=error)) from error
    fresh.chmod(0o600)
    settle(fresh)
    return fresh


def _next_epoch(folder: Path, restored: int | None) -> int:
    """Return an epoch that was never used, also if the journal to be replaced cannot tell its own any more."""
    path = journal_file(folder)
    current = _epoch(path) if path.exists() else 0
    known = max(restored or 0, current or 0, *(_epoch(old) or 0 for old in copies(folder, "replaced")), 0)
    return known + 1 if current is not None else known + 1 + secrets.randbelow(2**20)


def _epoch(path: Path) -> int | None:
    try:
        with closing(connect(path, readonly=True)) as connection:
            return int(connection.execute("SELECT epoch FROM journal").fetchone()[0])
    except (sqlite3.Error, TypeError, ValueError):
        return None


def _moved_aside(folder: Path) -> Path:
    """Keep the journal under another name, with what lies beside it; the name itself is never free meanwhile."""
    make_private(backups(folder))
    path, aside = journal_file(folder), next_copy(folder, "replaced")
    for end in ("", *BESIDE):
        part = path.with_name(path.name + end)
        if part.exists():
            shutil.copy2(part, aside.with_name(aside.name + end))
    settle(aside)
    # A stranger's write-ahead log must not meet the restored file.
    for end in BESIDE:
        path.with_name(path.name + end).unlink(missing_ok=True)
    return aside
