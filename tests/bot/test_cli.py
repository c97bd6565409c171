"""The shell loads what a command needs, and nothing else: a bot that restarts has a second."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bot.cli import COMMANDS, shell

LOADED = """
import sys
from bot.cli import shell
shell(sys.argv[1:])
print(*sys.modules)
"""


def loaded(*arguments: str) -> set[str]:
    """Return the modules of a process that was about to do this."""
    command = [sys.executable, "-c", LOADED, *arguments]
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


def test_without_a_command_all_are_named() -> None:
    """As for `--help`, or a word that is none of ours."""
    assert [each.name for each in shell([]).registered_commands] == list(COMMANDS)
    assert [each.name for each in shell(["unknown"]).registered_commands] == list(COMMANDS)
