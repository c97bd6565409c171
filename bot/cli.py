"""The shell: `werkstatt check`, `rehearse`, `run`, `digest`, `demo` and what an operator needs besides.

Exit codes, the same for all: 0 done, 1 failed or found something missing, 2 configuration, 3 already running,
4 journal damaged, 5 the login of every configured platform refused.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot import digest as documents
from bot import doctor
from bot.app import App
from bot.check import Report, check
from bot.clock import WallClock
from bot.configuration import flow_files
from bot.configuration.settings import data_folder
from bot.demo.stage import Stage, play
from bot.publishing import FOLDER
from bot.rehearsal.rehearse import rehearse_configuration, rehearse_flow
from bot.retention import is_due
from storage.backup import BackupFailed, backup, restore
from storage.folder import journal_file
from storage.journal import Journal, JournalDamaged, JournalLocked
from storage.retention import forget
from workshop_flows.happen import fold

FORGOTTEN = "Namen, Konten und Sicherungen sind gelöscht. Ideen und Ergebnisse bleiben, ohne Namen."
DONE, FAILED, CONFIGURATION, ALREADY_RUNNING, DAMAGED, REFUSED = range(6)

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Werkstatt leitet Workshops auf Matrix und Discord, vom Ablauf bis zur Dokumentation.",
)
Config = Annotated[Path, typer.Argument(metavar="CONFIG", help="Die Konfiguration, zum Beispiel config.toml.")]


def main() -> None:
    """Run the shell, and end the process for certain: no thread of a library keeps it alive."""
    code = DONE
    try:
        code = app(standalone_mode=False) or DONE
    except typer.Exit as done:
        code = done.exit_code
    except typer.Abort:
        code = FAILED
    except Exception as error:
        show = getattr(error, "show", None)
        if show is None:
            raise
        show()
        code = CONFIGURATION
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


@app.command("check")
def check_command(config: Config) -> None:
    """Prüft die Konfiguration und zeigt den Ablauf des Tages. Braucht kein Netz."""
    report = _sound(config, asyncio.run(_tried(config)))
    for warning in report.warnings:
        typer.echo(f"Hinweis: {warning}")
    for row in report.timetable:
        typer.echo(row)


@app.command("doctor")
def doctor_command(config: Config) -> None:
    """Verbindet sich und sagt, was für den Tag noch fehlt und wie man es behebt."""
    report = _sound(config)
    assert report.settings is not None  # noqa: S101 - a sound report has settings
    found = asyncio.run(doctor.examine(report.settings, data_folder(report.settings, config), report.flows))
    typer.echo(doctor.report(found))
    _finish(doctor.exit_code(found))


@app.command("run")
def run_command(
    config: Config,
    speed: Annotated[int, typer.Option(hidden=True, min=1, help="Wie viel schneller der Tag vergeht.")] = 1,
    begins: Annotated[int | None, typer.Option(hidden=True, help="Die gespielte Zeit zu Beginn, in ms.")] = None,
    since: Annotated[int | None, typer.Option(hidden=True, help="Die wirkliche Zeit dieses Beginns, in ms.")] = None,
) -> None:
    """Startet den Bot. Er läuft, bis man ihn beendet."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    report = _sound(config)
    assert report.settings is not None  # noqa: S101 - a sound report has settings
    clock = WallClock(speed, begins, since)
    _finish(asyncio.run(_kept_promise(report, config, clock)))
    conference = App(report.settings, report.flows, config, clock)
    _finish(asyncio.run(_guarded(conference)))


async def _kept_promise(report: Report, config: Path, clock: WallClock) -> int:
    """Delete names that were kept for as long as people were told."""
    assert report.settings is not None  # noqa: S101
    folder, days = data_folder(report.settings, config), report.settings.privacy.retention_days
    try:
        if await is_due(folder, days, clock.now()):
            forget(folder)
            typer.echo(FORGOTTEN, err=True)
    except JournalLocked as locked:
        return _complain(str(locked), ALREADY_RUNNING)
    except JournalDamaged as damage:
        return _complain(str(damage), DAMAGED)
    return DONE


async def _guarded(conference: App) -> int:
    """Run until a signal; return the exit code."""
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, conference.stop.set)
    try:
        connected = await conference.run(lambda words: print(words, flush=True))  # noqa: T201 - the line others wait for
    except JournalLocked as locked:
        return _complain(str(locked), ALREADY_RUNNING)
    except JournalDamaged as damage:
        return _complain(str(damage), DAMAGED)
    for complaint in conference.complaints:
        typer.echo(complaint, err=True)
    return DONE if connected else REFUSED


@app.command("rehearse")
def rehearse_command(
    what: Annotated[str, typer.Argument(metavar="CONFIG|ABLAUF", help="Eine Konfiguration oder ein Ablauf.")],
    citizens: Annotated[int, typer.Option(min=1, max=400, help="Wie viele Menschen mitspielen.")] = 15,
    seed: Annotated[int, typer.Option(help="Dieselbe Zahl gibt dasselbe Gespräch.")] = 1,
) -> None:
    """Spielt einen Ablauf in Sekunden durch, ohne Server, und zeigt das Gespräch."""
    path = Path(what)
    if path.suffix == ".toml" and "conference" in _top_level(path):
        report = _sound(path)
        assert report.settings is not None  # noqa: S101
        typer.echo(rehearse_configuration(report.settings, report.flows, citizens, seed), nl=False)
        return
    found = flow_files.find(what, Path())
    if isinstance(found, str):
        _stop(found, CONFIGURATION)
    read = flow_files.read(found)
    if read.flow is None:
        _stop("\n".join(str(problem) for problem in read.problems), CONFIGURATION)
    typer.echo(rehearse_flow(read.flow, citizens, seed), nl=False)


