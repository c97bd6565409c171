"""The shell loads what a command needs, and nothing else: a bot that restarts has a second."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import COMMANDS, shell
from tests.bot.small_configuration import CONFIG

ROOT = Path(__file__).parents[2]
LOADED = """
import sys
from bot.cli import shell
shell(sys.argv[1:])
print(*sys.modules)
"""


def loaded(*arguments: str, script: str = LOADED) -> set[str]:
    """Return the modules of a process that was about to do this."""
    command = [sys.executable, "-c", script, *arguments]
    return set(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())  # noqa: S603 - ours


@pytest.mark.parametrize(
    ("command", "spared"),
    [
        ("run", {"discord", "nio", "jinja2", "bot.demo", "bot.doctor", "bot.rehearsal"}),
        ("check", {"discord", "nio", "jinja2", "apscheduler", "bot.app"}),
        ("flows", {"discord", "nio", "jinja2", "apscheduler", "bot.app"}),
        ("backup", {"discord", "nio", "jinja2", "apscheduler", "bot.app"}),
    ],
)
def test_a_command_loads_only_what_it_needs(command: str, spared: set[str]) -> None:
    """Platforms are loaded if they are configured, the rest if it was asked for."""
    found = loaded(command, "config.toml")
    assert f"bot.shell.{command}" in found
    assert not found & spared


AWAKE = """
import asyncio, sys
from pathlib import Path
from bot.cli import shell
shell(["run"])
from bot.app import App
from bot.clock import WallClock
from bot.shell.ending import sound
from storage.journal import Journal

async def wake(config):
    report, settings = sound(config)
    app = App(settings, report.flows, config, WallClock())
    async with await Journal.open(app.folder, now=0) as journal:
        await app.wake(journal)
        print(*sys.modules)

asyncio.run(wake(Path(sys.argv[1])))
"""


def test_a_bot_is_awake_before_it_loads_a_platform(tmp_path: Path) -> None:
    """What was said is remembered, and can be decided on, before anything is loaded that only the network needs."""
    config = Path(shutil.copy(ROOT / "config.example.toml", tmp_path))
    found = loaded(str(config), script=AWAKE)
    assert "bot.conductor" in found
    assert not found & {"discord", "nio", "aiohttp", "jinja2"}


@pytest.mark.parametrize("command", ["backup", "forget", "digest"])
def test_a_command_for_a_journal_that_is_not_there_says_so(tmp_path: Path, command: str) -> None:
    """Before the first start, say: in a sentence, with the code for journals."""
    config = tmp_path / "config.toml"
    config.write_text(CONFIG, "utf-8")
    called = [sys.executable, "-m", "bot.cli", command, str(config)]
    done = subprocess.run(called, check=False, capture_output=True, text=True, cwd=ROOT)  # noqa: S603 - ours
    assert done.returncode == 4
    assert done.stderr.startswith("Es gibt kein Journal")
    assert done.stderr.count("\n") == 1


def test_without_a_command_all_are_named() -> None:
    """As for `--help`, or a word that is none of ours."""
    assert [each.name for each in shell([]).registered_commands] == list(COMMANDS)
    assert [each.name for each in shell(["unknown"]).registered_commands] == list(COMMANDS)