@app.command("digest")
def digest_command(
    config: Config,
    out: Annotated[Path | None, typer.Option(help="Der Ordner für die Dateien.")] = None,
) -> None:
    """Schreibt die Dokumentation noch einmal, aus dem Journal."""
    report = _sound(config)
    assert report.settings is not None  # noqa: S101
    folder = data_folder(report.settings, config)
    try:
        written = asyncio.run(_write_digest(folder, out or folder / FOLDER))
    except JournalDamaged as damage:
        _stop(str(damage), DAMAGED)
    for path in written:
        typer.echo(path)


async def _write_digest(folder: Path, out: Path) -> list[Path]:
    async with await Journal.open(folder, now=0, readonly=True) as journal:
        day = fold(await journal.entries())
    return documents.write(out, day, day.last_end, None)


@app.command("backup")
def backup_command(config: Config) -> None:
    """Sichert das Journal, auch während der Bot läuft."""
    report = _sound(config)
    assert report.settings is not None  # noqa: S101
    try:
        typer.echo(asyncio.run(backup(data_folder(report.settings, config))))
    except BackupFailed as failure:
        _stop(str(failure), FAILED)


@app.command("restore")
def restore_command(config: Config, copy: Annotated[Path, typer.Argument(help="Die Sicherung.")]) -> None:
    """Spielt eine Sicherung ein. Der Bot darf dabei nicht laufen."""
    report = _sound(config)
    assert report.settings is not None  # noqa: S101
    try:
        aside = restore(data_folder(report.settings, config), copy)
    except JournalLocked as locked:
        _stop(str(locked), ALREADY_RUNNING)
    except JournalDamaged as damage:
        _stop(str(damage), DAMAGED)
    except BackupFailed as failure:
        _stop(str(failure), FAILED)
    typer.echo(f"Eingespielt. Das bisherige Journal liegt in {aside}." if aside else "Eingespielt.")


@app.command("forget")
def forget_command(config: Config) -> None:
    """Löscht Namen, Konten und Sicherungen; was gesagt wurde, bleibt ohne Namen. Der Bot darf nicht laufen."""
    report = _sound(config)
    assert report.settings is not None  # noqa: S101
    try:
        forget(data_folder(report.settings, config))
    except JournalLocked as locked:
        _stop(str(locked), ALREADY_RUNNING)
    typer.echo(FORGOTTEN)


@app.command("schema")
def schema_command() -> None:
    """Zeigt das JSON-Schema eines Ablaufs, für Editoren."""
    typer.echo(json.dumps(flow_files.schema(), ensure_ascii=False, indent=2))


@app.command("flows")
def flows_command() -> None:
    """Nennt die mitgelieferten Abläufe."""
    for name, flow in flow_files.ready_made().items():
        typer.echo(f"{name:20} {flow.minutes:4} min  {flow.summary}")


@app.command("demo")
def demo_command(
    keep: Annotated[bool, typer.Option("--keep", help="Danach weiterlaufen, zum Mitmachen.")] = False,  # noqa: FBT002
    citizens: Annotated[int, typer.Option(min=8, max=400, help="Wie viele Menschen mitmachen.")] = 60,
    seed: Annotated[int, typer.Option(help="Dieselbe Zahl gibt dieselben Menschen.")] = 1,
) -> None:
    """Eine ganze Konferenz hier und jetzt: eigener Server, Menschen, Dokumentation."""
    _finish(asyncio.run(play(Stage(citizens=citizens, seed=seed, keep=keep))))


async def _tried(config: Path) -> frozenset[str]:
    """Return the workshops that had a trial, as far as a journal knows."""
    settings = check(config).settings
    if settings is None:
        return frozenset()
    folder = data_folder(settings, config)
    if not journal_file(folder).exists():
        return frozenset()
    try:
        async with await Journal.open(folder, now=0, readonly=True) as journal:
            day = fold(await journal.entries())
    except JournalDamaged:
        return frozenset()
    return frozenset(workshop.id for workshop in day.workshops.values() if workshop.tried)


def _sound(config: Path, tried: frozenset[str] = frozenset()) -> Report:
    """Return the report of a configuration that can be run; else say everything that is wrong, and stop."""
    report = check(config, tried)
    if report.problems:
        _stop("\n".join(str(problem) for problem in report.problems), CONFIGURATION)
    return report


def _top_level(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _complain(sentence: str, code: int) -> int:
    typer.echo(sentence, err=True)
    return code


def _stop(sentence: str, code: int) -> NoReturn:
    raise typer.Exit(_complain(sentence, code))


def _finish(code: int) -> None:
    if code != DONE:
        raise typer.Exit(code)


if __name__ == "__main__":
    main()
